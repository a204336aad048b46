"""Entry points for the schedule."""

from functools import partial

from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import system
from huiyin.personal import retention


def keep_no_longer() -> str:
    """Erase whatever has been kept long enough, each batch with its audit entry."""
    at = timezone.now()
    note = partial(log.record, system("retention"), "personal.erase", at=at)
    counts = {rule.key: retention.apply(rule, at=at, note=note) for rule in retention.rules()}
    return ", ".join(f"{key} {number}" for key, number in counts.items() if number)
