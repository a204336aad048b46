"""磁盘空间: whether the site can still write, and whether room is running out.

Asked by trying: a disk that is full, read-only or gone answers questions about it as before.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from huiyin.database import faults, writing

from .models import Probe

EVERY = 15.0
"""Seconds between two tries of one process, however often it is asked."""
SIZE = 256 * 1024
MEGABYTE = 1024 * 1024


class Remembered:
    """The last answer of a try, for a while: whoever asks for it can make nobody write more."""

    def __init__(self, attempt: Callable[[], str]) -> None:
        self._attempt, self._answer, self._until = attempt, "", 0.0

    def __call__(self) -> str:
        now = time.monotonic()
        if now >= self._until:
            self._until = now + EVERY
            self._answer = self._attempt()
        return self._answer

    def clear(self) -> None:
        self._until = 0.0


def places() -> set[Path]:
    """The folders that must take what is sent."""
    folders = {Path(settings.HOME), Path(settings.MEDIA_ROOT)}
    if (
        connection.vendor == "sqlite"
        and (place := Path(str(connection.settings_dict["NAME"]))).exists()
    ):
        folders.add(place.parent)
    return folders


def _fault() -> str:
    """A file in each place and a row: what went wrong in a word; nothing if all can be written."""
    try:
        for place in places():
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place) as file:
                file.write(bytes(SIZE))
                file.flush()
                os.fsync(file.fileno())
        with writing.impatient():
            Probe.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
    except (OSError, Error) as error:
        if writing.is_busy(error):
            return ""  # somebody else is writing, so it can be done
        return "disk full" if writing.is_full(error) else faults.of(error) or "not writable"
    return ""


fault = Remembered(_fault)


def free() -> int:
    """Megabytes that are left where the least is."""
    return min(shutil.disk_usage(place).free for place in places() if place.is_dir()) // MEGABYTE


def is_low() -> bool:
    return free() < settings.LEAST_FREE_MEGABYTES


def warning() -> str:
    """For the desk, before anything is refused."""
    megabytes = free()
    if megabytes >= settings.LEAST_FREE_MEGABYTES:
        return ""
    return (
        f"存放数据的磁盘只剩 {megabytes} MB：写满后网站只能看、不能收件和办理。"
        "请清理磁盘或扩容（见运维说明“磁盘快满了”）；有了空间，网站自行恢复"
    )
