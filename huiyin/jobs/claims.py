"""A name has one holder at a time, over all processes and hosts; a dead process holds nothing.

SQLite is of one machine: a locked file there. On PostgreSQL an advisory lock of a transaction that
stays open on a connection of its own, so that it holds behind a pooler, too; the server gives it up
within a minute when the other host falls silent.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_CLAIMS = 0x68756A6F  # our half of the pair that an advisory lock is known by
_KEEPALIVE = {"tcp_keepalives_idle": 20, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 4}


@contextmanager
def claimed(name: str) -> Iterator[bool]:
    """Whether the block holds `name`; never waits for it."""
    hold = _by_lock if connection.vendor == "postgresql" else _by_file
    with hold(name) as is_held:
        yield is_held


@contextmanager
def _by_file(name: str) -> Iterator[bool]:
    folder = Path(settings.HOME) / "claims"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / name).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _by_lock(name: str) -> Iterator[bool]:
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            for setting, seconds in _KEEPALIVE.items():
                cursor.execute(f"SET LOCAL {setting} = {seconds}")
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [_CLAIMS, name])
            (is_held,) = cursor.fetchone()
        yield bool(is_held)
    finally:
        own.close()
