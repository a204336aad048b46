"""Numbers without gap or duplicate: one row a series and year, locked while it is raised."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, Model

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
        raise transaction.TransactionManagementError(
            "a number is given inside the record's transaction"
        )
    Series.objects.bulk_create([Series(name=series, year=year)], ignore_conflicts=True)
    Series.objects.filter(name=series, year=year).update(last=F("last") + count)
    last = Series.objects.get(name=series, year=year).last
    return range(last - count + 1, last + 1)


@dataclass(frozen=True)
class Numbers:
    """How the records of one kind are numbered: SQ2026-0001 for `Numbers("SQ", "foi", 4)`.

    `progress` names the address at which a number of the kind is followed with its query code.
    """

    letters: str
    series: str
    digits: int
    progress: str = ""

    def next(self, model: type[Model], agency_id: int, year: int) -> str:
        """The next number that no record of the agency bears.

        Imported records may bear numbers that were not given out yet; those are passed over.
        """
        records = model._default_manager.filter(agency=agency_id)
        while True:
            number = next_number(f"{self.series}.{agency_id}", year)
            reference = f"{self.letters}{year}-{number:0{self.digits}d}"
            if not records.filter(reference=reference).exists():
                return reference


_kinds: dict[str, Numbers] = {}


def declare(letters: str, series: str, digits: int, progress: str = "") -> Numbers:
    """Numbers of one kind of record.

    Raises:
        ValueError: the letters are another kind's: one number would name two records.
    """
    if letters in _kinds:
        raise ValueError(f"numbers {letters}… are those of {_kinds[letters].series}")
    _kinds[letters] = Numbers(letters, series, digits, progress)
    return _kinds[letters]


def kind_of(reference: str) -> Numbers | None:
    """The kind of record that bears this number."""
    return next((kind for letters, kind in _kinds.items() if reference.startswith(letters)), None)
