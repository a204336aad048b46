"""A word among 1,000,000 requests at the desk: any list, its last page, the search across everything.

Asked as a browser asks, through all of Django, by a clerk who may not know of confidential ones
(one in twenty). Beside it the same list by reading every text, as it was before there was an index.
SQLite works in this process, so what is measured is its processor time: a clock would measure the
neighbours as well.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from . import site

ROWS = 1_000_000
AT_ONCE = 20_000
ROUNDS = 5
PLACES = [f"{a}{b}{c}" for a in "云青望柳新松湖桃" for b in "溪枫江荫安林滨花" for c in "路街巷道"]
THINGS = ("路灯不亮", "井盖松动", "垃圾未清运", "占道经营", "树枝挡光", "路面破损", "渣土抛洒")
RARE = "青铜雕像"
WORDS = {
    "rare": RARE,
    "two words": "柳荫巷 井盖",
    "a place": "湖滨道",
    "half of all": "居民反映",
    "a seventh": "路灯不亮",
    "one character": "灯",
    "part of a number": "0004321",
    "nothing": "没有这样的字",
}
"""What is asked → a word. A word of half of all is in half a million."""


def run(rows: int = ROWS) -> dict[str, Any]:
    site.prepare()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    begun = time.perf_counter()
    agency, clerk = bureau()
    generate(agency, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures: dict[str, Any] = {"rows": rows, "fill_seconds": round(time.perf_counter() - begun)}
    client = Client()
    client.force_login(clerk)
    client.get("/desk/hotline/")
    lists = {name: took(client, f"/desk/hotline/?q={word}") for name, word in WORDS.items()}
    last = {
        name: took(client, f"/desk/hotline/?q={word}&page=999999") for name, word in WORDS.items()
    }
    across = {name: took(client, f"/desk/search/?q={word}") for name, word in WORDS.items()}
    scan = {name: plain(clerk, word) for name, word in WORDS.items()}
    return figures | {
        "list_ms": max(lists.values()), "last_ms": max(last.values()),
        "across_ms": max(across.values()),
        "times_faster": round(min(scan[name] / lists[name] for name in WORDS), 1),
        "statements": statements(client), "lists_ms": lists, "lasts_ms": last,
        "acrosses_ms": across, "scans_ms": scan, "unsearched_ms": took(client, "/desk/hotline/"),
    }  # fmt: skip


def took(client: Any, address: str) -> float:
    def ask() -> None:
        status = client.get(address).status_code
        if status not in (200, 302):
            raise RuntimeError(f"{address}: {status}")

    ask()
    return median(ask)


def plain(clerk: Any, word: str) -> float:
    """Counted and the first page read, by every text; without the page around it."""
    from huiyin.casework import searching
    from huiyin.hotline.desk import ROOM
    from huiyin.organisations.actors import actor_of

    def ask() -> None:
        seen = ROOM.seen_by(actor_of(clerk)).exclude(state="voided")
        records = searching._read(seen, ROOM.search, word.split())
        records.count()
        list(records[:50])

    return median(ask, 1)


def median(ask: Callable[[], None], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        ask()
        times.append((time.process_time() - begun) * 1000)
    return round(statistics.median(times), 1)


def statements(client: Any) -> int:
    """Most that a list asks for any word."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for word in WORDS.values():
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/desk/hotline/?q={word}")
        asked.append(len(caught))
    return max(asked)


def bureau() -> tuple[Any, Any]:
    from django.contrib.auth.models import Group, Permission

    from huiyin.accounts.models import User
    from huiyin.organisations.models import Membership, Organisation, Post

    agency = Organisation.objects.create(
        name="测量局", short_name="测量局", slug="measured", is_agency=True
    )
    group = Group.objects.create(name="测量岗")
    group.permissions.add(Permission.objects.get(codename="view_requests"))
    clerk = User.objects.create_user("measured")
    post = Post.objects.create(organisation=agency, name="测量岗", group=group)
    Membership.objects.create(user=clerk, post=post, since=date(2020, 1, 1))
    return agency, clerk


def generate(agency: Any, rows: int) -> None:
    """Some thousands made one by one, and their copies under other numbers on other days."""
    from django.db import connection

    from huiyin.hotline.models import ServiceRequest

    first = min(rows, AT_ONCE)
    ServiceRequest.objects.bulk_create(_some(agency, first))
    table = ServiceRequest._meta.db_table
    names = [f.column for f in ServiceRequest._meta.concrete_fields if not f.primary_key]
    day = "date(received_on, %s)" if connection.vendor == "sqlite" else "received_on + %s::interval"
    columns = {"reference": "substr(reference, 1, 2) || %s || substr(reference, 3)"}
    columns |= {"received_on": day}
    said = ", ".join(columns.get(name, name) for name in names)
    with connection.cursor() as cursor:
        for copy in range(1, rows // first):
            values = {"reference": f"{copy:02}", "received_on": f"-{copy} days"}
            asked = [values[name] for name in names if name in values]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {said} FROM {table} "  # noqa: S608
                "WHERE agency_id = %s AND length(reference) = 9",
                [*asked, agency.pk],
            )


def _some(agency: Any, rows: int) -> list[Any]:
    from huiyin.hotline.models import Channel, RequestKind, ServiceRequest

    random, channels = Random("desk search"), list(Channel.objects.all())
    kinds = [kind for kind in RequestKind.values if kind not in ("report", "mistake")]
    records = []
    for number in range(rows):
        place, thing = random.choice(PLACES), random.choice(THINGS)
        received = date(2025, 12, 31) - timedelta(days=number * 3650 // rows)
        said = "居民反映" if number % 2 else "来电说明"
        more = "".join(random.choices("东西南北侧边旁前后多次处理希望尽快安排人员现场查看", k=40))
        if number == rows // 2:
            more = RARE
        records.append(
            ServiceRequest(
                agency=agency, reference=f"SZ{number:07}", state="answered",
                channel=channels[number % len(channels)], request_kind=kinds[number % len(kinds)],
                is_confidential=number % 20 == 0, subject=f"{place}{thing}",
                content=f"{said}{place}{number % 300}号附近{thing}，{more}。", place=place,
                received_on=received, due_on=received + timedelta(days=7),
                answered_on=received + timedelta(days=5), answer_text="已办",
            )
        )  # fmt: skip
    return records
