"""反复诉求: the same number brings the same category again within the days that the place has ruled.

Told after intake and apart from it, so that nobody who calls waits for it: of new requests within
minutes, and each night anew of two years, in which a category or a number may have been corrected.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from huiyin.hotline.models import RepeatTerm, ServiceRequest, ServiceRequestQuerySet
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation

JOB, NIGHTLY = "huiyin.hotline.tasks.mark_repeats", "huiyin.hotline.tasks.recheck_repeats"
AGAIN_OF = timedelta(days=730)
AT_ONCE = 500


class Brought(NamedTuple):
    """What one number brought about one category, on a day."""

    pk: int
    digest: str
    category: int
    day: date
    is_repeat: bool | None


Days = Callable[[date], int]
"""How many days the rule of a day allows between the two; 0 where there is no rule."""


def mark_repeats(*, at: datetime) -> str:
    """Those of which nobody has told it yet."""
    return _mark(JOB, at, lambda requests: requests.maybe_repeats())


def recheck_repeats(*, at: datetime) -> str:
    """Those of two years."""
    since = timezone.localdate(at) - AGAIN_OF
    return _mark(NIGHTLY, at, lambda requests: requests.filter(received_on__gte=since))


Narrow = Callable[[ServiceRequestQuerySet], ServiceRequestQuerySet]


def _mark(job: str, at: datetime, narrow: Narrow) -> str:
    walk, days = Walk(job, at), _days()
    agencies = Organisation.objects.agencies().order_by("pk")
    changed = walk.each(agencies, lambda agency: tell(agency, narrow, days))
    walk.forget()
    return f"{sum(changed)} changed"


def tell(agency: Organisation, narrow: Narrow, days: Days) -> int:
    """How many requests of an agency are told another thing than before."""
    return _store(_looked_at(agency, narrow), days)


def _days() -> Days:
    terms = list(RepeatTerm.objects.order_by("-valid_from").values_list("valid_from", "days"))
    return lambda day: next((days for since, days in terms if since <= day), 0)


def _looked_at(agency: Organisation, narrow: Narrow) -> Iterator[tuple[Brought, bool]]:
    """All that the numbers in question ever brought, and whether each is to be looked at."""
    requests = ServiceRequest.objects.valid().filter(agency=agency, category__isnull=False)
    requests = requests.exclude(caller_digest="")
    asked = narrow(requests).order_by()
    keys = set(asked.values_list("pk", flat=True))
    rows = requests.filter(caller_digest__in=asked.values("caller_digest"))
    rows = rows.order_by("caller_digest", "category", "received_on", "pk")
    read = rows.values_list("pk", "caller_digest", "category", "received_on", "is_repeat")
    for row in read.iterator(2000) if keys else ():
        yield Brought(*row), row[0] in keys


def _store(rows: Iterable[tuple[Brought, bool]], days: Days) -> int:
    by_answer: dict[bool, list[int]] = {True: [], False: []}
    for one, is_repeat in repeats(rows, days):
        if one.is_repeat is not is_repeat:
            by_answer[is_repeat].append(one.pk)
    for is_repeat, keys in by_answer.items():
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            ServiceRequest.objects.filter(pk__in=some).update(is_repeat=is_repeat)
    return sum(map(len, by_answer.values()))


def repeats(rows: Iterable[tuple[Brought, bool]], days: Days) -> Iterator[tuple[Brought, bool]]:
    """Of rows in the order of number, category and day: each in question, and whether it is one."""
    former: Brought | None = None
    for one, is_asked in rows:
        is_same = former is not None and former[1:3] == one[1:3]
        if is_asked:
            near = is_same and former is not None and (one.day - former.day).days <= days(one.day)
            yield one, near
        former = one
