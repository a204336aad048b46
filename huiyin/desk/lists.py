"""Lists: narrowed by the query string, sorted, fifty rows a page; the same reading for export."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import DateTimeField, F, Max, Min
from django.http import QueryDict
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter
from huiyin.casework.rooms import Room
from huiyin.casework.searching import AT_MOST
from huiyin.casework.sheets import Column
from huiyin.common import days
from huiyin.common.paging import Paging
from huiyin.organisations.models import Organisation

from .clock import Clock, Due

ROWS = 50
ME = "me"
"""In an address: whoever looks, so that a chip or a saved filter fits everybody."""


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the parameters that go when it is taken away."""

    label: str
    text: str
    names: tuple[str, ...]
    without: str


@dataclass(frozen=True)
class Choice:
    """A filter as a select field."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Cell:
    """`label` is the head of its column: a phone shows a row as a card."""

    label: str
    shape: str
    text: str
    due: Due | None = None
    day: date | None = None


@dataclass(frozen=True)
class Row:
    matter: Any
    address: str
    name: str
    cells: list[Cell]
    is_void: bool


@dataclass(frozen=True)
class Head:
    """A column head; `sort` is what a click sorts by, empty where it cannot."""

    label: str
    shape: str
    sort: str
    direction: str


@dataclass
class Narrowed:
    """What the query string asks for, as a queryset and in words."""

    records: Any
    choices: list[Choice] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    text: str = ""
    since: str = ""
    until: str = ""
    overdue: bool = False
    is_common: bool = False
    """Searched for a word that very many records contain: the list has the first of them."""


class Reader:
    """Reads one query string for one room and one actor."""

    def __init__(
        self, room: Room, actor: Actor, query: QueryDict, today: date, agencies: list[Organisation]
    ) -> None:
        self.room, self.actor, self.query, self.today = room, actor, query, today
        self.agencies = agencies
        self.agency = agencies[0] if len(agencies) == 1 else None
        """The one agency whose records are listed, if it is one."""
        self.seen = room.seen_by(actor)
        self.narrowed = Narrowed(self.seen)
        self.is_moment = isinstance(room.model._meta.get_field(room.date_column), DateTimeField)

    def read(self) -> Narrowed:
        self._agency()
        self._state()
        self._year()
        for narrowing in self.room.filters:
            options = [(str(value), str(text)) for value, text in narrowing.options(self.actor)]
            chosen = self._choice(narrowing.name, narrowing.label, options)
            if chosen:
                self.narrowed.records = narrowing.applied(self.narrowed.records, chosen, self.actor)
        self._dates()
        self._overdue()
        self._text()
        return self.narrowed

    def _agency(self) -> None:
        """Whoever sees one agency only is not asked which."""
        if len(self.agencies) < 2:
            return
        chosen = self._choice(
            "agency", "机关", [(agency.slug, agency.short_name) for agency in self.agencies]
        )
        if chosen:
            self.agency = next(agency for agency in self.agencies if agency.slug == chosen)
            self.narrowed.records = self.narrowed.records.filter(agency=self.agency)

    def _state(self) -> None:
        """Records entered in error are listed only when they are asked for."""
        if self.room.workflow is None:
            return
        chosen = self._choice("state", "状态", self.room.workflow.states())
        if chosen:
            self.narrowed.records = self.narrowed.records.filter(state=chosen)
        else:
            self.narrowed.records = self.narrowed.records.exclude(state=Matter.VOIDED)

    def _year(self) -> None:
        column = self.room.date_column
        # two looks into an index: one query for both ends would read every row
        ends = [self.seen.order_by().aggregate(end=end(column))["end"] for end in (Min, Max)]
        years: Iterable[int] = ()
        if ends[0]:
            years = range(ends[1].year, ends[0].year - 1, -1)
        chosen = self._choice("year", "年份", [(str(year), f"{year}年") for year in years])
        if chosen:
            self.narrowed.records = self.narrowed.records.filter(**{f"{column}__year": int(chosen)})

    def _choice(self, name: str, label: str, options: list[tuple[str, str]]) -> str:
        chosen = self.query.get(name, "").strip()
        if chosen == ME and self.actor.is_person:
            chosen = self.actor.key
        texts = dict(options)
        if chosen and chosen not in texts:
            self.narrowed.ignored.append(f"{label}“{chosen[:40]}”")
            chosen = ""
        self.narrowed.choices.append(Choice(name, label, options, chosen))
        if chosen:
            self._chip(label, texts[chosen], name)
        return chosen

    def _dates(self) -> None:
        column = self.room.date_column + ("__date" if self.is_moment else "")
        dated: Any = self.room.model._meta.get_field(self.room.date_column)
        label = str(dated.verbose_name)
        for name, comparison, word in (("since", "gte", "自"), ("until", "lte", "至")):
            text = self.query.get(name, "").strip()
            day = days.read(text)
            if text and day is None:
                self.narrowed.ignored.append(f"日期“{text[:40]}”")
            if day is not None:
                self.narrowed.records = self.narrowed.records.filter(
                    **{f"{column}__{comparison}": day}
                )
                setattr(self.narrowed, name, day.isoformat())
                self._chip(f"{label}{word}", day.isoformat(), name)

    def _overdue(self) -> None:
        todo = self.room.todo
        if todo is not None and self.query.get("overdue"):
            self.narrowed.overdue = True
            self.narrowed.records = todo.overdue(self.narrowed.records, self.today)
            self._chip("期限", "已超期", "overdue")

    def _text(self) -> None:
        self.narrowed.text = self.query.get("q", "").replace("\x00", "").strip()[:100]
        if self.narrowed.text:
            matching = self.room.matching(self.narrowed.records, self.narrowed.text)
            self.narrowed.records, self.narrowed.is_common = matching.records, matching.is_common
            self._chip("搜索", self.narrowed.text, "q")

    def _chip(self, label: str, text: str, *names: str) -> None:
        rest = self.query.copy()
        for name in (*names, "page"):
            rest.pop(name, None)
        self.narrowed.chips.append(Chip(label, text, names, f"?{rest.urlencode()}"))


def ordered(room: Room, records: Any, sort: str) -> tuple[Any, str]:
    """The records in the order asked for, and that order; the model's own where it is unknown."""
    sort = sort or room.order
    column = sort.removeprefix("-")
    if column not in {known.sort for known in room.columns if known.sort}:
        return records, ""
    order = F(column).desc(nulls_last=True) if sort[0] == "-" else F(column).asc(nulls_last=True)
    return records.order_by(order, "-pk"), sort


