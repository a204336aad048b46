"""Points what is stored to its subjects, when a kind of record joins the register (a migration)."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from .joining import Tables, join
from .kinds import Holder

STEP = 1000


def point_stored(apps: Any, model: Any, holder: Callable[[Any], Holder]) -> None:
    """A thousand records in a transaction, so that it goes on where it broke off.

    `apps` and `model` are those of the migration; what was entered in error stays alone.
    """
    tables = Tables(
        *(apps.get_model("subjects", name) for name in ("Subject", "SubjectCode", "SubjectName"))
    )
    last = 0
    while True:
        rows = model.objects.filter(pk__gt=last, subject=None).order_by("pk")
        batch = list(rows.exclude(state="voided")[:STEP])
        if not batch:
            return
        last = batch[-1].pk
        with transaction.atomic():
            for row, key in zip(batch, join([*map(holder, batch)], tables), strict=True):
                row.subject_id = key
            pointed = [row for row in batch if row.subject_id is not None]
            model.objects.bulk_update(pointed, ["subject"], batch_size=100)
