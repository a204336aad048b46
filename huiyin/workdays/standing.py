"""State of the calendar: which years are known, by which notices, and which notice is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from . import arrangement
from .calendar import Knowledge
from .load import calendar
from .models import Notice

ASKED_FROM = 11
"""The month from which next year's notice is asked for: it comes out in October to December."""


@dataclass(frozen=True)
class Year:
    """What is known of a year, and what was said of it, the last word first."""

    year: int
    knowledge: Knowledge
    notices: Sequence[Notice]


@dataclass(frozen=True)
class Carried:
    """A notice that came with the software and is not loaded: its file."""

    year: int
    number: str
    text: str


def asked(today: date) -> list[int]:
    """The years whose notice should be here by now."""
    days = calendar()
    years = [today.year, *([today.year + 1] if today.month >= ASKED_FROM else [])]
    return [year for year in years if days.known_of(year) is Knowledge.UNANNOUNCED]


def missing_from(today: date) -> int | None:
    """The first year from today's on that is not announced."""
    days = calendar()
    return next(
        (y for y in range(today.year, today.year + 3) if days.known_of(y) is not Knowledge.LOADED),
        None,
    )


def years(today: date) -> list[Year]:
    """From next year down to the first that was loaded."""
    days = calendar()
    by_year: dict[int, list[Notice]] = {}
    for notice in Notice.objects.order_by("-issued_on", "-pk"):
        by_year.setdefault(notice.year, []).append(notice)
    last = max([today.year + 1, *by_year])
    return [
        Year(year, days.known_of(year), by_year.get(year, []))
        for year in range(last, min([today.year, *by_year]) - 1, -1)
    ]


def carried() -> list[Carried]:
    """Notices that a new version of the software brought, of years that are not announced."""
    days = calendar()
    files = [(arrangement.as_notice(text), text) for text in arrangement.shipped_files()]
    return [
        Carried(notice["year"], notice["number"], text)
        for notice, text in files
        if days.known_of(notice["year"]) is Knowledge.UNANNOUNCED
    ]
