"""What is disclosed outside the tree of documents, for the gap board. An app declares it in `disclosed.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from .models import Matter

Counted = dict[int, tuple[int, date | None]]
"""Agency → (public records, day of the latest)."""


@dataclass(frozen=True)
class Source:
    """A list of its own.

    Attributes:
        item: the 法定内容 it belongs to, by article of 条例 (`20-05`), or the kind of column.
        days: after so many without anything new it is late; 0 where nothing was promised.
    """

    item: str
    label: str
    address: str
    count: Callable[[], Counted]
    days: int = 0


_sources: dict[str, Source] = {}


def declare(source: Source) -> None:
    """Make it known; each label once."""
    if source.label in _sources:
        raise ValueError(f"{source.label} is declared twice")
    _sources[source.label] = source


_more: list[Callable[[], list[Source]]] = []


def declare_more(found: Callable[[], list[Source]]) -> None:
    """Make known a function that finds more: what an office has set, not what is written here."""
    _more.append(found)


def sources() -> list[Source]:
    return [*_sources.values(), *(source for found in _more for source in found())]


def item_at(address: str) -> str:
    """The 法定内容 of the list at this address; empty where it is none."""
    known = (source.item for source in _sources.values() if source.address == address)
    return next(known, "")


def by_agency(records: "QuerySet[Matter]", day: str) -> Counted:
    """How many of these each agency has, and the latest of their days."""
    rows = records.order_by().values("agency").annotate(count=Count("pk"), latest=Max(day))
    return {row["agency"]: (row["count"], row["latest"]) for row in rows}
