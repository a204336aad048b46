"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.audit.actors import system

from . import reminding, running
from .models import Inspection

SHARE = 20.0  # seconds of a minute's tick that one may have


def inspect() -> str:
    """The nightly inspection, started here and carried on by `carry_on`."""
    at = timezone.now()
    return str(running.start(actor=system("inspection"), at=at))


def carry_on() -> str:
    """A few indicators of an inspection that is under way."""
    at = timezone.now()
    inspection = Inspection.objects.filter(finished_at__isnull=True).first()
    if inspection is None:
        return ""
    return running.run(inspection, at=at, seconds=SHARE).verdict or "正在检查"


def remind() -> str:
    """Reminders of columns that must be renewed."""
    return str(reminding.remind(actor=system("inspection"), at=timezone.now()))
