"""Runs the due jobs: safe to call twice, never running one job twice at the same time."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import DatabaseError
from django.db.models import Min
from django.utils import timezone
from django.utils.module_loading import import_string

from .claims import claimed
from .models import FailedRow, LastRun
from .schedule import CLOCK_WAS_WRONG, TOLERANCE, When

DIED = "进程在运行中被终止"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    job: str
    succeeded: bool
    said: str


def tick(
    schedule: Mapping[str, When],
    *,
    now: datetime,
    goes_on: Callable[[], bool] = lambda: True,
) -> list[Outcome]:
    """Run each due job once; a failed one is logged and noted, and the others go on."""
    now = timezone.localtime(now)
    wanted = takewhile(lambda _: goes_on(), schedule.items())
    outcomes = (_run_if_due(job, when, now) for job, when in wanted)
    return [outcome for outcome in outcomes if outcome is not None]


def lanes(schedule: Mapping[str, When]) -> tuple[dict[str, When], dict[str, When]]:
    """Short jobs, and long ones: the short ones never wait for the long ones."""
    quick = {job: when for job, when in schedule.items() if not when.is_long}
    return quick, {job: when for job, when in schedule.items() if when.is_long}


def _run_if_due(job: str, when: When, now: datetime) -> Outcome | None:
    last = LastRun.objects.filter(job=job).first() or LastRun(job=job)
    if last.finished_at is not None and not _is_due(last, when, now):
        return None  # a run without an end: check whether its claim has a holder
    with claimed(job) as is_ours:
        return _run(job, when, now) if is_ours else None


def _is_due(last: LastRun, when: When, now: datetime) -> bool:
    """At its time, or before it if rows are to be tried again; after a failure only then."""
    again = last.next_try_at
    is_again = again is not None and now >= again - TOLERANCE
    has_failed = last.failures and last.started_at and last.started_at - now <= CLOCK_WAS_WRONG
    return is_again or (not has_failed and when.is_due(last.started_at, now))


def _run(job: str, when: When, now: datetime) -> Outcome | None:
    """Called with the claim held: the row is as its last holder left it."""
    last, _ = LastRun.objects.get_or_create(job=job)
    if last.started_at is not None and last.finished_at is None:
        _note_death(last, when, now)
    if not _is_due(last, when, now):
        return None
    last.started_at, last.finished_at = now, None
    last.save()
    outcome = _outcome(job)
    try:
        _note(last, when, outcome, now)
    except DatabaseError:  # a full disk: the others may yet do their work
        logger.exception("job %s has ended, which could not be noted", job)
    return outcome


def _outcome(job: str) -> Outcome:
    try:
        return Outcome(job, True, str(import_string(job)() or ""))
    except (Exception, SystemExit) as error:  # a job that ends the process would end the others too
        logger.exception("job %s failed", job)
        return Outcome(job, False, f"{type(error).__name__}: {error}")


def _note_death(last: LastRun, when: When, now: datetime) -> None:
    """Tried again at once; after repeated deaths later and later, so that other jobs come first."""
    logger.error("job %s, begun at %s, died in its run", last.job, last.started_at)
    last.failures += 1
    last.succeeded, last.outcome, last.finished_at = False, DIED, now
    wait = when.pause(last.failures - 1) if last.failures > 1 else timedelta()
    last.next_try_at = now + wait
    last.save()


def _note(last: LastRun, when: When, outcome: Outcome, now: datetime) -> None:
    last.finished_at = timezone.now()
    last.succeeded, last.outcome = outcome.succeeded, outcome.said[:300]
    if outcome.succeeded:
        last.succeeded_at, last.failures = last.finished_at, 0
        rows = FailedRow.objects.filter(job=last.job).aggregate(first=Min("next_try_at"))["first"]
        last.next_try_at = rows and max(rows, now + when.pause(1))
    else:
        last.failures += 1
        last.next_try_at = now + when.pause(last.failures)
    last.save()
