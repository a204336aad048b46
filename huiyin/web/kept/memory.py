"""What this process remembers of the public content: one room, in it one generation at a time.

A generation holds what was made from one state of the content on one day: finished pages, and the
values that `remembered` functions returned. It ends when the content changes, the day ends, its
term is over or the room is cleared; the next one begins empty. While nobody can ask the database,
its term goes on until the day ends: an old page is better than none, but nothing is shown in force
on a day for which nobody asked. Whoever makes something puts it
back into the generation in which he began to read, not into the room: what is finished after a
clearing lies where nobody looks any more. A request reads from one generation from its first to
its last line, whatever happens meanwhile.
"""

import logging
import random
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import wraps
from threading import Lock
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from huiyin.web.models import PublicVersion

LOOK_EVERY = 0.5  # seconds
MEGABYTE = 1024 * 1024
LEAP = 2**30
SECOND = timedelta(seconds=1)  # what dates of HTTP tell apart
P = ParamSpec("P")
T = TypeVar("T")
logger = logging.getLogger(__name__)


class Kind(NamedTuple):
    """What is kept, each kind within its own bounds."""

    name: str
    most_bytes: int
    most_entries: int


PAGE = Kind("page", 32 * MEGABYTE, 20_000)
VARIANT = Kind("page with a query", 16 * MEGABYTE, 2_000)
"""Apart, so that no walk through filters and searches can push out the pages that most people read."""
READY = Kind("answer of the front door", 32 * MEGABYTE, 20_000)  # bodies are the pages', no copies
VALUE = Kind("value of a function", 0, 500)  # entries alone are counted
KINDS = (PAGE, VARIANT, READY, VALUE)


def changed() -> None:
    """Public content has changed; call inside the transaction that changes it.

    The step is a random one: what was read in a transaction that is rolled back must not pass for
    what the next one commits. The request that changes goes on apart from the shared memory, as
    nobody else sees yet what it sees.
    """
    step = random.randint(1, LEAP)  # noqa: S311 - no secret
    now = timezone.now()
    later = Greatest(Coalesce(F("changed_at") + SECOND, now), Value(now, DateTimeField()))
    if not PublicVersion.objects.filter(pk=1).update(number=F("number") + step, changed_at=later):
        first = PublicVersion(pk=1, number=step, changed_at=now)
        PublicVersion.objects.bulk_create([first], ignore_conflicts=True)
    if (current := _current.get()) is not None:
        current.part()


def state_read() -> "State | None":
    """What this request reads from; None where that is not known, or is its own change."""
    current = _current.get()
    return current.generation.state if current and current.generation else None


def last_change() -> datetime | None:
    """When what this request reads came to be as it is; None while the same second may bring more.

    A change takes something away as often as it adds something, and a day that begins does too.
    Whoever asks by date is answered by this, never by the newest of what is left.
    """
    state = state_read()
    if state is None:
        return None
    begun = timezone.make_aware(datetime.combine(state.day, clock.min))
    changed_at = max(state.changed_at, begun) if state.changed_at else begun
    return changed_at if changed_at <= timezone.now() - 2 * SECOND else None


class State(NamedTuple):
    """What a generation is made from; another state is another generation."""

    version: int
    day: date
    changed_at: datetime | None = None


class Shelf:
    """Things of one kind by key, the oldest dropped first when there are too many bytes or entries."""

    def __init__(self, most_bytes: int, most_entries: int) -> None:
        self.most_bytes, self.most_entries = most_bytes, most_entries
        self._kept: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def items(self) -> list[tuple[Any, Any]]:
        return [(key, thing) for key, (thing, _) in self._kept.items()]

    def get(self, key: Any) -> Any:
        entry = self._kept.get(key)
        return None if entry is None else entry[0]

    def keep(self, key: Any, thing: Any, size: int) -> Any:
        """The thing of this key from now on: the first that came, if two were made at once."""
        if (entry := self._kept.get(key)) is not None:
            return entry[0]
        self._kept[key] = (thing, size)
        self._bytes += size
        while self._bytes > self.most_bytes or len(self._kept) > self.most_entries:
            self._bytes -= self._kept.popitem(last=False)[1][1]
        return thing


