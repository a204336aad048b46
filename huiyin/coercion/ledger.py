"""行政强制台账: one row a decision, running or over."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.publicity.holder_columns import fill_kind

from . import actions
from .rules import KEEP
from .sheet import SHEET


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out."""
    fill_kind(values)


LEDGER = declare(
    Ledger(
        key="coercions",
        label="行政强制台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission=KEEP,
        completer=lambda: complete,
    )
)
