"""转入下年: not done in its year; the former year keeps it as it was."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.forms import DayField, TextField
from huiyin.planning.models import KEEP, PlanItem

from .expecting import end_quarters
from .plans import State, enter, workflow


def _has_unit(item: PlanItem, today: date) -> str:
    return "" if item.unit_id else "请先更正，选择责任科室（单位）"


@workflow.move(
    "转入下年",
    sources={State.PLANNED, State.ISSUED},
    target=State.CARRIED,
    rule=KEEP,
    guard=_has_unit,
)
def carry(
    item: PlanItem,
    *,
    actor: Actor,
    at: datetime,
    due_on: Annotated[date, DayField("新的完成期限", required=True)],
    reason: Annotated[str, TextField("转入下年的原因", 300)],
) -> None:
    """转入下年: a new task of the next year, linked to this one, whose day and year stay."""
    if due_on.year != item.year + 1:
        raise ValidationError({"due_on": f"新的期限应在 {item.year + 1} 年内"})
    item.carried_on, item.carry_reason = at.date(), reason
    end_quarters(item, at.date())
    enter(
        PlanItem(
            agency=item.agency, year=item.year + 1, text=item.text, problem=item.problem,
            unit=item.unit, measure=item.measure, due_on=due_on, basis=item.basis,
            source=item.source, former=item,
        ),
        actor=actor, at=at,
    )  # fmt: skip
