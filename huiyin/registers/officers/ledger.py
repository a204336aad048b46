"""行政执法人员名录台账: one row an officer."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from . import actions
from .sheet import SHEET


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """A bureau's own list does not say the bureau on every row."""
    values["unit"] = values.get("unit") or agency.name


LEDGER = declare(
    Ledger(
        key="officers",
        label="执法人员名录台账",
        sheet=SHEET,
        exported_by="issued_on",
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.take_in,
        checker=lambda: actions.check,
        personal_permission="registers.keep_officers",
        completer=lambda: complete,
    )
)
