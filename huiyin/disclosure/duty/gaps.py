"""梳理、查漏补缺: every legal item of every agency: what there is, when due, who owes it, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Max
from django.db.models.functions import Length, Substr
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.casework.disclosed import Counted, Source, sources
from huiyin.disclosure.tree.catalogue import STEP, catalogue, tree
from huiyin.disclosure.tree.deadlines import UpdateClock, update_days
from huiyin.disclosure.tree.models import (
    AgencyPage,
    ColumnPage,
    ColumnType,
    DocumentPage,
    LegalItem,
    Timing,
)
from huiyin.organisations.models import Organisation
from huiyin.web.kept.page_cache import remembered

from . import elements

STATUTORY = {
    ColumnType.GUIDE: "公开指南（条例第十二条）",
    ColumnType.ON_REQUEST: "依申请公开（条例第二十七条至第四十五条）",
    ColumnType.ANNUAL_REPORT: "信息公开年报（条例第五十条）",
}
"""What the law wants of each agency besides the items of Art. 20 and 21, by kind of column."""


class State(StrEnum):
    """How a column or a legal item stands; worst first."""

    ABSENT = "没有栏目"
    EMPTY = "没有内容"
    LATE = "逾期"
    INCOMPLETE = "要素不全"
    SOON = "快到期"
    FINE = "正常"
    OPEN = "不设期限"

    @property
    def is_gap(self) -> bool:
        return self in GAPS

    @property
    def tone(self) -> str:
        """The colour beside the word."""
        if self in (State.ABSENT, State.EMPTY, State.LATE):
            return "bad"
        if self in (State.INCOMPLETE, State.SOON):
            return "warn"
        return "good" if self is State.FINE else ""


GAPS = frozenset({State.ABSENT, State.EMPTY, State.LATE, State.INCOMPLETE})
WORST_FIRST = list(State)


@dataclass(frozen=True)
class Standing:
    """One column (or register) of one agency, as it stands today."""

    label: str
    address: str
    documents: int
    latest: date | None
    clock: UpdateClock | None
    state: State
    column: ColumnPage | None = None
    department: str = ""
    keeper: str = ""

    @property
    def owner(self) -> str:
        return "、".join(filter(None, [self.department, self.keeper])) or "未指定"

    @property
    def due_on(self) -> date | None:
        return self.clock.due_on if self.clock else None

    @property
    def is_fixed(self) -> bool:
        return self.column is not None and self.column.timing == Timing.FIXED

    def late_by(self, today: date) -> int:
        return (today - self.clock.due_on).days if self.clock else 0


@dataclass(frozen=True)
class Line:
    """法定内容 of one agency: its columns, what is missing, the worst state."""

    key: str
    label: str
    agency: AgencyPage
    standings: list[Standing]
    lacking: tuple[str, ...] = ()
    """Elements not found in the documents."""

    @property
    def state(self) -> State:
        if not self.standings:
            return State.ABSENT
        states = [standing.state for standing in self.standings]
        if not any(standing.documents for standing in self.standings):
            return State.EMPTY
        if self.lacking:
            states.append(State.INCOMPLETE)
        return min(states, key=WORST_FIRST.index)

    @property
    def documents(self) -> int:
        return sum(
            standing.documents
            for standing in self.standings
            if not _is_inside(standing, self.standings)
        )

    @property
    def latest(self) -> date | None:
        return max(
            (standing.latest for standing in self.standings if standing.latest), default=None
        )

    def faults(self, today: date) -> list[str]:
        """What is missing, in words."""
        if not self.standings:
            return ["没有栏目"]
        said = []
        for standing in self.standings:
            if standing.state is State.EMPTY:
                said.append(f"“{standing.label}”没有内容")
            elif standing.state is State.LATE:
                verb = "没有复核" if standing.is_fixed else "没有更新"
                said.append(f"“{standing.label}”超过期限{standing.late_by(today)}天{verb}")
        if self.lacking:
            said.append(f"要素没有找到：{'；'.join(self.lacking)}")
        return said


@dataclass(frozen=True)
class Board:
    today: date
    agencies: list[AgencyPage]
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    """(key of the item, path of the agency) → line."""

    @property
    def items(self) -> list[tuple[str, str]]:
        return [
            *((kind.value, label) for kind, label in STATUTORY.items()),
            *((value, str(label)) for value, label in LegalItem.choices),
        ]

    def of(self, agency: AgencyPage) -> list[Line]:
        return [self.lines[key, agency.path] for key, _ in self.items]

    def across(self) -> list[tuple[str, str, list[Line]]]:
        """(key, label, one line an agency): the board itself."""
        return [
            (key, label, [self.lines[key, agency.path] for agency in self.agencies])
            for key, label in self.items
        ]


def board(agencies: Iterable[int] | None = None, today: date | None = None) -> Board:
    """The board of these organisations (of all where None)."""
    today = today or timezone.localdate()
    wanted = None if agencies is None else set(agencies)
    listed = [a for a in tree().agencies if wanted is None or a.organisation_id in wanted]
    columns = standings(today)
    lacking = elements.missing()
    registers = [(source, source.count()) for source in sources()]
    lines: dict[tuple[str, str], Line] = {}
    for agency in listed:
        own = [
            column
            for column in columns
            if column.column and column.column.path.startswith(agency.path)
        ]
        for key, label in Board(today, []).items:
            of_item = [one for one in own if _belongs(one, key)]
            of_item += _registers(registers, key, agency, today)
            lines[key, agency.path] = Line(
                key, label, agency, of_item, lacking.get((agency.path, key), ())
            )
    return Board(today, listed, lines)


def standings(today: date) -> list[Standing]:
    """Every live column as it stands. Two queries, and some after a change of public content."""
    known = catalogue()
    published, reviewed = _latest_below("published_at"), _latest_below("last_published_at")
    units = Organisation.objects.in_bulk({c.department_id for c in known.tree.columns} - {None})
    people = User.objects.in_bulk({c.keeper_id for c in known.tree.columns} - {None})
    parents = {column.path[:-STEP] for column in known.tree.columns}
    return [
        _standing(
            column,
            # what is disclosed for good is not renewed but looked through again
            (reviewed if column.timing == Timing.FIXED else published).get(column.path),
            column.path in parents,
            units,
            people,
            today,
        )
        for column in known.tree.columns
    ]


def _standing(
    column: Any, latest: date | None, has_below: bool, units: Any, people: Any, today: date
) -> Standing:
    days = update_days(column.update_days, column.cycle)
    clock = UpdateClock(latest, days) if days and latest else None
    if column.documents_below == 0:
        # one that only holds other columns is as full as they are
        state = State.OPEN if has_below else State.EMPTY
    else:
        state = _by_the_clock(clock, today)
    unit, keeper = units.get(column.department_id), people.get(column.keeper_id)
    return Standing(
        column.title,
        column.address,
        column.documents_below,
        latest,
        clock,
        state,
        column,
        unit.short_name if unit else "",
        keeper.get_full_name() if keeper else "",
    )


def _by_the_clock(clock: UpdateClock | None, today: date) -> State:
    if clock is None:
        return State.OPEN
    if clock.is_late(today):
        return State.LATE
    return State.SOON if clock.is_soon(today) else State.FINE


@remembered
def _latest_below(moment: str) -> dict[str, date]:
    """Path of a column → day of the newest document in it or below, by this date; one query."""
    newest: dict[str, date] = {}
    rows = (
        DocumentPage.objects.live()
        .order_by()
        .values(above=Substr("path", 1, Length("path") - STEP))
        .annotate(latest=Max(moment))
        .values_list("above", "latest")
    )
    for path, latest in rows:
        if latest is None:
            continue
        day = timezone.localdate(latest)
        for end in range(len(path), 0, -STEP):
            newest[path[:end]] = max(newest.get(path[:end], day), day)
    return newest


def _belongs(one: Standing, key: str) -> bool:
    column = one.column
    if column is None:
        return False
    return column.column_type == key if key in STATUTORY else column.legal_item == key


def _registers(
    registers: list[tuple[Source, Counted]], key: str, agency: AgencyPage, today: date
) -> list[Standing]:
    """Registers with something in them; an empty one is no column that could be empty."""
    standings = []
    for source, counted in registers:
        count, latest = counted.get(agency.organisation_id, (0, None))
        if source.item == key and count:
            clock = UpdateClock(latest, source.days) if source.days and latest else None
            state = _by_the_clock(clock, today)
            standings.append(Standing(source.label, source.address, count, latest, clock, state))
    return standings


def _is_inside(one: Standing, others: list[Standing]) -> bool:
    """A column below another of the same line is counted there already."""
    return one.column is not None and any(
        other.column is not None
        and other is not one
        and one.column.path.startswith(other.column.path)
        for other in others
    )
