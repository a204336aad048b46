"""依申请公开 on the desk."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import (
    Column,
    Filter,
    Room,
    Section,
    Start,
    Todo,
    by_choice,
    declare,
    of_states,
)
from huiyin.organisations.models import Membership, Organisation
from huiyin.personal.fields import EncryptedField, masked
from huiyin.visitors import codes

from . import actions, rules
from .alarms import QUESTIONS, RUNNING, SUSPENDED, asked
from .answer_forms import FORMS
from .board import board
from .forms import RegisterForm
from .models import Alarm, ApplicantKind, Application, Channel, Decision

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
    State.CORRECTING: frozenset({"receive_correction", "lapse_correction"}),
    State.REASONING: frozenset({"receive_reasons", "refuse_reasons"}),
    State.PAYING: frozenset({"receive_payment", "lapse_payment"}),
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
    own = Q(handler=actor.key) if actor.is_person else Q()
    return _of_right(records, actor).filter(~Q(state__in=HANDLING) | Q(handler=None) | own)


PAUSED = frozenset({State.CORRECTING, State.PAYING, State.CONSULTING})
PERSONAL = tuple(
    field.name
    for field in Application._meta.concrete_fields
    if isinstance(field, EncryptedField) and field.name != "applicant_name"
)


def _mask_of(name: str) -> Callable[[Any], str]:
    return lambda application: masked(application, name)


def _pointless(application: Application) -> frozenset[str]:
    """What state and rule allow, but the record does not: told once, nothing open, too late."""
    today = timezone.localdate()
    names = {name for name, _ in application.clock_events}
    waiting = [c for c in application.consultations.all() if c.replied_on is None]
    due = application.due_on
    correction = application.correction_due_on
    unmet = {
        "confirm_online": True,  # the applicant's own; the office confirms with its own move
        "claim_payment": any(fee.claimed_on for fee in application.fees.all()),
        "ask_correction": bool(application.correction_wanted) or "correction-received" in names,
        "extend": due is not None and due < today,
        "note_enquiry_received": not any(c.received_on is None for c in waiting),
        "receive_opinion": not waiting,
        "ask_reasons": bool(application.reasons_wanted),
        "refuse_reasons": not application.reasons_wanted,
        "delay": not application.reasons or application.delayed_until is not None,
        "notice_fee": bool(application.fees.all()) or due is None,
        "lapse_correction": correction is not None and today <= correction,
        "lapse_payment": any(fee.due_on >= today for fee in application.fees.all()),
        "note_remedy": not application.remedies.all(),
        "rate": bool(application.satisfaction),
    }
    return frozenset(name for name, is_so in unmet.items() if is_so)


def _whose(actor: Actor) -> Iterable[tuple[str, str]]:
    return [(actor.key, "我经办的"), ("none", "未分派的")]


def _of_handler(records: Any, value: str) -> Any:
    if value == "none":
        return records.filter(handler__isnull=True)
    return records.filter(handler=value)


def _departments(actor: Actor) -> Iterable[tuple[str, str]]:
    """The units of the agencies seen; one's own is called so."""
    units = Organisation.objects.order_by("pk")
    if actor.agencies is not None:
        units = units.filter(Q(parent__in=actor.agencies) | Q(pk__in=actor.agencies))
    found = [(str(unit.pk), unit.short_name) for unit in units]
    return [("own", "我的科室"), *found] if actor.is_person else found


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
        return records.filter(SUSPENDED)
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
    records = Application.objects.valid().visible_to(actor)
    if not actor.may("foi.assign_application"):
        own = Q(handler__isnull=True) | (Q(handler=actor.key) if actor.is_person else Q())
        records = records.filter(own)
    told = []
    for alarm in Alarm:
        number = asked(records, alarm, today).values("pk").distinct().count()
        if number:
            told.append((alarm.label, f"/desk/foi/?when={alarm.value}", number))
    return told


