"""计时: the clocks of a matter start and stop with its moves, in their transaction.

A kind of matter declares them (`Matter.clocked`), the office sets their terms (`ClockTerm`).
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When

from huiyin.personal.bulk import insert_many
from huiyin.workdays.hours import day_of

from .clock_rows import Clock, ClockRule, ClockTerm, hours_of
from .models import Matter
from .moments import end_of


@cache
def rules() -> dict[str, ClockRule]:
    """Every clock that a kind of matter declares, by its key."""
    kinds = (model for model in apps.get_models() if issubclass(model, Matter))
    return {rule.key: rule for model in kinds for rule in model.clocked}


def running(matter: Matter) -> frozenset[str]:
    """The keys of the clocks that run by what the record says."""
    return frozenset(rule.key for rule in matter.clocked if rule.runs(matter))


def turn(matter: Matter, before: frozenset[str], *, at: datetime) -> None:
    """Start what runs now and did not before, stop what does not run any more."""
    now = running(matter)
    for rule in matter.clocked:
        if rule.key in now - before:
            _start(matter, rule, at)
        elif rule.key in before - now:
            _stop(matter, rule, at)


def term_row(rule: ClockRule, matter: Matter | None, day: date) -> Any:
    """What says how long it runs for this matter, or for any, if it starts that day."""
    if rule.term is not None:
        return rule.term(matter, day)
    return ClockTerm.objects.on(day, key=rule.key)


def begin(matters: Iterable[Matter], *, at: datetime) -> None:
    """Start the clocks of many new matters at once."""
    starts = ((matter, rule) for matter in matters for rule in matter.clocked if rule.runs(matter))
    ends: dict[Any, Any] = {}
    clocks = (_clock(matter, rule, at, ends) for matter, rule in starts)
    insert_many(clock for clock in clocks if clock is not None)


def _start(matter: Matter, rule: ClockRule, at: datetime) -> None:
    clock = _clock(matter, rule, at, {})
    if clock is not None:
        clock.save(force_insert=True)


def _clock(matter: Matter, rule: ClockRule, at: datetime, ends: dict[Any, Any]) -> Clock | None:
    """`ends` remembers until when a term runs in an agency that starts at this moment."""
    row = term_row(rule, matter, day_of(at))
    if row is None and rule.term is not None:
        return None
    if row is None:
        raise ValidationError(
            f"没有“{rule.label}”在 {day_of(at)} 有效的期限，请先在“计时期限”中设定"
        )
    about = (matter.agency_id, row.term)
    if about not in ends:
        ends[about] = end_of(row.term, at, lambda: hours_of(matter.agency))
    due, is_provisional = ends[about]
    return Clock(
        agency=matter.agency,
        about_kind=matter._meta.label_lower,
        about_pk=matter.pk,
        key=rule.key,
        amount=row.amount,
        measure=row.measure,
        basis=row.basis,
        started_at=at,
        due_at=due,
        is_provisional=is_provisional,
    )


def _stop(matter: Matter, rule: ClockRule, at: datetime) -> None:
    """Late stays late: what was overdue when nothing was owed any more was missed all the same."""
    is_dropped = matter.state == Matter.VOIDED or rule.dropped(matter)
    in_time = Clock.Result.DROPPED if is_dropped else Clock.Result.KEPT
    result = Case(When(due_at__gte=at, then=Value(in_time)), default=Value(Clock.Result.MISSED))
    stopped = Clock.objects.of(matter).running().filter(key=rule.key)
    stopped.update(stopped_at=at, result=result)