def page_of(
    room: Room, records: Any, number: str | None, *, is_common: bool = False
) -> tuple[list[Any], Paging]:
    """One page, its records with all that their columns need; of very many the first ones alone."""
    if not records.ordered:
        records = records.order_by("-pk")
    if is_common:
        records = records[:AT_MOST]
    paging = Paging.near(number, records.count(), ROWS)
    page = list(records[paging.part])
    room.prepare(page)
    return page, paging


def rows(room: Room, matters: Iterable[Any], today: date) -> list[Row]:
    clock = Clock(today)
    return [
        Row(
            matter,
            room.address(matter),
            room.reference_of(matter),
            [_cell(room, column, matter, clock) for column in room.columns],
            getattr(matter, "state", "") == Matter.VOIDED,
        )
        for matter in matters
    ]


def heads(room: Room, sort: str) -> list[Head]:
    heads = []
    for column in room.columns:
        is_sorted = bool(column.sort) and sort.removeprefix("-") == column.sort
        direction = ("descending" if sort.startswith("-") else "ascending") if is_sorted else ""
        turned = f"-{column.sort}" if direction == "ascending" else column.sort
        heads.append(Head(column.label, column.shape, turned if column.sort else "", direction))
    return heads


def _cell(room: Room, column: Column, matter: Any, clock: Clock) -> Cell:
    label, value = column.label, column.value(matter)
    if column.shape == "state":
        return Cell(label, "state", room.state_of(matter))
    if column.shape == "due" and room.todo is not None:
        return _due_cell(room, column, matter, clock)
    if column.shape == "date" and value:
        day = timezone.localtime(value).date() if hasattr(value, "hour") else value
        return Cell(label, "date", day.isoformat(), day=day)
    return Cell(label, column.shape, "" if value is None else str(value))


def _due_cell(room: Room, column: Column, matter: Any, clock: Clock) -> Cell:
    """A running clock shows what is left; one that has ended only its date."""
    value = column.value(matter)
    assert room.todo is not None  # noqa: S101 - asked before
    if room.todo.is_open(matter) and room.todo.is_paused(matter):
        return Cell(column.label, "due", "计时暂停")
    text = value.isoformat() if value else ""
    if value is None or not _is_waiting(room, matter):
        return Cell(column.label, "due", text)
    due = clock.due(value, matter)
    return Cell(column.label, "due", str(due.shown), due=due, day=value)


def _is_waiting(room: Room, matter: Any) -> bool:
    todo = room.todo
    return todo is not None and todo.due_on(matter) is not None and todo.is_open(matter)
