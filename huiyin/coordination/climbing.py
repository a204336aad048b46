"""升级督办: each rung of the ladder once, and what is supervised by rule; every few minutes.

A rung that is written stays written: a clock that is set back, a second worker or a restart finds
it there. What is over is settled. Only terms that can have reached a rung are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet, Value

from huiyin.audit.actors import system
from huiyin.casework import clocks
from huiyin.casework.clock_rows import Clock, hours_of
from huiyin.casework.margins import End, day_at
from huiyin.casework.models import Matter
from huiyin.jobs.rows import Walk
from huiyin.notices.actions import queue
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import OfficeHours, day_of
from huiyin.workdays.hours import at as moment_at
from huiyin.workdays.load import steady

from . import actions, timed
from .holding import addresses, on_rung
from .models import OTHER, Beside, Escalation, Rung, RungTerm
from .timed import Timed

SELF = system("升级督办")


@dataclass(frozen=True)
class Term:
    """One term that runs: of a matter, until an end, by whom."""

    key: str
    label: str
    pk: int
    about: Matter
    unit: Organisation
    end: End
    round: int = 1


@dataclass(frozen=True)
class Step:
    """A rung that one term has reached, as it was read; looked at again when it is written."""

    read: "Source"
    pk: int
    rule: RungTerm

    def __str__(self) -> str:
        return f"{self.read.key} {self.pk} {self.rule.get_rung_display()}"


class Source:
    """The terms of one key: days of a kind of matter, or running clocks."""

    def __init__(self, key: str, label: str) -> None:
        self.key, self.label = key, label

    def running(self) -> "QuerySet[Any]":
        raise NotImplementedError

    def until(self, rows: "QuerySet[Any]", last: Any) -> "QuerySet[Any]":
        """Those that end on that day or before, the earliest first."""
        raise NotImplementedError

    def end(self, row: Any) -> End:
        raise NotImplementedError

    round_column = ""
    """Of its rows, where they have rounds."""

    def term(self, pk: int) -> Term | None:
        """The term of this key, locked; None where it is over."""
        raise NotImplementedError


class Days(Source):
    def __init__(self, of: Timed) -> None:
        super().__init__(of.key, of.label)
        self.of, self.round_column = of, of.round

    def running(self) -> "QuerySet[Any]":
        return self.of.open().order_by()

    def until(self, rows: "QuerySet[Any]", last: Any) -> "QuerySet[Any]":
        return rows.filter(**{f"{self.of.due}__lte": last}).order_by(self.of.due, "pk")

    def end(self, row: Any) -> End:
        day: End = getattr(row, self.of.due)
        return day

    def term(self, pk: int) -> Term | None:
        row = self.of.open().select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or self.end(row) is None:
            return None
        return Term(
            self.key, self.label, row.pk, _root(row), _unit(row), self.end(row),
            self.of.round_of(row),
        )  # fmt: skip


class Clocks(Source):
    def running(self) -> "QuerySet[Any]":
        return Clock.objects.running().filter(key=self.key).order_by()

    def until(self, rows: "QuerySet[Any]", last: Any) -> "QuerySet[Any]":
        midnight = moment_at(last + ONE_DAY, time.min)
        return rows.filter(due_at__lt=midnight).order_by("due_at", "pk")

    def end(self, row: Any) -> End:
        moment: datetime = row.due_at
        return moment

    def term(self, pk: int) -> Term | None:
        clock = Clock.objects.running().select_for_update(of=("self",)).filter(pk=pk).first()
        if clock is None:
            return None
        row = apps.get_model(clock.about_kind)._default_manager.get(pk=clock.about_pk)
        return Term(self.key, self.label, clock.pk, _root(row), _unit(row), clock.due_at)


def _root(row: Matter) -> Matter:
    """What stands beside a matter is late for it."""
    return row.about if isinstance(row, Beside) else row


def _unit(row: Any) -> Organisation:
    """Whose business it is: of what nobody has yet, the agency's."""
    unit: Organisation | None = getattr(row, "unit", None)
    return unit or row.agency


def sources() -> list[Source]:
    days: list[Source] = [Days(one) for one in timed.days()]
    return [*days, *(Clocks(key, rule.label) for key, rule in clocks.rules().items())]


