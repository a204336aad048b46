"""整改 on the desk: the room, its papers and files."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import evidence as kept
from huiyin.casework.evidence import FileForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, waiting_by
from huiyin.casework.sheets import Column
from huiyin.coordination.models import HANDLE, in_own_units
from huiyin.letters.giving import given_out
from huiyin.organisations.models import Organisation, held_in

from . import actions, findings
from .forms import CorrectForm, RegisterForm
from .models import VIEW, Category, Rectification
from .rules import CHECK, EVIDENCE, ISSUE
from .sheet import SHEET

State = Rectification.State
STEPS = {
    State.REGISTERED: "下达",
    State.ISSUED: "签收",
    State.MENDING: "报送整改情况",
    State.REPORTED: "复查",
    State.CHECKED: "签发复函",
}


def _units(actor: Actor) -> list[tuple[str, str]]:
    rows = Rectification.objects.visible_to(actor, VIEW, HANDLE).order_by()
    return list(Organisation.objects.filter(pk__in=rows.values("unit")).values_list("slug", "name"))


def _mine(records: Any, actor: Actor) -> Any:
    """The office's steps, and those of the own unit."""
    office = {ISSUE: {State.REGISTERED, State.CHECKED}, CHECK: {State.REPORTED}}
    own = Q(state__in=[State.ISSUED, State.MENDING]) & in_own_units(actor)
    return records.filter(waiting_by(office, actor) | own)


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Units that ask for more time."""
    visible = Rectification.objects.visible_to(actor, VIEW).filter(held_in(actor, ISSUE))
    count = visible.filter(state=State.MENDING, wanted_until__isnull=False).count()
    return [("待审批的整改延期", "/desk/rectifications/?wanted=time", count)] if count else []


ROOM = declare(
    Room(
        key="rectifications",
        label="整改",
        unit="件",
        sheet=SHEET,
        permissions=(VIEW, HANDLE),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("事由", lambda r: r.subject, "subject", "title"),
            Column("责任单位", lambda r: r.unit.short_name, "unit"),
            "category",
            "received_on",
            Column("期限", lambda r: r.due_on, "due_on", "due"),
            "round",
            "state",
        ),
        filters=(
            Filter(
                "unit", "责任单位", _units, lambda rows, slug: rows.filter(unit__slug=slug)
            ),
            by_choice("category", "类别", Category.choices),
            Filter(
                "wanted",
                "延期",
                lambda actor: [("time", "待审批延期")],
                lambda rows, value: rows.filter(state=State.MENDING, wanted_until__isnull=False),
            ),
        ),
        search=("reference", "subject", "problem", "sender", "paper_number"),
        related=("agency", "unit", "joint_with"),
        todo=Todo(
            open=lambda rows: rows.open(),
            is_open=lambda r: r.state in Rectification.OPEN,
            open_states=Rectification.OPEN,
            due="due_on",
            step=lambda r: STEPS[r.state],
            unit=lambda r: r.unit.short_name,
            paused=frozenset({State.REPORTED}),
            mine=_mine,
            steps={
                State.REGISTERED: frozenset({"issue"}),
                State.ISSUED: frozenset({"sign"}),
                State.MENDING: frozenset({"report"}),
                State.REPORTED: frozenset({"pass_check"}),
                State.CHECKED: frozenset({"answer"}),
            },
            heads=(ISSUE,),
        ),
        forms={
            "amend": CorrectForm,
            "add_evidence": FileForm,
            "report": FileForm,
            "pass_check": FileForm,
            "fail_check": FileForm,
        },
        start=Start("register", RegisterForm, actions.enter),
        likely=(
            "issue", "sign", "report", "extend", "refuse_more_time", "pass_check", "fail_check",
            "answer", "add_evidence", "ask_more_time", "look_again", "reassign",
        ),
        ledger="rectifications",
        unoffered=lambda r: frozenset({"amend"} if r.leading else ()),
        extra="rectification/desk/beside.html",
        evidence=EVIDENCE,
        links=findings.link,
        alarms=_alarms,
    )
)  # fmt: skip


def _one(request: DeskRequest, pk: int) -> Rectification:
    """The matter, for whoever may see it."""
    matter: Rectification = matter_or_404(request, enter(request, ROOM.key), pk)
    return matter


@require_GET
def paper(request: DeskRequest, pk: int, paper: int, form: str) -> HttpResponse:
    """A paper as Word or PDF."""
    papers = _one(request, pk).papers_of_all.select_related("docx", "pdf")
    return given_out(get_object_or_404(papers, pk=paper), form)


@require_GET
def evidence(request: DeskRequest, pk: int, evidence: int) -> HttpResponse:
    """A file of the matter, for the unit and whoever orders or checks; each look is an entry."""
    matter = _one(request, pk)
    note = partial(EVIDENCE.note, request.actor, matter, evidence=evidence)
    return kept.given_out(matter.evidence, evidence, note)
