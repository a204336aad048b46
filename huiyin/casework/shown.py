"""What the public sees of a kind of matter: after each move the kept pages and the search follow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from huiyin.search import index
from huiyin.web.kept import page_cache

from .models import Matter

M = TypeVar("M", bound=Matter)


@dataclass(frozen=True)
class Seen:
    """What the public sees of one matter at one moment."""

    is_public: bool = False
    entry: index.Document | None = None


UNSEEN = Seen()


@dataclass(frozen=True)
class Shown(Generic[M]):
    """How the public sees a kind of matter.

    `public` is asked of the record alone, without a query, and is true whenever a page shows or
    counts it; `entry` is what the search finds, None where it finds nothing.
    """

    public: Callable[[M], bool]
    entry: Callable[[M], index.Document | None] = lambda matter: None

    def seen(self, matter: M) -> Seen:
        if not self.public(matter):
            return UNSEEN
        return Seen(is_public=True, entry=self.entry(matter))

    def follow(self, before: Seen, matter: M) -> None:
        """Pages and search follow a move of one matter; part of its transaction."""
        now = self.seen(matter)
        if before.is_public or now.is_public:
            page_cache.changed()  # first: others wait for it before they touch the search
        if before.entry is not None and now.entry is None:
            index.drop([before.entry.key])
        elif now.entry is not None and now.entry != before.entry:
            index.put([now.entry])

    def begin(self, matters: Iterable[M]) -> None:
        """Pages and search take in new matters; part of their transaction."""
        public = [matter for matter in matters if self.public(matter)]
        if not public:
            return
        page_cache.changed()
        entries = map(self.entry, public)
        index.put(entry for entry in entries if entry is not None)
