"""100,000 applications: the office's list under its filters, the nightly work, one submission.

The rows are written in bulk, every one open or answered with a history that its state could have;
the list is asked as a browser asks it, through all of Django.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from . import site

ROWS = 100_000
ROUNDS = 9
QUERIES = (
    "", "state=received", "when=week", "when=overdue", "when=suspended", "when=due-soon",
    "when=unconfirmed", "when=answered", "when=silent", "channel=online", "kind=person",
    "decision=r3_1", "year=2024", "handler=me", "handler=none", "department=own",
    "overdue=1", "since=2025-01-01&until=2025-03-31", "sort=-due_on", "sort=reference",
    "handler=me&when=overdue", "state=received&sort=-due_on", "page=1999",
)  # fmt: skip


def run(rows: int = ROWS) -> dict[str, Any]:
    site.prepare()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from huiyin.audit.actors import visitor
    from huiyin.foi import actions
    from huiyin.foi.models import Application

    settings.ALLOWED_HOSTS = ["testserver"]
    today = timezone.localdate()
    begun = time.perf_counter()
    agency, people = bureau(today)
    generate(agency, people, rows, today)
    generation = time.perf_counter() - begun
    client = Client()
    client.force_login(people[0])
    figures: dict[str, Any] = {"rows": rows, "generation_seconds": round(generation, 1)}
    figures |= lists(client)
    figures |= nights(rows)

    def submit() -> None:
        actions.submit(
            Application(
                agency=agency, channel="online", applicant_kind="person", applicant_name="周示例",
                applicant_id_kind="resident", applicant_id="11010519491231002X",
                applicant_phone="13800000000", description="城北路改造工程规划许可证",
            ),
            actor=visitor("127.0.0.1"), at=timezone.now(),
        )  # fmt: skip

    figures["submit_ms"], figures["submit_cpu_ms"] = median(submit)
    return figures


def lists(client: Any) -> dict[str, Any]:
    """Every filter: how long, and how many questions to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took: dict[str, tuple[float, float]] = {}
    asked: dict[str, int] = {}
    for query in QUERIES:

        def look(address: str = f"/desk/foi/?{query}") -> None:
            answer = client.get(address)
            assert answer.status_code == 200, address

        look()
        with CaptureQueriesContext(connection) as caught:
            look()
        asked[query] = len(caught.captured_queries)
        # a list that asks nothing was not looked at: the capture would have failed
        assert asked[query] > 0, query
        took[query] = median(look)
    worst = max(took, key=lambda query: took[query][0])
    return {
        "list_ms": took[""][0],
        "list_cpu_ms": took[""][1],
        "list_worst_ms": took[worst][0],
        "list_worst_cpu_ms": max(cpu for _, cpu in took.values()),
        "list_worst": worst,
        "list_queries": max(asked.values()),
        "list_by_query_ms": took,
        "list_queries_by_query": asked,
    }


def nights(rows: int) -> dict[str, Any]:
    """Every application open: the worst night there can be, then an ordinary one."""
    from django.utils import timezone

    from huiyin.coordination import reminding
    from huiyin.foi.models import Application, Reminder

    Application.objects.filter(state="answered").update(
        state="received", answered_on=None, decision=""
    )
    assert Application.objects.open().count() == rows
    first, second = {}, {}
    for night in (first, second):
        begun, busy = time.perf_counter(), time.process_time()
        night["told"] = reminding.remind(at=timezone.now())
        night["seconds"] = round(time.perf_counter() - begun, 2)
        night["cpu"] = round(time.process_time() - busy, 2)
    assert second["told"] == (0, 0), second
    assert Reminder.objects.exists()
    return {
        "nightly_seconds": first["seconds"],
        "nightly_cpu_seconds": first["cpu"],
        "nightly_again_seconds": second["seconds"],
        "reminded": first["told"][0],
    }


