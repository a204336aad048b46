"""工作计划 and 上级文件 on the desk: their rooms, and the files beside a task."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import evidence as kept
from huiyin.casework.evidence import FileForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, waiting_by
from huiyin.casework.sheets import Column
from huiyin.coordination.models import HANDLE, in_own_units
from huiyin.files import keeping
from huiyin.organisations.models import Organisation
from huiyin.web.http import attachment

from . import actions, mending
from .actions.documents import workflow as document_flow
from .forms import AmendDocumentForm, AmendPlanForm, DocumentForm, PlanForm
from .models import KEEP, VIEW, Document, PlanItem
from .rules import EVIDENCE
from .sheet import DOCUMENT, PLAN

State = PlanItem.State
STEPS = {State.PLANNED: "下达", State.ISSUED: "报送进展", State.REPORTED: "确认完成"}


def _units(actor: Actor) -> list[tuple[str, str]]:
    rows = PlanItem.objects.visible_to(actor, VIEW, KEEP, HANDLE).order_by()
    return list(Organisation.objects.filter(pk__in=rows.values("unit")).values_list("slug", "name"))


def _mine(records: Any, actor: Actor) -> Any:
    """The office's steps, and those of the own unit."""
    office = waiting_by({KEEP: {State.PLANNED, State.REPORTED}}, actor)
    return records.filter(office | Q(state=State.ISSUED) & in_own_units(actor))


def _links(item: PlanItem, actor: Actor) -> list[tuple[str, str]]:
    """The board, the document and the tasks before and after, as far as this person may read them."""
    shown = [("计划看板", f"/desk/plan-board/?year={item.year}")]
    if item.source is not None and DOCUMENTS.may_view(actor, item.agency_id):
        shown.append(("上级文件", DOCUMENTS.address(item.source.document)))
    if mend := mending.opening(item, actor):
        shown.append(("登记整改", mend))
    seen = ROOM.seen_by(actor)
    beside = Q(pk=item.former_id) | Q(former=item.pk)
    others = seen.filter(beside).order_by("year")
    return shown + [(f"{one.year}年任务 {one.reference}", ROOM.address(one)) for one in others]


def _document_links(document: Document, actor: Actor) -> list[tuple[str, str]]:
    """The items in one form, for whoever keeps the plan."""
    if not document_flow.moves["take"].is_open_to(actor, document):
        return []
    return [("核对条目，列入工作计划", reverse("plan-take", args=[document.pk]))]


ROOM = declare(
    Room(
        key=PlanItem.kind,
        label="工作计划",
        unit="项",
        sheet=PLAN,
        permissions=(VIEW, KEEP, HANDLE),
        workflow=actions.workflow,
        columns=PLAN.columns(
            Column("编号", lambda r: r.reference, "reference", "reference"),
            Column("计划年度", lambda r: f"{r.year}年", "year"),
            Column("措施", lambda r: r.text, "text", "title"),
            Column("责任科室", lambda r: r.unit_name, "unit"),
            Column("完成期限", lambda r: r.due_on, "due_on", "date"),
            Column("最近应报", lambda r: r.owed_on, "owed_on", "due"),
            "state",
        ),
        filters=(
            Filter("unit", "责任单位", _units, lambda rows, slug: rows.filter(unit__slug=slug)),
            by_choice("problem", "针对的问题", PlanItem.Problem.choices),
        ),
        search=("reference", "text", "basis"),
        related=("agency", "unit", "source__document", "former"),
        todo=Todo(
            open=lambda rows: rows.filter(state__in=PlanItem.OPEN),
            is_open=lambda r: r.state in PlanItem.OPEN,
            open_states=PlanItem.OPEN,
            due="owed_on",
            step=lambda r: STEPS[r.state],
            unit=lambda r: r.unit_name,
            paused=frozenset({State.REPORTED}),
            mine=_mine,
            steps={
                State.PLANNED: frozenset({"issue", "finish"}),
                State.ISSUED: frozenset({"report", "report_done"}),
                State.REPORTED: frozenset({"confirm"}),
            },
            heads=(KEEP,),
        ),
        forms={"amend": AmendPlanForm, "report": FileForm, "report_done": FileForm},
        start=Start("enter", PlanForm, actions.enter),
        ledger="plans",
        likely=(
            "issue",
            "report",
            "report_done",
            "confirm",
            "send_back",
            "finish",
            "carry",
            "drop",
        ),
        extra="planning/desk/item.html",
        evidence=EVIDENCE,
        links=_links,
        order="-year",
    )
)
DOCUMENTS = declare(
    Room(
        key=Document.kind,
        label="上级文件",
        unit="份",
        sheet=DOCUMENT,
        permissions=(VIEW, KEEP),
        workflow=document_flow,
        columns=DOCUMENT.columns(
            "reference",
            Column("文件标题", lambda r: r.name, "name", "title"),
            "number",
            "issuer",
            "issued_on",
            Column("计划年度", lambda r: f"{r.year}年", "year"),
            "state",
        ),
        search=("reference", "name", "number", "issuer"),
        related=("agency", "file"),
        forms={"amend": AmendDocumentForm},
        start=Start("register", DocumentForm, actions.register),
        extra="planning/desk/document.html",
        links=_document_links,
        order="-year",
    )
)


@require_GET
def evidence(request: DeskRequest, pk: int, evidence: int) -> HttpResponse:
    """A file beside a task, for the unit and whoever keeps the plan; each look is an entry."""
    item: PlanItem = matter_or_404(request, enter(request, ROOM.key), pk)
    note = partial(EVIDENCE.note, request.actor, item, evidence=evidence)
    return kept.given_out(item.evidence, evidence, note)


@require_GET
def document_file(request: DeskRequest, pk: int) -> HttpResponse:
    """The file of a document, checked against its digest."""
    document: Document = matter_or_404(request, enter(request, DOCUMENTS.key), pk)
    stored = document.file
    return attachment(keeping.content_of(stored), stored.name, stored.media_type)
