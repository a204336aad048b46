"""After the answer: remedies, satisfaction; and what the system and corrections do."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.forms import ChoiceField, DayField, KeyField, LineField
from huiyin.casework.ordinary import Ordinary
from huiyin.foi import rules
from huiyin.foi.models import Application, Outcome, Remedy, RemedyKind, Satisfaction

from .flow import State, not_before, not_later, workflow

CONTESTED = "条例第五十一条"
RECEIVED = "行政复议法第二十条、行政诉讼法第四十六条"

Course = Annotated[str, ChoiceField("审理结果", Outcome.choices, initial=Outcome.PENDING)]
DecidedOn = Annotated[
    date | None, DayField("审结日期", required=False), NeededWhen("已经审结的必填")
]
ReplyDueOn = Annotated[date | None, DayField("答复（答辩）期限", required=False)]
HearingOn = Annotated[date | None, DayField("听证（开庭）日期", required=False)]


@workflow.move("登记复议诉讼", sources={State.ANSWERED}, rule=rules.HANDLE, basis=CONTESTED)
def contest(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    kind: Annotated[str, ChoiceField("救济途径", RemedyKind.choices, radio=True)],
    organ: Annotated[str, LineField("受理机关", 100)],
    filed_on: Annotated[date, DayField("受理日期")],
    outcome: Course = Outcome.PENDING,
    decided_on: DecidedOn = None,
    reply_due_on: ReplyDueOn = None,
    hearing_on: HearingOn = None,
) -> None:
    """登记复议诉讼: the answer is contested."""
    not_before("filed_on", filed_on, application.answered_on, "答复日期")
    remedy = Remedy(
        application=application, kind=kind, organ=organ, filed_on=filed_on, outcome=outcome,
        decided_on=decided_on, reply_due_on=reply_due_on, hearing_on=hearing_on,
    )  # fmt: skip
    _save(remedy)
    log.record(actor, "foi.remedy.register", remedy, at=at, kind=kind, organ=organ, outcome=outcome)


def _remedies(application: Application) -> list[tuple[int, str]]:
    return [
        (one.pk, f"{one.get_kind_display()} {one.filed_on}")
        for one in Remedy.objects.filter(application=application.pk)
    ]


def _is_contested(application: Application, day: date) -> str:
    return "" if application.remedies.all() else "本件没有登记过复议或诉讼"


@workflow.move(
    "登记审理进展",
    sources={State.ANSWERED},
    rule=rules.HANDLE,
    guard=_is_contested,
    basis=CONTESTED,
)
def note_remedy(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    remedy: Annotated[int, KeyField("哪一件", _remedies)],
    outcome: Course = Outcome.PENDING,
    decided_on: DecidedOn = None,
    reply_due_on: ReplyDueOn = None,
    hearing_on: HearingOn = None,
) -> None:
    """登记审理进展: hearing, reply and, at its end, the outcome."""
    row = application.remedies.filter(pk=remedy).first()
    if row is None:
        raise ValidationError({"remedy": "请选择一件复议或诉讼"})
    row.outcome, row.decided_on = outcome, decided_on
    row.reply_due_on = reply_due_on or row.reply_due_on
    row.hearing_on = hearing_on or row.hearing_on
    _save(row)


def _save(remedy: Remedy) -> None:
    if (remedy.outcome == Outcome.PENDING) != (remedy.decided_on is None):
        message = "尚未审结的不填审结日期，已经审结的请填写审结日期"
        raise ValidationError({"decided_on": message})
    not_before("decided_on", remedy.decided_on, remedy.filed_on, "受理日期")
    remedy.full_clean()
    remedy.save()


def _is_on_its_way(application: Application, day: date) -> str:
    if application.delivered_on is not None:
        return f"已登记申请人于 {application.delivered_on} 收到"
    return "" if application.answer_number else "本件没有发出过答复或者告知，没有可以登记的收到日期"


@workflow.move(
    "登记申请人收到答复",
    sources={State.ANSWERED},
    rule=rules.HANDLE,
    guard=_is_on_its_way,
    basis=RECEIVED,
)
def note_answer_received(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    delivered_on: Annotated[
        date,
        DayField(
            "申请人收到日期",
            initial="",
            help_text="以邮件回执或者邮政查询的签收日期为准；复议、诉讼的期限从收到的次日起算",
        ),
    ],
) -> None:
    """收到答复: what was posted arrives later; the time to contest it begins with that day.

    The day of the answer stays that of its service.
    """
    not_before("delivered_on", delivered_on, application.answered_on, "答复日期")
    not_later("delivered_on", delivered_on, at)
    application.delivered_on = delivered_on


def _is_unrated(application: Application, day: date) -> str:
    return "已经评价过，谢谢" if application.satisfaction else ""


@workflow.move(
    "登记满意度",
    sources={State.ANSWERED},
    rule=rules.may_handle_or_applied,
    guard=_is_unrated,
)
def rate(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    satisfaction: Annotated[str, ChoiceField("满意度", Satisfaction.choices, radio=True)],
) -> None:
    """满意度: what the applicant thinks of the handling; said once."""
    application.satisfaction = satisfaction


ordinary = Ordinary(workflow)
recount = ordinary.recount(sources=Application.OPEN)
void = ordinary.void(rules.may_void)
