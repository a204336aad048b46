"""A request comes in: its own processor time, a batch, and eight at once next to their bare statements.

PostgreSQL, waiting for the disk as in operation. The bare statements are those that the program
itself sends, with rows of the same width, without anything that checks, encrypts or counts; both
take turns on the same database.
"""

import multiprocessing
import os
import statistics
import time
import uuid
from collections.abc import Callable
from typing import Any

from tests import databases, postgres

CLIENTS, SECONDS, TURNS = 8, 4, 3
ROUNDS, BATCH = 60, 500
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
TEXT = "云溪路路灯不亮三天，夜里行人看不清路面。" * 10


def run() -> dict[str, Any]:
    postgres.OPTIONS |= DURABLE
    with postgres.running(start_from=postgres._migrated()) as url:
        os.environ |= {"HUIYIN_DATABASE_URL": url, "HUIYIN_AUDIT_KEY": databases.AUDIT_KEY}
        prepare()
        from django.db import connection

        own = Cases()
        own.receive()
        figures = {
            "statements": own.statements_unclocked(),
            "statements_clocked": own.statements(),
            "receive_cpu_ms": median(own.receive),
            "message_cpu_ms": median(own.message),
            "batch_per_second": max(own.batch() for _ in range(TURNS)),
        }
        connection.close()
        turns = [{name: at_once(name) for name in ("receive", "bare")} for _ in range(TURNS)]
    for name in ("receive", "bare"):
        figures[f"{name}_per_second"] = statistics.median(turn[name] for turn in turns)
    figures["times_bare"] = statistics.median(turn["receive"] / turn["bare"] for turn in turns)
    return {name: round(figure, 2) for name, figure in figures.items()}


def prepare() -> None:
    """In each process: the site, on the copy of the migrated database."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    name = databases.template_name()
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = name


class Cases:
    """The ways in, each to an agency of this measurement."""

    def __init__(self) -> None:
        from huiyin.audit.actors import guest, system
        from huiyin.hotline import actions
        from huiyin.hotline.models import Channel
        from huiyin.organisations.models import Organisation

        agency, _ = Organisation.objects.get_or_create(
            slug="bench",
            defaults={"name": "云溪市城市管理局", "short_name": "市城管局", "is_agency": True},
        )
        self.door = actions.Door("bench", agency, Channel.objects.get(key="mayor-hotline"))
        self.robot, self.person = system("bench"), guest("网民", agency.pk)
        self.actions = actions
        self.payload = {
            "request_kind": "help", "subject": "路灯不亮", "content": TEXT, "place": "云溪路",
            "caller_name": "周示例", "caller_phone": "13800000000", "consents": True,
        }  # fmt: skip

    def receive(self) -> Any:
        from django.utils import timezone

        key, at = uuid.uuid4().hex, timezone.now()
        return self.actions.receive(self.door, key, self.payload, actor=self.robot, at=at)

    def message(self) -> None:
        from django.utils import timezone

        request = self._new()
        self.actions.message(request, actor=self.person, at=timezone.now())

    def batch(self) -> float:
        """Cases pushed together, in one transaction: how many in a second of processor time."""
        from django.utils import timezone

        at, stem = timezone.now(), uuid.uuid4().hex
        items = [self.actions.Item(f"{stem}-{n}", self.payload) for n in range(BATCH)]
        begun = time.process_time()
        self.actions.receive_many(self.door, items, actor=self.robot, at=at)
        took = time.process_time() - begun
        assert all(item.is_new for item in items)
        return BATCH / took

    def _new(self, **values: Any) -> Any:
        from huiyin.hotline.models import ServiceRequest

        return ServiceRequest(agency=self.door.agency, **{**self.payload, **values})

    def statements(self) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        with CaptureQueriesContext(connection) as caught:
            self.receive()
        return sum(not one["sql"].startswith(frame) for one in caught)

    def statements_unclocked(self) -> int:
        """Where no term of the office applies."""
        from django.db import transaction

        from huiyin.hotline.models import RequestTerm

        with transaction.atomic():
            RequestTerm.objects.all().delete()
            counted = self.statements()
            transaction.set_rollback(True)
        return counted


class Bare:
    """The same statements, with a copy of a stored case for what is inserted."""

    def __init__(self) -> None:
        from django.db import connection

        from huiyin.audit.models import Entry
        from huiyin.casework.numbering import _statement
        from huiyin.hotline.models import ServiceRequest

        self.connection = connection
        case = Cases().receive()
        entry = Entry.objects.latest("pk")
        self.agency, self.year = case.agency_id, case.received_on.year
        self.number = _statement(ServiceRequest, connection.vendor)
        self.case = _copy(case, "id", "reference", "external_key_id")
        self.entry = _copy(entry, "sequence", "number", without=("id",))

    def __call__(self) -> None:
        from django.db import transaction

        from huiyin.audit import numbers
        from huiyin.workdays.load import STAMP

        with transaction.atomic(), self.connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO hotline_externalkey (door, key, digest, received_at)"
                " VALUES ('bare', %s, 'x', now()) RETURNING id",
                [uuid.uuid4().hex],
            )
            (external,) = cursor.fetchone()
            cursor.execute("SELECT * FROM hotline_servicetarget WHERE kind = 'help' LIMIT 1")
            cursor.execute(STAMP)
            start = f"RX{self.year}-"
            series = [f"hotline.{self.agency}", self.year, 1]
            cursor.execute(self.number, [*series, *[self.agency, start, 5] * 2])
            number, _, key = cursor.fetchone()
            cursor.execute(self.case, [key, f"{start}{number:05d}", external])
            sequence, first = numbers.take(1)
            cursor.execute(self.entry, [sequence, first])


def _copy(record: Any, *changed: str, without: tuple[str, ...] = ()) -> str:
    """Inserts this stored row again, with other values in these columns."""
    names = [f.column for f in record._meta.local_concrete_fields if f.column not in without]
    names.sort(key=lambda name: changed.index(name) if name in changed else len(changed))
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join("%s" if name in changed else f'"{name}"' for name in names)
    table = record._meta.db_table
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = {record.pk}"  # noqa: S608


def at_once(name: str) -> float:
    """Stored a second by all clients together."""
    context = multiprocessing.get_context("spawn")
    gate, counts = context.Barrier(CLIENTS), context.Queue()
    clients = [context.Process(target=client, args=(name, gate, counts)) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    total = sum(counts.get(timeout=300) for _ in clients)
    for one in clients:
        one.join()
    return float(total)


def client(name: str, gate: Any, counts: Any) -> None:
    prepare()
    act: Callable[[], object] = Cases().receive if name == "receive" else Bare()
    act()
    gate.wait()
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        act()
        count += 1
    counts.put(count / (time.perf_counter() - begun))


def median(act: Callable[[], object]) -> float:
    """Milliseconds of this process alone."""
    act()
    took = []
    for _ in range(ROUNDS):
        busy = time.process_time()
        act()
        took.append((time.process_time() - busy) * 1000)
    return statistics.median(took)
