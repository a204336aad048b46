"""Words in the rows of any table: which keys contain them, by an index that the database keeps itself.

The index follows the table by triggers (SQLite) or as an index on an expression (PostgreSQL): in
the transaction of whatever writes a row, however it does, without a statement more. It gives keys
alone; who may see which of them is asked of the table, by its own policy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from . import postgresql, sqlite
from .table import Table, words_of

__all__ = ["MOST", "Keys", "Table", "ensure", "holding", "keys", "release"]

MOST = 10_000
"""Rows up to which their keys are told; a word in more of them narrows too little to be of use."""


@dataclass(frozen=True)
class Keys:
    """The keys of all rows that contain every word; None where there are more than `MOST`."""

    keys: tuple[int, ...] | None
    unasked: tuple[str, ...] = ()
    """Words without a letter, digit or character, which no index knows."""


class _Engine(Protocol):
    def ensure(self, table: Table) -> bool: ...

    def release(self, table: Table) -> None: ...

    def keys(self, table: Table, words: Sequence[str], most: int) -> list[int]: ...

    def holding(self, table: Table, pairs: Sequence[str], most: int) -> list[tuple[int, int]]: ...


def _engine() -> _Engine:
    return postgresql.ENGINE if connection.vendor == "postgresql" else sqlite.ENGINE


def ensure(table: Table) -> bool:
    """Make the index of a table as it is declared now; whether there was anything to do."""
    return _engine().ensure(table)


def release(table: Table) -> None:
    """Before a table is made anew: what holds its columns lets go, and `ensure` fills the index."""
    _engine().release(table)


def keys(table: Table, text: str, most: int | None = None) -> Keys | None:
    """The rows that contain every word of the text; None where no word can be looked up.

    `most` may ask for fewer than `MOST`.
    """
    words, unasked = words_of(text)
    if not words:
        return None
    most = MOST if most is None else most
    rows = _engine().keys(table, words, most + 1)
    return Keys(tuple(rows) if len(rows) <= most else None, unasked)


def holding(table: Table, pairs: Sequence[str], most: int) -> list[tuple[int, int]]:
    """(place of a folded pair, key of a row that has it), of each pair at most so many; one query."""
    return _engine().holding(table, pairs, most)
