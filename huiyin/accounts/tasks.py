"""Entry points for the schedule."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db import Error, InterfaceError, OperationalError
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import system
from huiyin.jobs.rows import Walk
from huiyin.personal import retention

KEEP_NO_LONGER = "huiyin.accounts.tasks.keep_no_longer"


def keep_no_longer() -> str:
    """Erase whatever has been kept long enough, each batch with its audit entry."""
    at = timezone.now()
    today = timezone.localdate(at)
    walk = Walk(KEEP_NO_LONGER, at)
    retention.announce(today)
    counts = {rule.key: sum(_erased(rule, walk, at)) for rule in retention.in_force(today)}
    walk.forget()
    return ", ".join(f"{key} {number}" for key, number in counts.items() if number)


def _erased(rule: retention.Rule, walk: Walk, at: datetime) -> Iterator[int]:
    """By batches; of a batch that holds a bad row, record by record."""
    note = partial(log.record, system("retention"), "personal.erase", at=at)
    erase = partial(retention.erase, rule, at=at, note=note)
    for keys in retention.batches(rule, at=at):
        try:
            yield erase(keys)
        except (OperationalError, InterfaceError):
            raise
        except Error:
            yield from walk.each(
                keys, lambda key: erase([key]), name=lambda key: f"{rule.label} {key}"
            )
