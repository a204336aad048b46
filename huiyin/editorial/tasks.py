"""Entry points for the schedule."""

import logging

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.casework.workflow import MoveRefusedError
from huiyin.jobs.rows import Walk, named

from . import actions
from .models import Manuscript

logger = logging.getLogger(__name__)
CLOCK = system("定时发布")
KEEP_TIME = "huiyin.editorial.tasks.keep_time"


def keep_time() -> str:
    """Release and take down what is due; what may not go out is given back to a person."""
    now = timezone.now()
    walk = Walk(KEEP_TIME, now)
    released = walk.each(_due_for_release(now), _release)
    expired = walk.each(_due_for_expiry(now), _expire, name=lambda one: f"{named(one)} 到期撤下")
    walk.forget()
    return f"{sum(released)} released, {sum(expired)} taken down"


def _due_for_release(now: object) -> list[Manuscript]:
    due = Manuscript.objects.filter(state=Manuscript.State.SCHEDULED, release_at__lte=now)
    return list(due.order_by("release_at", "pk"))


def _due_for_expiry(now: object) -> list[Manuscript]:
    return list(Manuscript.objects.filter(expire_at__lte=now, page__live=True).order_by("pk"))


def _release(one: Manuscript) -> bool:
    try:
        actions.release(one, actor=CLOCK, at=timezone.now())
    except MoveRefusedError:
        logger.info("manuscript %s was released or called back by somebody just now", one.pk)
        return False
    except ValidationError as error:
        logger.warning("manuscript %s could not be released: %s", one.pk, error.messages)
        said = "；".join(error.messages)[:300]
        actions.hold_back(one, actor=CLOCK, at=timezone.now(), reason=said)
        return False
    return True


def _expire(one: Manuscript) -> bool:
    try:
        actions.expire(one, actor=CLOCK, at=timezone.now())
    except MoveRefusedError:
        logger.info("manuscript %s was taken down by somebody just now", one.pk)
        return False
    return True
