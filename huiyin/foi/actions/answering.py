"""答复: extended, drafted, reviewed by another, signed, served; or withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen, Reason
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import ChoiceField, DayField, LineField, NumberField, TextField
from huiyin.foi import conditions, deadlines, rules
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

from .asked import DAY_OF_ANSWER, HOW_WITHDRAWN, RESULTS, Method, PostNumber, Receipt, Seen
from .flow import State, clear_entry, close, not_before, not_later, workflow
from .intake import check_course

ANSWERED = "条例第三十六条至第三十九条"
CHAIN = "条例第四十五条"


def _is_in_time(application: Application, day: date) -> str:
    due = application.due_on
    return "答复期限已过，不能再延长" if due is not None and due < day else ""


@workflow.move(
    "延长答复期限",
    sources={State.RECEIVED, State.REASONING, State.CONSULTING, State.DRAFTED, State.REVIEWED,
             State.SIGNED},
    rule=rules.may_extend,
    guard=_is_in_time,
    basis="条例第三十三条第二款",
)  # fmt: skip
def extend(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    days: Annotated[
        int,
        NumberField(
            "延长工作日数",
            1,
            deadlines.ANSWER.longest_extension,
            initial=deadlines.ANSWER.longest_extension,
            help_text=f"最多 {deadlines.ANSWER.longest_extension} 个工作日，只能延长一次",
        ),
    ],
    reason: Reason,
    letter: Letter = None,
) -> None:
    """延期: once, at most 20 working days, before the period has run out."""
    application.extension_reason = reason
    application.note_clock(ClockEvent("extended", at.date(), days))
    if letter is not None:
        facts = {"延期理由": reason, **letter}
        issue(application, PaperKind.EXTENSION, facts, actor=actor, at=at, sent_on=at.date())


@workflow.move(
    "拟定答复",
    sources={State.RECEIVED, State.DRAFTED},
    target=State.DRAFTED,
    rule=rules.HANDLE,
    basis=ANSWERED,
)
def draft_answer(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    decision: Annotated[str, ChoiceField("拟办结果", RESULTS)],
    text: Annotated[str, TextField("答复内容", 10000, rows=8)],
    grounds: Sequence[Ground] = (),
    letter: Mapping[str, Any] | None = None,
) -> None:
    """拟定答复: one result, its text, and all that its letter says; what is withheld needs its ground."""
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
    conditions.require(application, decision, timezone.localdate(at), grounds=codes)
    application.draft_decision = decision
    application.draft_text = text
    application.draft_letter = {}
    names = leaving.asked(application, decision)
    application.draft_letter = {
        name: said for name, said in letter.items() if name in names and said
    }
    application.drafted_by = actor.name
    application.draft_number += 1
    leaving.check(application, timezone.localdate(at))


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
    seen: Seen = "",
    secrecy: Annotated[str, TextField("保密审查意见", 500)],
    legal: Annotated[str, TextField("合法性审查意见", 500)],
) -> None:
    """审查: 保密审查 and 合法性审查 of the letter as it will leave, by none of its writers."""
    _still_holds(application, at.date())
    now = leaving.digest(application)
    check_seen(seen, now)
    application.secrecy_opinion = secrecy
    application.legal_opinion = legal
    application.reviewed_by, application.reviewed_digest = actor.name, now


@workflow.move(
    "退回修改",
    sources={State.DRAFTED, State.REVIEWED, State.SIGNED},
    target=State.RECEIVED,
    rule=rules.may_return,
    basis=CHAIN,
)
def return_draft(application: Application, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回修改: the draft is kept, opinions and signature are void."""
    application.secrecy_opinion = application.legal_opinion = application.reviewed_by = ""
    application.reviewed_digest = ""
    application.signed_by, application.signed_at = "", None
    take_back(application, actor=actor, at=at)


@workflow.move(
    "签发", sources={State.REVIEWED}, target=State.SIGNED, rule=rules.may_sign, basis=CHAIN
)
def sign(application: Application, *, actor: Actor, at: datetime, seen: Seen = "") -> None:
    """签发: just what was reviewed gets its number and is frozen with the signature."""
    _still_holds(application, at.date())
    now = leaving.digest(application)
    check_seen(seen, now)
    if now != application.reviewed_digest:
        raise ValidationError(leaving.CHANGED_SINCE)
    application.signed_by, application.signed_at = actor.name, at
    issue_answer(application, actor=actor, at=at)


