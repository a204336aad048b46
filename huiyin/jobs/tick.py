"""Run what is due: safe to call twice, never running one job twice at the same time."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import LastRun
from .schedule import When

ABANDONED = timedelta(minutes=30)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    job: str
    succeeded: bool
    said: str


def tick(schedule: Mapping[str, When], *, now: datetime) -> list[Outcome]:
    """Each due job once; a job that fails is logged, noted, and does not stop the others."""
    now = timezone.localtime(now)
    return [_run(job, now) for job, when in schedule.items() if _claim(job, when, now)]


@transaction.atomic
def _claim(job: str, when: When, now: datetime) -> bool:
    """True for exactly one caller: the row is taken by a guarded update."""
    LastRun.objects.bulk_create([LastRun(job=job)], ignore_conflicts=True)
    last = LastRun.objects.get(job=job)
    if not when.is_due(last.started_at, now):
        return False
    abandoned = Q(started_at__lt=now - ABANDONED) | Q(started_at__gt=now + ABANDONED)
    free = Q(started_at=None) | Q(finished_at__isnull=False) | abandoned
    same = Q(started_at=last.started_at) if last.started_at else Q(started_at__isnull=True)
    taken = LastRun.objects.filter(free & same, job=job)
    return taken.update(started_at=now, finished_at=None, outcome="") == 1


def _run(job: str, started_at: datetime) -> Outcome:
    try:
        said = str(import_string(job)() or "")
        outcome = Outcome(job, True, said)
    except (Exception, SystemExit) as error:  # a job that ends the process would end the others too
        logger.exception("job %s failed", job)
        outcome = Outcome(job, False, f"{type(error).__name__}: {error}")
    # by its start: a run that was given up as abandoned must not close the one that replaced it
    LastRun.objects.filter(job=job, started_at=started_at).update(
        finished_at=timezone.now(), outcome=outcome.said[:300], succeeded=outcome.succeeded
    )
    return outcome
