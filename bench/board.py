"""The leaders' board over 1,000,000 requests, while requests come in; and the trace of a figure.

Processor time on SQLite, which works in this process. Half of the requests are of this year, half of
last year. Between two looks some are registered and older ones, anywhere among the million, found to
be entered in error, by the real actions: each look has several blocks to count anew. `whole_ms` is the board without kept counts, as for a past day.
"""

import io
import math
import random
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from . import site
from .desk_search import bureau
from .figures import YEAR, generate

ROWS, LOOKS, BETWEEN, CHANGED = 1_000_000, 40, 5, 3
BOARD = "/desk/overview/"


def run(rows: int = ROWS) -> dict[str, Any]:
    site.prepare()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    settings.ALLOWED_HOSTS = ["*"]
    agency, _ = bureau()
    leader = lead(agency)
    generate(agency, rows)
    spread(agency, timezone.localdate().year)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(leader)
    return {"rows": rows, **board(client, agency), **traces(client)}


def board(client: Any, agency: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from huiyin.desk.tasks import follow_counts, prove_counts

    whole = busy(lambda: look(client, BOARD))
    first = busy(follow_counts)
    look(client, BOARD)
    looks = []
    chance = random.Random(LOOKS)
    for _ in range(LOOKS):
        come_in(agency)
        change(chance)
        looks.append(busy(lambda: look(client, BOARD)))
    with CaptureQueriesContext(connection) as caught:
        look(client, BOARD)
    follow = busy(follow_counts)
    wrong: list[int] = []
    proof = busy(lambda: wrong.append(prove_counts()))
    if wrong != [0]:
        raise RuntimeError(f"{wrong} kept counts were wrong")
    return {
        "board_p95_ms": share(looks, 0.95), "board_median_ms": share(looks, 0.5),
        "statements": len(caught), "whole_ms": whole, "first_seconds": round(first / 1000, 1),
        "follow_ms": follow, "proof_seconds": round(proof / 1000, 1),
    }  # fmt: skip


def traces(client: Any) -> dict[str, float]:
    """A figure of a day and one of half a million on its page, one on the command line."""
    from django.core.management import call_command
    from django.utils import timezone

    today = timezone.localdate()
    page = f"/desk/figures/hotline.received/?year={today.year}&as_of={today}"

    def trace() -> None:
        call_command("trace", "foi.received", year=today.year, stdout=io.StringIO())

    return {
        "day_page_ms": median(lambda: look(client, f"{page}&from={today}")),
        "year_page_ms": median(lambda: look(client, page)),
        "trace_ms": median(trace),
    }


def busy(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return round((time.process_time() - begun) * 1000, 1)


def median(act: Callable[[], object]) -> float:
    return sorted(busy(act) for _ in range(3))[1]


def share(times: list[float], part: float) -> float:
    return sorted(times)[math.ceil(len(times) * part) - 1]


def look(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def lead(agency: Any) -> Any:
    """Somebody who leads and may see the requests."""
    from django.utils import timezone

    from huiyin.accounts.models import User
    from huiyin.audit.actors import system
    from huiyin.organisations.actions import appoint
    from huiyin.organisations.roles import ensure_posts

    user = User.objects.create_user("leader", password="x", name="领导")
    post = ensure_posts(agency)["分管领导"]
    appoint(user, post, actor=system("bench"), at=timezone.now(), since=date(2020, 1, 1))
    return user


def spread(agency: Any, year: int) -> None:
    """Every second one into this year, the others into the last; one in fifty is confidential."""
    from django.db import connection
    from django.db.models.functions import Mod

    from huiyin.hotline.models import ServiceRequest

    columns = ("received_on", "due_on", "answered_on", "rated_on")
    moved = ", ".join(f"{one} = date({one}, %s)" for one in columns)
    others = ServiceRequest.objects.alias(rest=Mod("pk", 50)).exclude(rest=0)
    others.filter(request_kind="report").update(request_kind="complaint", is_confidential=False)
    others.update(is_confidential=False)
    with connection.cursor() as cursor:
        for rest in (0, 1):
            years = f"{year - rest - YEAR:+} years"
            cursor.execute(
                f"UPDATE {ServiceRequest._meta.db_table} SET {moved} "  # noqa: S608
                "WHERE agency_id = %s AND id %% 2 = %s",
                [*(years for _ in columns), agency.pk, rest],
            )


def come_in(agency: Any) -> None:
    from django.utils import timezone

    from huiyin.audit.actors import system
    from huiyin.hotline import actions
    from huiyin.hotline.models import Channel, ServiceRequest

    now = timezone.localtime()
    channel = Channel.objects.first()
    for number in range(BETWEEN):
        request = ServiceRequest(
            agency=agency, channel=channel, request_kind="complaint", subject=f"路灯{number}",
            content=f"路灯不亮 {now} {number}", received_on=now.date(),
        )  # fmt: skip
        actions.register(request, actor=system("bench"), at=now)


def change(chance: random.Random) -> None:
    from django.db.models import Max
    from django.utils import timezone

    from huiyin.audit.actors import system
    from huiyin.hotline import actions
    from huiyin.hotline.models import ServiceRequest

    last = ServiceRequest.objects.aggregate(Max("pk"))["pk__max"]
    for _ in range(CHANGED):
        request = ServiceRequest.objects.valid().filter(pk__lte=chance.randint(1, last)).last()
        if request is None:
            raise RuntimeError("no request to change")
        actions.void(request, actor=system("bench"), at=timezone.now(), reason="录错")
