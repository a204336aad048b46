"""Entry points for the schedule."""

from django.utils import timezone

from . import digest


def tell() -> str:
    """Send today's digests."""
    return f"{digest.send(at=timezone.now())} letters"
