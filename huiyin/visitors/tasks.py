"""Entry points for the schedule."""

from django.utils import timezone

from . import drafts, throttle


def forget() -> str:
    """Delete expired drafts with their files, and old tries."""
    now = timezone.now()
    return f"{drafts.forget(at=now)} drafts and {throttle.forget(at=now)} tries deleted"
