"""Entry points for the schedule."""

from django.utils import timezone

from . import delivery


def deliver() -> str:
    """Send what is due."""
    return str(delivery.deliver(clock=timezone.now))
