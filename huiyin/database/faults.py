"""What a database error means for a visitor who waits for a page."""

import logging
import time
from collections import Counter
from enum import StrEnum

from django.db import Error

from . import writing


class Fault(StrEnum):
    """The reason why a page cannot be made now, though the program is right."""

    AWAY = "away"
    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read-only"


AGAIN = 30
"""Seconds after which it is worth trying again, where the database is away or takes nothing in."""
_BUSY = {"40001", "40P01", "55P03", "57014"}  # given up for others, a lock, a limit of time
_READ_ONLY = {"25006"}
_AWAY = {"57P01", "57P02", "57P03", "53300"}  # shutting down, starting, no connection left
_UNKNOWN = "?"


def of(error: BaseException | None) -> Fault | None:
    """The fault behind an error; None for an error of the program."""
    if writing.is_full(error):
        return Fault.FULL
    if writing.is_busy(error):
        return Fault.BUSY
    if _is_out_of_reach(error):
        return Fault.AWAY
    state = getattr(error.__cause__, "sqlstate", _UNKNOWN) if isinstance(error, Error) else _UNKNOWN
    if state is None:  # the driver itself: not reached, or lost
        return Fault.AWAY if type(error).__name__ == "OperationalError" else None
    if state in _AWAY or state.startswith("08"):
        return Fault.AWAY
    if state in _READ_ONLY:
        return Fault.READ_ONLY
    return Fault.BUSY if state in _BUSY else None


def _is_out_of_reach(error: BaseException | None) -> bool:
    """SQLite cannot use its file: no room for the index of its log, or the disk is silent."""
    name = getattr(error.__cause__, "sqlite_errorname", "") if isinstance(error, Error) else ""
    return str(name).startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN"))


class OnceAMinute(logging.Filter):
    """Log once a minute that the database is away, or a standby, instead of each traceback."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self._said_at: dict[Fault, float] = {}
        self._unsaid: Counter[Fault] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        fault = of(error)
        if fault not in {Fault.AWAY, Fault.READ_ONLY}:
            return True
        now = time.monotonic()
        if now - self._said_at.get(fault, -60.0) < 60:
            self._unsaid[fault] += 1
            return False
        why, unsaid = " ".join(str(error).split()), self._unsaid.pop(fault, 0)
        more = f" ({unsaid} more since the last line)" if unsaid else ""
        record.msg = f"{record.getMessage()}: the database is {fault}: {why}{more}"
        record.args, record.exc_info, record.exc_text = None, None, None
        self._said_at[fault] = now
        return True
