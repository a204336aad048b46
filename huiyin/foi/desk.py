"""依申请公开 on the desk."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import converting
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.common import codes
from huiyin.organisations.models import Membership, Organisation, held_in

from . import actions, answer_forms, forms, rules, service_forms
from .alarms import QUESTIONS, RUNNING, asked, suspended
from .board import board, reach
from .models import Alarm, ApplicantKind, Application, Channel, Decision
from .sheet import SHEET

State = Application.State
STEP = {
    State.SUBMITTED: "与申请人确认收到",
    State.RECEIVED: "答复申请人",
    State.CORRECTING: "等待申请人补正",
    State.REASONING: "等待申请人说明理由",
    State.PAYING: "等待申请人缴费",
    State.CONSULTING: "等待第三方或其他机关意见",
    State.DRAFTED: "保密审查、合法性审查",
    State.REVIEWED: "签发答复",
    State.SIGNED: "送达答复",
    State.ENTERED: "核对登记的办结",
}
STEPS: dict[str, frozenset[str]] = {
    State.SUBMITTED: frozenset({"confirm"}),
    State.RECEIVED: frozenset({"draft_answer", "answer"}),
    State.CORRECTING: frozenset({"receive_correction", "lapse_correction", "note_notice_served"}),
    State.REASONING: frozenset({"receive_reasons", "refuse_reasons", "note_notice_served"}),
    State.PAYING: frozenset({"receive_payment", "lapse_payment", "note_notice_served"}),
    State.CONSULTING: frozenset({"receive_opinion", "note_enquiry_received"}),
    State.DRAFTED: frozenset({"review"}),
    State.REVIEWED: frozenset({"sign"}),
    State.SIGNED: frozenset({"serve"}),
    State.ENTERED: frozenset({"confirm_answer"}),
}
HANDLING = frozenset(STEPS) - {State.DRAFTED, State.REVIEWED, State.ENTERED}
"""States whose step is the handler's; before one is named, of anybody who handles."""
_of_right = of_states(
    {
        "foi.handle_application": HANDLING,
        "foi.record_answer": {State.RECEIVED},
        "foi.review_answer": {State.DRAFTED},
        "foi.sign_answer": {State.REVIEWED},
        "foi.confirm_answer": {State.ENTERED},
    }
)


def _mine(records: Any, actor: Actor) -> Any:
    """By right and state; what another handler has in hand is that one's."""
    own = Q(handler__in=actor.keys) if actor.is_person else Q()
    return _of_right(records, actor).filter(~Q(state__in=HANDLING) | Q(handler=None) | own)


def _unoffered(application: Application) -> frozenset[str]:
    """The applicant's own acts, which the office may enter for a letter."""
    claimed = any(fee.claimed_on for fee in application.fees.all())
    return frozenset({"confirm_online", *(["claim_payment"] if claimed else [])})


def _whose(actor: Actor) -> Iterable[tuple[str, str]]:
    return [(actor.key, "我经办的"), ("none", "未分派的")]


def _of_handler(actor: Actor) -> Callable[[Any, str], Any]:
    """Of one's own those, too, of a person for whom one stands in."""

    def narrowed(records: Any, value: str) -> Any:
        if value == "none":
            return records.filter(handler__isnull=True)
        return records.filter(handler__in=actor.keys if value == actor.key else [value])

    return narrowed


def _departments(actor: Actor) -> Iterable[tuple[str, str]]:
    """The units of the agencies seen; one's own is called so."""
    units = Organisation.objects.order_by("pk")
    units = units.filter(
        held_in(actor, rules.VIEW, agency="parent") | held_in(actor, rules.VIEW, agency="pk")
    )
    choices = [(str(unit.pk), unit.short_name) for unit in units]
    return [("own", "我的科室"), *choices] if actor.is_person else choices


def _of_department(actor: Actor) -> Callable[[Any, str], Any]:
    """Handled by somebody who now holds a post there."""

    def narrowed(records: Any, value: str) -> Any:
        now = Membership.objects.on(timezone.localdate())
        units: Any = [value]
        if value == "own":
            mine = now.filter(user__pk=int(actor.key))
            units = list(mine.values_list("post__organisation", flat=True))
        people = set(now.filter(post__organisation__in=units).values_list("user_id", flat=True))
        return records.filter(handler__in=people)

    return narrowed


def _by_when(records: Any, value: str) -> Any:
    """Due this week, suspended, answered this month, or with one of the alarms."""
    today = timezone.localdate()
    if value in QUESTIONS:
        return records.filter(pk__in=asked(Application.objects.all(), value, today).values("pk"))
    if value == "week":
        sunday = today + timedelta(days=6 - today.weekday())
        return records.filter(RUNNING, due_on__gte=today, due_on__lte=sunday)
    if value == "suspended":
        return records.filter(suspended(today))
    if value == "open":
        return records.filter(state__in=Application.OPEN)
    if value == "claimed":
        return records.filter(state=State.PAYING, fees__claimed_on__isnull=False)
    return records.filter(answered_on__gte=today.replace(day=1), answered_on__lte=today)