ROOM = declare(
    Room(
        key="foi",
        label="依申请公开",
        unit="件",
        model=Application,
        permissions=("foi.view_register",),
        workflow=actions.workflow,
        columns=(
            Column("申请编号", lambda a: a.reference, "reference", "reference"),
            Column("所需信息", lambda a: a.title, "", "title"),
            Column("申请人", lambda a: a.shown_applicant),
            Column("收到日期", lambda a: a.received_on, "received_on", "date"),
            Column("期限", lambda a: a.due_on, "due_on", "due"),
            Column("办理结果", lambda a: a.get_decision_display(), "decision"),
            Column("状态", lambda a: a.state, "state", "state"),
        ),
        filters=(
            Filter("handler", "经办", _whose, _of_handler),
            Filter("department", "科室", _departments, narrow=_of_department),
            Filter("when", "期限", lambda actor: WHEN, _by_when),
            by_choice("channel", "申请渠道", Channel.choices),
            by_choice("kind", "申请人类型", ApplicantKind.choices, "applicant_kind"),
            by_choice("decision", "办理结果", Decision.choices),
        ),
        date_column="received_on",
        search=("reference", "description", "information_name", "answer_number"),
        related=("agency", "handler"),
        sections=(
            Section(
                "申请",
                ("received_on", "received_reason", "channel", "submitted_at", "arrived_on",
                 "confirmed_at", "confirm_method", "information_name", "information_number",
                 "description", "delivery", "delivery_form", "delivery_channel",
                 "accepts_other_form", "handler", "split_from"),
            ),
            Section(
                "申请人",
                ("applicant_kind", "applicant_name", "applicant_contact", "applicant_id_kind",
                 "applicant_id", "applicant_uscc", "representative", "contact_name",
                 "applicant_phone", "applicant_email", "applicant_address", "applicant_postcode",
                 "applicant_fax", "agent_name", "agent_id"),
            ),
            Section(
                "补正和说明理由",
                ("correction_wanted", "correction_due_on", "correction", "reasons_wanted",
                 "reasons_due_on", "reasons", "delayed_until"),
            ),
            Section(
                "拟稿、审查、签发",
                ("draft_decision", "draft_text", "drafted_by", "secrecy_opinion",
                 "legal_opinion", "reviewed_by", "signed_by", "signed_at"),
            ),
            Section(
                "答复",
                ("entered_decision", "entered_on", "entered_number", "decision", "answered_on",
                 "answer_number", "service_method", "post_number", "service_receipt", "delivered_on", "entered_by",
                 "checked_by", "satisfaction"),
            ),
        ),
        todo=Todo(
            open=lambda found: found.open(),
            is_open=lambda a: a.state in Application.OPEN,
            due="due_on",
            step=lambda a: STEP.get(a.state, ""),
            paused=PAUSED,
            unit=lambda a: str(a.handler) if a.handler else "",
            mine=_mine,
            steps=STEPS,
            prefetch=("consultations", "fees", "remedies"),
            prepare=rules.know_hands,
            heads=("foi.assign_application",),
        ),
        forms=FORMS,
        start=Start("register", RegisterForm, actions.register),
        personal={
            "applicant_name": lambda a: a.shown_applicant,
            **{name: _mask_of(name) for name in PERSONAL},
        },
        personal_permission="foi.see_personal",
        ledger="foi",
        likely=(
            "confirm", "serve", "sign", "review", "confirm_answer", "receive_correction", "receive_reasons",
            "receive_opinion", "receive_payment", "lapse_correction", "lapse_payment",
            "draft_answer", "ask_correction", "consult", "extend", "contest", "note_remedy",
        ),
        pointless=_pointless,
        extra="foi/desk/work.html",
        chips=CHIPS,
        alarms=_alarms,
        board=board,
        told_once=lambda a: codes.grouped(a.query_code) if a.query_code else "",
    )
)  # fmt: skip
