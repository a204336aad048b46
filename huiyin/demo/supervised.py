"""督办 of a demonstration: what was late climbed the ladder, a few requests were supervised."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from huiyin.coordination import actions
from huiyin.coordination.models import Cause, Escalation, Rung, Supervision
from huiyin.coordination.tasks import escalate
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

from .cases import Office
from .clock import moment, next_workday, office_hour, workdays

LOOKED_AT = timedelta(days=30)
"""For so long the timetable has climbed; before that all is answered."""
SUPERVISED_EACH = 25
ASKED = "群众反映强烈，请到现场核实，限期办理并报告办理情况。"
ANSWERED = "已到现场核实并完成整改，已向诉求人说明情况。"
WORD = "请今天派人到现场处理，说明延误的原因和办结时间。"


def tell(office: Office) -> None:
    """Each morning the ladder; a day later the head of the unit says something about it."""
    for day in workdays(office.today - LOOKED_AT, office.today):
        morning = moment(day, time(9, 5))
        if morning > office.until:
            break
        _attend(office, morning)
        escalate(morning)
    _supervise(office)


def _attend(office: Office, morning: datetime) -> None:
    """Every second one; the others still wait for it."""
    raised = Escalation.objects.filter(state=Escalation.State.RAISED, raised_at__lt=morning)
    at = min(morning + timedelta(minutes=40), office.until)
    for rung in raised.filter(rung=Rung.UNIT).order_by("pk"):
        head = office.handlers.get(f"{rung.unit.slug}-fuze")
        if rung.pk % 2 and head is not None and rung.is_known_to(head):
            actions.attend(rung, actor=head, at=at, instruction=WORD)


def _supervise(office: Office) -> None:
    """Of the last weeks some: asked on the next working day, answered within three, released."""
    recent = ServiceRequest.objects.filter(
        received_on__range=(office.today - LOOKED_AT, office.today - timedelta(days=6)),
        is_confidential=False,
        unit__isnull=False,
    )
    for number, request in enumerate(recent.order_by("received_on", "pk")):
        if number % SUPERVISED_EACH == 0 and request.unit is not None:
            _one(office, request, request.unit)


def _one(office: Office, request: ServiceRequest, unit: Organisation) -> None:
    random, by = Random(f"supervised {request.reference}"), office.handlers["duban"]
    asked_on = next_workday(request.received_on, 1)
    due_on = next_workday(asked_on, 3)
    asked = Supervision(
        agency=request.agency, unit=unit, cause=Cause.OTHER, subject=ASKED, due_on=due_on
    )
    asked.put_beside(request)
    at = office_hour(random, asked_on, 0, 2)
    asked = actions.supervise(asked, actor=by, at=at)
    actions.issue_notice(asked, actor=by, at=at)
    answered = office_hour(random, next_workday(asked_on, random.randint(1, 4)), 1, 2)
    if answered > office.until or request.is_open:
        return
    actions.answer_supervision(
        asked, actor=office.handlers[unit.slug], at=answered, answer=ANSWERED,
        answered_on=timezone.localdate(answered),
    )  # fmt: skip
    released = office_hour(random, next_workday(timezone.localdate(answered), 1), 0, 2)
    if released <= office.until:
        actions.release(asked, actor=by, at=released, reason="已经办结并答复诉求人")
