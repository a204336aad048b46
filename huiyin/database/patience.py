"""How long one statement may take: limited in web workers, not in commands and long jobs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf


class Patience:
    """The limit of this process, and the one of the present work where that is another."""

    def __init__(self) -> None:
        self._process: float | None = None
        self._work: ContextVar[float | None] = ContextVar("statement_seconds", default=None)

    def limit(self, seconds: float | None) -> None:
        """From now on, in all threads of this process; None where nobody waits for an answer."""
        self._process = seconds

    def seconds(self) -> float | None:
        if self._process is None:
            return None
        work = self._work.get()
        return self._process if work is None else work

    @contextmanager
    def of(self, seconds: float) -> Iterator[None]:
        token = self._work.set(seconds)
        try:
            yield
        finally:
            self._work.reset(token)


patience = Patience()


@contextmanager
def unhurried() -> Iterator[None]:
    """For exports and imports: no limit, as long as the database answers at all."""
    with patience.of(inf):
        yield
