"""Five failures lock an account name from one address for a quarter of an hour."""

from datetime import datetime, timedelta

from .models import SignInAttempt

FAILURES = 5
LOCKED = timedelta(minutes=15)


def is_locked(username: str, origin: str, *, at: datetime) -> bool:
    """True while the last FAILURES attempts within LOCKED all failed, from this address."""
    recent = SignInAttempt.objects.filter(
        username=username[:150], origin=origin[:64], at__gt=at - LOCKED
    ).order_by("-at")[:FAILURES]
    outcomes = [attempt.succeeded for attempt in recent]
    return len(outcomes) == FAILURES and not any(outcomes)


def note(username: str, origin: str, *, succeeded: bool, at: datetime) -> None:
    SignInAttempt.objects.create(
        username=username[:150], origin=origin[:64], succeeded=succeeded, at=at
    )
