"""热线留言 on the desk."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import converting, looking
from huiyin.casework.arguments import form_of
from huiyin.casework.forms import ReleaseForm
from huiyin.casework.gate import DeskRequest, enter
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, waiting_by
from huiyin.casework.sheets import Column
from huiyin.coordination.models import HANDLE
from huiyin.coordination.rules import load_unreported
from huiyin.files import intake
from huiyin.organisations.models import Organisation, held_in
from huiyin.web.http import attachment

from . import actions, board, callers, deferrals_desk, replying, rules
from .categories import desk as categories
from .forms import (
    AmendRequestForm,
    CorrectForm,
    DraftForm,
    JoinForm,
    ProposeForm,
    RegisterForm,
    ReleaseReplyForm,
    TasksForm,
)
from .models import Category, Channel, RequestKind, Satisfaction, ServiceRequest, Urgency
from .places import desk as places
from .platforms import desk as platforms
from .rounds import desk as rounds
from .sheet import SHEET
from .surges import desk as surges
from .tree import Tree
from .visits import desk as visits
from .visits.forms import AgainForm, VisitForm

State = ServiceRequest.State
VIEW = "hotline.view_requests"
REPLY_LENGTH = 5000

__all__ = [
    "ROOM",
    "categories",
    "deferrals_desk",
    "material",
    "places",
    "platforms",
    "read_reply",
    "rounds",
    "surges",
]


def _channels(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(Channel.objects.values_list("key", "name"))


def _units(actor: Actor) -> Iterable[tuple[str, str]]:
    """Those inside the agencies whose requests are seen, or the own ones."""
    units = Organisation.objects.filter(is_agency=False)
    own = actor.units_with(HANDLE) or frozenset()
    units = units.filter(held_in(actor, VIEW, agency="parent") | Q(pk__in=own))
    return list(units.values_list("slug", "name"))


def _of_unit(requests: Any, slug: str) -> Any:
    """By the unit's own number: joined by its slug PostgreSQL reads those of every unit in order."""
    return requests.filter(unit=Organisation.objects.filter(slug=slug).values("pk")[:1])


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """What waits for this person's approval, and channels that wait to be checked."""
    visible = ServiceRequest.objects.visible_to(actor, VIEW)
    wanted = visible.filter(held_in(actor, rules.ASSIGN)).extension_wanted()
    paused = visible.filter(held_in(actor, rules.ASSIGN)).suspension_wanted()
    over = visible.filter(held_in(actor, rules.ASSIGN)).suspension_over(today)
    alarms = [
        ("待公开的问答", "/desk/hotline/?publication=proposed",
         actions.publication.waiting_for(actor, VIEW)),
        ("待批准的延期", "/desk/hotline/?extension=wanted",
         sum(rules.may_give_more_time(actor, request) for request in wanted)),
        ("待批准的中止", "/desk/hotline/?pause=wanted",
         sum(rules.may_give_pause(actor, request) for request in paused)),
        ("中止期满待恢复", "/desk/hotline/?pause=over", over.count()),
    ]  # fmt: skip
    return [
        *(alarm for alarm in alarms if alarm[2]),
        *visits.alarms(actor),
        *rounds.alarms(actor, today),
    ]


def _waiting(open_ones: Any, actor: Actor) -> Any:
    """For the office by its rights, and the draft also for the unit that leads."""
    office = {
        rules.ASSIGN: {State.RECEIVED},
        rules.ANSWER: {State.RECEIVED, State.ASSIGNED, State.DRAFTED},
    }
    own = actor.units_with(HANDLE)
    led = Q(state=State.ASSIGNED, unit__in=own or ())
    return open_ones.filter(waiting_by(office, actor) | led)


def _of_number(matter: ServiceRequest, actor: Actor) -> list[tuple[str, str]]:
    """同一号码: for whoever may see callers."""
    if not actor.may(callers.SEE, matter.agency_id) or not (number := callers.before(matter)):
        return []
    return [(f"这个号码此前 {number} 件", f"/desk/hotline/{matter.pk}/calls/")]


STEPS = {
    State.RECEIVED: "交办",
    State.DISPATCHED: "等待签收",
    State.ASSIGNED: "拟答复",
    State.DRAFTED: "审核并答复",
    State.JOINED: "随主案办理",
    State.SUSPENDED: "等待恢复",
}


NONE = "none"