ServedOn = Annotated[
    date | None,
    DayField(
        "交寄（送出）日期",
        required=False,
        initial="",
        help_text="邮政寄递的，以交寄之日为答复之日",
    ),
    NeededWhen("邮政寄递的必填"),
]
DeliveredOn = Annotated[
    date | None,
    DayField("签收（到达）日期", required=False, help_text=DAY_OF_ANSWER),
    NeededWhen("直接、委托、电子送达的必填"),
]


@workflow.move(
    "送达",
    sources={State.SIGNED},
    target=State.ANSWERED,
    rule=rules.HANDLE,
    basis="国办公开办函〔2016〕235号",
)
def serve(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    method: Method,
    served_on: ServedOn = None,
    delivered_on: DeliveredOn = None,
    post_number: PostNumber = "",
    receipt: Receipt = "",
) -> None:
    """送达: by post the day of posting is the day of the answer, else that of signature or arrival.

    Its number is the signed letter's. A fact of one clerk, so it needs its proof.
    """
    signed = timezone.localtime(application.signed_at).date() if application.signed_at else None
    for name, day in (("served_on", served_on), ("delivered_on", delivered_on)):
        not_before(name, day, signed, "签发日期")
        not_later(name, day, at)
    served = note_service(application, method, served_on, post_number, receipt, delivered_on, at)
    letter = signed_letter(application)
    if letter is None:
        raise ValidationError("没有已定稿的答复书。请退回修改，重新审查、签发")
    if method == ServiceMethod.ELECTRONIC and not letter.facts.get("复议网上渠道"):
        raise ValidationError({"method": ONLINE_WAY_MISSING})
    sent(letter, served_on or served, at=at)
    close(application, application.draft_decision, served, letter.document_number)
    check_course(application, at.date())


ONLINE_WAY_MISSING = (
    "答复书没有写明网上申请行政复议的渠道，不能电子送达（行政复议法第二十二条）；"
    "请退回补写，或改用其他方式送达"
)


def check_service(method: str, post_number: str, receipt: str, missing: Mapping[str, str]) -> None:
    """The way something was sent, and what proves it; with the days that are `missing`, at once."""
    faults = dict(missing)
    if method == ServiceMethod.POST:
        if not post_number:
            faults["post_number"] = "请写明邮政寄递的邮件号码"
    elif method != ServiceMethod.ELECTRONIC and not receipt:
        # what we send ourselves proves itself in the log
        faults["receipt"] = "请写明送达凭证：送达回证的编号"
    if label := private_in(receipt):
        faults["receipt"] = f"这里像是{label}。只写凭证的编号，不写个人信息"
    if faults:
        raise ValidationError(faults)


def note_service(
    application: Application,
    method: str,
    served_on: date | None,
    post_number: str,
    receipt: str,
    delivered_on: date | None,
    at: datetime,
) -> date:
    """How and when the answer left, what proves it, and when it arrived; its day of service."""
    served = deadlines.service_day(method, served_on, delivered_on)
    check_service(method, post_number, receipt, {} if served else DAY_MISSING.get(method, {}))
    assert served is not None  # noqa: S101 - every way has its day in DAY_MISSING
    not_before("delivered_on", delivered_on, served_on, "交寄（送出）日期")
    not_later("delivered_on", delivered_on, at)
    application.service_method, application.post_number = method, post_number
    application.service_receipt = receipt
    application.delivered_on = delivered_on
    return served


DAY_MISSING: dict[str, dict[str, str]] = {
    ServiceMethod.POST: {"served_on": "请填写交寄日期：邮政寄递的，以交寄之日为答复之日"},
    ServiceMethod.DIRECT: {
        "delivered_on": "请填写签收日期：直接送达的，以申请人签收之日为答复之日"
    },
    ServiceMethod.ENTRUSTED: {
        "delivered_on": "请填写签收日期：委托送达的，以申请人签收之日为答复之日"
    },
    ServiceMethod.ELECTRONIC: {
        "delivered_on": "请填写到达日期：电子送达的，以到达申请人系统之日为答复之日"
    },
}


@workflow.move(
    "申请人撤回",
    sources=Application.OPEN,
    target=State.ANSWERED,
    rule=rules.is_applicant,
    basis="条例第四十九条（年度报告“其他处理”）",
)
def withdraw(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    withdrawn_on: Annotated[date, DayField("撤回日期")],
    note: Annotated[str, LineField("撤回的方式", 300, help_text=HOW_WITHDRAWN)] = "",
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
