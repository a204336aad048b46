"""Who waits for the writer of SQLite is served before one that has just come; no longer than its patience."""

import sqlite3
from contextlib import closing
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, connections, transaction

from huiyin.database import turns
from huiyin.database.turns import pause
from huiyin.throttle.models import Spent

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL has many writers"
)


def patience(milliseconds=None):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout" + ("" if milliseconds is None else f"={milliseconds}"))
        return cursor.fetchone()[0]


@pytest.fixture
def writer(transactional_db):
    """Somebody who has begun to write and does not end."""
    connection.ensure_connection()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as held:
        held.execute("BEGIN IMMEDIATE")
        yield held
    connection.close()


def in_a_transaction():
    with transaction.atomic():
        Spent.objects.update_or_create(key="a", defaults={"until": 1})


def by_itself():
    Spent.objects.filter(key="a").update(until=2)


@pytest.mark.parametrize("write", [in_a_transaction, by_itself])
def test_patience_has_an_end_and_stays_as_it_was(writer, write):
    patience(60)
    with pytest.raises(OperationalError, match="locked"):
        write()
    assert patience() == 60


@pytest.mark.parametrize("write", [in_a_transaction, by_itself])
def test_it_is_written_as_soon_as_the_other_has_ended(writer, write, monkeypatch):
    tries, let_go = [], Event()

    def counted(waited):
        tries.append(waited)
        if len(tries) == 3:
            let_go.set()
        return pause(waited)

    monkeypatch.setattr(turns, "pause", counted)
    errors = []

    def run():
        try:
            write()
        except OperationalError as error:
            errors.append(error)
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    assert let_go.wait(20), "it is tried again while another writes"
    writer.rollback()
    thread.join()
    assert not errors


def test_who_has_waited_longer_tries_more_often():
    pauses = [pause(waited) for waited in (0, 0.05, 0.1, 0.2, 0.3, 5, 500)]
    assert pauses == sorted(pauses, reverse=True)
    assert pauses[0] > pauses[-1] > 0


def test_reading_waits_for_nobody(writer):
    patience(0)
    assert Spent.objects.count() == 0
