"""The memory of public pages: fresh after a change, bounded, never private."""

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from huiyin.web.kept import memory
from huiyin.web.kept.memory import PAGE, VARIANT, Shelf
from huiyin.web.kept.page_cache import PageCacheMiddleware, changed, key_of, pages, remembered


@pytest.fixture
def look_always(monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)


@pytest.fixture
def answers(db, rf, look_always):
    """Ask the middleware for an address; each fresh answer carries the next number."""
    requests = []

    def view(request):
        requests.append(request)
        return HttpResponse(str(len(requests)), headers=view.headers)

    view.headers = {}
    middleware = PageCacheMiddleware(view)

    def ask(address="/a/", cookies=None, **extra):
        request = rf.get(address, **extra)
        request.COOKIES.update(cookies or {})
        return middleware(request).content.decode()

    ask.view = view
    return ask


def test_a_change_is_seen_at_once(answers):
    assert [answers(), answers()] == ["1", "1"]
    changed()
    assert [answers(), answers()] == ["2", "2"]


@pytest.mark.parametrize(
    ("address", "cookies", "kept"),
    [
        pytest.param("/a/", {}, True, id="a public page"),
        pytest.param("/a/?page=2&year=2020", {}, True, id="known parameters"),
        pytest.param("/a/?utm=1", {}, False, id="an invented parameter"),
        pytest.param("/a/?page=2&x=1", {}, False, id="an invented one beside a known one"),
        pytest.param("/a/?q=" + "长" * 100, {}, False, id="a very long query"),
        pytest.param("/a/", {"sessionid": "x"}, False, id="somebody who may be signed in"),
        pytest.param("/desk/", {}, False, id="the desk"),
        pytest.param("/files/1/a", {}, False, id="files"),
        pytest.param("/a/", {"display": "elder"}, True, id="a display choice"),
    ],
)
def test_what_is_kept(answers, address, cookies, kept):
    first, second = answers(address, cookies), answers(address, cookies)
    assert (first == second) is kept


@pytest.mark.parametrize("header", ["X-Not-Kept", "Vary"])
def test_what_is_for_one_visitor_is_not_kept(answers, header):
    answers.view.headers = {header: "Cookie"}
    assert answers() != answers()


def test_a_page_that_changes_content_is_not_kept(db, rf):
    requests = []

    def view(request):
        requests.append(request)
        changed()
        return HttpResponse(str(len(requests)))

    middleware = PageCacheMiddleware(view)
    pages.now()
    assert [middleware(rf.get("/a/")).content for _ in range(2)] == [b"1", b"2"]
    assert pages.now().items(PAGE) == []


def test_order_of_parameters_is_one_page(rf):
    assert key_of(rf.get("/a/?year=2020&page=2")) == key_of(rf.get("/a/?page=2&year=2020"))


def test_a_kept_page_shows_nothing_of_how_its_address_was_written(db, rf, look_always):
    """Whatever the first visitor wrote, the page is made as if by the key: all that others share."""
    middleware = PageCacheMiddleware(lambda request: HttpResponse(request.get_full_path()))
    spellings = ("q=a%20b&page=1", "page=1&q=a+b", "&&q=a%20%62&page=%31", "page=1&q=a b")
    for first in spellings:
        pages.clear()
        shown = {middleware(rf.get("/a/", QUERY_STRING=q)).content for q in (first, *spellings)}
        assert shown == {b"/a/?page=1&q=a+b"}


def test_invented_display_choices_are_one_page(rf):
    def key(value):
        request = rf.get("/a/")
        request.COOKIES["display"] = value
        return key_of(request)

    assert key("nonsense") == key("other.nonsense") == key("")
    assert key("elder") != key("")


def test_variants_never_push_out_plain_pages(answers):
    answers("/a/")
    for number in range(2100):
        answers(f"/a/?page={number}")
    assert answers("/a/") == "1"
    assert len(pages.now().items(VARIANT)) <= 2000
    assert len(pages.now().items(PAGE)) == 1


def test_a_shelf_drops_the_oldest_when_full():
    shelf = Shelf(most_bytes=100, most_entries=10)
    for number in range(5):
        shelf.keep(number, number, 30)
    assert [shelf.get(number) for number in range(5)] == [None, None, 2, 3, 4]


def test_pages_are_answered_while_the_database_is_out_of_reach(answers, monkeypatch, caplog):
    assert answers() == "1"

    def refuse():
        raise OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        assert answers() == "1"
    assert "out of reach" in caplog.text


def test_remembered_values_follow_changes(db, look_always):
    calls = []

    @remembered
    def count(name):
        calls.append(name)
        return

    for name in ("a", "a", "b"):
        count(name)
    assert calls == ["a", "b"]
    changed()
    count("a")
    assert calls == ["a", "b", "a"]


def test_nothing_is_kept_when_switched_off(answers, settings):
    settings.PAGE_CACHE_SECONDS = 0
    assert answers() != answers()
