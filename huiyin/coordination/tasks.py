"""Entry points for the schedule."""

from datetime import datetime

from django.utils import timezone

from huiyin.jobs.rows import Walk

from . import climbing, reminding, ruling

ESCALATE = "huiyin.coordination.tasks.escalate"


def remind() -> str:
    """办理期限提醒, each night."""
    parts, letters = reminding.remind(at=timezone.now())
    return f"{parts} reminders, {letters} letters"


def escalate(at: datetime | None = None) -> str:
    """升级督办, every few minutes."""
    now = timezone.localtime(at or timezone.now())
    walk = Walk(ESCALATE, now)
    climbed = climbing.climb(walk, now)
    supervised = ruling.supervise_by_rule(walk, now)
    walk.forget()
    return f"{climbed}, {supervised} supervised"
