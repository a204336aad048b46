"""One backup or restore at a time per data folder; the lock ends with its process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .faults import BusyError


@contextmanager
def alone() -> Iterator[None]:
    place = Path(settings.HOME) / "backup.lock"
    with place.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError("另一个备份或恢复正在进行，请等它结束后再运行") from error
        yield
