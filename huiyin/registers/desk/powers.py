"""权责清单 on the desk."""

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Column, Room, Section, Start, by_choice, declare
from huiyin.registers.actions import powers
from huiyin.registers.forms.powers import FORMS, RegisterForm
from huiyin.registers.models import Power, PowerChange, PowerType


def _links(power: Power, actor: Actor) -> list[tuple[str, str]]:
    shown = power.state != Power.State.VOIDED
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
        forms=FORMS,
        start=Start("register", RegisterForm, powers.register),
        ledger="powers",
        links=_links,
        likely=("adjust", "abolish"),
        order="reference",
    )
)
