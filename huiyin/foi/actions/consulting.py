"""征求意见: third parties, co-makers, other organs, own departments; each its own clock."""

from datetime import date, datetime
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.forms import ChoiceField, DayField, KeyField, LineField, TextField, TickField
from huiyin.foi import deadlines, rules
from huiyin.foi.models import Application, Consultation, ConsultationKind, Opinion, PaperKind
from huiyin.foi.papers.issuing import ENQUIRY_TO, Letter, issue
from huiyin.workdays.load import calendar

from .flow import State, not_before, not_later, workflow

ASKED = "条例第三十二条、第三十三条第三款、第三十四条"


Kind = Annotated[
    str, ChoiceField("征求对象", ConsultationKind.choices, initial=ConsultationKind.THIRD_PARTY)
]
ReceivedOn = Annotated[
    date | None,
    DayField(
        "对方收到日期",
        required=False,
        help_text="对方的期限由此起算；还不知道的不填，以后补登。未登记的，推定发出"
        f"{settings.FOI_PRESUMED_RECEIPT_DAYS}日后收到",
    ),
]
NamedDay = Annotated[
    date | None,
    DayField(
        "请对方答复的日期",
        required=False,
        help_text="只对其他机关和本机关科室填写；其他机关不填的，为收到后"
        f"{settings.FOI_ORGAN_DAYS}个工作日",
    ),
]


@workflow.move(
    "征求意见", sources={State.RECEIVED, State.CONSULTING}, rule=rules.HANDLE, basis=ASKED
)
def consult(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    kind: Kind = ConsultationKind.THIRD_PARTY,
    whom: Annotated[str, LineField("征求谁的意见", 100)],
    sent_on: Annotated[date, DayField("发出日期")],
    received_on: ReceivedOn = None,
    due_on: NamedDay = None,
    tells_applicant: Annotated[
        bool, TickField("同时告知申请人：征求意见的时间不计入答复期限")
    ] = False,
    letter: Letter = None,
) -> None:
    """征求意见: the clock stands from the day it is sent, unless an own department is asked."""
    not_later("sent_on", sent_on, at)
    not_later("received_on", received_on, at)
    not_before("sent_on", sent_on, application.received_on, "收到日期")
    not_before("received_on", received_on, sent_on, "发出日期")
    asked = Consultation(
        application=application, kind=kind, whom=whom,
        sent_on=sent_on, received_on=received_on,
    )  # fmt: skip
    _check_named(asked, due_on)
    asked.due_on = due_on or _last_day(asked)
    asked.full_clean()
    asked.save()
    if asked.suspends:
        application.recount()
        application.state = State.CONSULTING
    about = {"consultation": asked.pk}
    if letter is not None:
        facts = {**letter, **about}
        issue(application, ENQUIRY_TO[kind], facts, actor=actor, at=at, sent_on=sent_on)
    if tells_applicant and asked.suspends:
        issue(application, PaperKind.CONSULTING, about, actor=actor, at=at, sent_on=sent_on)


def _check_named(asked: Consultation, due_on: date | None) -> None:
    """A named day is for those whose time no law fixes; what stops the clock waits no longer than
    the office's own term for it."""
    if due_on is None:
        return
    if asked.kind in deadlines.OF_WHOM:
        raise ValidationError({"due_on": "第三方和共同制作机关的期限由条例规定，不必填写"})
    not_before("due_on", due_on, asked.sent_on, "发出日期")
    last = asked.last_day
    if asked.suspends and last is not None and due_on > last:
        message = f"其他机关的期限最长为收到后 {deadlines.ORGAN.length} 个工作日，最迟 {last}"
        raise ValidationError({"due_on": message})


def _last_day(asked: Consultation) -> date | None:
    """Counted from the day the enquiry arrived; unknown until that is known."""
    if asked.received_on is None:
        return None
    days = calendar(asked.application.agency.region)
    return deadlines.silence_after(asked.kind, asked.received_on, days)


