"""行政检查主体、事项和标准: published before anybody is inspected, with the year's counts after it.

Counts alone: whom we inspected is not published, an inspection that found nothing still looks like
a suspicion.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from huiyin.figures import registry
from huiyin.figures.registry import Figure, Scope
from huiyin.organisations.models import Organisation
from huiyin.registers import agencies
from huiyin.web.context import Section
from huiyin.web.narrowings import Chosen
from huiyin.web.publiclists import PublicList
from huiyin.web.tables import Column, fields

from .figures import OF_AN_ITEM, by_item, item_key, listed_items
from .rows import Body, Item, PublicRows, R

KEYWORDS = "行政检查,涉企检查,检查事项,检查标准,检查频次"


class Count(NamedTuple):
    """A number, and where it is explained."""

    label: str
    value: int
    address: str


class Line(NamedTuple):
    """What was inspected of one item."""

    name: str
    counts: list[Count]


class Year(NamedTuple):
    """What was inspected in one year."""

    year: int
    lines: list[Line]


def _public(rows: PublicRows[R]) -> PublicRows[R]:
    return rows.public(timezone.localdate())


def year_of(year: int, today: date, slug: str = "") -> Year:
    """Of each item that was inspected in the year how often, and with which results.

    One query an agency; `slug` names the only one that is asked for.
    """
    chosen = Organisation.objects.agencies()
    several = len(agencies.offered()) > 1
    lines = []
    for agency in chosen.filter(slug=slug) if slug else chosen:
        scope = Scope.year(agency.pk, year, today=today)
        known = {figure.key: figure for figure in by_item(agency.pk)}
        values = registry.values(known.values(), scope)
        marks = ({"agency": agency.slug} if several else {}) | scope.marks
        query = f"?{urlencode(marks)}" if marks else ""
        for of, first, _, name in listed_items():
            keys = [item_key(first, part) for part, _, _ in OF_AN_ITEM]
            if of == agency.pk and any(values[key] for key in keys):
                lines.append(Line(name, [_count(known[key], values, year, query) for key in keys]))
    return Year(year, lines)


def _count(
    figure: Figure, values: Mapping[str, int | Decimal | None], year: int, query: str
) -> Count:
    words = figure.label.rpartition("：")[2]
    address = reverse("report-figure", args=[year, figure.key])
    return Count(words, int(values[figure.key] or 0), address + query)


def _beside(chosen: Chosen) -> Mapping[str, object]:
    """The bodies, and what was inspected this year and last year."""
    today, slug = timezone.localdate(), chosen["agency"]
    bodies = BODIES.public_records()
    years = [year_of(year, today, slug) for year in (today.year, today.year - 1)]
    return {
        "bodies": bodies.filter(agency__slug=slug) if slug else bodies,
        "years": [one for one in years if one.lines],
        "words_of_results": [words for _, words, _ in OF_AN_ITEM],
    }


BODIES = PublicList(
    key="inspection-bodies",
    section=Section("行政检查主体", "查询本机关哪些单位可以实施行政检查", KEYWORDS, "机构职能"),
    door="disclosure",
    register=(55, "行政检查主体", "哪些单位可以检查企业，依据是什么"),
    model=Body,
    public=_public,
    order=("name", "pk"),
    template="enforcement/portal/bodies.html",
    narrowings=(agencies.choice(),),
    columns=(
        *fields(Body, "name", "sort", "duties", "basis", "valid_from"),
        Column[Body]("机关", lambda body: body.agency.name),
    ),
    listed=lambda bodies: bodies.select_related("agency"),
)
ITEMS = PublicList(
    key="inspection-standards",
    section=Section(
        "行政检查事项和标准",
        "查询本机关检查企业的事项、依据、频次上限、标准和计划，以及当年检查的次数和结果",
        KEYWORDS,
        "办事服务",
    ),
    door="disclosure",
    register=(54, "行政检查事项和标准", "检查企业什么、一年最多几次、按什么标准"),
    model=Item,
    public=_public,
    order=("code", "pk"),
    template="enforcement/portal/items.html",
    narrowings=(agencies.choice(),),
    columns=(
        *fields(Item, "code", "name", "targets", "basis", "cap", "standards", "plan", "valid_from"),
        Column[Item]("机关", lambda item: item.agency.name),
    ),
    listed=lambda items: items.select_related("agency"),
    more=_beside,
)
