"""What may stand in the memory of pages: every public address of the site is named here."""

import re

import pytest
from django.urls import get_resolver

from huiyin.disclosure.page.view_counts import counter
from huiyin.web.kept import memory
from huiyin.web.kept.page_cache import pages
from huiyin.web.programs import is_for_programs

pytestmark = pytest.mark.django_db

BEHIND_A_DOOR = ("desk/", "cms/")
FOR_ALL = {
    " ", "search/?", "search/suggest", "licences/", "licences/<int:pk>/", "reports/", "reports/<int:year>/",
    "reports/<int:year>/applications/", "reports/<int:year>/annual.json", "reports/<int:year>/figures/<str:key>/", "reports/<int:year>/all-agencies/", "robots.txt", "sitemap/", "sitemap.xml",
    "sitemap/pages.xml", "sitemap/<slug:kind>-<int:number>.xml", "feeds/search/",
    "feeds/<path:address>", "messages/", "messages/<int:pk>/", "powers/", "powers/<int:pk>/",
    "officers/", "budgets/", "budgets/<int:pk>/", "decisions/", "decisions/<int:pk>/", "agencies/", "agencies/<slug:slug>/", "subjects/<slug:code>/",
    "proposals/", "proposals/<int:pk>/", "commitments/", "commitments/<int:pk>/",
    "bulletins/", "penalties/", "penalties/<int:pk>/", "penalty-withdrawals/",
    "inspection-standards/", "inspection-bodies/", "credit-repair/", "credit-repair/papers/",
    "services/", "services/<int:pk>/", "services/<int:pk>/form/",
    "data/", "data/<slug:key>/", "data/(?P<key>[-\\w]+)/(?P<year>[0-9]{4}|all)/", "data/catalog\\.(?P<form>ttl|jsonld)",
    "i/(?P<index_number>[^\\0\\n]+)\\.svg", "i/(?P<index_number>[^\\0\\n]+)",
    "(?P<address>[^\\0\\n]+)",
}  # fmt: skip
"""The same for everybody with the same display choice."""
FOR_ONE = {
    "reports/<int:year>/all-agencies.<str:form>", "reports/<int:year>/figures.<str:form>", "reports/<int:year>/figures/<str:key>.<str:form>",
    "display/", "reports/<int:year>/applications.<str:form>", "licences\\.(?P<form>csv|xlsx|json)",
    "files/pictures/<int:pk>/<slug:digest>", "files/<int:pk>/<str:name>", "healthz", "readyz",
    "mistakes/", "mistakes/sent/", "mistakes/progress/", "message/", "message/sent/",
    "message/progress/", "subscribe/", "subscribe/sent/", "subscribe/confirm/<str:token>/",
    "subscribe/mine/<str:token>/", "apply/", "apply/start/", "apply/search/", "apply/review/",
    "apply/sent/", "apply/resume/", "apply/<slug:key>/", "track/", "track/end/",
    "track/act/<slug:name>/", "track/files/<int:pk>/", "track/letters/<int:pk>/", "verify/", "verify/<str:code>/",
    "subjects/<slug:code>/statement/", "subjects/<slug:code>/statement/<slug:paper>.pdf",
    "powers\\.(?P<form>csv|xlsx|json)", "officers\\.(?P<form>csv|xlsx|json)",
    "budgets\\.(?P<form>csv|xlsx|json)", "decisions\\.(?P<form>csv|xlsx|json)",
    "messages\\.(?P<form>csv|xlsx|json)", "message/texts/<str:code>/", "message/evaluate/<str:code>/",
    "bulletins\\.(?P<form>csv|xlsx|json)", "bulletins/(?P<pk>\\d+)\\.(?P<form>csv|xlsx|json)",
    "data/(?P<key>[-\\w]+)/(?P<year>[0-9]{4}|all)\\.(?P<form>[a-z.-]+)",
    "penalties\\.(?P<form>csv|xlsx|json)", "penalty-withdrawals\\.(?P<form>csv|xlsx|json)",
    "inspection-standards\\.(?P<form>csv|xlsx|json)", "inspection-bodies\\.(?P<form>csv|xlsx|json)",
    "commitments\\.(?P<form>csv|xlsx|json)", "proposals\\.(?P<form>csv|xlsx|json)", "decisions/<int:pk>/thanks/", "i/(?P<index_number>[^\\0\\n]+)\\.pdf",
}  # fmt: skip
"""Forms, what belongs to one person, streams, and what tells the present state of the server."""
KEPT = ("/", "/search/", "/licences/", "/reports/", "/robots.txt", "/sitemap/", "/sitemap.xml",
        "/sitemap/pages.xml", "/powers/", "/officers/", "/budgets/", "/decisions/")  # fmt: skip


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        elif not route.startswith(BEHIND_A_DOOR) and not is_for_programs(f"/{route}"):
            yield route or " "


