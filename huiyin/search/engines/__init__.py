"""Two engines, one interface; the database decides."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

from huiyin.search.models import Entry
from huiyin.search.question import Found, Question

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

    def page(self, question: Question) -> Found:
        """How many entries answer, and the asked page of them.

        Of more than `BOUND` only the newest and best can be had, unless the question is `exact`.
        """

    def shares(self, question: Question, found: Found | None) -> Sequence[Sequence[Any]]:
        """Rows of agency, its name, column, its name, theme, year and the number of hits.

        `found` is what `page` said of the same question, if it was asked; numbers of very many
        hits are estimates.
        """


def current() -> Engine:
    """The engine of the database in use."""
    return postgresql.ENGINE if connection.vendor == "postgresql" else sqlite.ENGINE
