"""What a program reads: every record once, only what is public, and nothing while nothing has changed."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.api import offered, parameters
from huiyin.api.resources import Records
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.disclosure.tree.publishing import gate
from huiyin.licensing import actions
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def looked_at_once(monkeypatch):
    """A change in a test is seen with the next request, not half a second later."""
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)


@pytest.fixture
def shown(licence, robot, morning):
    """`shown(3)`: so many licences, all decided on one day, public."""

    def make(count, **values):
        return [
            actions.publish(licence(f"云城管许字〔2020〕{n}号", **values), actor=robot, at=morning)
            for n in range(1, count + 1)
        ]

    return make


@pytest.fixture
def document(bureau, robot, morning):
    column = add_column(
        agency_page(bureau, actor=robot, at=morning), "通知", slug="tz", actor=robot, at=morning
    )
    values = {"title": "停水通知", "issuer": "局", "source": "局", "published_at": morning}
    return publish_document(column, bureau, values, actor=robot, at=morning)


def walked(client, address):
    """The items of a list, page after page."""
    while address:
        answer = client.get(address).json()
        yield from answer["items"]
        following = answer["next"]
        address = following and following.removeprefix(settings.WAGTAILADMIN_BASE_URL)


def test_every_resource_answers(bureau, client):
    contents = client.get("/api/v1").json()["resources"]
    assert [one["key"] for one in contents] == [one.key for one in offered.every()]
    for one in contents:
        answer = client.get(urlsplit(one["address"]).path)
        assert answer.status_code == 200, one["key"]
        assert answer.json().keys() == {"items", "next"}
        assert answer["Content-Type"] == "application/json"


def test_every_order_tells_two_records_apart():
    for one in offered.every():
        if isinstance(one, Records):
            assert one.order[-1].lstrip("-") == "pk", one.key


def test_a_record_says_what_its_page_says(shown, client):
    (record,) = shown(1, holder_name="王小明", holder_kind="自然人", holder_uscc="")
    (item,) = client.get("/api/v1/licences").json()["items"]
    assert item["id"] == str(record.pk)
    assert item["page"] == f"{settings.WAGTAILADMIN_BASE_URL}/licences/{record.pk}/"
    assert item["holder_name"] == "王*明"
    assert item["holder_uscc"] is None
    assert item["decided_on"] == "2020-05-06"
    assert client.get(f"/api/v1/licences/{record.pk}").json() == item


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_every_record_is_read_once(limit, shown, client):
    records = shown(6)
    seen = [item["id"] for item in walked(client, f"/api/v1/licences?limit={limit}")]
    assert seen == [str(record.pk) for record in reversed(records)]


def test_what_comes_and_goes_moves_no_other_record(shown, licence, robot, morning, client):
    records = shown(6)
    walk = walked(client, "/api/v1/licences?limit=2")
    seen = [next(walk)["id"], next(walk)["id"]]
    actions.publish(licence("云城管许字〔2020〕90号"), actor=robot, at=morning)
    actions.withdraw(records[4], actor=robot, at=morning, reason="个人隐私")
    seen += [item["id"] for item in walk]
    assert seen == [str(records[n].pk) for n in (5, 4, 3, 2, 1, 0)]


def test_a_filter_goes_with_the_cursor(shown, licence, robot, morning, client):
    shown(3)
    other = licence("别的一年", decided_on=(morning - timedelta(days=400)).date())
    actions.publish(other, actor=robot, at=morning)
    items = list(walked(client, "/api/v1/licences?limit=1&year=2020&fields=reference"))
    assert [item["reference"] for item in items] == [f"云城管许字〔2020〕{n}号" for n in (3, 2, 1)]
    assert items[0].keys() == {"id", "self", "page", "reference"}


def test_the_cost_of_a_page_does_not_grow(shown, client):
    shown(8)
    client.get("/api/v1/licences")
    counts = []
    for limit in (1, 8):
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(f"/api/v1/licences?limit={limit}").json()["items"]) == limit
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_copy_that_is_right_costs_no_query_of_records(shown, client):
    shown(2)
    first = client.get("/api/v1/licences")
    with CaptureQueriesContext(connection) as queries:
        again = client.get("/api/v1/licences", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert not [query for query in queries if "licensing_" in query["sql"]]


def test_what_is_taken_down_is_gone_with_the_next_request(shown, robot, morning, client):
    (record,) = shown(1)
    first = client.get("/api/v1/licences")
    one = client.get(f"/api/v1/licences/{record.pk}")
    actions.withdraw(record, actor=robot, at=morning, reason="个人隐私")
    again = client.get("/api/v1/licences", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.json()["items"]) == (200, [])
    gone = client.get(f"/api/v1/licences/{record.pk}", headers={"if-none-match": one["ETag"]})
    assert gone.status_code == 404


def test_another_question_has_another_name(shown, client):
    shown(2)
    paths = ("/api/v1/licences", "/api/v1/licences?limit=1", "/api/v1/penalties")
    assert len({client.get(path)["ETag"] for path in paths}) == 3


def test_a_document_has_its_text_and_is_found_by_its_index_number(document, client):
    (item,) = client.get("/api/v1/documents?column=/cgj/tz/").json()["items"]
    assert item["id"] == item["index_number"] == document.index_number
    assert "body" not in item
    one = client.get(urlsplit(item["self"]).path).json()
    assert item.items() <= one.items()
    assert (one["body"], one["attachments"], one["replaces"]) == (document.body, [], [])


def test_a_document_that_was_taken_down_is_gone(document, robot, client):
    path = f"/api/v1/documents/{document.index_number}"
    assert client.get(path).status_code == 200
    with gate(robot):
        document.unpublish()
    gone = client.get(path)
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
    assert client.get("/api/v1/documents").json()["items"] == []


def test_rows_are_those_of_the_page(bureau, client):
    items = client.get("/api/v1/workdays?year=2026").json()["items"]
    assert len(items) == 365
    assert items[0] == {
        "day": "2026-01-01", "is_workday": "否", "kind": "放假", "name": "元旦", "notice": items[0]["notice"],
    }  # fmt: skip


def test_a_figure_has_its_definition_and_the_records_behind_it(shown, client):
    records = shown(2)
    one = client.get("/api/v1/figures/2020/licensing.decided").json()
    (row,) = (
        row
        for row in client.get("/api/v1/figures?year=2020").json()["items"]
        if row["key"] == "licensing.decided"
    )
    assert row.items() <= one.items()
    assert (one["value"], one["trace"]["public"]) == (2, 2)
    assert one["definition"]
    first = one["trace"]["records"][0]
    assert first["address"] == f"{settings.WAGTAILADMIN_BASE_URL}/licences/{records[1].pk}/"
    assert first["day"] == "2020-05-06"


def test_a_figure_of_records_that_nobody_reads_has_no_trace(shown, client):
    shown(1)
    one = client.get("/api/v1/figures/2020/foi.received").json()
    assert (one["key"], one["trace"]) == ("foi.received", None)


def test_head_says_the_same_without_a_body(shown, client):
    shown(1)
    whole, head = client.get("/api/v1/licences"), client.head("/api/v1/licences")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == whole["ETag"]


def test_a_large_answer_is_packed_for_whoever_takes_it(shown, client):
    shown(3)
    packed = client.get("/api/v1/licences", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]


def test_more_than_the_most_is_not_read(shown, client):
    assert client.get(f"/api/v1/licences?limit={parameters.MOST}").status_code == 200
    assert client.get(f"/api/v1/licences?limit={parameters.MOST + 1}").status_code == 422