class Generation:
    """Everything kept of one state; `state` is None before the database was first asked."""

    def __init__(self, state: State | None) -> None:
        self.state = state
        self.until = time.monotonic() + settings.PAGE_CACHE_SECONDS
        self._shelves = {kind: Shelf(kind.most_bytes, kind.most_entries) for kind in KINDS}
        self._lock = Lock()

    def get(self, kind: Kind, key: Any) -> Any:
        return self._shelves[kind].get(key)

    def keep(self, kind: Kind, key: Any, thing: Any, size: int = 0) -> Any:
        with self._lock:
            return self._shelves[kind].keep(key, thing, size)

    def items(self, *kinds: Kind) -> list[tuple[Any, Any]]:
        return [pair for kind in kinds for pair in self._shelves[kind].items()]


class Room:
    """Holds the present generation, and looks at most twice a second whether it is still right."""

    def __init__(self) -> None:
        self._generation = Generation(None)
        self._looked_at = 0.0
        self._looking = Lock()

    def now(self) -> Generation:
        """The generation of what is made from now on."""
        due = time.monotonic() - self._looked_at >= LOOK_EVERY
        if due and self._looking.acquire(blocking=False):  # of several one asks for all
            try:
                self._looked_at = time.monotonic()
                self._look()
            finally:
                self._looking.release()
        return self._generation

    def version(self) -> int:
        """The number of the content that is read from now on; 0 as long as nobody knows."""
        state = self.now().state
        return state.version if state else 0

    def clear(self) -> None:
        """Forget everything; the next one who comes looks again."""
        self._generation = Generation(None)
        self._looked_at = 0.0

    def _look(self) -> None:
        present = self._generation
        try:
            state: State | None = _state()
        except (OperationalError, InterfaceError):
            logger.exception("database out of reach; pages are answered from memory")
            if present.state is None or present.state.day == _today():
                return  # past its term too, until somebody can say what is right
            state = None
        if state != present.state or time.monotonic() >= present.until:
            self._generation = Generation(state)


def _state() -> State:
    if not connection.in_atomic_block:
        # no request has begun yet that would have closed a connection grown too old
        connection.close_if_unusable_or_obsolete()
    row = PublicVersion.objects.filter(pk=1).values_list("number", "changed_at").first()
    number, changed_at = row or (0, None)
    return State(number, _today(), changed_at)


def _today() -> date:
    return timezone.localdate()


pages = Room()


class Snapshot:
    """What one request has read: of one generation, and the same thing for the same key each time."""

    def __init__(self, generation: Generation | None) -> None:
        self.generation = generation
        self._values: dict[Any, tuple[Any]] = {}

    def part(self) -> None:
        """From now on this request sees what is its own; see `changed`."""
        self.generation = None
        self._values.clear()

    def value(self, key: Any, make: Callable[[], T]) -> T:
        if (known := self._values.get(key)) is None:
            known = self._shared(key, make)
            self._values[key] = known
        return cast(T, known[0])

    def _shared(self, key: Any, make: Callable[[], T]) -> tuple[T]:
        generation = self.generation
        known = generation.get(VALUE, key) if generation else None
        if known is None:
            known = (make(),)
            if generation is not None and generation is self.generation:  # else changed in between
                known = generation.keep(VALUE, key, known)
        return cast(tuple[T], known)


_current: ContextVar[Snapshot | None] = ContextVar("snapshot", default=None)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """For as long as this lasts, everything remembered is of one generation.

    Begin it before the transaction: what a transaction shows may be older than a generation that
    begins during it. With the memory switched off it remembers for itself alone.
    """
    snapshot = Snapshot(pages.now() if settings.PAGE_CACHE_SECONDS > 0 else None)
    token = _current.set(snapshot)
    try:
        yield snapshot
    finally:
        _current.reset(token)


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function returns until public content changes, at most as long as a page.

    The arguments must be hashable and few. What is returned is shared between requests: never
    change it, nor anything in it, and put all that belongs together into one value.
    """

    @wraps(make)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (make.__module__, make.__qualname__, args, *sorted(kwargs.items()))
        if (current := _current.get()) is not None:
            return current.value(key, lambda: make(*args, **kwargs))
        with snapshot() as own:
            return own.value(key, lambda: make(*args, **kwargs))

    return answer
