"""地名台账: one row a place; its name is its key."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from . import actions
from .sheet import SHEET


def complete(values: dict[str, Any], _agency: Organisation) -> None:
    """A list of streets rarely says when each was entered: today."""
    values["entered_on"] = values.get("entered_on") or actions.today()


LEDGER = declare(
    Ledger(
        key="places",
        label="地名台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission="",
        completer=lambda: complete,
    )
)
