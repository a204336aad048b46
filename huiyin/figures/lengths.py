"""How long something took, in working days between two facts of a ledger; how much a record bears."""

from collections import Counter, defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q

from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar, steady

from .counting import Part, block_of
from .dated import AsOf, Ledger, Says
from .scope import Scopes

Lengths = Counter[int]
"""Working days, or hundredths of an amount → how many records took so long, or bear so much."""
HUNDRED = 100


def lengths(ledger: Ledger, says: Says, since: str, till: str, scope: Scopes) -> dict[int, Lengths]:
    """Agency → how long it took, of the records that meet the condition; asked once for them all.

    The day of the first fact is day 0, as in every time limit.
    """
    counted = {agency: Lengths() for agency in scope.agencies}
    for (agency, _), days in measure(ledger, says, since, till, scope).items():
        counted[agency] = days
    return counted


def measure(
    ledger: Ledger, says: Says, since: str, till: str, scope: Scopes,
    *, size: int = 0, within: Q | None = None,
) -> dict[Part, Lengths]:  # fmt: skip
    """The same of each block of records, of those that `within` leaves."""
    asked = AsOf(ledger, scope)
    rows = ledger.rows(scope, says(asked)).filter(within or Q()).order_by()
    days = rows.annotate(
        length_since=asked.day_of(since), length_till=asked.day_of(till), length_of=block_of(size)
    )
    pairs = days.values_list(ledger.agency, "length_of", "length_since", "length_till")
    counted: dict[Part, Lengths] = defaultdict(Lengths)
    if not (read := list(pairs.annotate(number=Count("pk")))):
        return counted
    agencies = Organisation.objects.filter(pk__in={agency for agency, *_ in read})
    with steady():
        calendars = {one.pk: calendar(one.region) for one in agencies}
    known: dict[tuple[int, date, date], int] = {}
    for agency, block, first, last, number in read:
        about = agency, first, last
        if about not in known:
            known[about] = calendars[agency].between(first, last)
        counted[agency, block][known[about]] += number
    return counted


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
