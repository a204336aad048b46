"""权责清单台账: one row a power, as the list says it now."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from . import actions
from .models import PowerChange
from .sheet import SHEET

OTHERS = ("change_kind", "change_reason", "first_listed_on", "abolished_on", "abolish_reason")


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out: their own agency, a first version."""
    values["subject"] = values.get("subject") or agency.name
    values["change_kind"] = values.get("change_kind") or PowerChange.ADDED
    values["first_listed_on"] = values.get("first_listed_on") or values.get("listed_from")


LEDGER = declare(
    Ledger(
        key="powers",
        label="权责清单台账",
        sheet=SHEET,
        order=(*SHEET.asked, *OTHERS),
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.take_in,
        checker=lambda: actions.check,
        personal_permission="registers.keep_powers",
        completer=lambda: complete,
    )
)
