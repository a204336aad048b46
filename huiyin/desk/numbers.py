"""数据: every figure with its definition, each opening to the records behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from huiyin.casework import rooms
from huiyin.casework.rooms import Room
from huiyin.figures import registry
from huiyin.figures.registry import Figure, Ratio, Scope
from huiyin.organisations.models import Organisation

from . import lists
from .gate import DeskRequest, staff


@dataclass(frozen=True)
class Asked:
    """Whose figures, of which year, up to which day; what could not be read is named."""

    agency: Organisation
    agencies: list[Organisation]
    year: int
    years: list[int]
    as_of: date | None
    ignored: list[str]

    @property
    def scope(self) -> Scope:
        return Scope.year(self.agency.pk, self.year, self.as_of)

    @property
    def query(self) -> str:
        cut = f"&as_of={self.as_of.isoformat()}" if self.as_of else ""
        many = f"&agency={self.agency.slug}" if len(self.agencies) > 1 else ""
        return f"?year={self.year}{cut}{many}"


@dataclass(frozen=True)
class Told:
    """A figure with its value; `room` is None where the actor may not see the records."""

    figure: Figure
    value: int | Decimal | None
    room: Room | None


@staff
@require_GET
def figures(request: DeskRequest) -> HttpResponse:
    """数据."""
    asked = _asked(request)
    groups: dict[str, list[Told]] = {}
    figures = registry.listed_figures()
    values = registry.values(figures, asked.scope)
    for figure in figures:
        room = rooms.of_model(figure.records(asked.scope).model)
        if room is not None and not room.may_view(request.actor):
            room = None
        label = _group(figure)
        groups.setdefault(label, []).append(Told(figure, values[figure.key], room))
    return render(request, "desk/figures.html", {"asked": asked, "groups": groups.items()})


@staff
@require_GET
def figure_records(request: DeskRequest, key: str) -> HttpResponse:
    """The records behind one figure: exactly those that it counts; confidential ones as a number."""
    asked = _asked(request)
    try:
        figure = registry.find(key)
    except registry.UnknownFigureError:
        raise Http404 from None
    records: Any = figure.records(asked.scope)
    room = rooms.of_model(records.model)
    if room is None or not room.may_view(request.actor):
        raise PermissionDenied("您的岗位不能查看这项数据背后的记录。")
    base = figure.base(asked.scope).count() if isinstance(figure, Ratio) else None
    named, kept = registry.split(records, request.actor)
    page = lists.page_of(room, named.select_related(*room.related), request.GET.get("page"))
    context = {
        "asked": asked,
        "figure": figure,
        "value": figure.value(asked.scope),
        "base": base,
        "count": page.paginator.count + kept,
        "kept": kept,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "heads": lists.heads(room, ""),
        "rows": lists.rows(room, page.object_list, timezone.localdate()),
        "room": room,
    }
    return render(request, "desk/figure.html", context)


def _asked(request: DeskRequest) -> Asked:
    """Reads agency, year and day; a value that cannot be read is named, not guessed.

    Raises:
        Http404: another agency, or none at all.
    """
    ignored: list[str] = []
    agencies = list(Organisation.objects.agencies().visible_to(request.actor))
    slug = request.GET.get("agency", "")
    chosen = [one for one in agencies if not slug or one.slug == slug]
    if not chosen:
        raise Http404
    today = timezone.localdate()
    year_text, day_text = request.GET.get("year", ""), request.GET.get("as_of", "")
    year = int(year_text) if year_text.isdecimal() and len(year_text) == 4 else today.year
    if (year_text and not 1949 <= year <= today.year) or (year_text and str(year) != year_text):
        ignored.append(f"年份“{year_text[:20]}”")
        year = today.year
    as_of = _day(day_text)
    if day_text and as_of is None:
        ignored.append(f"日期“{day_text[:20]}”")
    return Asked(chosen[0], agencies, year, _years(request, today), as_of, ignored)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _years(request: DeskRequest, today: date) -> list[int]:
    """From the first record on, newest first."""
    first = [
        found["first"].year
        for room in rooms.rooms()
        if (found := room.seen_by(request.actor).order_by().aggregate(first=Min(room.date_column)))[
            "first"
        ]
    ]
    return list(range(today.year, min([*first, today.year]) - 1, -1))


def _group(figure: Figure) -> str:
    """Figures by the app that declares them."""
    names = {"licensing": "licences"}
    first = figure.key.partition(".")[0]
    room = rooms.find(names.get(first, first))
    return room.label if room else "其他"
