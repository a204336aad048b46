"""承办任务, 督办, 升级提醒 on the desk: a unit's own, or all of the agency for whoever follows them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.forms import AsItStandsForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare
from huiyin.casework.searching import Matching
from huiyin.casework.sheets import Column
from huiyin.letters.giving import given_out
from huiyin.organisations.models import Organisation, held_in

from . import actions, following, papers
from .forms import GiveForm, SuperviseForm
from .models import (
    COORDINATE,
    HANDLE,
    RIGHTS,
    SUPERVISE,
    Assignment,
    Beside,
    Cause,
    Escalation,
    Light,
    Lights,
    Role,
    Rung,
    Supervision,
    in_own_units,
    load_matters,
    on_own_rung,
)
from .sheet import ESCALATIONS, SHEET, SUPERVISIONS

B = TypeVar("B", bound=Beside)
State = Assignment.State
STEP = {State.GIVEN: "签收", State.SIGNED: "反馈意见", State.REPORTED: "确认办结"}
Asked = Supervision.State


def _units(model: type[Beside], label: str) -> Filter:
    """A filter by the units of the rows that the actor may see."""

    def options(actor: Actor) -> Iterable[tuple[str, str]]:
        visible: Any = model._default_manager.get_queryset()
        visible = visible.visible_to(actor, model.HOLDER, HANDLE).order_by()
        units = Organisation.objects.filter(pk__in=visible.values("unit"))
        return list(units.values_list("slug", "name"))

    return Filter("unit", label, options, lambda rows, slug: rows.filter(unit__slug=slug))


def _waits(states: Iterable[str], then: str, holder: str) -> Callable[[Any, Actor], Any]:
    """In these states for the own unit, in that one for whoever holds the right."""

    def mine(records: Any, actor: Actor) -> Any:
        own = Q(state__in=states) & in_own_units(actor)
        return records.filter(own | Q(state=then) & held_in(actor, holder))

    return mine


def _links(asked: Beside, actor: Actor) -> list[tuple[str, str]]:
    room = rooms.of_model(type(asked.about))
    if room is None or not room.seen_by(actor).filter(pk=asked.about_pk).exists():
        return []
    return [(f"查看{room.label} {asked.about}", room.address(asked.about))]


def _beside(make: Callable[..., B], asked: B, *, actor: Actor, at: datetime) -> B:
    """Attach the new row to the matter whose number was typed."""
    matters = [
        matter
        for room in rooms.rooms()
        if room.workflow is not None and not issubclass(room.model, Beside)
        for matter in room.numbered(
            Matching(room.seen_by(actor).filter(agency=asked.agency_id)), asked.number
        )[:2]
    ]
    if len(matters) != 1:
        message = "有几件事项是这个编号" if matters else "没有您可以查看的事项是这个编号，请核对"
        raise ValidationError({"number": message})
    asked.put_beside(matters[0])
    leads = isinstance(asked, Assignment) and asked.role == Role.LEAD
    if leads and following.is_followed(asked.about_kind):
        raise ValidationError({"role": "这类事项的主办单位请在办件页面上“交办”"})
    return make(asked, actor=actor, at=at)


def _undecided(actor: Actor) -> list[int]:
    """Tasks that came back and were given to nobody else, of matters that still wait."""
    returned = Assignment.objects.visible_to(actor, COORDINATE).unfollowed()
    rows = list(returned.filter(held_in(actor, COORDINATE)))
    load_matters(rows)
    return [row.pk for row in rows if row.about.is_open]


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """What units have sent back, for whoever decides whose business it is."""
    if not actor.may_somewhere(COORDINATE):
        return []
    count = len(_undecided(actor))
    return (
        [("退回待指定或者改派的任务", "/desk/assignments/?returned=open", count)] if count else []
    )


def _returned(actor: Actor) -> Callable[[Any, str], Any]:
    def narrow(records: Any, value: str) -> Any:
        if value == "open":
            return records.filter(pk__in=_undecided(actor))
        if value == "month":
            first = timezone.localdate().replace(day=1)
            return records.filter(returned_on__gte=first)
        return records.returned()

    return narrow


def _kinds(actor: Actor) -> Iterable[tuple[str, str]]:
    """Of matters that this person may look at."""
    seen = [room for room in rooms.rooms() if room.workflow and room.may_enter(actor)]
    seen = [room for room in seen if not issubclass(room.model, Beside)]
    return [(room.model._meta.label_lower, room.label) for room in seen]


ABOUT = Filter("about", "事项类别", _kinds, lambda records, kind: records.filter(about_kind=kind))
RETURNED = (("open", "待指定或者改派"), ("month", "本月退回"), ("all", "全部退回"))
ROOM = declare(
    Room(
        key="assignments",
        label="承办任务",
        unit="项",
        sheet=SHEET,
        permissions=(COORDINATE, HANDLE),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("事项", lambda r: r.title, "", "title"),
            Column("承办单位", lambda r: r.unit.short_name, "unit"),
            "role",
            "given_on",
            "due_on",
            "state",
        ),
        filters=(
            _units(Assignment, "承办单位"),
            by_choice("role", "承办方式", Role.choices),
            Filter("returned", "退回", lambda actor: RETURNED, narrow=_returned),
            ABOUT,
        ),
        search=("reference", "subject", "opinion", "unit__name"),
        related=("agency", "unit"),
        todo=Todo(
            open=lambda rows: rows.open(),
            is_open=lambda r: r.state in Assignment.OPEN,
            open_states=Assignment.OPEN,
            due="due_on",
            step=lambda r: STEP[r.state],
            unit=lambda r: r.unit.short_name,
            paused=frozenset({State.REPORTED}),
            mine=_waits(Assignment.UNREPORTED, State.REPORTED, COORDINATE),
            steps={
                State.GIVEN: frozenset({"sign"}),
                State.SIGNED: frozenset({"contribute"}),
                State.REPORTED: frozenset({"accept"}),
            },
            prepare=lambda actor, rows: load_matters(rows),
            heads=(COORDINATE,),
        ),
        forms={"reassign": AsItStandsForm, "designate": AsItStandsForm},
        start=Start("give", GiveForm, partial(_beside, actions.give)),
        likely=(
            "sign", "contribute", "accept", "designate", "reassign", "ask_again", "send_back",
            "extend", "call_back",
        ),
        extra="coordination/desk/returns.html",
        alarms=_alarms,
        prepare=load_matters,
        links=_links,
    )
)  # fmt: skip


def _prepare(rows: list[Any]) -> None:
    """Their matters, and the lights of the page."""
    load_matters(rows)
    lights = Lights.on(timezone.localdate())
    for row in rows:
        row.lights = lights


def _light(asked: Supervision) -> str:
    light = asked.light(timezone.localdate(), getattr(asked, "lights", None))
    return str(Light(light).label) if light else ""


declare(
    Room(
        key="supervisions",
        label="督办",
        unit="件",
        sheet=SUPERVISIONS,
        permissions=(SUPERVISE, HANDLE),
        workflow=actions.supervisions,
        columns=SUPERVISIONS.columns(
            "reference",
            Column("事项", lambda r: r.title, "", "title"),
            Column("被督办单位", lambda r: r.unit.short_name, "unit"),
            "cause",
            "asked_on",
            "due_on",
            Column("督办灯", _light),
            "state",
        ),
        filters=(
            _units(Supervision, "被督办单位"),
            by_choice("cause", "督办事由", Cause.choices),
            ABOUT,
        ),
        search=("reference", "subject", "answer", "unit__name"),
        related=("agency", "unit"),
        todo=Todo(
            open=lambda rows: rows.open(),
            is_open=lambda r: r.state in Supervision.OPEN,
            open_states=Supervision.OPEN,
            due="due_on",
            step=lambda r: "答复督办" if r.state == Asked.ASKED else "解除督办",
            unit=lambda r: r.unit.short_name,
            paused=frozenset({Asked.ANSWERED}),
            mine=_waits({Asked.ASKED}, Asked.ANSWERED, SUPERVISE),
            steps={
                Asked.ASKED: frozenset({"answer_supervision"}),
                Asked.ANSWERED: frozenset({"release"}),
            },
            prepare=lambda actor, rows: load_matters(rows),
            heads=(SUPERVISE,),
        ),
        start=Start("supervise", SuperviseForm, partial(_beside, actions.supervise)),
        likely=("answer_supervision", "issue_notice", "release", "ask_anew"),
        extra="coordination/desk/notice.html",
        prepare=_prepare,
        links=_links,
    )
)
REPORTED_TO = (*RIGHTS.values(),)
WAITS = frozenset({Escalation.State.RAISED, Escalation.State.UNHELD})


def _on_rung(records: Any, actor: Actor) -> Any:
    return records.filter(on_own_rung(actor, *REPORTED_TO), state__in=WAITS)


def _unheld(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Rungs on which nobody stands, for whoever supervises: a post has to be filled."""
    rows = Escalation.objects.visible_to(actor, SUPERVISE).filter(held_in(actor, SUPERVISE))
    count = rows.filter(state=Escalation.State.UNHELD).count()
    return [("升级时无人在岗", "/desk/escalations/?state=unheld", count)] if count else []