def example(route):
    """An address of this route."""
    plain = route.strip().removesuffix("?").replace("\\.", ".")
    plain = re.sub(r"\(\?P<form>[^)]*\)", "csv", plain)
    plain = re.sub(r"<int:\w+>", "1", plain)
    return "/" + re.sub(r"<\w+:\w+>|\(\?P<\w+>[^)]*\)", "a", plain)


def in_memory():
    return {key.path: kept for key, kept in pages.now().items(memory.PAGE, memory.VARIANT)}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    pages.clear()
    yield
    pages.clear()


def test_every_public_address_is_named_once():
    addresses = set(routes(get_resolver()))
    assert not FOR_ALL & FOR_ONE
    assert addresses - FOR_ALL - FOR_ONE == set(), "say whether these may be kept in memory"
    assert (FOR_ALL | FOR_ONE) - addresses == set(), "these are no addresses any more"


def test_what_is_for_one_is_never_kept(client, document):
    document()
    for address in (example(route) + query for route in FOR_ONE for query in ("", "?q=a&page=1")):
        client.get(address)
        client.post(address)
        assert in_memory() == {}, address


def test_what_is_kept_holds_nothing_of_a_visitor(client, document):
    page = document()
    for route in FOR_ALL:
        pages.clear()
        answer = client.get(example(route).replace("/i/a", f"/i/{page.index_number}"))
        for kept in in_memory().values():
            assert not answer.cookies, route
            assert "Set-Cookie" not in kept.headers, route
            assert b"csrfmiddlewaretoken" not in kept.content, route


def test_what_everybody_reads_is_kept(client, document):
    document()
    for address in KEPT:
        client.get(address)
    assert set(KEPT) <= set(in_memory())


def test_nothing_sent_or_signed_in_is_kept(client, document, settings):
    document()
    for address in KEPT:
        client.cookies.clear()
        client.post(address)
        client.cookies[settings.SESSION_COOKIE_NAME] = "x"
        client.get(address)
        assert in_memory() == {}, address


def test_a_page_is_the_same_whatever_the_memory_holds(client, document, settings):
    """Switched off, and warm from the pages that were read before, in both orders."""
    page = document()
    there = ("/cgj/", "/cgj/gzdt/", "/cgj/gzdt/?year=2020", f"/i/{page.index_number}")
    addresses = [*there, *KEPT, "/nothing/", "/agencies/", "/messages/", "/reports/2020/"]
    settings.PAGE_CACHE_SECONDS = 0
    expected = {address: _read(client, address) for address in addresses}
    assert all(expected[address][0] == 200 for address in (*there, *KEPT))
    settings.PAGE_CACHE_SECONDS = 60
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"  # pages are made anew, values are kept
    read = {}
    for name, order in (("forwards", addresses), ("backwards", addresses[::-1])):
        pages.clear()
        read |= {(name, address): _read(client, address) for address in order}
    assert [key for key, answer in read.items() if answer != expected[key[1]]] == []


def _read(client, address):
    counter.clear()  # a page of a document counts who reads it
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, answer.headers.get("Location"), body
