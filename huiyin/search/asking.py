"""检索记录: how many different visitors search for the same text; kept in memory, written in batches.

Only short queries with results are recorded, and none that looks like a number of a person.
"""

import logging
import re
import time
from datetime import date
from threading import Lock, Thread

from django.db import Error, connection, transaction

from huiyin.personal import keys

from .models import Asked

logger = logging.getLogger(__name__)
MOST, EVERY = 50, 20.0
_NOTED = re.compile(r"[\u4e00-\u9fffA-Za-z0-9 〔〕—-]{2,20}")
_NUMBER = re.compile(r"[0-9Xx]{6,}")


class Notebook:
    """The queries of this process that are not written yet."""

    def __init__(self) -> None:
        self._waiting: set[tuple[str, str, date]] = set()
        self._since = 0.0
        self._lock = Lock()

    def note(self, text: str, visitor: str, *, on: date) -> None:
        """Record a query that had results."""
        if not _NOTED.fullmatch(text) or _NUMBER.search(text.replace(" ", "")):
            return
        digest = keys.digest(f"search {on:%Y-%m} {visitor}")
        with self._lock:
            if not self._waiting:
                self._since = time.monotonic()
            self._waiting.add((text, digest, on))
            due = len(self._waiting) >= MOST or time.monotonic() - self._since >= EVERY
        if due:
            self._write_soon()

    def _write_soon(self) -> None:
        """Write in a thread of its own, so that the visitor does not wait for the database."""
        if connection.in_atomic_block:  # a second connection could wait for this transaction
            self.write()
        else:
            Thread(target=self._write_apart, name="searches").start()

    def _write_apart(self) -> None:
        try:
            self.write()
        finally:
            connection.close()

    def write(self) -> None:
        """Write the waiting queries; if that fails, only the ranking of suggestions suffers."""
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        if not waiting:
            return
        rows = [Asked(text=text, visitor=visitor, on=on) for text, visitor, on in sorted(waiting)]
        try:
            with transaction.atomic():
                Asked.objects.bulk_create(rows, ignore_conflicts=True)
        except Error:
            logger.exception("%d searches could not be noted yet", len(rows))
            with self._lock:
                self._waiting |= waiting if len(waiting) < 10 * MOST else set()

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()


notebook = Notebook()
