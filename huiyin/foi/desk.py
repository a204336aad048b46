"""依申请公开 on the desk."""

from django.utils import timezone

from huiyin.casework.rooms import Column, Room, Section, Start, Todo, by_choice, declare
from huiyin.personal.fields import masked

from . import actions
from .forms import FORMS, RegisterForm
from .models import ApplicantKind, Application, Channel, Decision

State = Application.State
STEP = {
    State.RECEIVED: "答复申请人",
    State.CORRECTING: "等待申请人补正",
    State.CONSULTING: "等待第三方意见",
}


def _pointless(application: Application) -> frozenset[str]:
    """一次性告知补正; an extension only before the period has run out."""
    names = {name for name, _ in application.clock_events}
    told = {"ask_correction"} if "correction-received" in names else set()
    if application.due_on is not None and application.due_on < timezone.localdate():
        told.add("extend")
    return frozenset(told)


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
            Column("申请人类型", lambda a: a.get_applicant_kind_display(), "applicant_kind"),
            Column("收到日期", lambda a: a.received_on, "received_on", "date"),
            Column("期限", lambda a: a.due_on, "due_on", "due"),
            Column("办理结果", lambda a: a.get_decision_display(), "decision"),
            Column("状态", lambda a: a.state, "state", "state"),
        ),
        filters=(
            by_choice("channel", "申请渠道", Channel.choices),
            by_choice("kind", "申请人类型", ApplicantKind.choices, "applicant_kind"),
            by_choice("decision", "办理结果", Decision.choices),
        ),
        date_column="received_on",
        search=("reference", "description", "answer_number"),
        related=("agency",),
        sections=(
            Section("申请", ("received_on", "channel", "description", "delivery")),
            Section("申请人", ("applicant_kind", "applicant_name", "applicant_contact")),
            Section("答复", ("decision", "answered_on", "answer_number")),
        ),
        todo=Todo(
            open=lambda found: found.open(),
            is_open=lambda a: a.state in Application.OPEN,
            due="due_on",
            step=lambda a: STEP.get(a.state, ""),
            paused=frozenset({State.CORRECTING, State.CONSULTING}),
        ),
        forms=FORMS,
        start=Start("register", RegisterForm, actions.register),
        personal={
            "applicant_name": lambda a: a.shown_applicant,
            "applicant_contact": lambda a: masked(a, "applicant_contact"),
        },
        personal_permission="foi.see_personal",
        ledger="foi",
        likely=("answer", "receive_correction", "receive_opinion", "contest"),
        pointless=_pointless,
        extra="foi/desk/remedies.html",
    )
)
