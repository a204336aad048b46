"""100,000 applications: the office's list under its filters, the nightly work, one submission.

The rows are written in bulk, every one open or answered with a history that its state could have;
the list is asked as a browser asks it, through all of Django.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

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
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from huiyin.audit.actors import visitor
    from huiyin.foi import actions, reminding
    from huiyin.foi.models import Application, Reminder

    settings.ALLOWED_HOSTS = ["testserver"]
    today = timezone.localdate()
    agency, people = bureau(today)
    generate(agency, people, rows, today)
    client = Client()
    client.force_login(people[0])
    seconds: dict[str, float] = {}
    asked: dict[str, int] = {}
    for query in QUERIES:

        def look(address: str = f"/desk/foi/?{query}") -> None:
            answer = client.get(address)
            assert answer.status_code == 200, address

        look()
        with CaptureQueriesContext(connection) as caught:
            look()
        asked[query] = len(caught)
        seconds[query] = median(look)
    # every application open: the worst night there can be, then an ordinary one
    Application.objects.filter(state="answered").update(
        state="received", answered_on=None, decision=""
    )
    begun = time.perf_counter()
    first = reminding.remind(at=timezone.now())
    nightly = time.perf_counter() - begun
    begun = time.perf_counter()
    second = reminding.remind(at=timezone.now())
    again = time.perf_counter() - begun
    assert second == (0, 0), second
    assert Reminder.objects.count() == first[0]

    def submit() -> None:
        actions.submit(
            Application(
                agency=agency, channel="online", applicant_kind="person", applicant_name="周示例",
                applicant_id_kind="resident", applicant_id="11010519491231002X",
                applicant_phone="13800000000", description="城北路改造工程规划许可证",
            ),
            actor=visitor("127.0.0.1"), at=timezone.now(),
        )  # fmt: skip

    worst = max(seconds, key=lambda query: seconds[query])
    return {
        "rows": rows,
        "list_ms": seconds[""],
        "list_worst_ms": seconds[worst],
        "list_worst": worst,
        "list_queries": max(asked.values()),
        "list_by_query_ms": seconds,
        "list_queries_by_query": asked,
        "nightly_seconds": round(nightly, 2),
        "nightly_again_seconds": round(again, 2),
        "reminded": first[0],
        "submit_ms": median(submit),
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
    from huiyin.foi.models import Application, Consultation, Fee

    states = ("received", "correcting", "reasoning", "paying", "consulting", "drafted",
              "reviewed", "signed", "submitted", "received")  # fmt: skip
    kinds = ("person", "person", "company", "legal-service", "charity", "research")
    channels = ("online", "letter", "counter", "fax", "plain-letter")
    results = ("r3_1", "r3_2", "r3_4_1", "r3_3_6", "r3_5_1", "r3_6_3")
    made = []
    for number in range(rows):
        came = today - timedelta(days=number % 2100)
        is_open = number % 3 == 0
        state = states[number // 3 % len(states)] if is_open else "answered"
        due = came + timedelta(days=28 + number % 20)
        made.append(
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
    Application.objects.bulk_create(made, batch_size=2000)
    Consultation.objects.bulk_create(
        [
            Consultation(
                application=one, kind="third-party", whom="云溪样例公司", sent_on=one.received_on,
                received_on=one.received_on, due_on=one.received_on + timedelta(days=21),
            )
            for one in made if one.state == "consulting"
        ],
        batch_size=2000,
    )  # fmt: skip
    Fee.objects.bulk_create(
        [
            Fee(
                application=one, basis="per-page", count=31, amount=1000,
                noticed_on=one.received_on, due_on=one.received_on + timedelta(days=28),
            )
            for one in made if one.state == "paying"
        ],
        batch_size=2000,
    )  # fmt: skip


def median(act: Callable[[], object]) -> float:
    """In milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken), 1)
