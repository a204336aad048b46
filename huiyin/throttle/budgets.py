"""预算: how much of something one party may do, stored in the database, so that restarts reset
nothing.

A budget refills steadily (GCRA, ITU-T I.371): its row only holds the moment at which it is full
again, so that spending is one statement, whatever the number of threads and processes.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from huiyin.personal import keys

from .limits import Limit
from .models import Spent

Budget = tuple[Limit, str]
"""A limit, and the subject it is counted for."""

_SPEND = """
INSERT INTO throttle_spent (key, until) VALUES (%(key)s, %(now)s + %(cost)s)
ON CONFLICT (key) DO UPDATE SET until = %(cost)s +
  CASE WHEN throttle_spent.until > %(now)s THEN throttle_spent.until ELSE %(now)s END
WHERE throttle_spent.until <= %(now)s + %(room)s
RETURNING until
"""


class TooManyError(Exception):
    """Wait `seconds` before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many; wait {seconds} seconds")
        self.seconds = seconds


def spend(*budgets: Budget, at: datetime, cost: int = 1) -> None:
    """Take `cost` from each of these budgets, or from none.

    Raises:
        TooManyError: one of them has not so much left.
    """
    with transaction.atomic():
        for limit, subject in sorted(budgets, key=lambda one: _key(*one)):  # against deadlocks
            _take(limit, subject, at, cost)


def _take(limit: Limit, subject: str, at: datetime, cost: int) -> None:
    count, seconds = limit.rate
    each = seconds / count
    cost = min(cost, count)  # a cost above the whole budget takes all of it
    now, key = at.timestamp(), _key(limit, subject)
    room = (count - cost) * each + 1e-3
    parameters: dict[str, str | float] = {"key": key, "now": now, "cost": cost * each, "room": room}
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, parameters)
        if cursor.fetchone() is not None:
            return
    until = Spent.objects.values_list("until", flat=True).filter(pk=key).first() or now
    raise TooManyError(max(1, int(until - now - room) + 1))


def has_left(limit: Limit, subject: str, *, at: datetime) -> bool:
    count, seconds = limit.rate
    room = (count - 1) * seconds / count + 1e-3
    key = _key(limit, subject)
    return not Spent.objects.filter(pk=key, until__gt=at.timestamp() + room).exists()


def give_back(*budgets: Budget, cost: int = 1) -> None:
    """Return what was spent on a try that turned out to be right."""
    for limit, subject in budgets:
        count, seconds = limit.rate
        regained = min(cost, count) * seconds / count
        Spent.objects.filter(pk=_key(limit, subject)).update(until=F("until") - regained)


def restore(limit: Limit, subject: str) -> None:
    """Make the budget full again."""
    Spent.objects.filter(pk=_key(limit, subject)).delete()


def forget(*, at: datetime) -> int:
    """Delete full budgets, which need no row."""
    return Spent.objects.filter(until__lte=at.timestamp()).delete()[0]


def _key(limit: Limit, subject: str) -> str:
    return keys.digest(f"throttle {limit.name} {subject[:300]}")
