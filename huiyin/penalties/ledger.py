"""行政处罚台账: the order of the 双公示 data standard (2018), then our own columns."""

from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.publicity.holder_columns import fill_kind, fill_offices

from . import actions
from .rules import HANDLE
from .sheet import SHEET

STANDARD = (
    "holder_name", "holder_kind", "holder_uscc", "holder_registration", "holder_organisation_code",
    "holder_tax_number", "holder_institution_number", "holder_society_number", "representative",
    "representative_id_kind", "representative_id", "holder_id_kind", "holder_id", "reference", "offence",
    "facts", "basis", "kinds", "content", "fine", "confiscated", "licence", "decided_on", "valid_to",
    "stated_until", "issuer", "issuer_uscc", "source", "source_uscc", "remark",
)  # fmt: skip


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What older and shorter tables leave out."""
    fill_offices(values, agency, "issuer", "source")
    values["offence"] = values.get("offence") or values.get("case_name")
    values["procedure"] = values.get("procedure") or "ordinary"
    fill_kind(values)


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
