"""行政许可办件 on the desk."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.forms import AsItStandsForm
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.licensing import desk as licences
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.subjects import seeing

from . import actions, papers_desk
from .forms import AmendForm, CorrectForm, RegisterForm
from .models import LicenceApplication, Outcome, Paper, Purpose
from .sheet import SHEET

State = LicenceApplication.State
STEPS = {
    State.RECEIVED: "受理或者告知补正",
    State.ACCEPTED: "审查、拟定决定",
    State.PROPOSED: "决定",
    State.DECIDED: "送达",
}
DAYS = [("silent", "视为受理"), ("stands", "计时暂停"), ("renewed", "视为准予延续"), ("late", "决定超期")]  # fmt: skip


class NotifyForm(AsItStandsForm):
    """一次性告知: begins with the materials that nobody has handed in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.matter is not None:
            self.initial["lacking"] = "\n".join(f"请提交{one}" for one in self.matter.missing)  # type: ignore[attr-defined]


class GrantForm(AsItStandsForm):
    """拟准予许可: over what was proposed before; a renewal begins where the old licence ends."""

    columns = {
        "reference": "grant_reference",
        "content": "grant_content",
        "number": "grant_number",
        "valid_from": "grant_from",
        "valid_until": "grant_until",
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.initial.get("valid_from"):
            self.initial["valid_from"] = self._first_day()

    def _first_day(self) -> date:
        matter: Any = self.matter
        if matter is None or matter.former is None or matter.purpose != Purpose.RENEWAL:
            return timezone.localdate()
        last: date = matter.former.valid_to
        return last + timedelta(days=1)


def _of_day(records: Any, value: str) -> Any:
    day = timezone.localdate()
    if value == "silent":
        return records.deemed_accepted(day)
    if value == "renewed":
        return records.deemed_renewed(day)
    undecided = records.filter(state__in=[State.ACCEPTED, State.PROPOSED])
    if value == "stands":
        return undecided.filter(paused_until__gte=day)
    return undecided.filter(decide_due_on__lt=day)


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """What the law decides where nobody does: accepted by silence, renewed by silence."""
    visible = LicenceApplication.objects.visible_to(actor, actions.VIEW)
    silent = visible.filter(state=State.RECEIVED, accept_due_on__lt=today).count()
    renewed = visible.deemed_renewed(today).filter(decided_on=None).count()
    alarms = [
        ("逾期未告知、视为受理的许可申请", "/desk/approvals/?day=silent&state=received", silent),
        ("逾期未决定、视为准予延续的许可", "/desk/approvals/?day=renewed", renewed),
    ]
    return [alarm for alarm in alarms if alarm[2]]


def _links(application: LicenceApplication, actor: Actor) -> list[tuple[str, str]]:
    of_subject = seeing.links(application, actor)
    known = (("准予的许可", application.licence), (_former(application), application.former))
    links = []
    if licences.ROOM.may_view(actor, application.agency_id):
        links = [
            (f"{label} {licence}", licence.get_absolute_url())
            for label, licence in known
            if licence
        ]
    if papers_desk.PAPER.is_open_to(actor, application):
        links += [
            (f"{paper.get_role_display()} {paper}（{form}）", _address(paper, key))
            for paper in application.papers.all()
            for form, key in (("PDF", "pdf"), ("Word", "docx"))
        ]
    return [*links, *of_subject]


def _address(paper: Paper, form: str) -> str:
    return reverse("approval-paper", args=[paper.application_id, paper.pk, form])


def later_steps(licence: Licence, actor: Actor) -> list[tuple[str, str]]:
    """What was applied for about a licence, on its own page; what silence has decided is said."""
    if not actor.may(actions.VIEW, licence.agency_id):
        return []
    today = timezone.localdate()
    about = LicenceApplication.objects.valid()
    renewed = set(about.filter(former=licence).deemed_renewed(today).values_list("pk", flat=True))
    both = about.filter(former=licence) | about.filter(licence=licence)
    return [
        (f"{_said(one, licence, one.pk in renewed)} {one.reference}", one.get_absolute_url())
        for one in both.order_by("pk")
    ]


def _former(application: LicenceApplication) -> str:
    is_renewal = application.purpose == Purpose.RENEWAL
    is_renewed = is_renewal and application.is_deemed_renewed(timezone.localdate())
    return "原许可（逾期未决定，视为准予延续）" if is_renewed else "原许可"


def _said(one: LicenceApplication, licence: Licence, is_renewed: bool) -> str:
    if one.licence_id == licence.pk:
        return "许可申请"
    said = f"{one.get_purpose_display()}申请"
    return f"{said}（逾期未决定，视为准予延续）" if is_renewed else said


licences.LATER.append(later_steps)
ROOM = declare(
    Room(
        key="approvals",
        label="许可办件",
        unit="件",
        sheet=SHEET,
        permissions=(actions.VIEW,),
        workflow=actions.workflow,
        ledger="approvals",
        columns=SHEET.columns(
            "reference",
            Column("申请人", lambda a: a.shown_holder, "", "title"),
            "matter",
            "purpose",
            "received_on",
            "due_on",
            "decided_on",
            Column("状态", lambda a: a.standing, "state", "state"),
        ),
        filters=(
            Filter(
                "matter",
                "许可事项",
                lambda actor: [(str(m.pk), m.name) for m in LicenceMatter.objects.all()],
                lambda records, key: records.filter(matter=key),
            ),
            by_choice("purpose", "申请类型", Purpose.choices),
            Filter(
                "outcome",
                "决定",
                lambda actor: [(str(value), str(label)) for value, label in Outcome.choices],
                lambda records, value: records.filter(outcome=value, decided_on__isnull=False),
            ),
            Filter("day", "时限", lambda actor: DAYS, _of_day),
        ),
        search=("reference", "holder_name", "content", "grant_reference", "matter__name"),
        numbers=("reference", "grant_reference"),
        related=("agency", "matter", "licence", "former"),
        todo=Todo(
            open=lambda records: records.open(),
            is_open=lambda a: a.state in LicenceApplication.OPEN,
            open_states=LicenceApplication.OPEN,
            due="due_on",
            step=lambda a: STEPS[a.state],
            stands=lambda a: a.stands_on(timezone.localdate()),
            mine=of_states(
                {
                    actions.HANDLE: {State.RECEIVED, State.ACCEPTED},
                    actions.DECIDE: {State.PROPOSED},
                    actions.RECEIVE: {State.DECIDED},
                }
            ),
            steps={
                State.RECEIVED: frozenset({"accept", "notify"}),
                State.ACCEPTED: frozenset({"propose_grant", "propose_refusal"}),
                State.PROPOSED: frozenset({"decide"}),
                State.DECIDED: frozenset({"deliver"}),
            },
            heads=(actions.DECIDE,),
        ),
        forms={
            "amend": AmendForm,
            "notify": NotifyForm,
            "correct": CorrectForm,
            "propose_grant": GrantForm,
        },
        start=Start("register", RegisterForm, actions.register),
        personal_permission="approvals.see_applicant",
        likely=(
            "accept", "decide", "propose_grant", "correct", "deliver", "notify", "resume",
            "propose_refusal", "suspend", "extend", "send_back", "refuse_acceptance", "withdraw",
        ),
        extra="approvals/desk/beside.html",
        alarms=_alarms,
        standing=lambda a: a.standing,
        links=_links,
    )
)  # fmt: skip
