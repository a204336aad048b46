"""建议提案台账: the list as it is handed over; a number comes again in each session."""

from collections.abc import Mapping
from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.common import docnumber

from . import actions
from .models import Proposal
from .sheet import SHEET


def key_of(values: Mapping[str, Any]) -> str:
    """The key of a row: 市五届人大四次会议第023号建议; empty where a part of it is missing."""
    parts = {name: values.get(name) for name in ("session", "number", "category")}
    return docnumber.normalise(Proposal(**parts).named) if all(parts.values()) else ""


declare(
    Ledger(
        key="proposals",
        label="建议提案台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission="proposals.see_proposer",
        key_of=key_of,
    )
)
