"""Reading many rows in pieces, without holding them all."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction

from .patience import unhurried


@contextmanager
def in_pieces() -> Iterator[None]:
    """Within it `iterator()` reads from PostgreSQL piece by piece, also through a pooler.

    A pooler lends a connection for one transaction: only within it does a cursor stay. SQLite
    needs none, and a transaction would keep its one writer waiting.
    """
    with unhurried(), transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        yield
