"""Five failures lock an account name from one address for a quarter of an hour."""

from datetime import datetime, timedelta

from .models import SignInAttempt

FAILURES = 5
LOCKED = timedelta(minutes=15)
ANYWHERE = "*"  # in place of an address: the lock holds wherever the attempt comes from


def is_locked(username: str, origin: str, *, at: datetime) -> bool:
    """True while the last FAILURES attempts within LOCKED all failed, from this address."""
    return locked_until(username, origin, at=at) is not None


def locked_until(username: str, origin: str, *, at: datetime) -> datetime | None:
    """When the lock ends: as soon as the oldest of those failures is LOCKED ago; None if not locked."""
    recent = list(
        SignInAttempt.objects.filter(
            username=username[:150], origin=origin[:64], at__gt=at - LOCKED
        ).order_by("-at", "-pk")[:FAILURES]
    )
    if len(recent) < FAILURES or any(attempt.succeeded for attempt in recent):
        return None
    return recent[-1].at + LOCKED


def note(username: str, origin: str, *, succeeded: bool, at: datetime) -> None:
    SignInAttempt.objects.create(
        username=username[:150], origin=origin[:64], succeeded=succeeded, at=at
    )
