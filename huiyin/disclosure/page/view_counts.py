"""浏览次数: counted in memory, written in batches, so that reading a page never waits for a write."""

import logging
import time
from collections import Counter
from multiprocessing.util import Finalize
from threading import Lock, Thread

from django.db import Error, connection, transaction
from django.db.models import F

from huiyin.disclosure.tree.models import DocumentPage, ViewCount
from huiyin.web.kept import page_cache

EVERY = 10.0  # seconds
MOST = 5000  # views: a rush of visitors is written together, not fifty times a second
logger = logging.getLogger(__name__)


class ViewCounter:
    """The views of this process that are not in the database yet."""

    def __init__(self) -> None:
        self._waiting: Counter[int] = Counter()
        self._since = 0.0
        self._lock = Lock()

    def seen(self, document: str) -> None:
        """Somebody was shown the document with this key."""
        with self._lock:
            if not self._waiting:
                self._since = time.monotonic()
            self._waiting[int(document)] += 1
            due = self._waiting.total() >= MOST or time.monotonic() - self._since >= EVERY
        if due:
            self._write_soon()

    def waiting(self, document: int) -> int:
        """Views of a document that are still to be written."""
        return self._waiting[document]

    def write(self) -> None:
        """Add what is waiting to the database; what cannot be written now waits on."""
        with self._lock:
            views, self._waiting = self._waiting, Counter()
        if not views:
            return
        try:
            _add(views)
        except Error:
            logger.exception("%d page views could not be written yet", views.total())
            with self._lock:
                self._waiting.update(views)
                self._since = time.monotonic()

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def _write_soon(self) -> None:
        if connection.in_atomic_block:  # the caller's transaction is the only right place then
            self.write()
        else:
            Thread(target=self._write_apart, name="view-counts").start()

    def _write_apart(self) -> None:
        try:
            self.write()
        finally:
            connection.close()


@transaction.atomic
def _add(views: Counter[int]) -> None:
    living = set(DocumentPage.objects.filter(pk__in=views).values_list("pk", flat=True))
    ViewCount.objects.bulk_create(
        [ViewCount(document_id=pk) for pk in sorted(living)], ignore_conflicts=True
    )
    for pk in sorted(living):  # in one order everywhere, so that two processes never deadlock
        ViewCount.objects.filter(pk=pk).update(views=F("views") + views[pk])


counter = ViewCounter()
page_cache.view_listeners.append(counter.seen)
# Runs at the ordinary end of a process, also of a server's worker, where atexit would not.
Finalize(None, counter.write, exitpriority=10)
