"""行政处罚台账: the order of the 双公示 data standard (2018), then our own columns."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind

from . import actions
from .rules import HANDLE
from .sheet import SHEET

_SOLE_TRADER_PREFIX = "92"  # 登记管理部门 9 工商, 机构类别 2 个体工商户 (GB 32100)
STANDARD = (
    "holder_name", "holder_kind", "holder_uscc", "holder_registration", "holder_organisation_code",
    "holder_tax_number", "holder_institution_number", "holder_society_number", "representative",
    "representative_id_kind", "representative_id", "holder_id_kind", "holder_id", "reference", "offence",
    "facts", "basis", "kinds", "content", "fine", "confiscated", "licence", "decided_on", "valid_to",
    "stated_until", "issuer", "issuer_uscc", "source", "source_uscc", "remark",
)  # fmt: skip


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What older and shorter tables leave out."""
    for name, code in (("issuer", "issuer_uscc"), ("source", "source_uscc")):
        values[name] = values.get(name) or agency.name
        if not values.get(code) and values[name] == agency.name:
            values[code] = agency.uscc
    values["offence"] = values.get("offence") or values.get("case_name")
    values["procedure"] = values.get("procedure") or "ordinary"
    if not values.get("holder_kind"):
        values["holder_kind"] = _holder_kind(values)


def _holder_kind(values: dict[str, Any]) -> str | None:
    """The kind of holder as its numbers tell it; None where they do not."""
    if code := values.get("holder_uscc"):
        is_trader = code.startswith(_SOLE_TRADER_PREFIX)
        return HolderKind.SOLE_TRADER if is_trader else HolderKind.ORGANISATION
    return HolderKind.PERSON if values.get("holder_id") else None


LEDGER = declare(
    Ledger(
        key="penalties",
        label="行政处罚台账",
        sheet=SHEET,
        order=(
            *STANDARD, "case_name", "procedure", "filed_on", "others", "withheld", "published_on",
        ),
        standard=STANDARD,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission=HANDLE,
        completer=lambda: complete,
    )
)  # fmt: skip
