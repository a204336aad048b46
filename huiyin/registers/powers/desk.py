"""权责清单 on the desk."""

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column

from . import actions
from .forms import AdjustForm, AmendPowerForm, ApproveForm, RegisterForm
from .models import Power, PowerChange, PowerType
from .sheet import SHEET

State = Power.State


def _links(power: Power, actor: Actor) -> list[tuple[str, str]]:
    is_public = power.state not in (Power.State.PROPOSED, Power.State.VOIDED)
    return [("在网站上查看（含历史版本）", f"/powers/{power.pk}/")] if is_public else []


ROOM = declare(
    Room(
        key="powers",
        label="权责清单",
        unit="项",
        sheet=SHEET,
        permissions=("registers.view_powers",),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("事项名称", lambda r: r.name, "name", "title"),
            "power_type",
            "department",
            "listed_from",
            "state",
        ),
        filters=(
            by_choice("type", "权力类型", PowerType.choices, "power_type"),
            by_choice("change", "调整类型", PowerChange.choices, "change_kind"),
        ),
        search=("reference", "name", "basis", "department"),
        related=("agency",),
        todo=Todo(
            open=lambda records: records.waiting(),
            is_open=lambda r: r.is_waiting,
            due="release_due_on",
            step=lambda r: "核准公开",
            unit=lambda r: r.department,
            mine=of_states({"registers.release_powers": set(State)}),
            steps=dict.fromkeys(State, frozenset({"approve"})),
            heads=("registers.void_register",),
        ),
        forms={"approve": ApproveForm, "adjust": AdjustForm, "amend": AmendPowerForm},
        start=Start("register", RegisterForm, actions.register),
        ledger="powers",
        links=_links,
        likely=("approve", "adjust", "abolish"),
        order="reference",
    )
)
