"""周公示 on the desk."""

from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, Start, Todo, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.editorial import origins
from huiyin.editorial.models import Manuscript

from . import actions, proof_desk
from . import proof as proofs
from .forms import CompileForm
from .models import Bulletin
from .rules import KEEP, SEND, VIEW
from .sheet import SHEET

State = Bulletin.State
TIMES = [("late", "逾期未发布"), ("due", "未到期"), ("was-late", "逾期才发布")]


def _times(bulletins: Any, value: str) -> Any:
    today = timezone.localdate()
    if value == "late":
        return proofs.late(bulletins, today)
    if value == "was-late":
        return bulletins.filter(published_on__gt=F("due_on"))
    return bulletins.owed().filter(due_on__gte=today)


def _links(bulletin: Bulletin, actor: Actor) -> list[tuple[str, str]]:
    """Its manuscript, and the document on the portal."""
    document = bulletin.document
    if document is None:
        return []
    links = []
    manuscript = Manuscript.objects.filter(page=document).first()
    if manuscript is not None and actor.may("editorial.view_manuscripts", bulletin.agency_id):
        links.append((f"稿件 {manuscript.reference}", manuscript.get_absolute_url()))
    if bulletin.is_public:
        links.append(("在网站上查看", document.permanent_address))
    return links


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """For whoever sends bulletins, and for who rules how."""
    if not actor.may_somewhere(SEND, KEEP):
        return []
    late = proofs.late(Bulletin.objects.visible_to(actor, SEND, KEEP), today).count()
    omitted = proof_desk.of(actor, today).omitted
    found = [
        ("周公示逾期没有发布", "/desk/bulletins/?time=late", late),
        ("决定没有列入周公示", reverse("bulletin-proof"), omitted),
    ]
    return [one for one in found if one[2]]


ROOM = declare(
    Room(
        key=Bulletin.kind,
        label="周公示",
        unit="期",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("周", lambda r: r.week, "begins_on", "title"),
            "due_on",
            "published_on",
            "state",
        ),
        filters=(Filter("time", "期限", lambda actor: TIMES, _times),),
        search=("reference",),
        related=("agency", "document"),
        todo=Todo(
            open=lambda bulletins: bulletins.owed(),
            is_open=lambda r: r.is_open,
            due="due_on",
            step=lambda r: "送审" if r.state == State.COLLECTED else "审核、发布（见稿件）",
            open_states=Bulletin.OPEN,
            mine=of_states({SEND: {State.COLLECTED}}),
            steps={State.COLLECTED: frozenset({"send"})},
            heads=(KEEP,),
        ),
        start=Start("compile_week", CompileForm, actions.compile_week),
        likely=("send",),
        extra="bulletins/desk/rows.html",
        links=_links,
        alarms=_alarms,
        order="-begins_on",
    )
)


def _origin(manuscript: Manuscript, actor: Actor) -> tuple[str, str] | None:
    """Where the reviewer sees every row, also those that are not public yet."""
    bulletin = Bulletin.objects.filter(document=manuscript.page_id).first()
    if bulletin is None or not actor.may(VIEW, bulletin.agency_id):
        return None
    return f"周公示 {bulletin.reference}：逐件核对", bulletin.get_absolute_url()


origins.declare(_origin)
