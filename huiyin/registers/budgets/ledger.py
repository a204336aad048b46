"""预决算台账: one row a line of a table."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from .actions import lines
from .sheet import LINE


def complete(values: dict[str, Any], _agency: Organisation) -> None:
    """A flat table has one level only."""
    values["level"] = values.get("level") or 1


LEDGER = declare(
    Ledger(
        key="budgets",
        label="预决算台账",
        sheet=LINE,
        workflow=lines.workflow,
        register_many=lines.register_many,
        amend=lines.amend,
        checker=lambda: lines.check,
        personal_permission="registers.keep_budgets",
        completer=lambda: complete,
    )
)
