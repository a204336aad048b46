"""工作计划台账: one row a task; a row with a bare number is that task of its year."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from . import actions
from .models import PlanItem
from .sheet import PLAN


def _year(values: Mapping[str, Any]) -> Any:
    """A table that names no year is that of its days, else this year's."""
    due = values.get("due_on")
    return values.get("year") or (due.year if due else timezone.localdate().year)


def key_of(values: Mapping[str, Any]) -> str:
    """序号 1 of each year is another task; a number of ours is itself."""
    number = str(values.get("reference") or "")
    return f"{_year(values)}年第{int(number)}项" if number.isdecimal() else number


def complete(values: dict[str, Any], agency: Organisation) -> None:
    values["year"] = _year(values)
    values["problem"] = values.get("problem") or PlanItem.Problem.OTHER


declare(
    Ledger(
        key="plans",
        label="工作计划台账",
        sheet=PLAN,
        workflow=actions.workflow,
        register_many=actions.enter_many,
        start="enter",
        amend=actions.amend,
        checker=lambda: actions.plans.check,
        personal_permission="",
        completer=lambda: complete,
        key_of=key_of,
    )
)
