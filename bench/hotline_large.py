"""1,000,000 requests at the desk: a list by each of its filters, and what the clocks ask every few minutes.

Processor time on SQLite, which works in this process. One in a hundred is open, with a clock that
runs. For the sweep all others get a clock, too, and a thousand of the million have run out.
"""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Any

from lxml import html

from . import site
from .desk_search import bureau, generate

ROWS, DUE, OPTIONS, ROUNDS = 1_000_000, 1000, 3, 3
ADDRESS = "/desk/hotline/"
OPEN = ("received", "assigned")


def run(rows: int = ROWS) -> dict[str, Any]:
    site.prepare()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    agency, clerk = bureau()
    generate(agency, rows)
    spread(agency)
    clocks(agency, *OPEN)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(clerk)
    lists = {asked: took(client, f"{ADDRESS}?{asked}") for asked in questions(client)}
    ends = {asked: took(client, f"{ADDRESS}?{asked}&page=999999") for asked in lists}
    statements = most_statements(client, lists)
    clocks(agency, "answered")
    overdue(agency, min(DUE, rows // 200))
    return {
        "list_ms": max(lists.values()), "last_ms": max(ends.values()),
        "list_median_ms": statistics.median(lists.values()),
        "statements": statements, **sweep(), "lists": lists, "lasts": ends,
    }  # fmt: skip


def questions(client: Any) -> list[str]:
    """The list as it is, and each filter that its panel offers, with some of its options."""
    page = html.fromstring(client.get(ADDRESS).content)
    asked = [""]
    for field in page.xpath("//main//form[@method='get' or not(@method)]//select[@name]"):
        options = [o for o in field.xpath("./option/@value") if o]
        asked += [f"{field.get('name')}={option}" for option in islice(options, OPTIONS)]
    if len(asked) < 10:
        raise RuntimeError(f"the list offers but {len(asked)} filters")
    return asked


def took(client: Any, address: str) -> float:
    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")

    ask()
    return median(ask)


def median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        busy = time.process_time()
        act()
        times.append((time.process_time() - busy) * 1000)
    return round(statistics.median(times), 1)


def most_statements(client: Any, lists: dict[str, float]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for asked in lists:
        with CaptureQueriesContext(connection) as caught:
            client.get(f"{ADDRESS}?{asked}")
        counts.append(len(caught))
    return max(counts)


def spread(agency: Any) -> None:
    """One in a hundred is open, received or given to a unit, due in these days; a third is rated."""
    from django.db.models import F
    from django.utils import timezone

    from huiyin.hotline.models import ServiceRequest
    from huiyin.organisations.models import Organisation

    units = [
        Organisation.objects.create(
            name=f"测量{n}科", short_name=f"{n}科", slug=f"unit{n}", parent=agency
        )
        for n in range(10)
    ]
    today = timezone.localdate()
    requests = ServiceRequest.objects.filter(agency=agency)

    def some(of: int, rest: int) -> Any:
        return requests.extra(where=["id %% %s = %s"], params=[of, rest])

    for number, unit in enumerate(units):
        some(10, number).update(unit=unit)
        due = today + timedelta(days=number - 3)
        some(1000, 100 * number + number).update(
            state="assigned" if number % 2 else "received", unit=unit if number % 2 else None,
            due_on=due, answered_on=None, answer_text="",
        )  # fmt: skip
    some(50, 7).update(urgency="urgent")
    some(100, 11).update(urgency="critical")
    for rest, word in ((1, "satisfied"), (2, "fair"), (3, "dissatisfied")):
        some(9, rest).exclude(answered_on=None).update(satisfaction=word, rated_on=F("answered_on"))


def clocks(agency: Any, *states: str) -> None:
    """A contact clock that ends in ten days, for each request in these states that has none."""
    from django.db import connection
    from django.utils import timezone

    from huiyin.casework.clock_rows import Clock
    from huiyin.hotline.models import ServiceRequest

    now = timezone.now()
    table, requests = Clock._meta.db_table, ServiceRequest._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (agency_id, about_kind, about_pk, key, amount, measure, basis, "  # noqa: S608
            "started_at, due_at, is_provisional, result) "
            "SELECT agency_id, 'hotline.servicerequest', id, 'hotline.contact', 8, 'office', '测量',"
            f" %s, %s, 0, '' FROM {requests} WHERE agency_id = %s AND state IN "
            f"({', '.join(['%s'] * len(states))})",
            [now, now + timedelta(days=10), agency.pk, *states],
        )


def overdue(agency: Any, count: int) -> None:
    from django.utils import timezone

    from huiyin.casework.clock_rows import Clock
    from huiyin.hotline.models import ServiceRequest

    of = ServiceRequest.objects.filter(agency=agency, state__in=OPEN).values("pk")
    keys = Clock.objects.filter(about_pk__in=of).values_list("pk", flat=True)[:count]
    Clock.objects.filter(pk__in=list(keys)).update(due_at=timezone.now() - timedelta(days=3))


def sweep() -> dict[str, float]:
    """What has reached a rung is read; written is another matter, each rung in its own transaction."""
    from django.utils import timezone

    from huiyin.coordination import climbing

    now = timezone.localtime()
    reached: list[Any] = []

    def read() -> None:
        reached[:] = climbing._reached(now)

    seconds = median(read) / 1000
    if not reached:
        raise RuntimeError("nothing has reached a rung")
    return {"sweep_seconds": round(seconds, 3), "reached": len(reached)}
