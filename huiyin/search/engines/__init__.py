"""Two engines with one interface; the database in use decides which."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

from huiyin.search.models import Entry
from huiyin.search.question import Page, Question

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

    def page(self, question: Question) -> Page:
        """The number of matching entries, and the requested page of them.

        Of more than `BOUND` matches only the newest and best are reachable, unless the question is
        `exact`.
        """

    def shares(self, question: Question, page: Page | None) -> Sequence[Sequence[Any]]:
        """Rows of agency, its name, column, its name, theme, year and the number of hits.

        `page` is the result of `page()` for the same question, if there is one; of very many hits
        the numbers are estimates.
        """

    def holding(self, pairs: Sequence[str], most: int) -> list[tuple[int, int]]:
        """(place of a folded pair, id of an entry that has it), of each pair at most so many."""


def current() -> Engine:
    """The engine of the database in use."""
    return postgresql.ENGINE if connection.vendor == "postgresql" else sqlite.ENGINE
