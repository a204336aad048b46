"""Ten wrong tries within a quarter of an hour, for one number or from one address, and no more."""

import ipaddress
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from huiyin.personal import keys

from .models import Try

MOST = 10
WITHIN = timedelta(minutes=15)


class TooManyError(Exception):
    """Wait `seconds` before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many tries; wait {seconds} seconds")
        self.seconds = seconds


def note(scope: str, key: str, origin: str, *, at: datetime) -> Try:
    """Write a try down before its answer is known, so that many at once cannot slip through.

    Raises:
        TooManyError: this one is over the limit; it is not written down.
    """
    tried = Try(scope=scope, key=keys.digest(key[:100]), origin=keys.digest(_net(origin)), at=at)
    tried.save()
    recent = Try.objects.filter(scope=scope, at__gt=at - WITHIN)
    mine, here = Q(key=tried.key), Q(origin=tried.origin)
    told = recent.filter(mine | here).aggregate(
        by_key=Count("pk", filter=mine), by_origin=Count("pk", filter=here), oldest=Min("at")
    )
    if max(told["by_key"], told["by_origin"]) > MOST:
        tried.delete()
        wait = (told["oldest"] + WITHIN - at).total_seconds()
        raise TooManyError(max(int(wait) + 1, 1))
    return tried


def was_right(tried: Try) -> None:
    """A right code is no failure."""
    tried.delete()


def forget(*, at: datetime) -> int:
    return Try.objects.filter(at__lte=at - WITHIN).delete()[0]


def _net(origin: str) -> str:
    """An address; of IPv6 its network, which belongs to one household."""
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
