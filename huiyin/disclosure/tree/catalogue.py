"""公开目录 in memory: the tree of agencies and columns, and how many documents lie where.

Read with three short queries after each change of public content, however large the site: every
count beside a column or a filter, and the total of every list, comes from here. The numbers are
those that `tally` keeps, as of today (`counted`).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from huiyin.web.kept.page_cache import remembered

from . import counted
from .models import AgencyPage, ColumnPage, DocumentPage, public_path
from .validity import validity_on

Branch = AgencyPage | ColumnPage

STEP = 4  # characters of a tree path a level
MANY = 1000  # documents


class Cell(NamedTuple):
    """How many live documents of one column share year, theme, genre and validity."""

    year: int
    theme: str
    genre: str
    validity: str
    documents: int


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty values do not narrow."""

    year: int | None = None
    theme: str = ""
    genre: str = ""
    validity: str = ""

    NAMES = ("year", "theme", "genre", "validity")

    def fits(self, cell: Cell, *, but: str = "") -> bool:
        return all(
            name == but or not getattr(self, name) or getattr(self, name) == getattr(cell, name)
            for name in self.NAMES
        )

    def narrow(self, documents: "QuerySet[DocumentPage]") -> "QuerySet[DocumentPage]":
        """Of documents with their `validity_now`."""
        for name, column in (("theme", "theme"), ("genre", "genre"), ("validity", "validity_now")):
            if value := getattr(self, name):
                documents = documents.filter(**{column: value})
        return documents


@dataclass(frozen=True)
class Tree:
    """The tree of live agencies and columns. Shared between requests: never changed."""

    agencies: list[AgencyPage]
    columns: list[ColumnPage]
    by_address: dict[str, Branch] = field(default_factory=dict)
    by_path: dict[str, Branch] = field(default_factory=dict)

    def __post_init__(self) -> None:
        branches: list[Any] = [*self.agencies, *self.columns]
        for page in branches:
            page.address = public_path(page)
            self.by_address[page.address] = self.by_path[page.path] = page

    def trail(self, path: str) -> list[Branch]:
        """The agency and the columns above and at a tree path, from the top."""
        ends = range(STEP, len(path) + 1, STEP)
        return [self.by_path[path[:end]] for end in ends if path[:end] in self.by_path]

    def agency_of(self, path: str) -> AgencyPage | None:
        return next((page for page in self.agencies if path.startswith(page.path)), None)

    def children(self, page: Branch) -> list[ColumnPage]:
        return [c for c in self.columns if c.path[:-STEP] == page.path]


@dataclass(frozen=True)
class Catalogue:
    """The tree with its numbers of documents; the tree is the catalogue's own, made with it."""

    tree: Tree
    cells: dict[str, list[Cell]]

    def __post_init__(self) -> None:
        totals: Counter[str] = Counter()
        for path, cells in self.cells.items():
            count = sum(cell.documents for cell in cells)
            for end in range(len(path), 0, -STEP):
                totals[path[:end]] += count
        branches: list[Any] = [*self.tree.agencies, *self.tree.columns]
        for page in branches:
            page.documents_below = totals[page.path]

    def cells_below(self, path: str) -> Iterator[Cell]:
        for at, cells in self.cells.items():
            if at.startswith(path):
                yield from cells

    def count(self, path: str, chosen: Filters, name: str) -> list[tuple[Any, int]]:
        """Values of one filter with their number of documents, as the other filters leave them."""
        counts: Counter[Any] = Counter()
        for cell in self.cells_below(path):
            if getattr(cell, name) and chosen.fits(cell, but=name):
                counts[getattr(cell, name)] += cell.documents
        if name == "year":
            return sorted(counts.items(), reverse=True)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def years(self, path: str, chosen: Filters) -> list[tuple[int, int]]:
        """(year, documents) of the narrowed list, latest first."""
        counts: Counter[int] = Counter()
        for cell in self.cells_below(path):
            if chosen.fits(cell):
                counts[cell.year] += cell.documents
        return sorted(counts.items(), reverse=True)


def tree() -> Tree:
    """The tree as it is now; that of the catalogue, so that a page always knows its number."""
    return catalogue().tree


def _branches(pages: Any) -> list[Any]:
    """Live ones from the top, found by their kind: SQLite would walk through all documents."""
    kind = ContentType.objects.get_for_model(pages.model)
    branches = pages.live().filter(content_type=kind).order_by()
    return sorted(branches, key=lambda page: str(page.path))


@remembered
def catalogue() -> Catalogue:
    """The catalogue as it is now."""
    return Catalogue(
        Tree(
            _branches(AgencyPage.objects.select_related("organisation")),
            _branches(ColumnPage.objects.all()),
        ),
        _cells(),
    )


def _cells() -> dict[str, list[Cell]]:
    """Column → how many documents lie in it today, and of what sort."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for *cell, documents in counted.today():
        counts[tuple(cell)] += documents
    cells: dict[str, list[Cell]] = {}
    for (column, *rest), documents in counts.items():
        if documents > 0:
            cells.setdefault(column, []).append(Cell._make((*rest, documents)))
    return cells


LISTED = ("pk", "title", "url_path", "index_number", "doc_number", "published_at", "validity_now")


def listed(
    path: str, chosen: Filters, years: list[tuple[int, int]], offset: int, limit: int
) -> list[dict[str, Any]]:
    """Documents `offset` to `offset + limit` under a tree path, latest first.

    The years' counts say in which year that is: whole years are stepped over, so that the last
    page of a long list costs what the first one does.
    """
    dated = _below(path).annotate(validity_now=validity_on(timezone.localdate()))
    documents = chosen.narrow(dated).order_by("-published_at", "-pk")
    reached = 0
    for year, count in years:
        if reached + count > offset:
            documents = documents.filter(published_at__lt=new_year(year + 1))
            break
        reached += count
    if chosen.year:
        documents = documents.filter(
            published_at__gte=new_year(chosen.year), published_at__lt=new_year(chosen.year + 1)
        )
    start = offset - reached
    rows = list(documents.values(*LISTED)[start : start + limit])
    for row in rows:
        row["address"] = "/" + row["url_path"].strip("/").partition("/")[2] + "/"
    return rows


def _below(path: str) -> "QuerySet[DocumentPage]":
    """Live documents under a tree path, in the words that suit their number.

    A few are found by their path, then sorted. Of many, the latest are found by walking the
    dates: comparing a part of the path keeps the database from taking the path's index.
    """
    live: QuerySet[DocumentPage] = DocumentPage.objects.live()
    if sum(cell.documents for cell in catalogue().cells_below(path)) < MANY:
        return live.filter(path__gt=path, path__lt=path + "\x7f")
    documents: QuerySet[DocumentPage] = live.alias(above=Substr("path", 1, len(path))).filter(
        above=path
    )
    return documents


def new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=ZoneInfo(settings.TIME_ZONE))


def latest(path: str, limit: int) -> list[dict[str, Any]]:
    """The newest documents under a tree path."""
    return listed(path, Filters(), [], 0, limit)