def climb(walk: Walk, now: datetime) -> str:
    """Write the rungs that are reached, settle what is over: how many of each, and the letters."""
    letters = walk.each(_reached(now), partial(_write, now=now), name=str)
    settled = walk.each(_over(), lambda one: actions.settle(one, actor=SELF, at=now))
    return f"{len(letters)} rungs, {sum(letters)} letters, {len(settled)} settled"


def _reached(now: datetime) -> Iterator[Step]:
    """The steps of all keys in the order of the rungs; a row of the table is read once."""
    rules = _rules(now)
    with steady():
        hours = {agency.pk: hours_of(agency) for agency in Organisation.objects.agencies()}
        for source in sources():
            for rung in Rung.values:
                rule = rules.get((source.key, rung))
                if rule is not None and rule.margin is not None:
                    yield from _of_rung(source, rule, now, hours)


def _rules(now: datetime) -> dict[tuple[str, int], RungTerm]:
    """(key, rung) → the row in force; a key with rows of its own has no other ones."""
    rows: dict[tuple[str, int], RungTerm] = {}
    known = RungTerm.objects.filter(valid_from__lte=day_of(now)).order_by("valid_from")
    for row in known:
        rows[row.key, row.rung] = row
    own = {key for key, _ in rows}
    for source in sources():
        if source.key not in own:
            rows |= {(source.key, rung): row for (key, rung), row in rows.items() if key == OTHER}
    return rows


def _of_rung(
    source: Source, rule: RungTerm, now: datetime, hours: dict[int, OfficeHours]
) -> Iterator[Step]:
    margin = rule.margin
    assert margin is not None  # noqa: S101 - asked before
    round_of_row = OuterRef(source.round_column) if source.round_column else Value(1)
    written = Escalation.objects.filter(
        term_key=source.key, term_pk=OuterRef("pk"), round=round_of_row, rung=rule.rung
    )
    for agency, open_hours in hours.items():
        rows = source.running().filter(agency=agency).filter(~Exists(written))
        for row in source.until(rows, margin.last_day(now, open_hours)).iterator(2000):
            if margin.is_reached(source.end(row), now, open_hours):
                yield Step(source, row.pk, rule)


def _write(step: Step, *, now: datetime) -> int:
    """The rung, if the term still runs and nobody has written it; how many letters."""
    term = step.read.term(step.pk)
    if term is None:
        return 0
    return _report(term, step.rule.rung, f"{step.rule}", step.rule.basis, now)


def _report(term: Term, rung: int, rule: str, basis: str, now: datetime) -> int:
    """Reported to whoever stands on the rung; where nobody does, at once to the next one."""
    known = Escalation.objects.filter(
        term_key=term.key, term_pk=term.pk, round=term.round, rung=rung
    )
    if known.exists():
        return 0
    people = on_rung(rung, term.unit, term.about, day_of(now))
    one = Escalation(
        agency=term.about.agency, unit=term.unit, term_key=term.key, label=term.label,
        term_pk=term.pk, round=term.round, rung=rung, rule=rule, basis=basis,
        due_on=day_at(term.end), due_at=term.end if isinstance(term.end, datetime) else None,
        holders=len(people),
    )  # fmt: skip
    one.put_beside(term.about)
    one = actions.escalate(one, actor=SELF, at=now)
    if not people and rung != Rung.HEAD:
        above = f"{one.get_rung_display()}无人在岗，转报上一级"
        return _report(term, rung + 1, above, basis, now)
    return _tell(one, addresses(people), now)


def _tell(one: Escalation, people: Iterable[str], now: datetime) -> int:
    """Number and end only: nothing of a matter goes into a letter."""
    when = "已超期" if day_of(now) > one.due_on or (one.due_at and now > one.due_at) else "将到期"
    body = (
        f"{one.unit.name}：{one.about}（{one.label}）{when}，期限 {one.due_said}，"
        f"按规定报{one.get_rung_display()}过问（{one.reference}）。\n\n"
        "请登录工作台“我的待办”办理。"
    )
    written = 0
    for address in people:
        queue("email", address, f"升级提醒（{one.reference}）", body, about=one, at=now)
        written += 1
    return written


def _over() -> Iterator[Escalation]:
    """Open ones whose term does not run any more, or runs in another round."""
    for source in sources():
        running = source.running().filter(pk=OuterRef("term_pk"))
        if source.round_column:
            running = running.filter(**{source.round_column: OuterRef("round")})
        open_ones = Escalation.objects.open().filter(term_key=source.key).order_by("pk")
        yield from open_ones.filter(~Exists(running))
