"""Numbers without gap or duplicate: one row a series and year, held from the number to the commit.

Whoever numbers a record of the same series waits for that commit. So a number is given last, when
nothing can refuse the record any more, and by one statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from huiyin.personal.bulk import NEXT_KEY
from huiyin.personal.fields import encrypted_fields

from .models import Matter

_RAISE = """
    INSERT INTO casework_series (name, year, "last") VALUES (%s, %s, %s)
    ON CONFLICT (name, year) DO UPDATE SET "last" = casework_series."last" + EXCLUDED."last"
    RETURNING "last"{more}
"""


def next_number(series: str, year: int) -> int:
    """The next number, 1 for the first; the caller's transaction keeps or returns it."""
    return next_numbers(series, year, 1).start


def next_numbers(series: str, year: int, count: int) -> range:
    """`count` numbers in a row.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    (last,) = _raise(_RAISE.format(more=""), [series, year, count])
    return range(last - count + 1, last + 1)


def _raise(statement: str, values: list[Any]) -> tuple[Any, ...]:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "a number is given inside the record's transaction"
        )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


@dataclass(frozen=True)
class Numbers:
    """How the records of one kind are numbered: SQ2026-0001 for `Numbers("SQ", "foi", 4)`.

    `progress` names the address at which a number of the kind is followed with its query code.
    """

    letters: str
    series: str
    digits: int
    progress: str = ""

    def give(self, record: Any, year: int) -> None:
        """Give a new record, which is saved next, the next number that none of its agency bears.

        Imported records may bear numbers that were not given out yet; those are passed over.
        """
        model: Any = type(record)
        statement = _statement(model, connection.vendor)
        start, agency = f"{self.letters}{year}-", record.agency_id
        values = [f"{self.series}.{agency}", year, 1, *[agency, start, self.digits] * 2]
        is_borne = True
        while is_borne:
            number, is_borne, key = _raise(statement, values)
        record.reference = f"{start}{number:0{self.digits}d}"
        if key is not None:
            record.pk = key

    def give_many(self, records: Sequence[Any], year: int) -> None:
        """As `give`, to new records of one agency, in two statements."""
        waiting = list(records)
        while waiting:
            agency = waiting[0].agency_id
            given = next_numbers(f"{self.series}.{agency}", year, len(waiting))
            texts = [f"{self.letters}{year}-{number:0{self.digits}d}" for number in given]
            same = type(waiting[0])._default_manager.filter(agency=agency, reference__in=texts)
            borne = set(same.values_list("reference", flat=True))
            free = [text for text in texts if text not in borne]
            for record, text in zip(waiting, free, strict=False):
                record.reference = text
            del waiting[: len(free)]


@lru_cache(maxsize=64)
def _statement(model: type[Model], vendor: str) -> str:
    """SQL that raises a series and returns the number, whether it is taken, and the new key.

    Void records have a query of their own: the index of the numbers leaves them out. The key is
    returned where the personal data of a record can be encrypted for it before it is inserted.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    last = 'CAST(casework_series."last" AS text)'
    text = (
        f"lpad({last}, greatest(%s, length({last})), '0')"
        if vendor == "postgresql"
        else "printf('%%0*d', %s, casework_series.\"last\")"
    )
    borne = f"EXISTS (SELECT 1 FROM {table} r WHERE r.agency_id = %s AND r.reference = %s || {text}"  # noqa: S608 - names of the model
    void = f"r.state = '{Matter.VOIDED}'" if issubclass(model, Matter) else "r.id IS NULL"
    is_bound = vendor == "postgresql" and encrypted_fields(model)
    key = NEXT_KEY.format(table=table, column=model._meta.pk.column) if is_bound else "NULL"
    more = f", {borne} AND NOT ({void})) OR {borne} AND {void}), {key}"
    return _RAISE.format(more=more)


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
