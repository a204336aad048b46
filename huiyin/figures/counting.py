"""Many counts in one question to the database.

A printed table has two hundred numbers; asked one by one, the way there and back takes longer
than the counting. Each stays the count of the queryset that its drill-down lists.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import QuerySet

AT_ONCE = 60
"""Subqueries in one statement: SQLite takes a few thousand parameters, planners like it short."""


def count_all(querysets: "Sequence[QuerySet[Any]]") -> list[int]:
    """How many rows each holds, as `count()` says, in one query for every sixty."""
    counts: list[int] = []
    for start in range(0, len(querysets), AT_ONCE):
        counts += _counted(querysets[start : start + AT_ONCE])
    return counts


def _counted(querysets: "Sequence[QuerySet[Any]]") -> list[int]:
    counts = [0] * len(querysets)
    places, parts, parameters = [], [], []
    database = router.db_for_read(querysets[0].model)
    for place, queryset in enumerate(querysets):
        try:
            sql, values = queryset.order_by().values("pk").query.get_compiler(database).as_sql()
        except EmptyResultSet:  # nothing can match: it stays at nought
            continue
        places.append(place)
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")  # noqa: S608 - the ORM's own SQL
        parameters += values
    if parts:
        with connections[database].cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", parameters)
            for place, number in zip(places, cursor.fetchone(), strict=True):
                counts[place] = number
    return counts
