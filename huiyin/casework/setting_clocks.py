"""办公时间、计时期限: set for an office by whoever may, from a day on, with their basis."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor, system
from huiyin.organisations.models import Organisation

from . import clocks, recount
from .clock_rows import KEEP, ClockTerm, OfficeTime
from .workflow import MoveForbiddenError

MOVER = "办公时间"


@transaction.atomic
def set_hours(
    agency: Organisation, *, schedule: str, valid_from: date, basis: str, actor: Actor, at: datetime
) -> OfficeTime:
    """设定办公时间: of this agency from that day on; the clocks that run are counted by it.

    Raises:
        MoveForbiddenError: the actor may not, in this agency.
        ValidationError: by field name.
    """
    if not actor.may(KEEP, agency.pk):
        raise MoveForbiddenError("您没有设定这个机关办公时间的权限")
    _check(valid_from, at)
    rows = OfficeTime.objects.select_for_update().filter(agency=agency, valid_from=valid_from)
    row = rows.first() or OfficeTime(agency=agency, valid_from=valid_from)
    row.schedule, row.basis = schedule, basis.strip()
    row.full_clean()
    row.schedule = str(row.timetable)
    row.save()
    told = {"schedule": row.schedule, "valid_from": valid_from, "basis": row.basis}
    log.record(actor, "casework.office-time.set", row, at=at, **told)
    recount.recount_clocks(actor=system(MOVER), at=at, because=f"办公时间：{row}")
    return row


@transaction.atomic
def set_term(
    *, key: str, amount: int, measure: str, valid_from: date, basis: str, actor: Actor, at: datetime
) -> ClockTerm:
    """设定计时期限: for what starts on that day or later; a clock that runs keeps its term.

    Raises:
        MoveForbiddenError: the actor may not.
        ValidationError: by field name.
    """
    if not actor.may_somewhere(KEEP):
        raise MoveForbiddenError("您没有设定计时期限的权限")
    _check(valid_from, at)
    if key not in clocks.rules():
        raise ValidationError({"key": "没有这个计时事项"})
    rows = ClockTerm.objects.select_for_update().filter(key=key, valid_from=valid_from)
    row = rows.first() or ClockTerm(key=key, valid_from=valid_from)
    row.amount, row.measure, row.basis = amount, measure, basis.strip()
    row.full_clean()
    row.save()
    told = {"key": key, "period": row.term.period, "valid_from": valid_from, "basis": row.basis}
    log.record(actor, "casework.clock-term.set", row, at=at, **told)
    return row


def _check(valid_from: date, at: datetime) -> None:
    if valid_from < timezone.localdate(at):
        raise ValidationError({"valid_from": "执行日期不能早于今天：已经过去的时间不重新计算"})
