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
from .schedule import Daily, Every

ABANDONED = timedelta(minutes=30)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    job: str
    succeeded: bool
    said: str


def tick(schedule: Mapping[str, Every | Daily], *, now: datetime) -> list[Outcome]:
    """Each due job once; a job that fails is logged, noted, and does not stop the others."""
    return [_run(job) for job, when in schedule.items() if _claim(job, when, now)]


@transaction.atomic
def _claim(job: str, when: Every | Daily, now: datetime) -> bool:
    """True for exactly one caller: the row is taken by a guarded update."""
    LastRun.objects.bulk_create([LastRun(job=job)], ignore_conflicts=True)
    last = LastRun.objects.get(job=job)
    if not when.is_due(last.started_at, now):
        return False
    free = Q(started_at=None) | Q(finished_at__isnull=False) | Q(started_at__lt=now - ABANDONED)
    same = Q(started_at=last.started_at) if last.started_at else Q(started_at__isnull=True)
    taken = LastRun.objects.filter(free & same, job=job)
    return taken.update(started_at=now, finished_at=None, outcome="") == 1


def _run(job: str) -> Outcome:
    try:
        said = str(import_string(job)() or "")
        outcome = Outcome(job, True, said)
    except Exception as error:
        logger.exception("job %s failed", job)
        outcome = Outcome(job, False, f"{type(error).__name__}: {error}")
    LastRun.objects.filter(job=job).update(
        finished_at=timezone.now(), outcome=outcome.said[:300], succeeded=outcome.succeeded
    )
    return outcome
