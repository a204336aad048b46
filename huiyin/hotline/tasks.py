"""Entry points for the schedule."""

from django.utils import timezone

from .rounds import reminding


def watch_rounds() -> str:
    """网上渠道收集提醒, in each half-day."""
    return reminding.watch(at=timezone.now())
