"""Entry points for the schedule."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.jobs.rows import Walk, named
from huiyin.web.kept import page_cache

from .decisions.actions import decisions
from .decisions.models import Decision

State = Decision.State


def daily() -> str:
    """A new day: consultations end, expired certificates leave the pages."""
    now = timezone.now()
    with transaction.atomic():
        page_cache.changed()  # lists are made for a day
    walk = Walk("huiyin.registers.tasks.daily", now)
    closed = close_due(walk)
    walk.forget()
    return f"{closed} consultations closed"


def close_due(walk: Walk) -> int:
    """Every consultation whose last day has passed."""
    over = Decision.objects.filter(
        state=State.CONSULTING, consult_until__lt=timezone.localdate(walk.at)
    )
    close = partial(decisions.close, actor=system("定时任务"), at=walk.at)
    return len(walk.each(over.order_by("pk"), close, name=lambda one: f"{named(one)} 结束征求意见"))
