"""Five failures lock an account name from one address for a quarter of an hour; many, the address.

An office shares one address, so that takes more; it stops whoever tries one password on many names.
"""

from datetime import datetime, timedelta

from .models import SignInAttempt

FAILURES = 5
FROM_ONE_ADDRESS = 30
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


def address_locked_until(origin: str, *, at: datetime) -> datetime | None:
    """When an address may try again after FROM_ONE_ADDRESS failures; None if it may now.

    Successes do not count it anew: one known password would buy endless tries of others.
    """
    failed = SignInAttempt.objects.filter(
        origin=origin[:64], succeeded=False, at__gt=at - LOCKED
    ).order_by("-at", "-pk")
    moments = list(failed.values_list("at", flat=True)[:FROM_ONE_ADDRESS])
    return moments[-1] + LOCKED if len(moments) == FROM_ONE_ADDRESS else None


def note(username: str, origin: str, *, succeeded: bool, at: datetime) -> None:
    SignInAttempt.objects.create(
        username=username[:150], origin=origin[:64], succeeded=succeeded, at=at
    )