def _categories(actor: Actor) -> Iterable[tuple[str, str]]:
    """The tree of today, each node indented below its parent; and what is in no tree yet."""
    agencies = Organisation.objects.agencies().where(actor, VIEW).values_list("pk", flat=True)
    nodes = Tree.of(agencies).today()
    lines = [(str(node.pk), f"{'　' * depth}{node.code} {node.name}") for depth, node in nodes]
    return [(NONE, "未归类"), *lines]


def _of_category(records: Any, value: str) -> Any:
    """Of a node and all that is counted for it."""
    if value == NONE:
        return records.uncategorised()
    agency = Category.objects.filter(pk=value).values_list("agency", flat=True)
    return records.filter(category__in=Tree.of(agency).family(int(value)))


PAUSE = (("wanted", "待批准"), ("over", "期满待恢复"))
GROUP = (("main", "主案"), ("child", "并入主案的"))


def _of_pause(records: Any, value: str) -> Any:
    if value == "wanted":
        return records.suspension_wanted()
    return records.suspension_over(timezone.localdate())


def _of_group(records: Any, value: str) -> Any:
    if value == "child":
        return records.filter(main__isnull=False)
    return records.filter(
        pk__in=ServiceRequest.objects.valid().filter(main__isnull=False).values("main")
    )


def _standing(request: ServiceRequest) -> str:
    """One that is joined stands where its main case stands."""
    if request.state == State.JOINED and request.main is not None:
        return f"并案：{request.main.get_state_display()}"
    return request.get_state_display()


def _count(rows: list[ServiceRequest]) -> None:
    """How many hang on each of a page of rows and how many still wait with it, asked once."""
    hanging = ServiceRequest.objects.valid().filter(main__in=[row.pk for row in rows])
    counted = (
        hanging.order_by()
        .values_list("main")
        .annotate(hanging=Count("pk"), joined=Count("pk", filter=Q(state=State.JOINED)))
    )
    counts = {main: sizes for main, *sizes in counted}
    for row in rows:
        sizes = counts.get(row.pk, (0, 0))
        row.group_size, row.waiting_size = sizes  # type: ignore[attr-defined]


def _prepare(rows: list[ServiceRequest]) -> None:
    callers.mark(rows)
    _count(rows)


def _title(request: ServiceRequest) -> str:
    size = getattr(request, "group_size", 0)
    return f"{request.title}（并案 {size + 1} 件）" if size else request.title


def _links(request: ServiceRequest, actor: Actor) -> list[tuple[str, str]]:
    """The main case, what was converted to or from, and what the same number brought."""
    links = [*_of_number(request, actor), *converting.links(request, actor)]
    main = request.main
    if main is not None and ROOM.seen_by(actor).filter(pk=main.pk).exists():
        links.insert(0, (f"主案 {main.reference} {main.title}", ROOM.address(main)))
    return links


PUBLICATION = (("proposed", "待公开"), ("public", "已公开"))


FEW = 2000


def _of_publication(records: Any, value: str) -> Any:
    """What is proposed or public is few among many: then it is found by its own index."""

    def wanted(requests: Any) -> Any:
        if value == "proposed":
            return actions.publication.waiting(requests)
        return requests.public()

    few = list(wanted(ServiceRequest.objects.order_by()).values_list("pk", flat=True)[: FEW + 1])
    return wanted(records) if len(few) > FEW else records.filter(pk__in=few)


