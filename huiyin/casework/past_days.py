"""For migrations: the days of what happened before there was a column for it, from the audit log."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

AT_ONCE = 500
Change = Callable[[dict[str, list[Any]]], bool]


def days_of(
    apps: Any, rows: "models.QuerySet[Any]", is_it: Change, *, first: bool = False
) -> Iterator[tuple[Any, date | None]]:
    """(record, the office's day of the last entry whose changes are the wanted ones, or None)."""
    entries = apps.get_model("audit", "Entry").objects.order_by("pk")
    label = rows.model._meta.label_lower
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        days: dict[str, date] = {}
        of_subjects = entries.filter(subject_type=label, subject_key__in=[str(key) for key in some])
        for entry in of_subjects.only("subject_key", "at", "facts").iterator():
            if is_it(entry.facts.get("changes") or {}):
                day = timezone.localtime(entry.at).date()
                if not (first and entry.subject_key in days):
                    days[entry.subject_key] = day
        for record in rows.filter(pk__in=some):
            yield record, days.get(str(record.pk))


def is_voiding(changes: dict[str, list[Any]]) -> bool:
    return bool(changes.get("state")) and changes["state"][1] == "voided"


def fill_voided_on(apps: Any, *models_: Any) -> None:
    """作废日期 of what is void; without an entry it stays empty, and counts as never there."""
    for model in models_:
        for record, day in days_of(apps, model.objects.filter(state="voided"), is_voiding):
            model.objects.filter(pk=record.pk).update(voided_on=day)
