"""行政强制 on the desk."""

from datetime import date

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.record_forms import AmendForm, MatterForm, form_of
from huiyin.casework.rooms import Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.penalties.models import Penalty
from huiyin.publicity.holders import HolderKind
from huiyin.subjects import seeing

from . import actions
from .choices import Lifted, Type
from .models import Coercion
from .rules import APPROVE, KEEP, VIEW, VOID
from .sheet import SHEET

State = Coercion.State
RegisterForm = form_of(SHEET, MatterForm, SHEET.asked, check=actions.check)
AmendCoercionForm = form_of(SHEET, AmendForm, SHEET.asked, check=actions.check)


def _links(coercion: Coercion, actor: Actor) -> list[tuple[str, str]]:
    links = seeing.links(coercion, actor)
    room = rooms.of_model(Penalty)
    if coercion.penalty_id is None or room is None or not room.may_enter(actor):
        return links
    cases = room.seen_by(actor).filter(pk=coercion.penalty_id)
    return links + [(f"处罚案件 {case}", case.get_absolute_url()) for case in cases]


def _alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """What is held past its last day: the law wants it lifted at once (第二十八条)."""
    seen = Coercion.objects.visible_to(actor, KEEP, APPROVE)
    count = seen.over(today).count()
    words = "查封、扣押、冻结期限届满没有解除"
    return [(words, "/desk/coercions/?due=late", count)] if count else []


def _step(coercion: Coercion) -> str:
    return "解除" if coercion.is_measure else "执行完毕"


ROOM = declare(
    Room(
        key="coercions",
        label="行政强制",
        unit="件",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("当事人", lambda r: r.shown_holder, "", "title"),
            "type",
            Column("事由", lambda r: r.cause[:40]),
            "decided_on",
            "due_on",
            "ended_on",
            "state",
        ),
        filters=(
            by_choice("type", "强制种类", Type.choices),
            by_choice("holder", "当事人类别", HolderKind.choices, "holder_kind"),
            by_choice("lifted", "解除情形", Lifted.choices),
        ),
        search=("reference", "holder_name", "holder_uscc", "case_number"),
        numbers=("reference", "case_number"),
        related=("agency", "penalty"),
        todo=Todo(
            open=lambda rows: rows.open(),
            is_open=lambda r: r.is_open,
            open_states=frozenset({State.RUNNING}),
            due="due_on",
            step=_step,
            mine=of_states({KEEP: {State.RUNNING}}),
            steps={State.RUNNING: frozenset({"lift", "complete"})},
            heads=(APPROVE, VOID),
        ),
        alarms=_alarms,
        forms={"amend": AmendCoercionForm},
        start=Start("register", RegisterForm, actions.register),
        ledger="coercions",
        links=_links,
        likely=("lift", "complete", "extend", "leave_out"),
    )
)
