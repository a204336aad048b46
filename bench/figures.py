"""All figures of a year of 1,000,000 requests, beside the fewest bare statements that tell the same.

The rows are written in bulk: received, due and answered on days spread over the year, a part of
them late, a part rated. The bare statement groups them by all that the figures ask.
"""

import statistics
import time
from datetime import date, timedelta
from typing import Any

from . import site

ROWS = 1_000_000
YEAR = 2025
AT_ONCE = 20_000
ROUNDS = 3
BARE = """
    SELECT channel_id, request_kind, satisfaction, received_on >= %s, due_on BETWEEN %s AND %s,
           answered_on <= due_on, answered_on <= %s, rated_on <= %s, COUNT(*)
    FROM hotline_servicerequest
    WHERE agency_id = %s AND received_on <= %s AND (state <> 'voided' OR voided_on > %s)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


def run(rows: int = ROWS) -> dict[str, Any]:
    site.prepare()
    from django.db import connection

    from huiyin.figures import registry
    from huiyin.hotline.figures import REQUESTS
    from huiyin.organisations.models import Organisation

    agency = Organisation.objects.create(
        name="测量局", short_name="测量局", slug="figures", is_agency=True
    )
    generate(agency, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    scope = registry.Scope.year(agency.pk, YEAR)
    figures = registry.all_figures(agency.pk)
    asked = [one for one in figures if one.ledger is REQUESTS]
    first, last = scope.start, scope.end
    values = [first, first, last, last, last, agency.pk, last, scope.as_of]

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, values)
            cursor.fetchall()

    ours = timed(lambda: registry.read(asked, scope))
    fewest = timed(bare)
    return {
        "rows": rows,
        "all_seconds": timed(lambda: registry.read(figures, scope)),
        "ledger_seconds": ours,
        "bare_seconds": fewest,
        "times_bare": round(ours / fewest, 2),
    }


def timed(ask: Any) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        times.append(time.perf_counter() - begun)
    return round(statistics.median(times), 2)


def generate(agency: Any, rows: int) -> None:
    """`rows` requests received in the year: some thousands as they could have come about, and their copies."""
    from django.db import connection

    from huiyin.hotline.models import ServiceRequest

    first = min(rows, AT_ONCE)
    ServiceRequest.objects.bulk_create(_some(agency, first))
    table = ServiceRequest._meta.db_table
    names = [f.column for f in ServiceRequest._meta.concrete_fields if not f.primary_key]
    columns = ", ".join("reference || %s" if name == "reference" else name for name in names)
    with connection.cursor() as cursor:
        for copy in range(1, rows // first):
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {columns} FROM {table} "  # noqa: S608
                "WHERE agency_id = %s AND reference NOT LIKE %s",
                [f"-{copy}", agency.pk, "%-%"],
            )


def _some(agency: Any, rows: int) -> list[Any]:
    from huiyin.hotline.models import Channel, RequestKind, Satisfaction, ServiceRequest

    channels, kinds = list(Channel.objects.all()), RequestKind.values
    ratings = ["", "", *Satisfaction.values]
    records = []
    for number in range(rows):
        received = date(YEAR, 1, 1) + timedelta(days=number % 365)
        answered = received + timedelta(days=number % 11)
        satisfaction = ratings[number % len(ratings)]
        records.append(
            ServiceRequest(
                agency=agency, reference=f"GX{number:07}", state="answered",
                channel=channels[number % len(channels)], request_kind=kinds[number % len(kinds)],
                is_confidential=True, subject="测量", content="测量", received_on=received,
                due_on=received + timedelta(days=7), answered_on=answered, answer_text="已办",
                satisfaction=satisfaction, rated_on=answered if satisfaction else None,
            )
        )  # fmt: skip
    return records
