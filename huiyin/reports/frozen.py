"""Published figures stay as they are; later differences are shown with the entry that made them.

A recount uses the same period of the same agency with today's records: some were entered in error,
corrected, or registered afterwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.audit.models import Entry
from huiyin.casework import kinds, rooms
from huiyin.casework.workflow import workflows
from huiyin.figures import registry
from huiyin.figures.registry import Figure, Scope

from .models import FrozenFigure, Published, Row
from .text import Report

AT_ONCE = 500
SHOWN = 50
"""The number of differences of one figure shown on a page."""


def freeze(published: Published, report: Report, *, actor: Actor, at: datetime) -> None:
    """Store every figure of text and tables; part of the caller's transaction."""
    known = registry.by_key(published.agency_id)
    figures = []
    for cited in report.counted():
        scope = cited.scope
        figure = known[cited.key].at(scope)
        frozen = FrozenFigure(
            report=published, key=cited.key, label=cited.label, value=_text(cited.value),
            unit=cited.unit, definition=cited.definition, version=figure.version,
            start=scope.start, end=scope.end, as_of=scope.as_of,
        )  # fmt: skip
        frozen.count(_counted(figure, scope))
        figures.append(frozen)
    FrozenFigure.objects.bulk_create(figures)
    digests = {f"{figure.key} {figure.start.year}": figure.digest for figure in figures}
    log.record(actor, "reports.freeze", published, at=at, digests=digests)


@dataclass(frozen=True)
class Difference:
    """A record that counts now and did not then, or the reverse."""

    figure: Figure
    row: Row
    is_new: bool
    entry: Entry | None
    """The last audit entry since then that changed the record."""


@dataclass(frozen=True)
class Recount:
    """A published figure and its value today."""

    frozen: FrozenFigure
    value: str
    is_redefined: bool
    differences: list[Difference]

    @property
    def is_same(self) -> bool:
        return not self.differences and self.value == self.frozen.value

    @property
    def is_unchanged(self) -> bool:
        """The same, and by the same definition."""
        return self.is_same and not self.is_redefined


def recounts(published: Published, today: date) -> list[Recount]:
    """Every published figure of a report, counted again."""
    known = registry.by_key(published.agency_id)
    since = _frozen_at(published)
    return [
        _recount(frozen, known[frozen.key], today, since)
        for frozen in published.figures.select_related("report")
        if frozen.key in known
    ]


def recount(frozen: FrozenFigure, figure: Figure, today: date) -> Recount:
    """One published figure, counted again."""
    return _recount(frozen, figure, today, _frozen_at(frozen.report))


def value_now(frozen: FrozenFigure, figure: Figure, today: date) -> tuple[str, bool]:
    """Its value today, written as `FrozenFigure.value`, and whether it is defined otherwise since."""
    reading = registry.read([figure], _scope(frozen, today))[figure.key]
    return _value(reading), reading.figure.version != frozen.version


def _scope(frozen: FrozenFigure, today: date) -> Scope:
    agency_id = frozen.report.agency_id
    return Scope(agency_id, frozen.start, frozen.end, max(today, frozen.as_of))


def _recount(frozen: FrozenFigure, figure: Figure, today: date, since: int) -> Recount:
    scope = _scope(frozen, today)
    reading = registry.read([figure], scope)[figure.key]
    figure = reading.figure
    then, now = set(frozen.records), set(_counted(figure, scope))
    entries = _last_entries(figure, {row.key for row in then ^ now}, since)
    differences = [
        Difference(figure, row, row in now, entries.get(row.key))
        for row in sorted(then ^ now, key=lambda row: (row.reference, row in now))
    ]
    return Recount(frozen, _value(reading), figure.version != frozen.version, differences)


def _value(reading: registry.Reading) -> str:
    return _text(None if reading.is_empty else reading.value)


def _counted(figure: Figure, scope: Scope) -> list[Row]:
    column = registry.reference_column(figure.ledger.model)
    part = _listed(figure.records(scope), column)
    rows = _listed(figure.base(scope), column) if isinstance(figure, registry.Ratio) else part
    return [Row(key, text, key in part) for key, text in rows.items()]


def _listed(records: Any, column: str) -> dict[int, str]:
    rows = records.order_by(column, "pk").values_list("pk", column)
    return {key: str(text) for key, text in rows}


def _frozen_at(published: Published) -> int:
    """The key of the audit entry of the freezing; later entries can have caused a difference."""
    label = Published._meta.label_lower
    entries = Entry.objects.filter(verb="reports.freeze", subject_type=label)
    return entries.filter(subject_key=str(published.pk)).values_list("pk", flat=True).first() or 0


def _last_entries(figure: Figure, keys: Iterable[int], since: int) -> dict[int, Entry]:
    label = figure.ledger.model._meta.label_lower
    last: dict[int, Entry] = {}
    for some in _batches([str(key) for key in sorted(keys)]):
        entries = Entry.objects.filter(subject_type=label, subject_key__in=some, pk__gt=since)
        for entry in entries.order_by("pk"):
            last[int(entry.subject_key)] = entry
    return last


def _batches(keys: list[str]) -> Iterator[Iterable[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _text(value: int | Decimal | None) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Shown:
    """A difference as its reader may see it."""

    reference: str
    is_new: bool
    act: str
    entry: Entry | None


def shown(recount: Recount, actor: Actor) -> tuple[list[Shown], int]:
    """The differences whose records this actor may read, and the number of the others."""
    if not recount.differences:
        return [], 0
    figure = recount.differences[0].figure
    room = rooms.of_model(figure.ledger.model)
    if room is None or not room.may_view(actor, recount.frozen.report.agency_id):
        return [], len(recount.differences)
    keys = [difference.row.key for difference in recount.differences[:SHOWN]]
    matters = figure.ledger.model._default_manager.filter(pk__in=keys)
    named = set(registry.split(matters, actor, *room.permissions)[0].values_list("pk", flat=True))
    readable = [
        Shown(
            difference.row.reference,
            difference.is_new,
            _act(figure, difference.entry),
            difference.entry,
        )
        for difference in recount.differences[:SHOWN]
        if difference.row.key in named
    ]
    return readable, len(recount.differences) - len(readable)


def _act(figure: Figure, entry: Entry | None) -> str:
    """The change in the words of the office."""
    if entry is None:
        return ""
    flow = next(
        (workflow for workflow in workflows() if workflow.model is figure.ledger.model), None
    )
    return flow.label_of(entry.verb) if flow else kinds.verbs().get(entry.verb, entry.verb)
