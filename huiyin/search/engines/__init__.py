"""Two engines, one interface; the database decides."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

from huiyin.search.models import Entry
from huiyin.search.question import Question

from . import postgresql, sqlite


class Engine(Protocol):
    """The full-text index beside the entries. Writing is part of the caller's transaction."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Index entries that are not in the index."""

    def forget(self, entries: Iterable[Entry]) -> None:
        """Take entries out, as they were when they were added."""

    def clear(self) -> None:
        """Take out everything."""

    def tidy(self) -> None:
        """Make the index compact after much has been written."""

    def page(self, question: Question) -> tuple[int, list[int]]:
        """How many entries answer, and the ids of those on the asked page, in order."""

    def shares(self, question: Question) -> Sequence[Sequence[Any]]:
        """Rows of agency, its name, column, its name, theme, year and the number of hits."""


def current() -> Engine:
    """The engine of the database in use."""
    return postgresql.ENGINE if connection.vendor == "postgresql" else sqlite.ENGINE
