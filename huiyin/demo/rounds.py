"""收集: the online doors are looked at twice each working day; a few half-days were missed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from django.db.models import Count
from django.utils import timezone

from huiyin.casework.clock_rows import hours_of
from huiyin.hotline.actions import rounds
from huiyin.hotline.models import Channel, Half, Round, ServiceRequest
from huiyin.hotline.rounds import duty
from huiyin.hotline.rounds.halves import halves_of
from huiyin.hotline.rounds.rules_desk import RULES
from huiyin.workdays.hours import Period
from huiyin.workdays.load import steady

from .cases import Office
from .clock import FIRST, HOURS, moment, workdays

BASIS = "《云溪市市长热线和网上留言办理办法》第六条（演示）"
ONE_DAY = timedelta(days=1)
MISSED = 0.012
"""Of all half-days so many were forgotten."""


def tell(office: Office, year: int) -> Iterator[int]:
    """From the first day of a year to the last half-day that is over; yields after each round."""
    since = workdays(max(FIRST, date(year, 1, 1)), office.today)[0]
    begun = moment(since, HOURS[0][0])
    doors = list(Channel.objects.all())
    for door in doors:
        RULES.set(
            actor=office.head, at=begun, agency=office.agency, channel=door,
            morning=1, afternoon=1, valid_from=since, basis=BASIS,
        )  # fmt: skip
    history = _history(office, [door.key for door in doors], since)
    serials: Counter[int] = Counter()
    for _, month in groupby(history, key=lambda one: one.collected_on.replace(day=1)):
        batch = list(month)
        for one in batch:
            serials[one.collected_on.year] += 1
            year = one.collected_on.year
            one.reference = f"SJ{year}-{serials[year]:05d}"
        last = datetime.combine(batch[-1].collected_on, batch[-1].collected_time)
        rounds.register_many(batch, actor=office.clerk, at=timezone.make_aware(last))
        yield from (1 for _ in batch)
    duty.open_half_days(office.agency, office.today)


def _history(office: Office, doors: list[str], since: date) -> Iterator[Round]:
    random, came = Random("rounds"), _received(office)
    read, waiting = since - ONE_DAY, Counter[str]()
    with steady():
        hours = hours_of(office.agency)
        days = workdays(since, office.today)
        halves = [
            (day, half, p) for day in days for half, p in halves_of(hours.periods(day)).items()
        ]
    for day, half, period in halves:
        while read < day:
            read += ONE_DAY
            waiting.update(came.get(read, {}))
        at = _within(random, period)
        is_forgotten = random.random() < MISSED
        if is_forgotten or moment(day, period.closes) > office.until:
            continue
        kept = {key: waiting[key] // 2 if half is Half.MORNING else 0 for key in doors}
        counts = {key: waiting[key] - kept[key] for key in doors}
        waiting = Counter(kept)
        yield Round(
            agency=office.agency, collected_on=day, collected_time=at,
            collector=office.clerk.name, counts=counts,
        )  # fmt: skip


def _within(random: Random, period: Period) -> time:
    """A time in the first hour and a half in which somebody is there."""
    opens = max(period.opens, next(begins for begins, ends in HOURS if ends > period.opens))
    minute = opens.hour * 60 + opens.minute + random.randrange(5, 90)
    return time(minute // 60, minute % 60)


def _received(office: Office) -> Mapping[date, Mapping[str, int]]:
    """Day → how many requests came through each channel."""
    rows = ServiceRequest.objects.filter(agency=office.agency).order_by()
    came: dict[date, dict[str, int]] = {}
    for day, key, number in rows.values_list("received_on", "channel__key").annotate(Count("pk")):
        came.setdefault(day, {})[key] = number
    return came
