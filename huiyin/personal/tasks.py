"""Entry points for the schedule."""

from datetime import timedelta

from django.utils import timezone

from . import sealed


def remove_orphans() -> str:
    """What retention or a broken upload left on the disk without a record."""
    found = sealed.orphans(before=timezone.now() - timedelta(days=1))
    for place in found:
        place.unlink(missing_ok=True)
    return f"{len(found)} files"
