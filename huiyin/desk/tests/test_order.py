"""The order of a list: due first, read in parts, the same forwards, backwards and from any record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.casework import rooms
from huiyin.desk import lists, order
from huiyin.desk.narrowing import Reader
from huiyin.hotline import actions as hotline
from huiyin.organisations.actors import actor_of

ROOM = rooms.find("hotline")
SORTS = ("", "reference", "-reference", "received_on", "-received_on", "channel", "-channel")


@pytest.fixture
def clerk(person):
    return actor_of(person("clerk", "热线负责人"))


@pytest.fixture
def several(request_, robot, now):
    """Seven requests of several days, of which two are closed."""
    made = [
        request_(
            reference=f"GX-{number}",
            received_on=now.date() - timedelta(days=days),
            request_kind="enquiry" if number < 2 else "suggestion",
        )
        for number, days in enumerate((3, 9, 0, 9, 40, 1, 9))
    ]
    for one in made[:2]:
        hotline.answer_at_once(one, actor=robot, at=now, answer_text="已办")
    return made


def read(actor, query=""):
    reader = Reader(ROOM, actor, QueryDict(query), timezone.localdate(), offers=False)
    reader.read()
    return reader.order()


def keys(asked):
    return asked.keys_of(asked.counts(100), 0, 100)


def test_what_is_open_comes_by_its_day_and_then_the_newest_closed(several, clerk):
    listed = lists.of_keys(ROOM, keys(read(clerk)))
    waiting = [one for one in listed if one.is_open]
    assert listed[: len(waiting)] == waiting
    assert waiting == sorted(waiting, key=lambda one: (one.due_on, one.pk))
    closed = listed[len(waiting) :]
    assert closed == sorted(closed, key=lambda one: (one.received_on, one.pk), reverse=True)
    assert {one.pk for one in closed} == {one.pk for one in several[:2]}


@pytest.mark.parametrize("sort", SORTS)
def test_next_and_previous_walk_the_whole_list(several, clerk, sort):
    asked = read(clerk, f"sort={sort}")
    whole = keys(asked)
    assert len(whole) == len(several)
    by_key = {one.pk: one for one in lists.of_keys(ROOM, whole)}
    for place, key in enumerate(whole):
        assert asked.following(by_key[key], 100) == whole[place + 1 :]
        assert asked.turned().following(by_key[key], 100) == whole[:place][::-1]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_from_both_ends_meet(several, clerk, sort):
    asked = read(clerk, f"sort={sort}")
    counts = asked.counts(100)
    forwards = [key for at in range(0, 9, 2) for key in asked.keys_of(counts, at, at + 2)]
    back = asked.turned()
    backwards = [key for at in range(0, 9, 2) for key in back.keys_of(counts[::-1], at, at + 2)]
    assert forwards == backwards[::-1] == keys(asked)


def test_a_file_has_the_order_of_the_list(several, clerk):
    for sort in SORTS:
        reader = Reader(ROOM, clerk, QueryDict(f"sort={sort}"), timezone.localdate())
        narrowed = reader.read()
        asked = reader.order()
        in_file = order.for_file(ROOM, asked, narrowed.records)
        assert [one.pk for one in in_file] == keys(asked), sort


@pytest.mark.parametrize(
    ("number", "shown", "is_back"),
    [(None, 1, False), ("2", 2, False), ("99", 2, False), ("-1", -1, True), ("-2", -2, True)],
)
def test_a_long_list_is_not_counted_to_its_end(several, clerk, monkeypatch, number, shown, is_back):
    monkeypatch.setattr(lists, "ROWS", 2)
    monkeypatch.setattr(lists, "PAGES", 2)
    asked = read(clerk)
    whole = keys(asked)
    page, paging = lists.part_of(ROOM, asked, number)
    assert (paging.number, paging.total, paging.is_cut) == (shown, 4, True)
    start = (abs(shown) - 1) * 2
    expected = whole[::-1][start : start + 2][::-1] if is_back else whole[start : start + 2]
    assert [one.pk for one in page] == expected


def test_back_from_the_end_of_a_short_list_is_its_last_page(several, clerk):
    page, paging = lists.part_of(ROOM, read(clerk), "-1")
    assert (paging.number, len(page), paging.is_cut) == (1, 7, False)


@pytest.mark.parametrize(
    ("query", "open_only"), [("due=late", True), ("state=answered", False), ("mine=1", True)]
)
def test_a_narrowed_list_reads_only_its_part(several, clerk, query, open_only):
    with CaptureQueriesContext(connection) as queries:
        asked = read(clerk, query)
        listed = lists.of_keys(ROOM, keys(asked))
    assert all(one.is_open is open_only for one in listed)
    assert len(queries) < 9


@pytest.mark.parametrize("room", rooms.rooms(), ids=lambda room: room.key)
def test_each_column_that_sorts_has_an_index(room):
    offered = {head.sort for head in lists.heads(room, "")} - {"", order.DUE}
    assert offered <= set(order.sortable(room))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("due=late", {"GX-4"}),
        ("overdue=1", {"GX-4"}),
        ("due=nonsense", {f"GX-{number}" for number in range(7)}),
    ],
)
def test_by_day(several, desk, query, names):
    page = desk("热线办理岗").get(f"/desk/hotline/?{query}")
    assert {row.name for row in page.context["rows"]} == names


def test_due_today_and_this_week(several, clerk, request_, now):
    one = request_(reference="GX-TODAY")
    type(one).objects.filter(pk=one.pk).update(due_on=now.date())
    for query in ("due=today", "due=week"):
        listed = lists.of_keys(ROOM, keys(read(clerk, query)))
        assert one in listed
        assert all(now.date() <= row.due_on for row in listed)
