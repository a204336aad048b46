"""一次自查: one row per indicator, measured one after another; any worker carries it on."""

import time
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor, ActorKind
from huiyin.jobs.claims import claimed
from huiyin.measuring.asking import measured
from huiyin.measuring.base import Ask, Measurement, Verdict, of_the_site
from huiyin.measuring.scoring import deduction
from huiyin.organisations.models import Organisation

from . import loading
from .models import Indicator, Inspection, Result
from .reach import RUN, covers
from .scoring import Mark, score

SERVICES = "办事服务"
State = Result.State


@transaction.atomic
def start(*, actor: Actor, at: datetime, agency: Organisation | None = None) -> Inspection:
    """发起自查 of the whole site or of an agency's part; returns a run that is still going, if any.

    Raises:
        PermissionDenied: the actor may not, or not so far.
    """
    if not covers(actor, RUN, agency.pk if agency else None):
        raise PermissionDenied("您的岗位不能发起这项自查。")
    loading.load()
    running = (
        Inspection.objects.select_for_update()
        .filter(agency=agency, finished_at__isnull=True)
        .first()
    )
    if running is not None:
        return running
    who = "系统" if actor.kind == ActorKind.SYSTEM else actor.name
    inspection = Inspection.objects.create(started_at=at, started_by=who, agency=agency)
    indicators = Indicator.objects.filter(is_checked=True, is_listed=True)
    if agency is not None:
        indicators = indicators.exclude(measure__in=of_the_site)
    Result.objects.bulk_create(
        Result(inspection=inspection, indicator=indicator) for indicator in indicators
    )
    log.record(actor, "inspection.start", inspection, at=at)
    return inspection


def step(inspection: Inspection, *, at: datetime) -> bool:
    """Measure the next indicator; False if none is left, which finishes the run."""
    waiting = inspection.results.filter(state__in=(State.WAITING, State.RUNNING))
    for key, code in waiting.values_list("pk", "indicator__code"):
        with claimed(f"indicator.{code}") as is_ours:
            result = _taken(key, at) if is_ours else None
            if result is not None:
                _store(result, measured(result.indicator.measure, _ask(result, inspection)))
                return True
    _finish(inspection, at)
    return False


def run(inspection: Inspection, *, at: datetime, seconds: float | None = None) -> Inspection:
    """Measure until all is done or the time is up."""
    until = None if seconds is None else time.monotonic() + seconds
    while step(inspection, at=at):
        if until is not None and time.monotonic() > until:
            break
    inspection.refresh_from_db()
    return inspection


def _taken(key: int, at: datetime) -> Result | None:
    """Called with the claim of the indicator: a running row was left by a process that died."""
    free = Result.objects.filter(pk=key, state__in=(State.WAITING, State.RUNNING))
    free.update(state=State.RUNNING, claimed_at=at)
    return free.select_related("indicator").first()


def _ask(result: Result, inspection: Inspection) -> Ask:
    return Ask(inspection.started_at, result.indicator.threshold, inspection.agency_id)


def _store(result: Result, answer: Measurement | str) -> None:
    if isinstance(answer, str):
        result.state = State.FAILED
        result.note = f"检查没有完成，请把这句话告诉系统管理员：{answer}"[:500]
    else:
        indicator = result.indicator
        result.state = State(answer.verdict.value)
        result.put(answer)
        if answer.verdict is Verdict.BROKEN and indicator.group == "scored":
            result.deduction = deduction(answer.faults, indicator.deduct, indicator.points)
    result.save()


@transaction.atomic
def _finish(inspection: Inspection, at: datetime) -> None:
    """Compute the verdict once no indicator is waiting or running."""
    row = Inspection.objects.select_for_update().get(pk=inspection.pk)
    results = list(row.results.select_related("indicator"))
    if row.finished_at is not None or any(not result.is_done for result in results):
        return
    scored = score((_mark(result) for result in results), has_services=_has_services())
    row.finished_at = at
    row.vetoes, row.score, row.verdict = scored.vetoes, scored.total, scored.verdict
    if row.agency_id is not None:  # only a whole site has a score
        broken = sum(result.state == State.BROKEN for result in results)
        row.score, row.verdict = None, f"{broken} 项未达标" if broken else "没有未达标的项目"
    row.save()


def _mark(result: Result) -> Mark:
    broken = {State.MET: False, State.BROKEN: True}.get(State(result.state))
    return Mark(result.indicator.group, broken, result.deduction, result.indicator.points)


def _has_services() -> bool:
    """False where the office has said that it has no services: then they are not scored."""
    services = Indicator.objects.filter(group="scored", part=SERVICES, is_listed=True)
    checked = list(services.values_list("is_checked", flat=True))
    return not checked or any(checked)
