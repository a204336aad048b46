"""数据: every figure with its definition, each opening to the records behind it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import kinds, rooms
from huiyin.casework.gate import DeskRequest, staff
from huiyin.casework.rooms import Room
from huiyin.figures import registry
from huiyin.figures.registry import DayError, Figure, Ratio, Scope
from huiyin.figures.scope import day_asked
from huiyin.organisations.choosing import choose
from huiyin.organisations.models import Organisation

from . import lists


@dataclass(frozen=True)
class Asked:
    """Whose figures, of which year, up to which day; what could not be read is named."""

    agency: Organisation
    agencies: list[Organisation]
    year: int
    years: list[int]
    as_of: date | None
    ignored: list[str]
    days: tuple[date, date] | None = None
    """From when till when, where it is not the whole year."""

    @property
    def scope(self) -> Scope:
        year = Scope.year(self.agency.pk, self.year, self.as_of)
        return year.narrowed(*self.days) if self.days else year

    @property
    def called(self) -> str:
        """The agency as it was called at the end of the period, and if it was there for a part only."""
        lacks = self.agency.partly(self.scope.start, self.scope.end)
        return f"{self.agency.on(self.scope.end)}{f'（{lacks}）' if lacks else ''}"

    @property
    def query(self) -> str:
        cut = "".join(f"&{name}={mark}" for name, mark in self.scope.marks.items())
        many = f"&agency={self.agency.slug}" if len(self.agencies) > 1 else ""
        return f"?year={self.year}{cut}{many}"


@dataclass(frozen=True)
class FigureLine:
    """A figure with its value; `room` is None where the actor may not see the records."""

    figure: Figure
    reading: registry.Reading
    room: Room | None


@staff
@require_GET
def figures(request: DeskRequest) -> HttpResponse:
    """数据."""
    asked = asked_of(request)
    groups: dict[str, list[FigureLine]] = {}
    figures = registry.listed_figures(asked.agency.pk)
    readings = registry.read(figures, asked.scope)
    for figure in figures:
        room = rooms.of_model(figure.ledger.model)
        if room is not None and not room.may_view(request.actor, asked.agency.pk):
            room = None
        reading = readings[figure.key]
        line = FigureLine(reading.figure, reading, room)
        groups.setdefault(group_of(figure), []).append(line)
    return render(request, "desk/figures.html", {"asked": asked, "groups": groups.items()})


@staff
@require_GET
def figure_records(request: DeskRequest, key: str) -> HttpResponse:
    """The records behind one figure: exactly those that it counts; confidential ones as a number."""
    asked = asked_of(request)
    try:
        figure = registry.find(key, asked.agency.pk)
    except registry.UnknownFigureError:
        raise Http404 from None
    records: Any = figure.records(asked.scope)
    room = rooms.of_model(records.model)
    if room is None or not room.may_view(request.actor, asked.agency.pk):
        raise PermissionDenied("您的岗位不能查看这项数据背后的记录。")
    named = registry.named(records, request.actor, *room.permissions)
    reading = registry.read([figure], asked.scope)[figure.key]
    page, paging = lists.page_of(
        room, named.select_related(*room.related), request.GET.get("page"),
        total=_count_named(records, request.actor, room),
    )  # fmt: skip
    context = {
        "asked": asked,
        "figure": reading.figure,
        "value": reading.value,
        "reading": reading,
        "base": reading.among if isinstance(figure, Ratio) else None,
        "count": reading.part,
        "kept": reading.part - paging.total,
        "paging": paging,
        "heads": lists.heads(room, ""),
        "rows": lists.rows(room, page, timezone.localdate()),
        "room": room,
    }
    return render(request, "desk/figure.html", context)


def _count_named(records: Any, actor: Actor, room: Room) -> int:
    """How many `registry.named` lists."""
    if not hasattr(records, "count_visible_to"):
        return int(records.count())
    return int(records.count_visible_to(actor, *room.permissions))


def asked_of(request: DeskRequest) -> Asked:
    """Reads agency, year and day; a value that cannot be read is named, not guessed.

    Raises:
        Http404: another agency, or none at all.
    """
    ignored: list[str] = []
    choice = choose(request, Organisation.objects.agencies().of(request.actor))
    agency, today = choice.agency, timezone.localdate()
    year_text, day_text = request.GET.get("year", ""), request.GET.get("as_of", "")
    year = int(year_text) if year_text.isdecimal() and len(year_text) == 4 else today.year
    if (year_text and not 1949 <= year <= today.year) or (year_text and str(year) != year_text):
        ignored.append(f"年份“{year_text[:20]}”")
        year = today.year
    as_of = None
    try:
        if day_text:
            as_of = Scope.asked(agency.pk, year, day_text).as_of
    except DayError as error:
        ignored.append(f"截止日（{error}）")
    asked = Asked(agency, choice.agencies, year, _years(agency, today), as_of, ignored)
    return _narrowed(asked, request.GET.get("from", ""), request.GET.get("till", ""))


def _narrowed(asked: Asked, first: str, last: str) -> Asked:
    """To some days of the year, as the board asks for today and this month."""
    if not first and not last:
        return asked
    try:
        whole = asked.scope
        since, until = day_asked(first) or whole.start, day_asked(last) or whole.end
        whole.narrowed(since, until)
    except DayError as error:
        asked.ignored.append(f"统计期（{error}）")
        return asked
    return replace(asked, days=(since, until))


def _years(agency: Organisation, today: date) -> list[int]:
    """From the first record on, newest first."""
    first = rooms.first_years(agency.pk)
    return list(range(today.year, min([*first, today.year]) - 1, -1))


def group_of(figure: Figure) -> str:
    """Figures by the app that declares them."""
    heading = kinds.headings().get(figure.key.partition(".")[0])
    room = rooms.find(heading.room) if heading else None
    return room.label if room else "其他"
