"""Points records to their subjects."""

from collections.abc import Sequence

from django.db import transaction

from . import kinds
from .joining import join
from .models import AboutSubject


def settle(records: Sequence[AboutSubject]) -> None:
    """Point each record, stored by the caller, to the subject that its codes mean, or to none."""
    if not records:
        return
    holder = kinds.of(records[0]).holder
    with transaction.atomic():
        found = join([holder(record) for record in records])
    for record, key in zip(records, found, strict=True):
        record.subject_id = key
