"""行政许可办件台账: one row an application, as far as it was handled."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.publicity.holder_columns import fill_kind

from . import actions
from .actions.flow import REMEDY
from .models import Outcome, Purpose
from .sheet import SHEET

NOT_LISTED = "原办件表没有列明"


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out; the outcome follows from what else a row says of it."""
    fill_kind(values)
    for name in ("materials", "content"):
        values[name] = values.get(name) or NOT_LISTED
    values["purpose"] = values.get("purpose") or Purpose.NEW
    if not values.get("outcome") and values.get("decided_on"):
        refused = values.get("reason") and not values.get("grant_reference")
        values["outcome"] = Outcome.REFUSED if refused else Outcome.GRANTED
    if values.get("outcome") == Outcome.REFUSED or values.get("unaccepted_on"):
        values["remedy"] = values.get("remedy") or REMEDY


LEDGER = declare(
    Ledger(
        key="approvals",
        label="行政许可办件台账",
        sheet=SHEET,
        workflow=actions.workflow,
        start="take_over",
        register_many=actions.take_over_many,
        amend=actions.amend,
        checker=lambda: actions.check_row,
        personal_permission="approvals.see_applicant",
        completer=lambda: complete,
    )
)
