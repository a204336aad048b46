"""Many counts of one ledger in one question to the database.

A printed table has two hundred numbers; asked one by one, the way there and back takes longer
than the counting. Each stays the count of the rows that its drill-down lists.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Q, Value

from .dated import AsOf, Ledger, Says
from .scope import Scope, Scopes, Several
from .statements import REMEMBERED, WHOLE, Blocks, Statement

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
    if isinstance(scope, Scope) and len(only := {*wanted} - {AsOf.none}) == 1:
        # of a single question the index is searched, and only its days are read
        (says,) = only
        number = ledger.rows(scope, says(asked)).order_by().count()
        return {scope.agency_id: [0 if one is AsOf.none else number for one in wanted]}
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


Asked = tuple[Says, Scopes]
"""A condition and the days of which it is asked."""
Part = tuple[int, int]
"""Of an agency the records of one block of numbers."""


def block_of(size: int) -> Any:
    """So many records by their numbers; of none all are one block."""
    if not size:
        return Value(0)
    return ExpressionWrapper(F("pk") / Value(size), output_field=BigIntegerField())


def count_asked(
    ledger: Ledger, wanted: Sequence[Asked], blocks: Blocks = WHOLE
) -> dict[Part, list[int]]:
    """How many rows meet each condition in its own days: periods beside each other.

    What has no rows at all is not in the answer.
    """
    counts: dict[Part, list[int]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = tuple(wanted[start : start + AT_ONCE])
        for agency, block, *numbers in _counted_asked(ledger, some, blocks):
            known = counts.setdefault((agency, block), [])
            known += [0] * (start - len(known)) + numbers
    return {part: [*known, *[0] * (len(wanted) - len(known))] for part, known in counts.items()}


def _counted_asked(
    ledger: Ledger, wanted: tuple[Asked, ...], blocks: Blocks
) -> Iterable[Sequence[Any]]:
    """Rows of agency, block and numbers."""
    if blocks.only is None:
        rows: Iterable[Sequence[Any]] = _rows(ledger, wanted, blocks.size, Q())
        return rows
    return _statement(ledger, wanted, blocks.size).read(blocks)


@lru_cache(maxsize=REMEMBERED)
def _statement(ledger: Ledger, wanted: tuple[Asked, ...], size: int) -> Statement:
    return Statement(partial(_rows, ledger, wanted, size))


def _rows(ledger: Ledger, wanted: tuple[Asked, ...], size: int, within: Q) -> Any:
    agencies = {agency for _, scope in wanted for agency in scope.agencies}
    there = {scope: AsOf(ledger, scope).there() for _, scope in wanted}
    counts = {
        f"count_{place}": Count(
            "pk", filter=there[scope] & ledger.meaning(says(AsOf(ledger, scope)))
        )
        for place, (says, scope) in enumerate(wanted)
    }
    rows = ledger.model._default_manager.filter(within, **{f"{ledger.agency}__in": agencies})
    blocks = rows.order_by().annotate(count_block=block_of(size))
    return blocks.values_list(ledger.agency, "count_block").annotate(**counts)
