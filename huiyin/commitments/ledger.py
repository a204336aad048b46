"""信用承诺台账: one row a commitment."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.publicity.holder_columns import fill_kind, fill_offices

from . import actions
from .models import Commitment
from .sheet import DAYS, SHEET


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out."""
    fill_offices(values, agency, "accepted_by")
    fill_kind(values)
    if not values.get("state"):
        days = {name: values.get(name) for name in DAYS}
        values["state"] = Commitment(**days).performance()


LEDGER = declare(
    Ledger(
        key="commitments",
        label="信用承诺台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission=actions.REGISTER,
        completer=lambda: complete,
    )
)
