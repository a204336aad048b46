"""行政检查台账: one row an inspection, planned or made."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from . import actions
from .choices import Business, Way
from .rules import PLAN
from .sheet import SHEET

_SOLE_TRADER = "92"  # 登记管理部门 9, 机构类别 2 (GB 32100)


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out."""
    values["way"] = values.get("way") or Way.ON_SITE
    if not values.get("holder_kind"):
        is_trader = str(values.get("holder_uscc") or "").startswith(_SOLE_TRADER)
        values["holder_kind"] = Business.SOLE_TRADER if is_trader else Business.ORGANISATION


LEDGER = declare(
    Ledger(
        key="inspections",
        label="行政检查台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission=PLAN,
        completer=lambda: complete,
    )
)
