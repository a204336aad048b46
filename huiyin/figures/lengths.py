"""How long something took, in working days between two facts of a ledger; how much a record bears."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, partial
from typing import Any

from django.db.models import Count, Q

from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import WorkCalendar
from huiyin.workdays.load import calendar, steady

from .counting import Part, block_of
from .dated import AsOf, Ledger, Says
from .scope import Scopes
from .statements import REMEMBERED, WHOLE, Blocks, Statement

Lengths = Counter[int]
"""Working days, or hundredths of an amount → how many records took so long, or bear so much."""
HUNDRED = 100
Measured = tuple[Says, str, str, Scopes]
"""Condition, first and last day of a length, the days of which it is asked."""


def lengths(ledger: Ledger, says: Says, since: str, till: str, scope: Scopes) -> dict[int, Lengths]:
    """Agency → how long it took, of the records that meet the condition; asked once for them all.

    The day of the first fact is day 0, as in every time limit.
    """
    counted = {agency: Lengths() for agency in scope.agencies}
    (found,) = measure_each(ledger, [(says, since, till, scope)])
    for (agency, _), days in found.items():
        counted[agency] = days
    return counted


def measure_each(
    ledger: Ledger, wanted: Sequence[Measured], blocks: Blocks = WHOLE
) -> list[dict[Part, Lengths]]:
    """The same of each block of records: one question for each of them."""
    read = [list(_pairs(ledger, about, blocks)) for about in wanted]
    calendars = _calendars({agency for rows in read for agency, *_ in rows})
    return [_measured(rows, calendars) for rows in read]


def _calendars(agencies: set[int]) -> dict[int, WorkCalendar]:
    if not agencies:
        return {}
    with steady():
        known = Organisation.objects.filter(pk__in=agencies)
        return {one.pk: calendar(one.region) for one in known}


def _measured(
    rows: Iterable[Sequence[Any]], calendars: Mapping[int, WorkCalendar]
) -> dict[Part, Lengths]:
    counted: dict[Part, Lengths] = defaultdict(Lengths)
    known: dict[tuple[int, date, date], int] = {}
    for agency, block, first, last, number in rows:
        about = agency, first, last
        if about not in known:
            known[about] = calendars[agency].between(first, last)
        counted[agency, block][known[about]] += number
    return counted


def _pairs(ledger: Ledger, about: Measured, blocks: Blocks) -> Iterable[Sequence[Any]]:
    """Rows of agency, block, first and last day, and how many records have these days."""
    if blocks.only is None:
        rows: Iterable[Sequence[Any]] = _rows(ledger, about, blocks.size, Q())
        return rows
    return _statement(ledger, about, blocks.size).read(blocks)


@lru_cache(maxsize=REMEMBERED)
def _statement(ledger: Ledger, about: Measured, size: int) -> Statement:
    return Statement(partial(_rows, ledger, about, size))


def _rows(ledger: Ledger, about: Measured, size: int, within: Q) -> Any:
    says, since, till, scope = about
    asked = AsOf(ledger, scope)
    rows = ledger.rows(scope, says(asked)).filter(within).order_by()
    days = rows.annotate(
        length_since=asked.day_of(since), length_till=asked.day_of(till), length_of=block_of(size)
    )
    pairs = days.values_list(ledger.agency, "length_of", "length_since", "length_till")
    return pairs.annotate(number=Count("pk"))


def amounts(ledger: Ledger, says: Says, column: str, scope: Scopes) -> dict[int, Lengths]:
    """Agency → what the records that meet the condition bear, in hundredths; asked once for them all."""
    rows = ledger.rows(scope, says(AsOf(ledger, scope))).order_by()
    pairs = rows.values_list(ledger.agency, column).annotate(number=Count("pk"))
    counted = {agency: Lengths() for agency in scope.agencies}
    for agency, amount, number in pairs:
        counted[agency][int(amount * HUNDRED)] += number
    return counted


def mean(counted: Lengths) -> Decimal:
    """平均数, with one decimal."""
    total = sum(days * number for days, number in counted.items())
    return (Decimal(total) / counted.total()).quantize(Decimal("0.1"), ROUND_HALF_UP)


def median(counted: Lengths) -> Decimal:
    """中位数: as many took longer as took less; between two, half-way."""
    middle = (counted.total() - 1) // 2, counted.total() // 2
    return Decimal(sum(_at(counted, place) for place in middle)) / 2


def _at(counted: Lengths, place: int) -> int:
    """The one at that place, if they stood in a row by their length."""
    passed = 0
    for days in sorted(counted):
        passed += counted[days]
        if passed > place:
            return days
    raise ValueError("nothing was counted there")
