"""Numbers without gap or duplicate: one row a series and year, locked while it is raised."""

from django.db import connection, transaction
from django.db.models import F

from .models import Matter, Series


def next_number(series: str, year: int) -> int:
    """The next number, 1 for the first; the caller's transaction keeps or returns it."""
    return next_numbers(series, year, 1).start


def next_numbers(series: str, year: int, count: int) -> range:
    """`count` numbers in a row.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "a number is given inside the record's transaction"
        )
    Series.objects.bulk_create([Series(name=series, year=year)], ignore_conflicts=True)
    Series.objects.filter(name=series, year=year).update(last=F("last") + count)
    last = Series.objects.get(name=series, year=year).last
    return range(last - count + 1, last + 1)


def next_reference(model: type[Matter], agency_id: int, series: str, year: int, form: str) -> str:
    """The next reference (`form` takes `year` and `number`) that no record of the agency bears.

    Imported records may bear numbers that the series has not given out yet; those are passed over.
    """
    records = model._default_manager.filter(agency=agency_id)
    while True:
        reference = form.format(year=year, number=next_number(series, year))
        if not records.filter(reference=reference).exists():
            return reference
