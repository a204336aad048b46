"""SQLite has one writer, and lets the others wait unfairly: who waits longest asks least often.

Its own waiting sleeps longer and longer between two tries, up to a tenth of a second, so that a
writer that has just come is served before one that waits for seconds. Here the first statement of a
write is tried by ourselves, more often the longer it has waited.
"""

import time
from typing import Any

from django.db import OperationalError
from django.db.backends.signals import connection_created

from .writing import BusyError, is_busy, starts_a_write

PAUSES = ((0.1, 0.005), (0.3, 0.002), (float("inf"), 0.001))
"""(seconds waited, the pause until the next try)."""


def pause(waited: float) -> float:
    """Seconds until the next try of somebody who has waited so long."""
    return next(seconds for until, seconds in PAUSES if waited < until)


def wait_for_turn(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """An execute wrapper: waiting for the writer is what the first statement of a write does."""
    wrapper = context["connection"]
    if wrapper.in_atomic_block or not starts_a_write(sql):
        return execute(sql, params, many, context)
    raw = wrapper.connection
    (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
    begun = time.monotonic()
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                return execute(sql, params, many, context)
            except OperationalError as error:
                waited = time.monotonic() - begun
                is_over = isinstance(error, BusyError) or waited * 1000 >= patience
                if is_over or not is_busy(error):
                    raise
            time.sleep(pause(waited))
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _add(connection: Any, **signal: Any) -> None:
    if connection.vendor == "sqlite" and wait_for_turn not in connection.execute_wrappers:
        connection.execute_wrappers.append(wait_for_turn)


def take_turns() -> None:
    """On every connection to SQLite from now on."""
    connection_created.connect(_add, weak=False, dispatch_uid="huiyin.database.turns")
