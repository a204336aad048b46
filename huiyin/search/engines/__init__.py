"""Two engines, one interface; the database decides."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from django.db import connection

from . import postgresql, sqlite

if TYPE_CHECKING:
    from huiyin.search.index import Document, Query, Results


class Engine(Protocol):
    """What an engine can do; see `huiyin.search.index` for what each call means."""

    def put(self, documents: "Iterable[Document]") -> None: ...
    def drop(self, keys: Iterable[str]) -> None: ...
    def find(self, query: "Query", *, facets: bool) -> "Results": ...


def current() -> Engine:
    """The engine of the database in use."""
    return postgresql.ENGINE if connection.vendor == "postgresql" else sqlite.ENGINE
