"""答复: extended, drafted, reviewed by another, signed, served; or withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.foi import rules
from huiyin.foi.models import (
    EXEMPTION_OF,
    Application,
    ConsultationKind,
    Decision,
    Ground,
    Paper,
    PaperKind,
    ServiceMethod,
)
from huiyin.foi.papers.issuing import (
    Letter,
    answer_kind,
    issue,
    sent,
    signed_letter,
    take_back,
)

from .flow import State, chosen, close, filled, not_before, not_later, workflow
from .intake import check

WITHOUT_CORRECTION = frozenset({Decision.NOT_CORRECTED, Decision.OTHER})
LAPSES = frozenset({Decision.NOT_CORRECTED, Decision.FEE_NOT_PAID})
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
) -> None:
    """拟定答复: one result; what is withheld needs its ground, part by part."""
    chosen("decision", decision, Decision, "一项办理结果")
    if decision in LAPSES:
        raise ValidationError({"decision": "逾期不补正、逾期未缴费的，请在相应环节办结"})
    if decision == Decision.EXCESSIVE and not application.reasons_wanted:
        raise ValidationError({"decision": "须先要求申请人说明理由（条例第三十五条）"})
    if decision == Decision.STILL_UNCLEAR and not application.correction_wanted:
        raise ValidationError({"decision": "须先告知申请人补正（条例第三十条）"})
    _check_grounds(application, decision, grounds)
    application.draft_decision = decision
    application.draft_text = filled("text", text, "答复内容")
    application.drafted_by, application.drafter_key = actor.name, actor.key
    application.grounds.all().delete()
    for ground in grounds:
        ground.application = application
        ground.full_clean()
        ground.save()


def _check_grounds(application: Application, decision: str, grounds: Sequence[Ground]) -> None:
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
    if needed == EXEMPTION_OF[Decision.THIRD_PARTY_RIGHTS] and not _third_party_was_asked(
        application
    ):
        raise ValidationError({"decision": "须先书面征求第三方意见（条例第三十二条）"})


def _third_party_was_asked(application: Application) -> bool:
    return application.consultations.filter(
        kind=ConsultationKind.THIRD_PARTY, replied_on__isnull=False
    ).exists()


@workflow.move(
    "审查通过",
    sources={State.DRAFTED},
    target=State.REVIEWED,
    rule=rules.may_review,
    basis="条例第十七条",
)
def review(
    application: Application, *, actor: Actor, at: datetime, secrecy: str, legal: str
) -> None:
    """审查: 保密审查 and 合法性审查, by another person than the drafter."""
    application.secrecy_opinion = filled("secrecy", secrecy, "保密审查意见")
    application.legal_opinion = filled("legal", legal, "合法性审查意见")
    application.reviewed_by = actor.name


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
    application.signed_by, application.signed_at = "", None
    take_back(application, actor=actor, at=at)


@workflow.move(
    "签发", sources={State.REVIEWED}, target=State.SIGNED, rule=rules.may_sign, basis=CHAIN
)
def sign(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    letter: Letter = None,
    elsewhere: bool = False,
) -> None:
    """签发: the answer letter gets its number and is frozen with the signature.

    `elsewhere`: the letter is made and numbered in another system; its number is entered when it
    is served.
    """
    application.signed_by, application.signed_at = actor.name, at
    if not elsewhere:
        kind = answer_kind(application, application.draft_decision)
        issue(application, kind, letter or {}, actor=actor, at=at)


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
    number: str = "",
    post_number: str = "",
    delivered_on: date | None = None,
) -> None:
    """送达: the day it was handed over, posted or sent is the day of the answer.

    The number is the signed letter's; it is entered only where that was made elsewhere.
    """
    chosen("method", method, ServiceMethod, "送达方式")
    if method == ServiceMethod.POST:
        filled("post_number", post_number, "邮政寄递的邮件号码")
    signed = timezone.localtime(application.signed_at).date() if application.signed_at else None
    not_before("served_on", served_on, signed, "签发日期")
    not_before("delivered_on", delivered_on, served_on, "送达（交寄）日期")
    not_later("delivered_on", delivered_on, at)
    application.service_method, application.post_number = method, post_number.strip()
    application.delivered_on = delivered_on
    letter = signed_letter(application)
    told = _number_of(letter, number, method)
    if letter is not None:
        sent(letter, served_on, at=at)
    close(application, application.draft_decision, served_on, told)
    check(application, at.date())


def _number_of(letter: Paper | None, number: str, method: str) -> str:
    """The number of the answer: of the signed letter, else the one that was entered."""
    if letter is None:
        return filled("number", number, "答复文号")
    if number.strip() not in ("", letter.document_number):
        raise ValidationError({"number": f"文号为已定稿的 {letter.document_number}，不必另填"})
    if method == ServiceMethod.ELECTRONIC and not letter.facts.get("复议网上渠道"):
        raise ValidationError(
            {
                "method": "答复书没有写明网上申请行政复议的渠道，不能电子送达（行政复议法"
                "第二十二条）；请退回补写，或改用其他方式送达"
            }
        )
    return letter.document_number


@workflow.move(
    "直接登记答复",
    sources={State.RECEIVED, State.CORRECTING},
    target=State.ANSWERED,
    rule=rules.may_handle,
    basis=ANSWERED,
)
def answer(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    decision: str,
    answered_on: date,
    answer_number: str = "",
) -> None:
    """答复 that was made elsewhere: exactly one result of the statutory table, with its date."""
    if decision not in Decision.values:
        raise ValidationError({"decision": "请选择一项办理结果"})
    if application.state == State.CORRECTING and decision not in WITHOUT_CORRECTION:
        raise ValidationError(
            {"decision": "申请尚在补正，只能按“逾期不补正”或“其他”（如申请人撤回）办结"}
        )
    close(application, decision, answered_on, answer_number)
    check(application, at.date())


@workflow.move(
    "申请人撤回",
    sources=Application.OPEN,
    target=State.ANSWERED,
    rule=rules.may_handle_or_applied,
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
