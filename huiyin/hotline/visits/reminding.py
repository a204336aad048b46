"""计时提醒: letters about persons to be called, urgent requests, and answers to be asked about."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from huiyin.casework.clock_rows import Clock
from huiyin.coordination import reminding
from huiyin.coordination.clock_letters import Letter
from huiyin.coordination.models import HANDLE
from huiyin.hotline.models import CONTACT, CRITICAL, URGENT, VISIT, ServiceRequest
from huiyin.organisations.models import Membership, holds

OFFICE, VISITORS = "hotline.assign_request", "hotline.visit_request"


def _persons(request: ServiceRequest, clock: Clock, today: date, is_late: bool) -> Collection[int]:
    """Who calls back; else the unit that leads, and the office where none does or it is late.

    Of a confidential request only those who are named know, in a letter too.
    """
    if clock.key == VISIT:
        asked = holds(VISITORS) & Q(post__organisation=request.agency_id)
    else:
        asked = holds(OFFICE) & Q(post__organisation=request.agency_id)
        if request.unit_id is not None:
            led = holds(HANDLE) & Q(post__organisation=request.unit_id)
            asked = led | asked if is_late else led
    rows = Membership.objects.answering(today).filter(asked)
    if request.is_confidential:
        named = request.confidants.values_list("person_key", flat=True)
        rows = rows.filter(user__in=[int(key) for key in named if key.isdecimal()])
    persons = set(rows.values_list("user_id", flat=True))
    if clock.key == VISIT:
        persons -= {int(key) for key in request.handlers if str(key).isdecimal()}
    return persons


LETTER = Letter(
    ServiceRequest,
    "热线计时提醒",
    {
        CONTACT: "联系诉求人，",
        URGENT: "紧急诉求办结，",
        CRITICAL: "特急诉求办结，",
        VISIT: "回访，",
    },
    "已超过期限",
    "热线留言列表",
    _persons,
)
reminding.declare("hotline.clocks", LETTER.due)
