"""Which half-days owe which rounds, what was collected, and what is new since the last round."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Max

from huiyin.casework.clock_rows import hours_of
from huiyin.hotline.models import (
    Channel,
    CollectionRule,
    HalfDay,
    Round,
    ServiceRequest,
)
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import at
from huiyin.workdays.load import steady

from .halves import half_at, halves_of


def rules_on(rules: Iterable[CollectionRule], day: date) -> list[CollectionRule]:
    """Of each door the row in force."""
    standing: dict[int, CollectionRule] = {}
    for rule in sorted(rules, key=lambda one: one.valid_from):
        if rule.valid_from <= day:
            standing[rule.channel_id] = rule
    return sorted(standing.values(), key=lambda one: (one.channel.position, one.channel_id))


def open_half_days(agency: Organisation, until: date) -> None:
    """Write down each half-day up to that day which owes a round and is not written down yet."""
    rules = list(CollectionRule.objects.filter(agency=agency).select_related("channel"))
    if not rules:
        return
    last = HalfDay.objects.filter(agency=agency).aggregate(last=Max("day"))["last"]
    day = min(rule.valid_from for rule in rules)
    day = max(day, last + ONE_DAY) if last else day
    hours, rows = hours_of(agency), []
    while day <= until:
        standing = rules_on(rules, day)
        for half, period in halves_of(hours.periods(day)).items():
            owed = {rule.channel.key: n for rule in standing if (n := rule.times(half))}
            if owed:
                rows.append(
                    HalfDay(
                        reference=f"{day} {half.label}", agency=agency, day=day, half=half,
                        opens_at=at(day, period.opens), closes_at=at(day, period.closes), owed=owed,
                    )
                )  # fmt: skip
        day += ONE_DAY
    HalfDay.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def put_into_half_days(rounds: Collection[Round]) -> None:
    """Set the half-day of each new round, if that half-day owes any."""
    of_agency: dict[Organisation, list[Round]] = defaultdict(list)
    for one in rounds:
        of_agency[one.agency].append(one)
    for agency, own in of_agency.items():
        days = [one.collected_on for one in own]
        with steady():
            open_half_days(agency, max(days))
            hours = hours_of(agency)
        half_days = HalfDay.objects.filter(agency=agency, day__range=(min(days), max(days)))
        rows = {(row.day, row.half): row for row in half_days}
        for one in own:
            half = half_at(one.collected_time, hours.periods(one.collected_on))
            one.half_day = rows.get((one.collected_on, half)) if half else None


def settle(half_days: Collection[int], *, on: date, without: int | None = None) -> None:
    """Say of each half-day whether its valid rounds are what it owes; `without` is being voided."""
    valid = Round.objects.valid().filter(half_day__in=half_days)
    if without is not None:
        valid = valid.exclude(pk=without)
    looks: dict[int, Counter[str]] = defaultdict(Counter)
    for key, counts in valid.values_list("half_day_id", "counts"):
        looks[key].update(dict.fromkeys(counts, 1))
    rows = list(HalfDay.objects.select_for_update().filter(pk__in=half_days).order_by("pk"))
    for row in rows:
        if all(looks[row.pk][key] >= times for key, times in row.owed.items()):
            row.kept_on, row.lapsed_on = row.day, None
        elif row.is_kept:
            row.lapsed_on = on
    HalfDay.objects.bulk_update(rows, ["kept_on", "lapsed_on"], batch_size=500)


def doors_of(agency: Organisation, day: date) -> list[Channel]:
    """The channels that this agency has to check; all of them where no rule names any."""
    rules = CollectionRule.objects.filter(agency=agency).select_related("channel")
    channels = [one.channel for one in rules_on(rules, day) if one.morning or one.afternoon]
    return channels or list(Channel.objects.all())


def new_since(agency: Organisation) -> Mapping[str, int]:
    """Key of each door through which requests come into this register → how many are new.

    A round of an imported table has counted no keys: what has come since its day is new.
    """
    rounds = Round.objects.valid().filter(agency=agency)
    last = rounds.order_by("-counted_to", "-collected_on", "-collected_time").first()
    requests = ServiceRequest.objects.valid().filter(agency=agency)
    channels = set(requests.order_by().values_list("channel__key", flat=True).distinct())
    if last is not None and not last.counted_to:
        requests = requests.filter(received_on__gte=last.collected_on)
    elif last is not None:
        since = last.collected_on - timedelta(days=7)  # an old table that is imported is not new
        requests = requests.filter(pk__gt=last.counted_to, received_on__gte=since)
    else:
        requests = requests.none()
    new = dict(requests.order_by().values_list("channel__key").annotate(Count("pk")))
    return {key: new.get(key, 0) for key in channels}


def last_request(agency: Organisation) -> int:
    """Key of the last request registered so far."""
    last = ServiceRequest.objects.filter(agency=agency).aggregate(last=Max("pk"))["last"]
    return last or 0
