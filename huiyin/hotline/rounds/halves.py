"""半日: the halves of an office day, as its periods divide it. Pure: no database, no clock."""

from collections.abc import Mapping
from datetime import time

from huiyin.hotline.models import Half
from huiyin.workdays.hours import Period, Periods

NOON, LATE = time(12), time(13)
"""Whoever is open at noon without a break has two halves nevertheless, if it stays open past one."""


def halves_of(periods: Periods) -> Mapping[Half, Period]:
    """Each half in which the office is open, from its opening to its closing.

    A morning that runs a little over noon is no afternoon, and a 调休 morning has none.
    """
    if not periods:
        return {}
    before = [one for one in periods if one.opens < NOON]
    goes_on = periods[-1].closes > LATE
    halves: dict[Half, Period] = {}
    if before:
        through = before[-1].closes > LATE
        halves[Half.MORNING] = Period(before[0].opens, NOON if through else before[-1].closes)
    if goes_on:
        through = bool(before) and before[-1].closes > LATE
        opens = NOON if through else next(p.opens for p in periods if p.opens >= NOON)
        halves[Half.AFTERNOON] = Period(opens, periods[-1].closes)
    return halves


def half_at(clock: time, periods: Periods) -> Half | None:
    """The half to which a look at that time belongs; None on a day that is not worked.

    A half lasts until the next one opens: at lunch one reads what the morning brought, and after
    the closing what the afternoon did. What is read before the opening is the first half's.
    """
    halves = halves_of(periods)
    opened = [half for half, period in halves.items() if period.opens <= clock]
    return opened[-1] if opened else next(iter(halves), None)
