"""Entry points for the schedule."""

from django.utils import timezone

from . import reminding


def remind() -> str:
    """期限提醒, each night."""
    dates, letters = reminding.remind(at=timezone.now())
    return f"{dates} dates, {letters} letters"
