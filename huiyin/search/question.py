"""A normalised query: folded words, filters in one spelling, bounded numbers; and the ranking."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, Self
from zlib import crc32

from . import chinese
from .documents import Query
from .models import Entry

EXACT, TITLE, NAMES, PARTLY_TITLE, BODY = 100.0, 10.0, 4.0, 2.0, 1.0
"""Scores: the number itself; all words in the title; in title, numbers and names of attachments;
one of them in the title; elsewhere. Among equals the newer one comes first."""

FURTHEST, MOST = 1_000_000, 1000
BOUND = 2000
"""hits up to which everything is counted and ranked; of more, the newest and an estimate"""
RATES = (16, 64)
"""one of so many documents belongs to the sample that estimates are made from"""


class Volume(NamedTuple):
    """The number of matches, and the rate of the sample it was estimated from; 1 if counted."""

    total: int
    rate: int = 1


class Page(NamedTuple):
    """The number of matches, and the ids on the requested page, in order.

    `every` may hold the ids of all matches, or of a sample of them, for counting the facets.
    """

    volume: Volume
    ids: list[int]
    every: list[int] | None = None


@dataclass(frozen=True)
class Question:
    """A query as both engines understand it."""

    phrases: tuple[str, ...]
    agency: str = ""
    column: str = ""
    theme: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    by_date: bool = False
    offset: int = 0
    limit: int = 20
    in_title: bool = False
    exact: bool = False
    but: tuple[tuple[int, date], ...] = ()
    """Entries (id, day) that are past their time, until the timetable takes them out."""

    @classmethod
    def of(cls, query: Query) -> Self:
        return cls(
            chinese.phrases(query.text),
            chinese.storable(query.agency),
            path(chinese.storable(query.column)),
            chinese.storable(query.theme),
            query.kind,
            query.since,
            query.until,
            query.order == "date",
            min(max(query.offset, 0), FURTHEST),
            min(max(query.limit, 0), MOST),
            query.in_title,
            query.exact,
        )

    @property
    def whole(self) -> str:
        """The whole query as one run, to be compared with numbers."""
        return "".join(self.phrases)

    def without(self, facet: str) -> Self:
        """The same question with one filter less."""
        without: dict[str, Any] = {"since": None, "until": None} if facet == "year" else {facet: ""}
        return replace(self, **without)

    def score(self, entry: Entry) -> float:
        """The rank of an entry that answers this question."""
        if self.in_title:
            return TITLE
        if self.whole in numbers(entry):
            return EXACT
        title, others = chinese.fold(entry.title), [chinese.fold(name) for name in names(entry)]
        in_title = [phrase in title for phrase in self.phrases]
        if all(in_title):
            return TITLE
        if all(any(phrase in run for run in (title, *others)) for phrase in self.phrases):
            return NAMES
        return PARTLY_TITLE if any(in_title) else BODY


def path(column: str) -> str:
    """The address of a column in one spelling: `/cgj/gzdt/`; empty stays empty."""
    bare = column.strip("/")
    return f"/{bare}/" if bare else ""


def names(entry: Entry) -> list[str]:
    """The entry's numbers and the names of its attachments, each a run of its own."""
    return [entry.index_number, entry.doc_number, *entry.attachments.splitlines()]


def numbers(entry: Entry) -> list[str]:
    """索引号 and 文号, folded, where there are any."""
    folded = (chinese.fold(number) for number in (entry.index_number, entry.doc_number))
    return [number for number in folded if number]


def samples(key: str) -> list[int]:
    """The rates of the samples that a document belongs to; always the same ones."""
    return [rate for rate in RATES if not crc32(key.encode()) % rate]


def kind(key: str) -> str:
    """What sort of thing an entry is: `document:12` → `document`."""
    return key.partition(":")[0]


def above(column: str) -> Iterator[str]:
    """A column and all above it: `/cgj/gzdt/` → `/cgj/`, `/cgj/gzdt/`."""
    parts = column.strip("/").split("/")
    return (f"/{'/'.join(parts[:depth])}/" for depth in range(1, len(parts) + 1))


def texts(entry: Entry) -> list[str]:
    """The body and the texts of the attachments, each a run of its own."""
    return [entry.text.body, *(text for _, text in entry.text.attached)]
