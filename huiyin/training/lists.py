"""The list of a quarter: lines of a unit, counted by kind; each kind comes to the value of its figure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.figures import registry
from huiyin.figures.scope import Scope
from huiyin.organisations.models import Organisation
from huiyin.structure.duties import charge_of
from huiyin.workdays.load import calendar, steady

from .kinds import KINDS, Kind, units_by_key
from .quarters import Quarter


@dataclass(frozen=True)
class Line:
    """One record: its number and its days, nothing that a person has written."""

    kind: Kind
    reference: str
    unit: str
    due: date | None
    done: date | None
    days: int | None
    """Working days after the last one; None where no day was owed."""
    address: str
    """Where whoever looks may open it."""


@dataclass(frozen=True)
class TrainingList:
    agency: Organisation
    quarter: Quarter
    until: date
    lines: list[Line]
    withheld: dict[str, int]
    """Key of a figure → records that are only counted for whoever looks."""

    @property
    def units(self) -> list[tuple[str, list[Line]]]:
        """By unit, whoever has most first."""
        grouped: dict[str, list[Line]] = {}
        for line in self.lines:
            grouped.setdefault(line.unit, []).append(line)
        return sorted(grouped.items(), key=lambda one: (-len(one[1]), one[0]))

    @property
    def counts(self) -> list[tuple[str, list[int], int]]:
        """(unit, number of each kind in the order of `KINDS`, all); what is only counted stands last."""
        rows = []
        for unit, lines in self.units:
            numbers = Counter(line.kind.figure for line in lines)
            rows.append((unit, [numbers[kind.figure] for kind in KINDS], len(lines)))
        if any(self.withheld.values()):
            hidden = [self.withheld[kind.figure] for kind in KINDS]
            rows.append(("保密事项（不列单位）", hidden, sum(hidden)))
        return rows

    @property
    def totals(self) -> list[int]:
        """Of each kind, and of all of them."""
        columns = [sum(row[1][place] for row in self.counts) for place in range(len(KINDS))]
        return [*columns, sum(columns)]


def training_list(
    agency: Organisation, quarter: Quarter, *, actor: Actor, today: date
) -> TrainingList:
    """As it stands today; of the running quarter what has happened so far."""
    end = min(quarter.end, today)
    scope = Scope(agency.pk, quarter.start, end, today, is_pinned=end == today)
    lines: list[Line] = []
    withheld: dict[str, int] = {}
    with steady():
        for kind in KINDS:
            figure = registry.find(kind.figure, agency.pk).at(scope)
            named, hidden = registry.split(figure.records(scope), actor)
            withheld[kind.figure] = hidden
            lines += _lines(kind, figure, list(named), scope, agency, actor)
    lines.sort(key=lambda line: (line.due or line.done or end, line.reference))
    return TrainingList(agency, quarter, end, lines, withheld)


def _lines(
    kind: Kind, figure: registry.Figure, records: list[Any], scope: Scope, agency: Organisation,
    actor: Actor,
) -> list[Line]:  # fmt: skip
    if not records:
        return []
    keys = kind.units(records)
    units, otherwise = units_by_key(keys.values()), _answers(kind, agency, scope.end)
    column = registry.reference_column(figure.ledger.model)
    room = rooms.of_model(figure.ledger.model)
    opens = room is not None and room.may_view(actor, agency.pk)
    return [
        _line(
            kind, figure, record, scope, units.get(keys.get(record.pk, 0), otherwise), agency,
            getattr(record, column), room.address(record) if room and opens else "",
        )
        for record in records
    ]  # fmt: skip


def _answers(kind: Kind, agency: Organisation, day: date) -> Organisation:
    """Who answers for this kind where a record names nobody: by 职责分工, else the agency."""
    charge = charge_of(agency, kind.subject, day) if kind.subject else None
    return agency if charge is None else charge.unit


def _line(
    kind: Kind, figure: registry.Figure, record: Any, scope: Scope, unit: Organisation,
    agency: Organisation, reference: str, address: str,
) -> Line:  # fmt: skip
    due, done = _day(figure, record, kind.due), _day(figure, record, kind.done)
    if done is not None and done > scope.end:
        done = None
    days = None
    if due is not None:
        # what has not been done was late on each working day that was over
        days = max(calendar(agency.region).between(due, done or scope.over), 0)
    return Line(kind, reference, unit.on(scope.end).name, due, done, days, address)


def _day(figure: registry.Figure, record: Any, name: str) -> date | None:
    """As the figure asks it: what was answered again keeps its first day."""
    if not name:
        return None
    first = figure.ledger.first.get(name)
    value = (getattr(record, first) if first else None) or getattr(record, name)
    return timezone.localdate(value) if isinstance(value, datetime) else value
