"""行政许可台账: the order of the 双公示 data standard (2018), then our own columns."""

from collections.abc import Callable
from typing import Any

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.publicity.holder_columns import fill_kind, fill_offices

from . import actions
from .matter_words import Words
from .models import LicenceMatter
from .sheet import SHEET

STANDARD = (
    "holder_name", "holder_kind", "holder_uscc", "holder_registration", "holder_organisation_code",
    "holder_tax_number", "holder_institution_number", "holder_society_number", "representative",
    "representative_id_kind", "representative_id", "holder_id_kind", "holder_id", "document_name",
    "reference", "licence_type", "certificate_name", "certificate_number", "content", "decided_on",
    "valid_from", "valid_to", "issuer", "issuer_uscc", "status_code", "source", "source_uscc",
    "remark",
)  # fmt: skip


def completer() -> Callable[[dict[str, Any], Organisation], None]:
    """What one import fills in: what `complete` does, and the matter from the words of the decision."""
    words = Words(LicenceMatter.objects.values_list("name", "pk"))

    def complete_with_matter(values: dict[str, Any], agency: Organisation) -> None:
        complete(values, agency)
        if values.get("matter_id") is None:
            values["matter_id"] = words.matter_of(values)

    return complete_with_matter


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What older and shorter tables leave out."""
    fill_offices(values, agency, "issuer", "source")
    values["status_code"] = values.get("status_code") or "1"
    fill_kind(values)
    if values.get("valid_from") is None:
        values["valid_from"] = values.get("decided_on")


LEDGER = declare(
    Ledger(
        key="licences",
        label="行政许可台账",
        sheet=SHEET,
        order=(*STANDARD, "matter", "project_name", "published_on"),
        standard=STANDARD,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission="licensing.register_licence",
        completer=completer,
    )
)
