"""Numbers without gap or duplicate: one row a series and year, locked while it is raised."""

from django.db import connection, transaction
from django.db.models import F

from .models import Series


def next_number(series: str, year: int) -> int:
    """The next number, 1 for the first; the caller's transaction keeps or returns it."""
    return next_numbers(series, year, 1).start


def next_numbers(series: str, year: int, count: int) -> range:
    """`count` numbers in a row.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is given inside the record's transaction")
    Series.objects.bulk_create([Series(name=series, year=year)], ignore_conflicts=True)
    Series.objects.filter(name=series, year=year).update(last=F("last") + count)
    last = Series.objects.get(name=series, year=year).last
    return range(last - count + 1, last + 1)
