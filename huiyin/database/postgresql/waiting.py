"""A connection with time limits.

The limit is enforced here and not by a session setting: behind a pooler that could be another
client's session by the next transaction, and a stopped server enforces no limit at all.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn, TypeVar

import psycopg
from psycopg.abc import PQGen

from huiyin.database.patience import patience
from huiyin.database.watch import watch

R = TypeVar("R")
STEP = 1.0  # seconds of waiting before somebody looks whether the database is there at all
CANCELLED_WITHIN = 2.0


class AwayError(psycopg.OperationalError):
    """The database does not answer."""


def connect(parameters: dict[str, Any]) -> "Connection":
    """A connection; at once an error where it is known that none comes about.

    Raises:
        psycopg.OperationalError: it is away.
    """
    if patience.seconds() is None:
        return Connection.connect(**parameters)
    if watch.fault is not None:
        raise AwayError(str(watch.fault))
    try:
        connection = Connection.connect(**parameters)
    except psycopg.OperationalError as error:
        watch.missed(error, looking(parameters))
        raise
    connection.look = looking(parameters)
    return connection


def looking(parameters: dict[str, Any]) -> Callable[[], None]:
    def look() -> None:
        with (
            patience.of(CANCELLED_WITHIN),
            Connection.connect(**parameters | {"connect_timeout": 3, "autocommit": True}) as own,
        ):
            own.execute("SELECT 1")

    return look


class Connection(psycopg.Connection[Any]):
    """Cancels a statement after its time, and at once if the database is silent to everybody."""

    look: Callable[[], None] | None = None

    def wait(self, gen: PQGen[R], interval: float = 0.1, timeout: float | None = None) -> R:
        most = patience.seconds()
        if most is None or timeout is not None:
            return super().wait(gen, interval, timeout)
        until = time.monotonic() + most
        while (seconds := until - time.monotonic()) > 0:
            try:
                return super().wait(gen, interval, min(STEP, seconds))
            except psycopg.errors._WaitTimeout:
                if self.look is not None:
                    watch.suspect(self.look)
                    if isinstance(watch.fault, psycopg.errors.ConnectionTimeout | AwayError):
                        self._leave()
        return self._cancel(gen, interval)

    def _cancel(self, gen: PQGen[R], interval: float) -> R:
        """The server says that it has given up the statement, or nothing any more."""
        with suppress(psycopg.Error):
            self.cancel_safe(timeout=CANCELLED_WITHIN)
        try:
            return super().wait(gen, interval, CANCELLED_WITHIN)
        except psycopg.errors._WaitTimeout:
            self._leave()

    def _leave(self) -> NoReturn:
        self.close()
        raise AwayError("the database does not answer")
