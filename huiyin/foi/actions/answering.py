"""答复: extended, drafted, reviewed by another, signed, served; or withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.foi import conditions, rules
from huiyin.foi.models import (
    EXEMPTION_OF,
    Application,
    Decision,
    Ground,
    PaperKind,
    ServiceMethod,
)
from huiyin.foi.papers import leaving
from huiyin.foi.papers.issuing import Letter, issue, issue_answer, sent, signed_letter, take_back
from huiyin.personal.traces import private_in

from .flow import State, chosen, clear_entry, close, filled, not_before, not_later, workflow
from .intake import check_course

ANSWERED = "条例第三十六条至第三十九条"
CHAIN = "条例第四十五条"


@workflow.move(
    "延长答复期限",
    sources={State.RECEIVED, State.REASONING, State.CONSULTING, State.DRAFTED, State.REVIEWED,
             State.SIGNED},
    rule=rules.may_extend,
    basis="条例第三十三条第二款",
)  # fmt: skip
def extend(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    days: int,
    reason: str,
    letter: Letter = None,
) -> None:
    """延期: once, at most 20 working days, before the period has run out."""
    if application.due_on is not None and at.date() > application.due_on:
        raise ValidationError("答复期限已过，不能再延长")
    application.extension_reason = told = filled("reason", reason, "延长的理由")
    application.note_clock(ClockEvent("extended", amount=days))
    if letter is not None:
        facts = {"延期理由": told, **letter}
        issue(application, PaperKind.EXTENSION, facts, actor=actor, at=at, sent_on=at.date())


@workflow.move(
    "拟定答复",
    sources={State.RECEIVED, State.DRAFTED},
    target=State.DRAFTED,
    rule=rules.may_handle,
    basis=ANSWERED,
)
def draft_answer(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    decision: str,
    text: str,
    grounds: Sequence[Ground] = (),
    letter: Mapping[str, Any] | None = None,
) -> None:
    """拟定答复: one result, its text, and all that its letter says; what is withheld needs its ground."""
    chosen("decision", decision, Decision, "一项办理结果")
    _check_grounds(decision, grounds)
    application.grounds.all().delete()
    for ground in grounds:
        ground.application = application
        ground.full_clean()
        ground.save()
    write_draft(application, decision, text, letter or {}, actor=actor, at=at)


CHANGED = "您打开本页以后，答复或者附件有改动。请看过现在的内容再确认"


def check_seen(seen: str, now: str) -> None:
    """Refuse a decision upon another letter than there is now: records beside it count as well."""
    if seen and not constant_time_compare(seen, now):
        raise ValidationError({"seen": CHANGED})


def write_draft(
    application: Application,
    decision: str,
    text: str,
    letter: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """The draft with all that its letter needs; nothing is added to it later."""
    codes = {ground.code for ground in application.grounds.all()}
    conditions.require(application, decision, at.date(), grounds=codes)
    application.draft_decision = decision
    application.draft_text = filled("text", text, "答复内容")
    application.draft_letter = {}
    names = leaving.asked(application, decision)
    application.draft_letter = {
        name: said for name, said in letter.items() if name in names and said
    }
    application.drafted_by = actor.name
    application.draft_number += 1
    leaving.check(application, at.date())


def _check_grounds(decision: str, grounds: Sequence[Ground]) -> None:
    needed = EXEMPTION_OF.get(decision)
    codes = {ground.code for ground in grounds}
    if (needed or decision == Decision.PARTIAL) and not grounds:
        raise ValidationError({"grounds": "不予公开的内容须逐项写明理由"})
    if not needed and decision != Decision.PARTIAL and grounds:
        raise ValidationError({"grounds": "这一办理结果没有不予公开的内容，请不要填写理由"})
    if needed and needed not in codes:
        raise ValidationError({"grounds": f"理由与办理结果不符，应为：{needed.label}"})
    if decision == Decision.PARTIAL and not all(ground.portion.strip() for ground in grounds):
        raise ValidationError({"grounds": "部分公开的，请写明不予公开的是哪一部分"})


def _still_holds(application: Application, day: date) -> None:
    """The conditions of the result as the record stands now, and a letter that can be made."""
    codes = {ground.code for ground in application.grounds.all()}
    conditions.require(application, application.draft_decision, day, grounds=codes)
    leaving.check(application, day)


@workflow.move(
    "审查通过",
    sources={State.DRAFTED},
    target=State.REVIEWED,
    rule=rules.may_review,
    basis="条例第十七条",
)
def review(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    secrecy: str,
    legal: str,
    seen: str = "",
) -> None:
    """审查: 保密审查 and 合法性审查 of the letter as it will leave, by none of its writers."""
    _still_holds(application, at.date())
    now = leaving.digest(application)
    check_seen(seen, now)
    application.secrecy_opinion = filled("secrecy", secrecy, "保密审查意见")
    application.legal_opinion = filled("legal", legal, "合法性审查意见")
    application.reviewed_by, application.reviewed_digest = actor.name, now


@workflow.move(
    "退回修改",
    sources={State.DRAFTED, State.REVIEWED, State.SIGNED},
    target=State.RECEIVED,
    rule=rules.may_return,
    basis=CHAIN,
)
def return_draft(application: Application, *, actor: Actor, at: datetime, reason: str) -> None:
    """退回修改: the draft is kept, opinions and signature are void."""
    filled("reason", reason, "退回的原因")
    application.secrecy_opinion = application.legal_opinion = application.reviewed_by = ""
    application.reviewed_digest = ""
    application.signed_by, application.signed_at = "", None
    take_back(application, actor=actor, at=at)


@workflow.move(
    "签发", sources={State.REVIEWED}, target=State.SIGNED, rule=rules.may_sign, basis=CHAIN
)
def sign(application: Application, *, actor: Actor, at: datetime, seen: str = "") -> None:
    """签发: just what was reviewed gets its number and is frozen with the signature."""
    _still_holds(application, at.date())
    now = leaving.digest(application)
    check_seen(seen, now)
    if now != application.reviewed_digest:
        raise ValidationError(leaving.CHANGED_SINCE)
    application.signed_by, application.signed_at = actor.name, at
    issue_answer(application, actor=actor, at=at)


@workflow.move(
    "送达",
    sources={State.SIGNED},
    target=State.ANSWERED,
    rule=rules.may_handle,
    basis="国办公开办函〔2016〕235号",
)
def serve(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    method: str,
    served_on: date,
    post_number: str = "",
    receipt: str = "",
    delivered_on: date | None = None,
) -> None:
    """送达: the day it was handed over, posted or sent is the day of the answer.

    Its number is the signed letter's. A fact of one clerk, so it needs its proof.
    """
    signed = timezone.localtime(application.signed_at).date() if application.signed_at else None
    not_before("served_on", served_on, signed, "签发日期")
    note_service(application, method, served_on, post_number, receipt, delivered_on, at)
    letter = signed_letter(application)
    if letter is None:
        raise ValidationError("没有已定稿的答复书。请退回修改，重新审查、签发")
    if method == ServiceMethod.ELECTRONIC and not letter.facts.get("复议网上渠道"):
        raise ValidationError({"method": ONLINE_WAY_MISSING})
    sent(letter, served_on, at=at)
    close(application, application.draft_decision, served_on, letter.document_number)
    check_course(application, at.date())


ONLINE_WAY_MISSING = (
    "答复书没有写明网上申请行政复议的渠道，不能电子送达（行政复议法第二十二条）；"
    "请退回补写，或改用其他方式送达"
)


def note_service(
    application: Application,
    method: str,
    served_on: date,
    post_number: str,
    receipt: str,
    delivered_on: date | None,
    at: datetime,
) -> None:
    """How and when the answer left, what proves it, and when it arrived."""
    chosen("method", method, ServiceMethod, "送达方式")
    if method == ServiceMethod.POST:
        filled("post_number", post_number, "邮政寄递的邮件号码")
    elif method != ServiceMethod.ELECTRONIC:  # what we send ourselves proves itself in the log
        filled("receipt", receipt, "送达凭证：送达回证的编号")
    if label := private_in(receipt):
        raise ValidationError({"receipt": f"这里像是{label}。只写凭证的编号，不写个人信息"})
    not_before("delivered_on", delivered_on, served_on, "送达（交寄）日期")
    not_later("delivered_on", delivered_on, at)
    application.service_method, application.post_number = method, post_number.strip()
    application.service_receipt = receipt.strip()
    application.delivered_on = delivered_on


@workflow.move(
    "申请人撤回",
    sources=Application.OPEN,
    target=State.ANSWERED,
    rule=rules.is_applicant,
    basis="条例第四十九条（年度报告“其他处理”）",
)
def withdraw(
    application: Application, *, actor: Actor, at: datetime, withdrawn_on: date, note: str = ""
) -> None:
    """撤回: the applicant gives it up; counted as (六)3.

    Before it was confirmed, its withdrawal confirms it: both sides then know of it.
    """
    not_later("withdrawn_on", withdrawn_on, at)
    not_before("withdrawn_on", withdrawn_on, application.arrived_on, "到达日期")
    if application.received_on is None:
        application.received_on = withdrawn_on
        application.received_reason = "确认收到之前申请人撤回，以撤回之日为收到之日"
        application.recount()
    not_before("withdrawn_on", withdrawn_on, application.received_on, "收到日期")
    take_back(application, actor=actor, at=at)
    close(application, Decision.OTHER, withdrawn_on)
    clear_entry(application)
