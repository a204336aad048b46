"""收集台账: one row a round."""

from huiyin.casework.ledgers import Ledger, declare

from . import actions
from .sheet import SHEET

LEDGER = declare(
    Ledger(
        key="rounds",
        label="收集台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission="",
    )
)
