"""Entry points for the schedule."""

from django.utils import timezone

from . import actions
from .rounds import reminding
from .surges import counting


def watch_rounds() -> str:
    """网上渠道收集提醒, in each half-day."""
    return reminding.watch(at=timezone.now())


def ask_for_opinions() -> str:
    """提醒评价, each morning."""
    return actions.ask_for_opinions(at=timezone.now())


def count_surges() -> str:
    """苗头, each night."""
    return counting.count_all(at=timezone.now())


def mark_repeats() -> str:
    """反复诉求认定 of new requests, within minutes."""
    return actions.mark_repeats(at=timezone.now())


def recheck_repeats() -> str:
    """反复诉求认定 anew, each night: numbers and categories are corrected."""
    return actions.recheck_repeats(at=timezone.now())
