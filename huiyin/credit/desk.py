"""信用修复 and 公示信息异议 on the desk."""

from collections.abc import Iterable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import evidence as kept
from huiyin.casework.evidence import FileForm
from huiyin.casework.forms import AsItStandsForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.record_forms import forms_of
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states, rooms
from huiyin.casework.sheets import Column
from huiyin.letters.giving import given_out
from huiyin.publicity import kinds

from . import actions, marks, reading, rights  # noqa: F401 - declares the mark
from .actions import objecting
from .models import Answer, Objection, Outcome, Repair
from .rows import Door
from .sheet import OBJECTIONS, REPAIRS

State, Objected = Repair.State, Objection.State
RegisterForm, AmendForm = forms_of(REPAIRS, check=actions.check)
ObjectForm, AmendObjectionForm = forms_of(OBJECTIONS, check=objecting.check)
STEPS = {
    State.RECEIVED: "受理或者告知补正",
    State.ACCEPTED: "核查条件、拟定决定",
    State.PROPOSED: "决定",
    State.GRANTED: "告知信用平台",
}
CHECKS = {Objected.CHECKING: "核查", Objected.PROPOSED: "答复"}


class AsBeforeForm(AsItStandsForm):
    """What was found, handed in or proposed before comes back to be changed."""


def _penalty(repair: Repair, actor: Actor) -> list[tuple[str, str]]:
    """The penalty and the commitment, for whoever may see them."""
    known = [("行政处罚", repair.penalty), ("信用修复承诺书", repair.commitment)]
    return list(_seen(actor, known))


def _about(objection: Objection, actor: Actor) -> list[tuple[str, str]]:
    return list(_seen(actor, [(objection.get_about_kind_display(), objection.record)]))


def _seen(actor: Actor, known: Iterable[tuple[str, object]]) -> Iterable[tuple[str, str]]:
    views = {room.model: room for room in rooms()}
    for label, record in known:
        room = views.get(type(record))  # type: ignore[arg-type]
        if record is not None and room and room.may_view(actor, record.agency_id):  # type: ignore[attr-defined]
            yield f"{label} {record}", room.address(record)


REPAIR_ROOM = declare(
    Room(
        key="repairs",
        label="信用修复",
        unit="件",
        sheet=REPAIRS,
        permissions=(rights.VIEW,),
        workflow=actions.workflow,
        columns=REPAIRS.columns(
            "reference",
            Column("申请人", lambda r: r.shown_holder, "", "title"),
            "penalty_reference",
            "received_on",
            "due_on",
            "decided_on",
            "state",
        ),
        filters=(
            Filter(
                "outcome",
                "决定",
                lambda actor: [(str(value), str(label)) for value, label in Outcome.choices],
                lambda records, value: records.filter(outcome=value, decided_on__isnull=False),
            ),
            by_choice("door", "收件渠道", Door.choices),
        ),
        search=("reference", "holder_name", "penalty_reference"),
        numbers=("reference", "penalty_reference"),
        related=("agency", "penalty", "penalty__agency", "commitment"),
        todo=Todo(
            open=lambda records: records.open(),
            is_open=lambda r: r.state in Repair.OPEN,
            open_states=Repair.OPEN,
            due="due_on",
            step=lambda r: STEPS[r.state],
            mine=of_states(
                {
                    rights.HANDLE: {State.RECEIVED, State.ACCEPTED, State.GRANTED},
                    rights.DECIDE: {State.PROPOSED},
                }
            ),
            steps={
                State.RECEIVED: frozenset({"accept", "notify"}),
                State.ACCEPTED: frozenset({"verify", "propose_grant", "propose_refusal"}),
                State.PROPOSED: frozenset({"decide"}),
                State.GRANTED: frozenset({"tell"}),
            },
            done=lambda r: frozenset({"verify"}) if r.verified_on else frozenset(),
            prefetch=("evidence",),
            heads=(rights.DECIDE,),
        ),
        evidence=reading.EVIDENCE,
        forms={
            "amend": AmendForm,
            "add_file": FileForm,
            "complete": AsBeforeForm,
            "verify": AsBeforeForm,
        },
        start=Start("register", RegisterForm, actions.register),
        personal_permission=rights.SEE,
        likely=(
            "accept", "decide", "tell", "verify", "propose_grant", "complete", "notify", "add_file",
            "propose_refusal", "send_back", "refuse_acceptance", "withdraw", "revoke",
        ),
        extra="credit/desk/repair.html",
        links=_penalty,
    )
)  # fmt: skip
OBJECTION_ROOM = declare(
    Room(
        key="objections",
        label="公示异议",
        unit="件",
        sheet=OBJECTIONS,
        permissions=(rights.VIEW_OBJECTIONS,),
        workflow=objecting.workflow,
        columns=OBJECTIONS.columns(
            "reference",
            Column("异议人", lambda r: r.shown_holder, "", "title"),
            "about_kind",
            "about_reference",
            "received_on",
            "due_on",
            "answered_on",
            "state",
        ),
        filters=(
            by_choice("about", "公示内容", kinds.choices, "about_kind"),
            Filter(
                "outcome",
                "处理结果",
                lambda actor: [(str(value), str(label)) for value, label in Answer.choices],
                lambda records, value: records.filter(outcome=value, answered_on__isnull=False),
            ),
        ),
        search=("reference", "holder_name", "about_reference", "claim"),
        numbers=("reference", "about_reference"),
        related=("agency",),
        todo=Todo(
            open=lambda records: records.open(),
            is_open=lambda r: r.state in Objection.OPEN,
            open_states=Objection.OPEN,
            due="due_on",
            step=lambda r: CHECKS[r.state],
            mine=of_states(
                {
                    rights.HANDLE_OBJECTION: {Objected.CHECKING},
                    rights.ANSWER_OBJECTION: {Objected.PROPOSED},
                }
            ),
            steps={
                Objected.CHECKING: frozenset({"propose"}),
                Objected.PROPOSED: frozenset({"answer"}),
            },
            heads=(rights.ANSWER_OBJECTION,),
        ),
        forms={"amend": AmendObjectionForm, "propose": AsBeforeForm},
        start=Start("register", ObjectForm, objecting.register),
        personal_permission=rights.SEE,
        likely=("answer", "propose", "send_back", "withdraw"),
        extra="credit/desk/objection.html",
        links=_about,
    )
)


@require_GET
def evidence(request: DeskRequest, pk: int, evidence: int) -> HttpResponse:
    """A file of the application, for whoever may know the applicant; each look is an entry."""
    repair = matter_or_404(request, enter(request, REPAIR_ROOM.key), pk)
    note = partial(reading.EVIDENCE.note, request.actor, repair, evidence=evidence)
    return kept.given_out(repair.evidence, evidence, note)


@require_GET
def notice(request: DeskRequest, room: str, pk: int, notice: int, form: str) -> HttpResponse:
    """A notice as Word or PDF, for whoever may know whom it is to; each look is an entry."""
    matter = matter_or_404(request, enter(request, room), pk)
    issued = get_object_or_404(matter.notices.select_related("docx", "pdf"), pk=notice)
    note = partial(reading.NOTICE.note, request.actor, matter, notice=issued.pk)
    return given_out(issued, form, note)
