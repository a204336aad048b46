"""一次自查: one row an indicator, measured one after another; whoever comes next carries on."""

import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from huiyin.audit import log
from huiyin.audit.actors import Actor

from . import loading, measures
from .measures.base import Ask, Measurement, Verdict
from .models import Indicator, Inspection, Result
from .scoring import Mark, deduction, score

RUN = "inspection.run_inspection"
ABANDONED = timedelta(minutes=30)  # a measure that has not come back: its process died
SERVICES = "办事服务"
logger = logging.getLogger(__name__)
State = Result.State


@transaction.atomic
def start(*, actor: Actor, at: datetime) -> Inspection:
    """发起自查; one that is still running is carried on instead.

    Raises:
        PermissionDenied: the actor may not.
    """
    if not actor.may(RUN):
        raise PermissionDenied("您的岗位不能发起网站自查。")
    loading.load()
    running = Inspection.objects.select_for_update().filter(finished_at__isnull=True).first()
    if running is not None:
        return running
    inspection = Inspection.objects.create(started_at=at, started_by=actor.name)
    Result.objects.bulk_create(
        Result(inspection=inspection, indicator=indicator)
        for indicator in Indicator.objects.filter(is_checked=True, is_listed=True)
    )
    log.record(actor, "inspection.start", inspection, at=at)
    return inspection


def step(inspection: Inspection, *, at: datetime) -> bool:
    """Measure the next indicator; False when none is left, and the inspection is then finished."""
    result = _claim(inspection, at)
    if result is None:
        _finish(inspection, at)
        return False
    found = _measured(result.indicator, inspection)
    _store(result, found)
    return True


def run(inspection: Inspection, *, at: datetime, seconds: float | None = None) -> Inspection:
    """Step on until all is measured, or until the time is up."""
    until = None if seconds is None else time.monotonic() + seconds
    while step(inspection, at=at):
        if until is not None and time.monotonic() > until:
            break
    inspection.refresh_from_db()
    return inspection


def _claim(inspection: Inspection, at: datetime) -> Result | None:
    """The next indicator, for exactly one caller."""
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, claimed_at__lt=at - ABANDONED)
    waiting = inspection.results.filter(free).select_related("indicator")
    for result in waiting:
        taken = Result.objects.filter(free, pk=result.pk)
        if taken.update(state=State.RUNNING, claimed_at=at) == 1:
            return result
    return None


def _measured(indicator: Indicator, inspection: Inspection) -> Measurement | str:
    """What the indicator says; a measure that fails says so, and does not stop the others."""
    ask = Ask(inspection.started_at, indicator.threshold)
    try:
        return measures.find(indicator.measure)(ask)
    except Exception as error:
        logger.exception("indicator %s failed", indicator.code)
        return f"{type(error).__name__}：{error}"


def _store(result: Result, found: Measurement | str) -> None:
    if isinstance(found, str):
        result.state = State.FAILED
        result.note = f"检查没有完成，请把这句话告诉系统管理员：{found}"[:500]
    else:
        indicator = result.indicator
        broken = found.verdict is Verdict.BROKEN
        faults = max(found.faults, 1) if broken else found.faults
        found = replace(found, faults=faults)
        result.state = State(found.verdict.value)
        result.value, result.limit = found.value[:100], found.limit[:100]
        result.faults, result.note = found.faults, found.note[:500]
        result.evidence = [list(one) for one in found.evidence]
        if broken and indicator.group == "scored":
            result.deduction = deduction(faults, indicator.deduct, indicator.points)
    result.save()


@transaction.atomic
def _finish(inspection: Inspection, at: datetime) -> None:
    """Reckon the verdict once nothing waits and nothing runs any more."""
    row = Inspection.objects.select_for_update().get(pk=inspection.pk)
    results = list(row.results.select_related("indicator"))
    if row.finished_at is not None or any(not result.is_done for result in results):
        return
    told = score((_mark(result) for result in results), has_services=_has_services())
    row.finished_at = at
    row.vetoes, row.score, row.verdict = told.vetoes, told.total, told.verdict
    row.save()


def _mark(result: Result) -> Mark:
    broken = {State.MET: False, State.BROKEN: True}.get(State(result.state))
    return Mark(result.indicator.group, broken, result.deduction, result.indicator.points)


def _has_services() -> bool:
    """False where the office has said that it has no services: then they are not scored."""
    services = Indicator.objects.filter(group="scored", part=SERVICES, is_listed=True)
    checked = list(services.values_list("is_checked", flat=True))
    return not checked or any(checked)
