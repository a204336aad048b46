"""信用承诺台账: one row a commitment."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind

from . import actions
from .models import Commitment
from .sheet import DAYS, SHEET


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out."""
    values["accepted_by"] = values.get("accepted_by") or agency.name
    if not values.get("accepted_by_uscc") and values["accepted_by"] == agency.name:
        values["accepted_by_uscc"] = agency.uscc
    if not values.get("holder_kind"):
        is_person = bool(values.get("holder_id")) and not values.get("holder_uscc")
        values["holder_kind"] = HolderKind.PERSON if is_person else _kind(values)
    if not values.get("state"):
        days = {name: values.get(name) for name in DAYS}
        values["state"] = Commitment(**days).performance()


def _kind(values: dict[str, Any]) -> str | None:
    """个体工商户 begin with 92 (GB 32100: 登记管理部门 9, 机构类别 2)."""
    code = values.get("holder_uscc")
    if not code:
        return None
    return HolderKind.SOLE_TRADER if code.startswith("92") else HolderKind.ORGANISATION


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
