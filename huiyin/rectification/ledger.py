"""整改台账: what has to be mended, as a table; the number names a row."""

from huiyin.casework.ledgers import Ledger, declare

from . import actions
from .sheet import SHEET

declare(
    Ledger(
        key="rectifications",
        label="整改台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission="",
    )
)
