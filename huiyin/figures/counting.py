"""Many counts of one ledger in one question to the database.

A printed table has two hundred numbers; asked one by one, the way there and back takes longer
than the counting. Each stays the count of the rows that its drill-down lists.
"""

from collections.abc import Sequence

from django.db.models import Count

from .dated import AsOf, Ledger, Says
from .scope import Scope, Scopes, Several

AT_ONCE = 200
"""Counts in one statement: SQLite takes a few thousand parameters, planners like it short."""


def count_all(ledger: Ledger, wanted: Sequence[Says], scope: Scope) -> list[int]:
    """How many rows of one agency meet each condition."""
    return count_each(ledger, wanted, scope)[scope.agency_id]


def count_each(ledger: Ledger, wanted: Sequence[Says], scope: Scopes) -> dict[int, list[int]]:
    """Agency → how many rows meet each condition, in one reading of the ledger for two hundred."""
    counts: dict[int, list[int]] = {agency: [] for agency in scope.agencies}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        read = _counted(ledger, some, scope)
        for agency, numbers in counts.items():
            numbers += read.get(agency, [0] * len(some))
    return counts


def _counted(ledger: Ledger, wanted: Sequence[Says], scope: Scopes) -> dict[int, list[int]]:
    asked = AsOf(ledger, scope)
    counts = {
        f"count_{place}": Count("pk", filter=ledger.meaning(says(asked)))
        for place, says in enumerate(wanted)
    }
    rows = ledger.rows(scope).order_by()
    if isinstance(scope, Several):
        read = rows.values_list(ledger.agency).annotate(**counts)
        return {agency: list(numbers) for agency, *numbers in read}
    numbers = rows.aggregate(**counts)
    return {scope.agency_id: [numbers[name] for name in counts]}
