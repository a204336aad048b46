"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.organisations.models import Organisation

from . import running
from .models import Inspection

SHARE = 20.0  # seconds of a minute's tick that one may have


def inspect() -> str:
    """The nightly inspection of the site, and of each agency's part where there are several."""
    at, actor = timezone.now(), system("inspection")
    begun = running.start(actor=actor, at=at)
    agencies = list(Organisation.objects.agencies())
    for agency in agencies if len(agencies) > 1 else ():
        running.start(actor=actor, at=at, agency=agency)
    return str(begun)


def carry_on() -> str:
    """A few indicators of an inspection that is under way."""
    at = timezone.now()
    inspection = Inspection.objects.filter(finished_at__isnull=True).first()
    if inspection is None:
        return ""
    return running.run(inspection, at=at, seconds=SHARE).verdict or "正在检查"
