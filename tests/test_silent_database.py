"""A database that is slow, silent or away: who needs it gets an error at once, who does not gets the page."""

import logging
import sqlite3
import sys
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import OperationalError, close_old_connections, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from huiyin.database import faults, watch
from huiyin.database.faults import Fault
from huiyin.database.patience import patience, unhurried
from huiyin.licensing.models import Licence

STATES = [
    (None, Fault.AWAY),  # connection refused, timed out, lost, wrong password
    ("08006", Fault.AWAY),
    ("57P01", Fault.AWAY),
    ("57P03", Fault.AWAY),
    ("53300", Fault.AWAY),
    ("57014", Fault.BUSY),
    ("40P01", Fault.BUSY),
    ("55P03", Fault.BUSY),
    ("25006", Fault.READ_ONLY),
    ("42P01", None),
    ("23505", None),
]
WORDS = {Fault.AWAY: "没有应答", Fault.BUSY: "没有办成", Fault.READ_ONLY: "只能查阅"}


class DriverError(Exception):
    def __init__(self, sqlstate):
        super().__init__("connection timeout\nexpired")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("SQLITE_IOERR_SHMSIZE", Fault.AWAY),  # started on a full disk: no room for the log's index
        ("SQLITE_IOERR_READ", Fault.AWAY),
        ("SQLITE_CANTOPEN", Fault.AWAY),
        ("SQLITE_CORRUPT", None),
        ("SQLITE_ERROR", None),
    ],
)
def test_sqlite_out_of_reach(name, fault):
    cause, error = sqlite3.OperationalError(), OperationalError("disk I/O error")
    cause.sqlite_errorname, error.__cause__ = name, cause
    assert faults.of(error) is fault


@pytest.fixture
def fail(monkeypatch):
    """From now on each query fails with this state."""

    def begin(sqlstate):
        def refuse(self, name=None):
            raise OperationalError("connection timeout\nexpired") from DriverError(sqlstate)

        monkeypatch.setattr(BaseDatabaseWrapper, "_cursor", refuse)

    return begin


@pytest.mark.django_db
def test_each_fault_has_its_answer(client, bureau, fail, caplog):
    client.raise_request_exception = False
    kept = client.get("/agencies/")
    missed = []
    for sqlstate, fault in STATES:
        fail(sqlstate)
        for answer in (client.get("/licences/"), client.post("/message/", {"subject": "路灯不亮"})):
            page = answer.content.decode()
            after = faults.AGAIN if fault is not Fault.BUSY else 10
            right = (503, str(after), True) if fault else (500, None, False)
            said = fault is not None and WORDS[fault] in page
            if (answer.status_code, answer.get("Retry-After"), said) != right:
                missed.append((sqlstate, answer.status_code, answer.headers))
        assert "路灯不亮" in page
        if (
            client.get("/healthz").content != b"ok"
            or client.get("/agencies/").content != kept.content
        ):
            missed.append((sqlstate, "what needs no database"))
        if fault is Fault.AWAY and client.get("/readyz").json()["database"] != "away":
            missed.append((sqlstate, "readyz"))
    assert not missed


def test_one_line_a_minute(monkeypatch):
    now, handler = [1000.0], logging.Handler()
    lines = []
    handler.emit = lambda record: lines.append(logging.Formatter().format(record))
    handler.addFilter(faults.OnceAMinute())
    monkeypatch.setattr(faults.time, "monotonic", lambda: now[0])

    def log(sqlstate):
        try:
            raise OperationalError("connection timeout\nexpired") from DriverError(sqlstate)
        except OperationalError:
            record = logging.LogRecord(
                "django.request", logging.ERROR, "", 1, "%s", ("/",), sys.exc_info()
            )
            handler.handle(record)

    for _ in range(722):
        log(None)
    now[0] += 60
    log(None)
    assert lines == [
        "/: the database is away: connection timeout expired",
        "/: the database is away: connection timeout expired (721 more since the last line)",
    ]
    log("25006")
    log("25006")
    assert [line.partition(": connection")[0] for line in lines[2:]] == [
        "/: the database is read-only"
    ]
    log("42P01")
    assert "Traceback" in lines[-1]
    assert "away" in settings.LOGGING["handlers"]["stderr"]["filters"]


def test_one_thread_looks_until_the_database_is_back(monkeypatch):
    monkeypatch.setattr(watch, "PAUSES", (0.0,))
    seen, went, here = watch.Watch(), Event(), Event()
    looks = []

    def look():
        looks.append(1)
        went.set()
        if not here.wait(0.001):
            raise OperationalError("still away")

    seen.missed(OperationalError("refused"), look)
    went.wait()
    looker = seen._looker
    for _ in range(20):
        seen.suspect(look)
        seen.missed(OperationalError("refused"), look)
        assert seen._looker is looker
    assert seen.fault is not None
    here.set()
    looker.join()
    assert seen.fault is None
    before = len(looks)
    seen.suspect(look)  # just seen: nobody looks again
    assert (len(looks), seen._looker) == (before, None)


@pytest.fixture
def limit(monkeypatch):
    """This process is a web worker for a while."""
    monkeypatch.setattr(watch.watch, "suspect", lambda look: None)
    yield patience.limit
    patience.limit(None)
    watch.watch.fault = None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file")
@pytest.mark.django_db(transaction=True)
def test_a_statement_ends_with_its_time(limit, monkeypatch):
    from huiyin.database.postgresql import waiting  # noqa: PLC0415 - needs the driver

    def sleep(seconds):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [seconds])

    limit(0.05)
    connection.close()
    with pytest.raises(OperationalError) as slow:
        sleep(20)
    assert faults.of(slow.value) is Fault.BUSY
    with unhurried():
        sleep(0.1)  # the connection is as good as before
    connection.close()
    monkeypatch.setattr(waiting, "CANCELLED_WITHIN", 0.05)
    with monkeypatch.context() as patch:  # nor does a stopped server cancel anything
        patch.setattr(waiting.Connection, "cancel_safe", lambda self, timeout: None)
        with pytest.raises(OperationalError) as silent:
            sleep(2)
    assert faults.of(silent.value) is Fault.AWAY

    limit(20)
    connection.close()
    monkeypatch.setattr(waiting, "STEP", 0.02)
    connection.ensure_connection()
    watch.watch.fault = waiting.AwayError("nobody is there")
    with pytest.raises(OperationalError) as silent:
        sleep(20)  # somebody else has seen that the database is silent
    connection.close()
    with pytest.raises(OperationalError, match="nobody is there"):
        connection.ensure_connection()  # not tried at all


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file")
@pytest.mark.django_db(transaction=True)
def test_a_lost_backend_loses_nothing_acknowledged_and_needs_no_restart(client, licence):
    record = licence()
    assert client.get("/desk/sign-in/").status_code == 200
    before = connection.connection.info.backend_pid
    done = Event()

    def end():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [before])
        connection.close()
        done.set()

    Thread(target=end).start()
    done.wait()
    close_old_connections()  # as the server does when a request begins
    assert client.get("/desk/sign-in/").status_code == 200
    assert Licence.objects.get().reference == record.reference
    assert connection.connection.info.backend_pid != before