def _waiting(application: Application) -> list[tuple[Any, str]]:
    """The enquiries without an opinion."""
    waiting = Consultation.objects.filter(application=application, replied_on__isnull=True)
    return [
        ("", "唯一的一项" if len(waiting) < 2 else "请选择"),
        *((asked.pk, f"{asked.get_kind_display()} {asked.shown_whom}") for asked in waiting),
    ]


WhichEnquiry = Annotated[int | None, KeyField("哪一项征求", _waiting, required=False)]


def _open_ones(application: Application) -> list[Consultation]:
    return [asked for asked in application.consultations.all() if asked.replied_on is None]


def _is_asked(application: Application, day: date) -> str:
    return "" if _open_ones(application) else "没有尚未收到意见的征求"


def _is_on_its_way(application: Application, day: date) -> str:
    if refusal := _is_asked(application, day):
        return refusal
    arrived = all(asked.received_on is not None for asked in _open_ones(application))
    return "对方收到的日期都已经登记" if arrived else ""


@workflow.move(
    "登记对方收到",
    sources={State.RECEIVED, State.CONSULTING},
    rule=rules.HANDLE,
    guard=_is_on_its_way,
    basis=ASKED,
)
def note_enquiry_received(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    consultation: WhichEnquiry = None,
    received_on: Annotated[date, DayField("对方收到日期")],
) -> None:
    """对方收到: from this day its time counts; until then a day is presumed."""
    asked = _open(application, consultation)
    not_later("received_on", received_on, at)
    not_before("received_on", received_on, asked.sent_on, "发出日期")
    if asked.received_on is not None:
        raise ValidationError({"received_on": f"已登记对方于 {asked.received_on} 收到"})
    asked.received_on = received_on
    asked.due_on = asked.due_on or _last_day(asked)
    asked.save()
    application.recount()


@workflow.move(
    "收到意见",
    sources={State.RECEIVED, State.CONSULTING, State.DRAFTED, State.REVIEWED},
    rule=rules.HANDLE,
    guard=_is_asked,
    basis=ASKED,
)
def receive_opinion(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    consultation: WhichEnquiry = None,
    opinion: Annotated[str, ChoiceField("意见", [("", "请选择"), *Opinion.choices])],
    received_on: Annotated[
        date, DayField("收到日期", help_text="逾期未答复的，以期限届满之日为准")
    ],
    opinion_reason: Annotated[str, TextField("理由", 1000, required=False)] = "",
) -> None:
    """收到意见: the clock runs again after this day, when no other enquiry holds it.

    It has been running since the last day, if that came first. Silence ends on the last day: a
    co-maker then consents, for a third party and another organ the office decides.
    """
    asked = _open(application, consultation)
    not_later("received_on", received_on, at)
    not_before("received_on", received_on, asked.sent_on, "发出日期")
    if opinion == Opinion.NONE:
        received_on = _silent_since(asked, at.date())
    asked.replied_on, asked.opinion = received_on, opinion
    asked.reason = opinion_reason
    asked.save()
    if asked.suspends:
        application.recount()
        if not _still_asked(application) and application.state == State.CONSULTING:
            application.state = State.RECEIVED


def _silent_since(asked: Consultation, today: date) -> date:
    """The last day of a period that has run out without an opinion."""
    if asked.due_on is None:
        raise ValidationError({"opinion": "请先登记对方收到的日期，答复期限由此起算"})
    if today <= asked.due_on:
        raise ValidationError({"opinion": f"对方的答复期限至 {asked.due_day}，尚未届满"})
    return asked.due_on


def _open(application: Application, key: int | None) -> Consultation:
    """The enquiry meant: by its key, or the only one that waits."""
    waiting = application.consultations.select_related("application__agency")
    enquiries = list(waiting.filter(replied_on__isnull=True))
    if key is not None:
        enquiries = [asked for asked in enquiries if asked.pk == key]
    if len(enquiries) != 1:
        raise ValidationError({"consultation": "请选择一项尚未收到意见的征求"})
    return enquiries[0]


def _still_asked(application: Application) -> bool:
    return application.consultations.filter(
        replied_on__isnull=True, kind__in=Consultation.SUSPENDING
    ).exists()
