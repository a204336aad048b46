"""Entry points for the schedule."""

from django.utils import timezone

from . import drafts


def forget() -> str:
    """Delete expired drafts with their files."""
    return f"{drafts.forget(at=timezone.now())} drafts deleted"
