"""行政许可台账: the order of the 双公示 data standard (2018), then our own columns."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from . import actions
from .models import HolderKind
from .sheet import SHEET

_SOLE_TRADER_PREFIX = "92"  # 登记管理部门 9 工商, 机构类别 2 个体工商户 (GB 32100)
STANDARD = (
    "holder_name", "holder_kind", "holder_uscc", "holder_registration", "holder_organisation_code",
    "holder_tax_number", "holder_institution_number", "holder_society_number", "representative",
    "representative_id_kind", "representative_id", "holder_id_kind", "holder_id", "document_name",
    "reference", "licence_type", "certificate_name", "certificate_number", "content", "decided_on",
    "valid_from", "valid_to", "issuer", "issuer_uscc", "status_code", "source", "source_uscc",
    "remark",
)  # fmt: skip


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What older and shorter tables leave out."""
    for name, code in (("issuer", "issuer_uscc"), ("source", "source_uscc")):
        if values.get(name) is None:
            values[name] = agency.name
        if values.get(code) is None and values[name] == agency.name:
            values[code] = agency.uscc
    values["status_code"] = values.get("status_code") or "1"
    if values.get("holder_kind") is None:
        values["holder_kind"] = _holder_kind(values)
    if values.get("valid_from") is None:
        values["valid_from"] = values.get("decided_on")


def _holder_kind(values: dict[str, Any]) -> str | None:
    """The kind of holder as its numbers tell it; None where they do not."""
    if code := values.get("holder_uscc"):
        return (
            HolderKind.SOLE_TRADER
            if code.startswith(_SOLE_TRADER_PREFIX)
            else HolderKind.ORGANISATION
        )
    return HolderKind.PERSON if values.get("holder_id") else None


LEDGER = declare(
    Ledger(
        key="licences",
        label="行政许可台账",
        sheet=SHEET,
        order=(*STANDARD, "matter", "published_on"),
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission="licensing.register_licence",
        complete=complete,
    )
)