WHEN = [
    ("open", "在办"),
    ("week", "本周到期"),
    ("suspended", "等待中（不计时）"),
    ("answered", "本月办结"),
    ("claimed", "申请人告知已缴费，待核对"),
    *((alarm.value, alarm.label) for alarm in Alarm),
]
CHIPS = (
    ("我经办的", "handler=me&when=open"),
    ("我的科室", "department=own&when=open"),
    ("本周到期", "when=week"),
    ("等待中", "when=suspended"),
    ("已超期", "when=overdue"),
)


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """What 我的待办 shows: (what, address, how many), of one's own and of nobody's yet."""
    records = Application.objects.valid().visible_to(actor, rules.VIEW)
    own = Q(handler__isnull=True) | (Q(handler__in=actor.keys) if actor.is_person else Q())
    records = records.filter(own | held_in(actor, "foi.assign_application"))
    links = []
    for alarm in Alarm:
        number = asked(records, alarm, today).values("pk").distinct().count()
        if number:
            links.append((alarm.label, f"/desk/foi/?when={alarm.value}", number))
    return links


ROOM = declare(
    Room(
        key="foi",
        label="依申请公开",
        unit="件",
        sheet=SHEET,
        permissions=(rules.VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("所需信息", lambda a: a.title, "", "title"),
            "applicant_name",
            "received_on",
            Column("期限", lambda a: a.due_on, "due_on", "due"),
            "decision",
            "state",
        ),
        filters=(
            Filter("handler", "经办", _whose, narrow=_of_handler),
            Filter("department", "科室", _departments, narrow=_of_department),
            Filter("when", "期限", lambda actor: WHEN, _by_when),
            by_choice("channel", "申请渠道", Channel.choices),
            by_choice("kind", "申请人类型", ApplicantKind.choices, "applicant_kind"),
            by_choice("decision", "办理结果", Decision.choices),
        ),
        search=("reference", "description", "information_name", "answer_number"),
        related=("agency", "handler"),
        links=converting.links,
        todo=Todo(
            open=lambda records: records.open(),
            is_open=lambda a: a.state in Application.OPEN,
            open_states=Application.OPEN,
            due="due_on",
            step=lambda a: STEP.get(a.state, ""),
            paused=Application.WAITING,
            stands=lambda a: a.stands_on(timezone.localdate()),
            unit=lambda a: str(a.handler) if a.handler else "",
            mine=_mine,
            steps=STEPS,
            prefetch=("consultations", "fees", "remedies", "services"),
            prepare=rules.know_hands,
            heads=("foi.assign_application",),
        ),
        forms={
            "amend": forms.AmendApplicationForm,
            "confirm": forms.ConfirmForm,
            "split": forms.SplitForm,
            "ask_correction": forms.AskCorrectionForm,
            "lapse_correction": forms.LapseCorrectionForm,
            "ask_reasons": forms.AskReasonsForm,
            "refuse_reasons": answer_forms.RefuseReasonsForm,
            "consult": forms.ConsultForm,
            "notice_fee": forms.FeeForm,
            "note_notice_served": service_forms.NoticeServedForm,
            "receive_payment": forms.PaymentForm,
            "lapse_payment": forms.LapsePaymentForm,
            "extend": answer_forms.ExtendForm,
            "draft_answer": answer_forms.DraftForm,
            "review": answer_forms.LeavingForm,
            "sign": answer_forms.LeavingForm,
            "serve": service_forms.ServeForm,
            "answer": answer_forms.AnswerForm,
            "confirm_answer": answer_forms.ConfirmAnswerForm,
            "enter_withdrawal": answer_forms.EnterWithdrawalForm,
            "contest": answer_forms.OutcomeForm,
            "note_remedy": answer_forms.OutcomeForm,
        },
        start=Start("register", forms.RegisterForm, actions.register),
        personal_permission="foi.see_personal",
        ledger="foi",
        likely=(
            "confirm", "serve", "sign", "review", "confirm_answer", "receive_correction", "receive_reasons",
            "receive_opinion", "receive_payment", "note_notice_served", "lapse_correction", "lapse_payment",
            "draft_answer", "ask_correction", "consult", "extend", "note_answer_received", "contest", "note_remedy",
        ),
        unoffered=_unoffered,
        extra="foi/desk/work.html",
        chips=CHIPS,
        alarms=_alarms,
        board=board,
        board_reach=reach,
        shown_once=lambda a: codes.grouped(a.query_code) if a.query_code else "",
    )
)  # fmt: skip
