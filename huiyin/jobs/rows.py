"""Row by row, each in its own transaction; a failed one is stored with its reason and tried again.

A bad row does not stop a job, and is shown on the desk. An error of the database itself fails the
job as a whole.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, models, transaction

from huiyin.common import masking

from .models import FailedRow
from .schedule import pause

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)
MOST = 200  # in one run; if everything fails, the fault is not in the rows
T = TypeVar("T")
logger = logging.getLogger(__name__)


def named(row: object) -> str:
    """A record by kind and number: its own name may be a person's."""
    if isinstance(row, models.Model):
        return f"{row._meta.verbose_name} {row.pk}"
    return str(row)


@dataclass
class Walk:
    """One run of one job over its rows."""

    job: str
    at: datetime
    done: int = 0
    failed: int = 0
    _known: dict[str, FailedRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {one.row: one for one in FailedRow.objects.filter(job=self.job)}

    def each(
        self,
        rows: Iterable[T],
        act: Callable[[T], Any],
        *,
        name: Callable[[T], str] = named,
        goes_on: Callable[[], bool] = lambda: True,
        in_transaction: bool = True,
    ) -> list[Any]:
        """The results of `act` for each row; rows whose next try is later are skipped.

        An `act` that computes for long writes in a transaction of its own (`in_transaction=False`):
        on SQLite everybody else would wait for it.
        """
        results = []
        for row in list(rows):  # a rollback would end a query that is still being read
            key = name(row)[:200]
            known = self._known.get(key)
            if known is not None and known.next_try_at > self.at:
                continue
            try:
                with transaction.atomic() if in_transaction else nullcontext():
                    results.append(act(row))
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                logger.exception("%s: %s failed", self.job, key)
                self._keep(key, known, error)
                if self.failed >= MOST:
                    raise
            else:
                self.done += 1
                if known is not None:
                    known.delete()
            if not goes_on():
                return results
        return results

    def summary(self) -> str:
        return f"{self.done} done, {self.failed} failed" if self.failed else f"{self.done} done"

    def forget(self) -> None:
        """Delete failures that did not occur again in this run, which went through every row."""
        FailedRow.objects.filter(job=self.job, next_try_at__lte=self.at).delete()

    def _keep(self, key: str, known: FailedRow | None, error: Exception) -> None:
        failures = known.failures + 1 if known else 1
        self.failed += 1
        FailedRow.objects.update_or_create(
            job=self.job,
            row=key,
            defaults={
                "reason": reason(error),
                "failures": failures,
                "last_at": self.at,
                "next_try_at": self.at + pause(failures, FIRST, LONGEST),
            },
            create_defaults={
                "reason": reason(error),
                "first_at": self.at,
                "last_at": self.at,
                "next_try_at": self.at + pause(1, FIRST, LONGEST),
            },
        )


def reason(error: Exception) -> str:
    """The error in one line, without personal data it may quote."""
    messages = getattr(error, "messages", None)
    text = "；".join(messages) if messages else f"{type(error).__name__}: {error}"
    return masking.text(" ".join(text.split()), doubtful=True)[:300]
