"""挂账查看提醒: overdue looks and pauses that have ended, in the nightly letter to whoever answers requests."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone

from huiyin.coordination import reminding
from huiyin.coordination.reminding import Part
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Membership, Organisation, holds

from .models import Deferral, ServiceRequest
from .rules import ANSWER

HEADING = "挂账事项和中止工单提醒"
LISTED = 30


def overdue(walk: Walk) -> reminding.OfAgency:
    """Each night until somebody looks; numbers and days only, nothing of a matter goes into a letter."""
    return lambda agency: list(_parts(agency, timezone.localdate(walk.at)))


reminding.declare("hotline.deferrals", overdue)


def _parts(agency: Organisation, today: date) -> Iterator[Part]:
    late = Deferral.objects.filter(agency=agency, state=Deferral.State.OPEN, due_on__lt=today)
    over = ServiceRequest.objects.filter(agency=agency).suspension_over(today)
    looks = late.order_by("due_on", "pk").values_list("reference", "due_on")
    pauses = over.order_by("paused_until", "pk").values_list("reference", "paused_until")
    unlooked = [f"{reference}：应于 {day} 查看" for reference, day in looks]
    unresumed = [f"{reference}：{day} 期满" for reference, day in pauses]
    lines = [*_worded("挂账超期未查看", unlooked), *_worded("中止期满待恢复", unresumed)]
    if lines:
        for person in _persons(agency, today):
            yield Part(person, HEADING, tuple(lines), len(unlooked) + len(unresumed))


def _worded(heading: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [f"  另有 {len(lines) - LISTED} 件，请在列表中查看"] if len(lines) > LISTED else []
    return [f"{heading}：{len(lines)} 件", *(f"  {line}" for line in lines[:LISTED]), *more]


def _persons(agency: Organisation, today: date) -> list[int]:
    """Those in office at the agency who answer requests."""
    inside = Q(post__organisation=agency)
    inside |= Q(post__organisation__parent=agency, post__organisation__is_agency=False)
    memberships = Membership.objects.answering(today).filter(inside, holds(ANSWER))
    return sorted(set(memberships.values_list("user_id", flat=True)))
