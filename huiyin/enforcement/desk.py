"""行政检查 on the desk: the room and its papers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.hotline.models import ServiceRequest
from huiyin.letters.giving import given_out
from huiyin.subjects import seeing

from . import actions
from .choices import ClueSource, Mode, Result, Way
from .forms import AmendInspectionForm, RegisterForm
from .models import Inspection, Item
from .rules import APPROVE, PLAN, VIEW, VOID
from .sheet import SHEET

State = Inspection.State
STEPS: dict[str, str] = {State.PLANNED: "批准", State.APPROVED: "实施检查", State.INSPECTED: "处理"}


def _items(actor: Actor) -> list[tuple[str, str]]:
    agencies = ROOM.agencies_of(actor)
    rows = Item.objects.filter(agency__in=agencies).order_by("valid_from")
    return sorted(dict(rows.values_list("code", "name")).items())


def _links(inspection: Inspection, actor: Actor) -> list[tuple[str, str]]:
    links = seeing.links(inspection, actor)
    about: list[tuple[str, Any]] = []
    if inspection.penalty is not None:
        about.append(("处罚案件", inspection.penalty))
    if inspection.clue_source == ClueSource.HOTLINE:
        found = ServiceRequest.objects.filter(
            agency=inspection.agency_id, reference=inspection.clue
        )
        about += [("热线诉求", request) for request in found[:1]]
    links += [
        (f"{what} {one}", one.get_absolute_url()) for what, one in about if one in _seen(one, actor)
    ]
    return links


def _seen(matter: Any, actor: Actor) -> Any:
    """The matter, where its own room shows it to this person."""
    room = rooms.of_model(type(matter))
    return room.seen_by(actor).filter(pk=matter.pk) if room and room.may_enter(actor) else ()


def _done(inspection: Inspection) -> frozenset[str]:
    """Whoever planned it has to correct it only when its day has passed without an approval."""
    is_ahead = inspection.planned_on >= timezone.localdate()
    return frozenset({"amend"} if is_ahead else ())


ROOM = declare(
    Room(
        key="inspections",
        label="行政检查",
        unit="次",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("检查对象", lambda r: r.holder_name, "", "title"),
            "item",
            "mode",
            "planned_on",
            "inspected_on",
            "result",
            "due_on",
            "state",
        ),
        filters=(
            Filter("item", "检查事项", _items, lambda rows, code: rows.filter(item__code=code)),
            by_choice("mode", "检查类型", Mode.choices),
            by_choice("result", "检查结果", Result.choices),
            by_choice("way", "检查方式", Way.choices),
        ),
        search=("reference", "holder_name", "holder_uscc", "clue"),
        numbers=("reference", "clue"),
        related=("agency", "body", "item", "penalty"),
        todo=Todo(
            open=lambda rows: rows.open(),
            is_open=lambda r: r.state in Inspection.OPEN,
            open_states=Inspection.OPEN,
            due="due_on",
            step=lambda r: STEPS[r.state],
            mine=of_states({APPROVE: {State.PLANNED}, PLAN: Inspection.OPEN}),
            steps={
                State.PLANNED: frozenset({"approve", "amend"}),
                State.APPROVED: frozenset({"carry_out"}),
                State.INSPECTED: frozenset({"confirm", "refer"}),
            },
            done=_done,
            heads=(APPROVE, VOID),
        ),
        forms={"amend": AmendInspectionForm},
        start=Start("register", RegisterForm, actions.register),
        ledger="inspections",
        links=_links,
        likely=("approve", "carry_out", "confirm", "refer", "cancel"),
        extra="enforcement/desk/beside.html",
    )
)


@require_GET
def paper(request: DeskRequest, pk: int, paper: int, form: str) -> HttpResponse:
    """A paper as Word or PDF, for whoever may see the inspection."""
    inspection = matter_or_404(request, enter(request, ROOM.key), pk)
    issued = get_object_or_404(inspection.papers.select_related("docx", "pdf"), pk=paper)
    return given_out(issued, form)
