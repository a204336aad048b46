"""考核细则 as a table: merged headings carry downwards, points and deductions come out of the words."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from huiyin.casework.faults import refuse
from huiyin.casework.ledgers import Ledger, declare
from huiyin.common import docnumber
from huiyin.organisations.models import Organisation

from . import actions
from .actions.rubric import derived, reference
from .models import Item
from .sheet import RUBRIC
from .standards import plain


def _year(values: Mapping[str, Any]) -> Any:
    """A table that names no year is this year's."""
    return values.get("year") or timezone.localdate().year


def key_of(values: Mapping[str, Any]) -> str:
    code = values.get("code")
    return docnumber.normalise(reference(_year(values), code)) if code else ""


def complete(values: dict[str, Any], agency: Organisation) -> None:
    values["year"] = _year(values)
    points, deduct = derived(values.get("part") or "", values.get("text") or "")
    values["part_points"] = values.get("part_points") or points
    values["deduct"] = values.get("deduct") or deduct
    if values.get("needs_evidence") is None:
        values["needs_evidence"] = True


def checker() -> Callable[[Item, date], None]:
    """The check of one import: a heading has the same points in each of its rows."""
    known: dict[tuple[int, str], Decimal] = {}

    def check(item: Item, day: date) -> None:
        actions.check_item(item, day)
        if item.part_points is None:
            return
        points = known.setdefault((item.year, item.part), item.part_points)
        if points != item.part_points:
            refuse({"part_points": f"“{item.part}”前面的行是{plain(points)}分，请核对"})

    return check


declare(
    Ledger(
        key="rubric",
        label="考核细则",
        sheet=RUBRIC,
        workflow=actions.rubric_flow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=checker,
        personal_permission="",
        completer=lambda: complete,
        key_of=key_of,
    )
)
