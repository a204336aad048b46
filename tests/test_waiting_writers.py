"""While all writers of SQLite wait, pages are read, and who may not wait gets an answer that keeps the text."""

import sqlite3
from contextlib import closing
from threading import Thread

import pytest
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.test import Client

from huiyin.accounts import sessions
from huiyin.accounts.models import User
from huiyin.database import writing
from huiyin.hotline.models import ServiceRequest
from huiyin.hotline.tests.test_messages import GOOD

MESSAGE = GOOD | {"agency": "cgj"}
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has many writers"),
]


@pytest.fixture
def places(bureau):
    """One thread may wait; all is as before afterwards."""
    limit = writing.bound(1)
    connection.close()
    yield limit
    connection_created.disconnect(dispatch_uid="huiyin.database.writing")
    connection.execute_wrappers.remove(limit)


@pytest.fixture
def writer(places):
    """Somebody who has begun to write and does not end."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as held:
        held.execute("BEGIN IMMEDIATE")
        yield held


def waiting(places):
    """A citizen whose message waits for the writer, and what becomes of it."""
    answers = []

    def send():
        try:
            answers.append(Client().post("/message/", MESSAGE))
        finally:
            connections.close_all()

    thread = Thread(target=send)
    thread.start()
    while thread.is_alive() and not places.waiting:
        thread.join(0.01)
    return thread, answers


def test_reading_goes_on_and_who_may_not_wait_keeps_his_text(places, writer):
    first, answers = waiting(places)
    assert Client().get("/message/").status_code == 200
    refused = Client().post("/message/", MESSAGE | {"subject": "路灯不亮"})
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert "没有收下" in page
    assert 'value="路灯不亮"' in page
    link = Client().get("/subscribe/mine/none/")  # this page counts, and so writes
    assert (link.status_code, "请稍后再试" in link.content.decode()) == (503, True)
    assert first.is_alive()
    assert not answers
    writer.rollback()
    first.join()
    assert answers[0].status_code == 302
    again = Client().post("/message/", MESSAGE | {"subject": "路灯不亮"})
    assert again.status_code == 302
    assert ServiceRequest.objects.count() == 2


def test_staff_read_while_the_last_use_of_their_session_cannot_be_noted(client, places):
    user = User.objects.create_superuser("boss", password="x", name="秦示例")
    client.force_login(user)
    assert client.get("/desk/safety/").status_code == 200
    session = client.session
    mark = session[sessions.MARK]
    before = mark["seen"] - 120
    session[sessions.MARK] = mark | {"seen": before}
    session.save()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as held:
        held.execute("BEGIN IMMEDIATE")
        assert client.get("/desk/safety/").status_code == 200
        refused = client.post("/desk/hotline/new/", {"subject": "登记中的来电"})
        held.rollback()
    assert client.session[sessions.MARK]["seen"] == before
    assert refused.status_code == 422
    assert "登记中的来电" in refused.content.decode()
    assert client.get("/desk/safety/").status_code == 200
    assert client.session[sessions.MARK]["seen"] > before
