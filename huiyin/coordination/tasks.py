"""Entry points for the schedule."""

from django.utils import timezone

from . import reminding


def remind() -> str:
    """办理期限提醒, each night."""
    parts, letters = reminding.remind(at=timezone.now())
    return f"{parts} reminders, {letters} letters"