def bureau(today: date) -> tuple[Any, list[Any]]:
    """An agency with three units and nine people; the first of them is the head."""
    from huiyin.accounts.models import User
    from huiyin.organisations.models import Membership, Organisation
    from huiyin.organisations.roles import ensure_posts

    agency = Organisation.objects.create(
        name="云溪市城市管理局", short_name="市城管局", slug="bench", is_agency=True
    )
    head = ensure_posts(agency)["信息公开负责人"]
    people = []
    for number in range(9):
        unit = agency
        if number:
            unit, _ = Organisation.objects.get_or_create(
                slug=f"bench-{number % 3}",
                defaults={
                    "name": f"第{number % 3}科",
                    "short_name": f"第{number % 3}科",
                    "parent": agency,
                },
            )
        user = User.objects.create(
            username=f"clerk{number}", name=f"经办{number}", email=f"clerk{number}@example.com"
        )
        post = head if not number else _post(unit, head)
        Membership.objects.create(user=user, post=post, since=today - timedelta(days=900))
        people.append(user)
    return agency, people


def _post(unit: Any, like: Any) -> Any:
    from huiyin.organisations.models import Post

    return Post.objects.get_or_create(
        organisation=unit, name="经办", defaults={"group": like.group}
    )[0]


def generate(agency: Any, people: list[Any], rows: int, today: date) -> None:
    """`rows` invented applications of six years; two in three answered, the rest in every state."""
    from huiyin.foi.models import Application
    from huiyin.personal.bulk import insert_many

    states = ("received", "correcting", "reasoning", "paying", "consulting", "drafted",
              "reviewed", "signed", "submitted", "received")  # fmt: skip
    kinds = ("person", "person", "company", "legal-service", "charity", "research")
    channels = ("online", "letter", "counter", "fax", "plain-letter")
    results = ("r3_1", "r3_2", "r3_4_1", "r3_3_6", "r3_5_1", "r3_6_3")
    applications = []
    for number in range(rows):
        came = today - timedelta(days=number % 2100)
        is_open = number % 3 == 0
        state = states[number // 3 % len(states)] if is_open else "answered"
        due = came + timedelta(days=28 + number % 20)
        applications.append(
            Application(
                agency=agency, reference=f"SQ{came.year}-{number:06d}", state=state,
                channel=channels[number % 5], applicant_kind=kinds[number % 6],
                applicant_name=f"申请人{number}", description=f"示例路{number % 977}号的规划许可证",
                information_name=f"示例信息{number % 4999}", arrived_on=came,
                received_on=None if state == "submitted" else came,
                due_on=None if state == "consulting" else due,
                handler=None if number % 11 == 0 else people[number % len(people)],
                correction_due_on=due if state == "correcting" else None,
                reasons_due_on=due if state == "reasoning" else None,
                draft_decision="r3_1" if state in ("drafted", "reviewed", "signed") else "",
                answered_on=None if is_open else came + timedelta(days=min(15, (today - came).days)),
                decision="" if is_open else results[number % 6],
            )
        )  # fmt: skip
    insert_many(applications)
    _beside(applications)


def _beside(applications: list[Any]) -> None:
    """The enquiry or the fee that an application waits for."""
    from huiyin.foi.models import Consultation, Fee
    from huiyin.personal.bulk import insert_many

    insert_many(
        [
            Consultation(
                application=one, kind="third-party", whom="云溪样例公司", sent_on=one.received_on,
                received_on=one.received_on, due_on=one.received_on + timedelta(days=21),
            )
            for one in applications if one.state == "consulting"
        ]
    )  # fmt: skip
    insert_many(
        [
            Fee(
                application=one, basis="per-page", count=31, amount=1000,
                noticed_on=one.received_on, due_on=one.received_on + timedelta(days=28),
            )
            for one in applications if one.state == "paying"
        ]
    )  # fmt: skip


def median(act: Callable[[], object]) -> tuple[float, float]:
    """In milliseconds: by the clock on the wall, and of this process alone."""
    walls, own = [], []
    for _ in range(ROUNDS):
        begun, busy = time.perf_counter(), time.process_time()
        act()
        own.append((time.process_time() - busy) * 1000)
        walls.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(walls), 1), round(statistics.median(own), 1)
