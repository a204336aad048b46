"""公开数量, two releases at once: neither waits for ever, and the numbers are those of a count."""

import threading

import pytest
from django.db import connection, transaction

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree import tally
from huiyin.disclosure.tree.actions import (
    add_column,
    agency_page,
    publish_document,
    update_document,
)
from tests.other import Other

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


@pytest.fixture
def publish(bureau, robot, morning):
    home = agency_page(bureau, actor=robot, at=morning)
    column = add_column(home, "动态", slug="a", actor=robot, at=morning)

    def make(title, theme):
        values = {
            "title": title, "index_number": "", "issuer": "某局", "source": "某局",
            "published_at": morning, "body": "<p>正文</p>", "theme": theme,
        }  # fmt: skip
        return publish_document(column, bureau, values, actor=robot, at=morning)

    return make


def test_two_that_change_places_and_two_that_change_one(publish, robot, morning, monkeypatch):
    def change(pk, theme):
        page = DocumentPage.objects.get(pk=pk)
        update_document(page, {"theme": theme}, actor=robot, at=morning)

    first, second = publish("甲", "城建"), publish("乙", "财政")
    other = Other(lambda: change(second.pk, "城建"))
    add, main = tally._add, threading.current_thread()

    def add_and_look_around(cell, documents):
        add(cell, documents)
        if threading.current_thread() is main and documents < 0:
            other.start()

    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(tally, "_add", add_and_look_around)
        change(first.pk, "财政")
    assert other.end() is None
    assert tally.differences() == {}

    other = Other(lambda: change(first.pk, "教育"))
    with transaction.atomic():
        change(first.pk, "城建")
        other.start()
    assert other.end() is None
    assert DocumentPage.objects.get(pk=first.pk).theme == "教育"
    assert tally.differences() == {}
