"""Lists: fifty rows a page, with heads, cells and page numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from django.utils import timezone

from huiyin.casework.models import Matter
from huiyin.casework.rooms import Room
from huiyin.casework.searching import AT_MOST
from huiyin.casework.sheets import Column
from huiyin.common.paging import Paging

from . import order
from .clock import Clock, Due
from .order import Order

ROWS = 50


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


PAGES = 40
"""As many pages are numbered from the beginning of a list, and as many from its end."""


@dataclass(frozen=True)
class Stretch(Paging):
    """A page of a list that may be too long to be counted.

    `total` is then what was counted. Pages are numbered from the beginning; below nought, back
    from the end.
    """

    is_cut: bool = False

    @property
    def from_end(self) -> int:
        return -self.number if self.number < 0 else 0

    @property
    def offset(self) -> int:
        return (abs(self.number) - 1) * self.size

    @property
    def previous(self) -> int | None:
        if not self.from_end:
            return super().previous
        return self.number - 1 if self.from_end < self.last else None

    @property
    def next(self) -> int | None:
        if not self.from_end:
            return super().next
        return self.number + 1 if self.from_end > 1 else None


def page_of(
    room: Room, records: Any, number: str | None, *, total: int | None = None
) -> tuple[list[Any], Paging]:
    """One page, its records with all that their columns need; `total` where they are counted already."""
    if not records.ordered:
        records = records.order_by("-pk")
    paging = Paging.near(number, records.count() if total is None else total, ROWS)
    page = list(records[paging.part])
    room.prepare(page)
    return page, paging


def part_of(
    room: Room, asked: Order, number: str | None, *, is_common: bool = False
) -> tuple[list[Any], Stretch]:
    """One page of a list, however long: what is counted and read does not grow with it.

    Of what is too common to be counted there are only the first ones, and no end.
    """
    most = AT_MOST if is_common else PAGES * ROWS
    counts = asked.counts(most if is_common else most + 1)
    is_cut = sum(counts) > most and not is_common
    total = min(sum(counts), most)
    near = Paging.near(number[1:] if _is_back(number) else number, total, ROWS)
    is_back = is_cut and _is_back(number)
    paging = Stretch(-near.number if is_back else near.number, total, ROWS, is_cut)
    if _is_back(number) and not is_cut:  # short enough to be counted meanwhile
        paging = Stretch(near.last - near.number + 1, total, ROWS)
    start, stop = paging.offset, paging.offset + ROWS
    if is_back:
        keys = asked.turned().keys_of(counts[::-1], start, stop)[::-1]
    else:
        keys = asked.keys_of(counts, start, stop)
    return of_keys(room, keys), paging


def _is_back(number: str | None) -> TypeGuard[str]:
    return number is not None and number.startswith("-")


def of_keys(room: Room, keys: list[int]) -> list[Any]:
    """The records of these numbers, in this order, with all that their columns need."""
    by_key = {one.pk: one for one in room.records().filter(pk__in=keys)}
    page = [by_key[key] for key in keys if key in by_key]
    room.prepare(page)
    return page


def rows(room: Room, matters: Iterable[Any], today: date, marks: str = "") -> list[Row]:
    """`marks` end the address of each record: the list that goes along."""
    clock = Clock(today)
    return [
        Row(
            matter,
            f"{room.address(matter)}{marks}",
            room.reference_of(matter),
            [_cell(room, column, matter, clock) for column in room.columns],
            getattr(matter, "state", "") == Matter.VOIDED,
        )
        for matter in matters
    ]


def heads(room: Room, sort: str) -> list[Head]:
    """A column without an index is no way to sort by: a long list would be read whole."""
    known, is_by_due = order.sortable(room), order.is_by_due(room)
    heads = []
    for column in room.columns:
        name = column.sort if column.sort in known else ""
        if is_by_due and room.todo is not None and column.sort == room.todo.due:
            name = order.DUE
        is_sorted = bool(name) and sort.removeprefix("-") == name
        direction = ("descending" if sort.startswith("-") else "ascending") if is_sorted else ""
        turned = f"-{name}" if direction == "ascending" and name != order.DUE else name
        heads.append(Head(column.label, column.shape, turned, direction))
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
