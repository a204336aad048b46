"""One thread waits for an unavailable database; all others get an answer at once.

A web worker has few threads. If each of them waited for a database that says nothing, nobody would
be left to answer what needs none. So whoever waits for a second asks whether the database is there
at all; one thread, with a connection of its own, looks until it is. As long as it is not, no other
connection is tried, and whoever still waits gets an answer.
"""

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread

logger = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 4.0, 8.0)  # seconds between two looks; the last one goes on
CALM = 5.0  # seconds after a good look within which nobody is suspicious

Look = Callable[[], None]
"""Speaks to the database by a new connection; raises what is wrong."""


class Watch:
    """What this process knows about the state of its database."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self._lock = Lock()
        self._looker: Thread | None = None
        self._seen_at = -CALM
        self._pause = Event()

    def suspect(self, look: Look) -> None:
        """A statement takes unusually long: probe the database, unless another thread does or just
        did.
        """
        if time.monotonic() - self._seen_at >= CALM:
            self._begin(look)

    def missed(self, fault: Exception, look: Look) -> None:
        """A connection failed: no other is tried before the database was seen again."""
        self.fault = fault
        self._begin(look)

    def _begin(self, look: Look) -> None:
        with self._lock:
            if self._looker is None:
                self._looker = Thread(
                    target=self._until_seen, args=[look], name="database", daemon=True
                )
                self._looker.start()

    def _until_seen(self, look: Look) -> None:
        begun, pauses = time.monotonic(), iter(PAUSES)
        pause = 0.0
        while not self._is_there(look):
            pause = next(pauses, pause)
            self._pause.wait(pause)
        if self.fault is not None:
            logger.warning("the database is back after %.0f s", time.monotonic() - begun)
        with self._lock:
            self.fault, self._looker, self._seen_at = None, None, time.monotonic()

    def _is_there(self, look: Look) -> bool:
        try:
            look()
        except Exception as fault:
            self.fault = fault
            return False
        return True


watch = Watch()