declare(
    Room(
        key="escalations",
        label="升级提醒",
        unit="条",
        sheet=ESCALATIONS,
        permissions=(SUPERVISE, *REPORTED_TO),
        workflow=actions.escalations,
        columns=ESCALATIONS.columns(
            "reference",
            Column("事项", lambda r: r.title, "", "title"),
            "label",
            Column("责任单位", lambda r: r.unit.short_name, "unit"),
            "rung",
            "due_on",
            "raised_at",
            "state",
        ),
        filters=(
            _units(Escalation, "责任单位"),
            by_choice("rung", "升级到", [(str(rung), name) for rung, name in Rung.choices]),
        ),
        search=("reference", "instruction", "unit__name"),
        related=("agency", "unit"),
        todo=Todo(
            open=lambda rows: rows.open(),
            is_open=lambda r: r.state in Escalation.OPEN,
            due="due_on",
            step=lambda r: "过问" if r.state in WAITS else "等待办结",
            unit=lambda r: r.unit.short_name,
            mine=_on_rung,
            steps=dict.fromkeys(WAITS, frozenset({"attend"})),
            prepare=lambda actor, rows: load_matters(rows),
        ),
        likely=("attend",),
        alarms=_unheld,
        prepare=load_matters,
        links=_links,
    )
)


@require_GET
def notice(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """督办通知书 as Word or PDF."""
    asked: Supervision = matter_or_404(request, enter(request, "supervisions"), pk)
    issued = papers.notice_of(asked)
    if issued is None:
        raise Http404
    return given_out(issued, form)
