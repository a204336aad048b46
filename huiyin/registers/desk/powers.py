"""权责清单 on the desk."""

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import (
    Column,
    Room,
    Section,
    Start,
    Todo,
    by_choice,
    declare,
    of_states,
)
from huiyin.registers.actions import powers
from huiyin.registers.forms.powers import FORMS, RegisterForm
from huiyin.registers.models import Power, PowerChange, PowerType

State = Power.State
CHANGES = frozenset({"adjust", "abolish", "restore"})
"""Nothing else is proposed while something waits; a new entry can still be corrected."""
ANSWERS = frozenset({"approve", "send_back"})


def _links(power: Power, actor: Actor) -> list[tuple[str, str]]:
    shown = power.state not in (Power.State.PROPOSED, Power.State.VOIDED)
    return [("在门户上查看（含历史版本）", f"/powers/{power.pk}/")] if shown else []


ROOM = declare(
    Room(
        key="powers",
        label="权责清单",
        unit="项",
        model=Power,
        permissions=("registers.view_powers",),
        workflow=powers.workflow,
        columns=(
            Column("权力编码", lambda r: r.reference, "reference", "reference"),
            Column("事项名称", lambda r: r.name, "name", "title"),
            Column("权力类型", lambda r: r.power_type, "power_type"),
            Column("责任科室", lambda r: r.department, "department"),
            Column("本版生效", lambda r: r.listed_from, "listed_from", "date"),
            Column("状态", lambda r: r.state, "state", "state"),
        ),
        filters=(
            by_choice("type", "权力类型", PowerType.choices, "power_type"),
            by_choice("change", "调整类型", PowerChange.choices, "change_kind"),
        ),
        date_column="listed_from",
        search=("reference", "name", "basis", "department"),
        related=("agency",),
        sections=(
            Section(
                "事项",
                (
                    "name",
                    "power_type",
                    "basis",
                    "subject",
                    "department",
                    "responsibility",
                    "accountability",
                    "process",
                    "legal_limit",
                    "promised_limit",
                    "telephone",
                    "void_reason",
                ),
            ),
            Section(
                "调整",
                (
                    "first_listed_on",
                    "listed_from",
                    "change_kind",
                    "change_reason",
                    "abolished_on",
                    "abolish_reason",
                ),
            ),
        ),
        todo=Todo(
            open=lambda found: found.waiting(),
            is_open=lambda r: r.is_waiting,
            due="release_due_on",
            step=lambda r: "核准公开",
            unit=lambda r: r.department,
            mine=of_states({"registers.release_powers": set(State)}),
            steps=dict.fromkeys(State, frozenset({"approve"})),
            heads=("registers.void_register",),
        ),
        pointless=lambda r: CHANGES if r.is_waiting else ANSWERS,
        forms=FORMS,
        start=Start("register", RegisterForm, powers.register),
        ledger="powers",
        links=_links,
        likely=("approve", "adjust", "abolish"),
        order="reference",
    )
)
