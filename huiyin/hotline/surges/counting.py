"""Each night: the requests of a year by place, category and week; weeks that stand out become rows.

Confidential requests are not among them. A main case and what hangs on it are one, and so is what
the same number, or the same text, brings in one week.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from huiyin.common.folding import letters
from huiyin.hotline.models import Place, RequestKind, ServiceRequest, Surge
from huiyin.hotline.named import Named
from huiyin.hotline.tree import Tree
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation

from .levels import FEWEST_WEEKS, WEEKS, Level, level

JOB = "huiyin.hotline.tasks.count_surges"
WEEK = timedelta(days=7)
SHOWN_WEEKS = 12
_READ = 200
"""Characters of a text in which a place is looked for, beside title and place."""

Cell = tuple[int, int | None]
"""Keys of a place and of a category as it is today."""


@dataclass
class Week:
    """The requests of one cell in one week, and what counts once of them."""

    number: int = 0
    keys: list[int] = field(default_factory=list)
    _seen: set[object] = field(default_factory=set)

    def add(self, key: int, group: int, source: str) -> None:
        self.keys.append(key)
        if group not in self._seen and source not in self._seen:
            self.number += 1
        self._seen |= {group, source}


def count_all(*, at: datetime) -> str:
    """Every agency that keeps a list of places."""
    walk, today = Walk(JOB, at), timezone.localdate(at)
    agencies = Organisation.objects.filter(pk__in=Place.objects.order_by().values("agency"))
    numbers = walk.each(agencies.order_by("pk"), lambda agency: count(agency, today))
    walk.forget()
    return f"{sum(numbers)} standing"


def count(agency: Organisation, today: date) -> int:
    """Store what stands out in this week and the last one; how many do."""
    monday = today - timedelta(days=today.weekday())
    rows = _requests(agency, monday - (WEEKS + 1) * WEEK)
    first = rows.values_list("received_on", flat=True).first()
    cells = _cells(agency, rows) if first else {}
    standing: set[int] = set()
    for week in (monday - WEEK, monday):
        known = min((week - first).days // 7, WEEKS) if first else 0
        for cell, weeks in cells.items() if known >= FEWEST_WEEKS else ():
            before = [weeks[week - back * WEEK].number for back in range(known, 0, -1)]
            this = level(before, weeks[week].number)
            if this.is_unusual:
                standing.add(_keep(agency, week, cell, this, before, weeks[week].keys))
    old = Surge.objects.filter(agency=agency, week__gte=monday - WEEK).exclude(pk__in=standing)
    old.update(is_standing=False)
    return len(standing)


def _requests(agency: Organisation, since: date) -> "QuerySet[ServiceRequest]":
    rows = ServiceRequest.objects.valid().filter(
        agency=agency, is_confidential=False, received_on__gte=since
    )
    return rows.exclude(request_kind=RequestKind.MISTAKE).order_by("received_on", "pk")


def _cells(
    agency: Organisation, rows: "QuerySet[ServiceRequest]"
) -> dict[Cell, defaultdict[date, Week]]:
    """Two queries beside the one that reads the requests."""
    cells = defaultdict[Cell, defaultdict[date, Week]](lambda: defaultdict(Week))
    named, tree = Named.of(agency.pk), Tree.of([agency.pk])
    read = rows.annotate(beginning=Substr("content", 1, _READ)).values_list(
        "pk", "main", "received_on", "caller_digest", "category", "subject", "place", "beginning"
    )
    for key, main, day, digest, category, *texts in read.iterator(2000):
        subject = tree.home(category) if category in tree.nodes else None
        source = digest or letters("".join(texts))
        for place in named.in_text(*texts):
            week = day - timedelta(days=day.weekday())
            cells[place, subject][week].add(key, main or key, source)
    return dict(cells)


def _keep(
    agency: Organisation, week: date, cell: Cell, this: Level, before: list[int], keys: list[int]
) -> int:
    place, category = cell
    values: dict[str, Any] = {
        "number": this.number,
        "usual": round(this.usual, 2),
        "chance": this.chance,
        "weeks": [*before[1 - SHOWN_WEEKS :], this.number],
        "is_standing": True,
    }
    cell_of: dict[str, Any] = {"place_id": place, "category_id": category}
    row, _ = Surge.objects.update_or_create(agency=agency, week=week, **cell_of, defaults=values)
    row.requests.set(keys)
    return row.pk


def weeks_of(surge: Surge) -> Iterator[tuple[date, int, int]]:
    """(Monday, number, share of the highest in per cent) of the weeks that are kept."""
    highest = max(surge.weeks, default=0) or 1
    for back, number in zip(range(len(surge.weeks) - 1, -1, -1), surge.weeks, strict=True):
        yield surge.week - back * WEEK, number, round(100 * number / highest)
