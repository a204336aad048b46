"""SQLite has one writer: only some threads of a server wait for it, the others stay free to read.

Otherwise a slow writer would hold, one after another, every thread that wants to write, until none
is left to answer a page that only reads.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

AGAIN = 10
"""Seconds after which a refused writer may try again."""
SOON = 300
"""Milliseconds to wait for a write that may be skipped."""
_DISK_FULL = "53100"  # of PostgreSQL
_WRITES = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "REPLACE")


class BusyError(OperationalError):
    """The allowed number of threads is already waiting for the writer."""


def starts_a_write(sql: str) -> bool:
    """Outside a transaction: whether this statement has to wait for the writer."""
    return sql.lstrip().startswith(_WRITES)


class Places:
    """The threads of this process that may wait."""

    def __init__(self, most: int) -> None:
        self.most, self.waiting = most, 0
        self._lock = Lock()

    def __call__(
        self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """An execute wrapper: waiting for the writer is what the first statement of a write does."""
        if context["connection"].in_atomic_block or not starts_a_write(sql):
            return execute(sql, params, many, context)
        with self._lock:
            if self.waiting >= self.most:
                raise BusyError("too many threads wait for the writer of the database")
            self.waiting += 1
        try:
            return execute(sql, params, many, context)
        finally:
            with self._lock:
                self.waiting -= 1


def bound(most: int) -> Places:
    """Limit the number of waiting threads of this process; for a server, before it serves."""
    places = Places(most)

    def add(connection: Any, **signal: Any) -> None:
        if connection.vendor == "sqlite" and places not in connection.execute_wrappers:
            connection.execute_wrappers.insert(
                0, places
            )  # outermost: who waits his turn still waits

    connection_created.connect(add, weak=False, dispatch_uid="huiyin.database.writing")
    return places


def is_busy(error: BaseException | None) -> bool:
    """Whether the error only means that others were writing: nothing is broken or written."""
    return isinstance(error, BusyError) or (
        isinstance(error, OperationalError) and "database is locked" in str(error)
    )


def is_full(error: BaseException | None) -> bool:
    """Whether a disk is full, that of the database or that of the files."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OperationalError) and (
        "disk is full" in str(error) or getattr(error.__cause__, "sqlstate", "") == _DISK_FULL
    )


def cannot_write(error: BaseException | None) -> bool:
    """Whether writing is impossible at the moment: nothing was written, reading works."""
    return is_busy(error) or is_full(error)


@contextmanager
def impatient() -> Iterator[None]:
    """Within it, wait only briefly for the writer: for a write that a page can do without."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {SOON}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
