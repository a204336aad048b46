"""提醒评价: whoever left a mail address is asked for an opinion once more, and never again."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from huiyin.audit.actors import Actor, system
from huiyin.casework.recount import by_the_system
from huiyin.hotline import telling
from huiyin.hotline.models import ServiceRequest, Visit
from huiyin.jobs.rows import Walk

from .registering import State, workflow

JOB = "huiyin.hotline.tasks.ask_for_opinions"
AFTER, UNTIL = timedelta(days=3), timedelta(days=30)
"""How long after the answer, and when it is too late to ask."""
ROBOT = system("评价提醒")


def _is_unrated(request: ServiceRequest, day: date) -> str:
    if request.evaluated_on:
        return "诉求人已经评价过"
    return "已经提醒过评价" if request.reminded_on else ""


@workflow.move("提醒评价", sources={State.ANSWERED}, rule=by_the_system, guard=_is_unrated)
def ask_opinion(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """提醒评价: once for each answer."""
    request.reminded_on = at.date()
    telling.asked(request, at)


def ask_for_opinions(*, at: datetime) -> str:
    """Of answers that were given some days ago, and about which nobody has been spoken to."""
    walk, today = Walk(JOB, at), timezone.localdate(at)
    reached = Visit.objects.filter(
        request=OuterRef("pk"), round_number=OuterRef("round_number"), is_reached=True
    )
    silent = ServiceRequest.objects.filter(
        ~Exists(reached),
        state=State.ANSWERED,
        answered_on__lte=today - AFTER,
        answered_on__gt=today - UNTIL,
        evaluated_on=None,
        reminded_on=None,
    ).exclude(caller_phone="")
    reachable = [request for request in silent.order_by("pk") if telling.address_of(request)]
    asked = walk.each(reachable, lambda request: ask_opinion(request, actor=ROBOT, at=at))
    walk.forget()
    return f"{len(asked)} asked"