ROOM = declare(
    Room(
        key="hotline",
        label="热线留言",
        unit="件",
        sheet=SHEET,
        permissions=(VIEW, HANDLE),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("标题", _title, "", "title"),
            "channel",
            "request_kind",
            Column("承办单位", lambda r: r.unit.short_name if r.unit else "", "unit"),
            Column("同号此前", lambda r: f"{r.calls_before} 件" if r.calls_before else ""),
            "received_on",
            Column("期限", lambda r: r.due_on, "due_on", "due"),
            "satisfaction",
            "state",
        ),
        filters=(
            Filter(
                "channel", "来源渠道", _channels, lambda requests, key: requests.filter(channel__key=key)
            ),
            by_choice("kind", "诉求类型", RequestKind.choices, "request_kind"),
            Filter("category", "诉求分类", _categories, _of_category),
            Filter("unit", "承办单位", _units, _of_unit),
            by_choice("satisfaction", "满意度", Satisfaction.choices),
            by_choice("urgency", "紧急程度", Urgency.choices),
            visits.FILTER,
            Filter("when", "期限", lambda actor: board.WHEN, board.of_when, is_open=True),
            Filter("light", "督办灯", lambda actor: board.LIT, board.of_light, is_open=True),
            Filter("publication", "公开", lambda actor: PUBLICATION, _of_publication),
            Filter(
                "extension",
                "延期",
                lambda actor: (("wanted", "待批准"),),
                lambda requests, value: requests.extension_wanted(),
                is_open=True,
            ),
            Filter("group", "并案", lambda actor: GROUP, _of_group),
            Filter("pause", "中止", lambda actor: PAUSE, _of_pause, is_open=True),
            Filter(
                "deferral",
                "挂账",
                lambda actor: (("open", "挂账中"),),
                lambda requests, value: requests.deferred(),
            ),
        ),
        search=("reference", "subject", "content", "category_text", "place"),
        related=("agency", "channel", "unit", "category", "main"),
        todo=Todo(
            open=lambda requests: requests.open(),
            is_open=lambda r: r.state in ServiceRequest.OPEN,
            open_states=ServiceRequest.OPEN,
            due="due_on",
            step=lambda r: STEPS[r.state],
            unit=lambda r: r.unit.short_name if r.unit else "",
            mine=_waiting,
            paused=frozenset({State.SUSPENDED}),
            steps={
                State.RECEIVED: frozenset({"assign"}),
                State.ASSIGNED: frozenset({"draft"}),
                State.DRAFTED: frozenset({"approve"}),
            },
            prepare=lambda actor, rows: load_unreported(rows),
            heads=("hotline.publish_answer",),
        ),
        forms={
            "amend": AmendRequestForm,
            "assign": TasksForm,
            "add_assistants": TasksForm,
            "draft": DraftForm,
            "join": JoinForm,
            "approve": form_of(actions.draft, ReleaseReplyForm),
            "correct": CorrectForm,
            "approve_correction": form_of(actions.correct, ReleaseReplyForm),
            "propose": ProposeForm,
            "publish": form_of(actions.propose, ReleaseForm),
            "visit": VisitForm,
            "handle_again": AgainForm,
        },
        start=Start("register", RegisterForm, actions.register),
        personal_permission="hotline.see_caller",
        likely=(
            "approve", "draft", "assign", "answer_at_once", "publish", "send_back", "propose", "handle_again", "uphold",
            "visit", "contact", "categorise",
            "extend", "refuse_more_time", "suspend", "refuse_pause", "resume", "revise",
            "add_assistants", "ask_more_time", "join", "part", "decline", "convert", "ask_pause",
            "withdraw",
        ),
        standing=_standing,
        links=_links,
        ledger="hotline",
        extra="hotline/desk/beside.html",
        prepare=_prepare,
        alarms=_alarms,
        chips=board.CHIPS,
        board=board.board,
        board_reach=board.reach,
    )
)  # fmt: skip


@require_POST
def read_reply(request: DeskRequest, pk: int) -> HttpResponse:
    """答复核对 of a text while it is being written; nothing of it is kept.

    Not where each look is logged: there the list stands on the page of the move.
    """
    enter(request, ROOM.key)
    visible = ServiceRequest.objects.visible_to(request.actor, VIEW, HANDLE)
    matter = get_object_or_404(visible.filter(is_confidential=False), pk=pk)
    text = request.POST.get("draft_text", "")[:REPLY_LENGTH]
    read = replying.read(matter, text, today=timezone.localdate())
    return render(request, "hotline/desk/_read.html", {"read": read})


@require_GET
def material(request: DeskRequest, pk: int, file: int) -> HttpResponse:
    """诉求附件: what the person sent; each look is logged."""
    enter(request, ROOM.key)
    actor = request.actor
    matter = get_object_or_404(ServiceRequest.objects.visible_to(actor, VIEW, HANDLE), pk=pk)
    row = get_object_or_404(matter.files.select_related("file"), pk=file)
    facts: dict[str, Any] = {"file": row.file_id, "sha256": row.file.sha256}
    if matter.logs_looks:
        looking.look(request, actor, [matter], "hotline.material.read", **facts)
    else:
        with transaction.atomic():
            log.record(actor, "hotline.material.read", matter, at=timezone.now(), **facts)
    return attachment(intake.content_of(row.file), row.file.name, row.file.media_type)
