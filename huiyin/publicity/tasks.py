"""Entry points for the schedule."""

from django.utils import timezone

from . import tidying


def tidy() -> str:
    """公示期满登记, each night: the books follow what the day has hidden already."""
    return f"{tidying.tidy(timezone.localdate())} publications ended"
