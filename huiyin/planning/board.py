"""计划看板: the tasks of a year, each with the lights of its four quarters as of a day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.web.downloads import Look, Table

from . import quarters
from .models import PlanItem
from .quarters import LIGHTS, TONES, Ends, Mark, Report

HEADS = (
    "编号",
    "任务",
    "责任单位",
    "怎样算完成",
    "完成期限",
    *map(quarters.name_of, range(1, 5)),
    "状态",
)


@dataclass(frozen=True)
class Light:
    """One quarter of one task."""

    quarter: str
    mark: Mark
    progress: str = ""
    due_on: date | None = None
    reported_on: date | None = None

    @property
    def tone(self) -> str:
        """good, warn, bad, or nothing."""
        return TONES.get(self.mark, "")

    @property
    def said(self) -> str:
        """绿灯 已报: never by the colour alone."""
        return f"{LIGHTS[self.tone]} {self.mark}".strip()


@dataclass(frozen=True)
class Line:
    """One task."""

    item: PlanItem
    lights: tuple[Light, ...]
    standing: str

    @property
    def cells(self) -> tuple[str | date, ...]:
        """As a row of a file."""
        item = self.item
        lights = (light.said for light in self.lights)
        return (
            item.reference, item.text, item.unit_name, item.measure, item.due_on, *lights,
            self.standing,
        )  # fmt: skip


@dataclass(frozen=True)
class Board:
    """The tasks of one year that somebody may see."""

    year: int
    day: date
    lines: tuple[Line, ...]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(tone, what, how many) of the quarter of the day, or of the last one of a past year."""
        number = quarters.of(self.day) if self.day.year == self.year else 4
        found = Counter(line.lights[number - 1].mark for line in self.lines)
        return [
            (TONES.get(mark, ""), mark.value, found[mark]) for mark in Mark if mark and found[mark]
        ]

    @property
    def quarter(self) -> str:
        """The quarter that is counted."""
        return quarters.name_of(quarters.of(self.day) if self.day.year == self.year else 4)

    def table(self) -> Table:
        """For Excel and CSV."""
        return Table(
            f"{self.year}年工作计划", f"{self.year}年工作计划", HEADS,
            [line.cells for line in self.lines], Look(is_printed=True),
        )  # fmt: skip


def read(items: Any, year: int, day: date) -> Board:
    """The board of a year as of a day, of these records; three queries."""
    rows: Sequence[PlanItem] = list(
        items.filter(year=year)
        .exclude(state=PlanItem.VOIDED)
        .select_related("unit", "agency")
        .prefetch_related("quarters")
        .order_by("unit__name", "due_on", "pk")
    )
    return Board(year, day, tuple(line_of(item, day) for item in rows))


def line_of(item: PlanItem, day: date) -> Line:
    """A task with the lights of its quarters as of a day."""
    ends = Ends(item.due_on, item.done_on, item.carried_on, item.dropped_on)
    known = {one.number: one for one in item.quarters.all()}
    lights = []
    for number in range(1, 5):
        row = known.get(number)
        report = Report(row.due_on, row.reported_on, row.ended_on) if row else None
        shown = quarters.mark(item.year, number, ends, report, day)
        is_in = row is not None and row.reported_on is not None and row.reported_on <= day
        lights.append(
            Light(
                quarters.name_of(number), shown, row.progress if row and is_in else "",
                row.due_on if row and not row.ended_on else None,
                row.reported_on if row and is_in else None,
            )
        )  # fmt: skip
    return Line(item, tuple(lights), item.get_state_display())
