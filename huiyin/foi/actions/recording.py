"""登记和核对: how an application ended is entered by one and compared by another.

An answer that exists on paper, for what was signed before the system was there, or beside it: it
counts like any answer, so it needs the paper itself, a number in its proper form, and the same
conditions of its result. A lapse, and a withdrawal that the office tells of, end an application
without an answer: what the applicant lost by it is looked at by a second person as well.
"""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import ChoiceField, DayField, LineField
from huiyin.common import docnumber
from huiyin.files import intake
from huiyin.foi import conditions, rules
from huiyin.foi.models import (
    Application,
    ApplicationFile,
    Decision,
    FileRole,
    Paper,
    ServiceMethod,
)
from huiyin.foi.papers.issuing import take_back

from . import past
from .answering import note_service
from .asked import RESULTS, Method, PostNumber, Receipt
from .flow import (
    State,
    clear_entry,
    close,
    enter_end,
    issue_ending_letter,
    not_before,
    not_later,
    workflow,
)
from .intake import check_course

ON_PAPER = "条例第三十六条至第三十九条、第四十五条"
Checked = tuple[str, intake.Kind, bytes]


@workflow.move(
    "直接登记答复",
    sources={State.RECEIVED, State.CORRECTING, State.PAYING},
    target=State.ENTERED,
    rule=rules.RECORD,
    basis=ON_PAPER,
)
def answer(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    decision: Annotated[str, ChoiceField("办理结果", RESULTS)],
    number: Annotated[str, LineField("答复文号", 80, help_text="如 云城管公复〔2026〕1号")],
    answered_on: Annotated[
        date,
        DayField(
            "答复日期", help_text="邮寄为交寄之日，直接、委托送达为签收之日，电子送达为到达之日"
        ),
    ],
    paper: Checked | None = None,
    method: Method,
    post_number: PostNumber = "",
    receipt: Receipt = "",
    delivered_on: Annotated[date | None, DayField("签收（到达）日期", required=False)] = None,
) -> None:
    """登记: what the signed paper says; nothing is answered until another has compared it."""
    not_later("answered_on", answered_on, at)
    not_before("answered_on", answered_on, application.received_on, "收到日期")
    conditions.require(application, decision, answered_on)
    if paper is None:
        raise ValidationError({"paper": "请上传已经签发的答复书（扫描件或者电子件）"})
    if method != ServiceMethod.POST:  # 签收（到达）之日 is the day of the answer itself
        delivered_on = delivered_on or answered_on
    served = note_service(application, method, answered_on, post_number, receipt, delivered_on, at)
    if served != answered_on:
        message = f"答复日期应为签收（到达）之日 {served}：不是邮政寄递的，以该日为准"
        raise ValidationError({"answered_on": message})
    number = _number(application, number, answered_on)
    enter_end(application, decision, answered_on, number=number, actor=actor)
    ApplicationFile.objects.create(
        application=application, role=FileRole.SIGNED_PAPER, file=intake.keep(*paper),
        uploaded_at=at,
    )  # fmt: skip


def _number(application: Application, number: str, answered_on: date) -> str:
    """文号 in its proper form, of the year of the answer, and nobody else's."""
    said = docnumber.normalise(number)
    if not docnumber.is_canonical(said):
        raise ValidationError(
            {"number": "请按“发文机关代字〔年份〕序号”填写，如 云城管公复〔2026〕1号"}
        )
    year = int(said.partition("〔")[2].partition("〕")[0])
    if year not in (answered_on.year, answered_on.year - 1):
        raise ValidationError({"number": f"文号的年份 {year} 与答复日期不符，请核对"})
    others = Application.objects.valid().filter(agency=application.agency_id)
    other = others.exclude(pk=application.pk).filter(answer_number=said).first()
    if other is not None:
        raise ValidationError({"number": f"{said} 已经是 {other.reference} 的答复文号，请核对"})
    serial = int(said.partition("〕")[2].removesuffix("号"))
    papers = Paper.objects.filter(series=said.partition("〔")[0], year=year, number=serial)
    if papers.filter(voided_at__isnull=True).exists():
        raise ValidationError({"number": f"{said} 已经用于系统编号的文书，请核对"})
    return said


@workflow.move(
    "核对后办结",
    sources={State.ENTERED},
    target=State.ANSWERED,
    rule=rules.may_confirm,
    basis=ON_PAPER,
)
def confirm_answer(application: Application, *, actor: Actor, at: datetime) -> None:
    """核对: by another person, against paper and record; from now on it counts.

    A notice leaves with the confirmation, not before: that is the day of a lapse. What the
    applicant withdrew ended on the day of the withdrawal, whenever that is recorded.
    """
    decision, day, letter = (
        application.entered_decision, application.entered_on, application.entered_letter,
    )  # fmt: skip
    assert day is not None  # noqa: S101 - the state says so
    conditions.require(application, decision, day)
    take_back(application, actor=actor, at=at)
    is_told_now = letter is not None and decision != Decision.OTHER
    close(application, decision, at.date() if is_told_now else day, application.entered_number)
    application.checked_by = actor.name
    clear_entry(application)
    if letter is not None:
        issue_ending_letter(application, letter, actor=actor, at=at)
    application.files.filter(role=FileRole.SIGNED_PAPER).update(is_for_applicant=True)
    check_course(application, at.date())


@workflow.move(
    "退回登记",
    sources={State.ENTERED},
    rule=rules.may_return_entry,
    basis=ON_PAPER,
)
def return_answer(application: Application, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回登记: it goes on from where it was; the paper stays on file as a material."""
    before = application.entered_from or next(iter(past.waits(application)), State.RECEIVED)
    clear_entry(application)
    application.entered_by = ""
    application.service_method, application.post_number = "", ""
    application.service_receipt, application.delivered_on = "", None
    application.files.filter(role=FileRole.SIGNED_PAPER).update(role=FileRole.OTHER)
    application.state = State(before)
