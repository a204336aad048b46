"""Feeds and site maps: well-formed, conditional, complete, and of constant size in memory."""

from datetime import date, datetime, timedelta
from itertools import product
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import time_machine
from lxml import etree

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree import publishing
from huiyin.disclosure.tree.actions import update_document
from huiyin.portal import sitemap
from huiyin.search import index
from huiyin.web.kept import page_cache

AT = datetime(2020, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(response):
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content).findall(f"{ATOM}entry")


@pytest.mark.parametrize(
    "address", ["/feeds/cgj/", "/feeds/cgj/gzdt/", "/feeds/search/?q=垃圾分类"]
)
def test_an_entry_is_known_by_its_permanent_address(client, document, address):
    page = document(theme="环境")
    (entry,) = entries(client.get(address))
    assert entry.find(f"{ATOM}id").text.endswith(page.permanent_address)
    assert entry.find(f"{ATOM}title").text == page.title
    assert entry.find(f"{ATOM}updated").text.startswith("2020-11-13")
    assert "垃圾分类" in entry.find(f"{ATOM}summary").text


def test_newest_first_and_not_what_was_withdrawn(client, document):
    old = document(title="旧", at=datetime(2019, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
    document(title="新")
    DocumentPage.objects.filter(pk=document(title="撤下的").pk).update(live=False)
    titles = [entry.find(f"{ATOM}title").text for entry in entries(client.get("/feeds/cgj/"))]
    assert titles == ["新", old.title]


def test_a_reader_that_has_it_is_told_so(client, document):
    document()
    first = client.get("/feeds/cgj/gzdt/")
    again = client.get("/feeds/cgj/gzdt/", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


READERS = ["/feeds/cgj/", "/feeds/cgj/gzdt/", "/feeds/search/?q=垃圾分类"]
CHANGES = ["nothing", "newest withdrawn", "older withdrawn", "retitled", "another", "day after"]


@pytest.mark.parametrize("address", READERS)
@pytest.mark.parametrize("change", CHANGES)
def test_who_asks_by_date_is_told_of_every_change(client, document, robot, address, change):
    """RFC 9110 13.1.3: 304 says that nothing has changed, and taking something down is a change."""
    noon = datetime(2030, 3, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    with time_machine.travel(noon, tick=False) as clock:
        older, newest = document(title="垃圾分类旧", at=AT), document(title="垃圾分类新")
        clock.shift(600)
        page_cache.pages.clear()
        had = client.get(address)
        day = {"If-Modified-Since": had["Last-Modified"]}
        clock.shift(600)
        if "withdrawn" in change:
            gone = newest if "newest" in change else older
            with publishing.gate(robot):
                gone.unpublish()
        elif change == "retitled":
            update_document(older, {"title": "垃圾分类更正"}, actor=robot, at=noon)
        elif change == "another":
            document(title="垃圾分类又")
        elif change == "day after":
            clock.shift(86_400)
        for wait in (0, 1, 120):
            clock.shift(wait)
            page_cache.pages.clear()
            answer = client.get(address, headers=day)
            assert answer.status_code == (304 if change == "nothing" else 200), wait
        if change not in ("nothing", "day after"):
            assert answer.content != had.content
            assert answer["Last-Modified"] > had["Last-Modified"]


def test_two_changes_in_one_second_have_two_dates(client, document, robot):
    noon = datetime(2030, 3, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    with time_machine.travel(noon, tick=False) as clock:
        first, second = document(title="甲"), document(title="乙")
        client.get("/feeds/cgj/")
        seen = []
        for page in (first, second):
            with publishing.gate(robot):
                page.unpublish()
            page_cache.pages.clear()
            assert "Last-Modified" not in client.get("/feeds/cgj/"), "this second may bring more"
            seen.append(page_cache.pages.now().state.changed_at)
        assert seen[1] - seen[0] >= timedelta(seconds=1)
        clock.shift(600)
        page_cache.pages.clear()
        assert "Last-Modified" in client.get("/feeds/cgj/")


SPELLINGS = {
    "as browsers write it": urlencode({"q": "垃圾分类"}),
    "bytes without escapes": "q=垃圾分类".encode().decode("latin-1"),
    "small letters in the escapes": urlencode({"q": "垃圾分类"}).lower(),
    "spaces around it": urlencode({"q": " 垃圾分类 "}),
    "a parameter that means nothing": urlencode({"page": "2", "q": "垃圾分类"}),
    "stray signs": "&" + urlencode({"q": "垃圾分类"}) + "&&",
}


def test_a_search_has_one_feed_however_it_is_written(client, document):
    document()
    wanted = "http://127.0.0.1:8000/feeds/search/?" + urlencode({"q": "垃圾分类"})
    for pair in product(SPELLINGS, SPELLINGS):
        page_cache.pages.clear()
        for query in map(SPELLINGS.get, pair):
            answer = client.get("/feeds/search/", QUERY_STRING=query)
            feed = etree.fromstring(answer.content)
            assert feed.find(f"{ATOM}id").text == wanted, pair
            assert feed.find(f"{ATOM}link[@rel='self']").get("href") == wanted, pair
            assert len(entries(answer)) == 1, pair


def test_a_search_feed_looks_past_what_is_no_document(client, document, monkeypatch):
    page = document()
    index.put(
        index.Document(
            key=f"message:{9000 + number}",  # of no document
            url=f"/messages/{number}/",
            title="垃圾分类怎么办",
            body="",
            published_on=date(2021, 1, 1),
        )
        for number in range(40)
    )
    (entry,) = entries(client.get("/feeds/search/?" + urlencode({"q": "垃圾分类"})))
    assert entry.find(f"{ATOM}title").text == page.title


@pytest.mark.parametrize("address", ["/feeds/no/such/", "/feeds/search/", "/feeds/search/?q=%20"])
def test_no_feed_of_nothing(client, site, address):
    assert client.get(address).status_code == 404


def test_an_empty_feed_is_a_feed(client, column):
    column()
    assert entries(client.get("/feeds/cgj/gzdt/")) == []


@pytest.mark.parametrize("address", ["/cgj/", "/cgj/gzdt/", "/cgj/gzdt/202011-00001/"])
def test_pages_lead_to_their_feed(client, document, address):
    document()
    html = client.get(address).content.decode()
    assert '<link rel="alternate" type="application/atom+xml" href="/feeds/cgj/' in html
    assert "/subscribe/?page=" in html


def _locations(content):
    return [e.text for e in etree.fromstring(content).iter(f"{MAP}loc")]


def test_the_site_map_holds_every_public_document_once(client, document, monkeypatch):
    monkeypatch.setattr(sitemap, "SPAN", 3)
    pages = [document(title=f"第{n}件") for n in range(7)]
    DocumentPage.objects.filter(pk=pages[0].pk).update(live=False)
    index = _locations(client.get("/sitemap.xml").content)
    assert len(index) >= 3
    addresses = []
    for address in index:
        answer = client.get(address.partition("8000")[2])
        content = b"".join(answer) if answer.streaming else answer.content
        assert content.count(b"<url>") <= 3 or "pages" in address
        addresses += _locations(content)
    wanted = {f"http://127.0.0.1:8000{page.permanent_address}" for page in pages[1:]}
    assert wanted <= set(addresses)
    assert len(addresses) == len(set(addresses))
    assert not any(pages[0].permanent_address in address for address in addresses)


def test_a_site_map_file_is_streamed_and_conditional(client, document):
    page = document()
    address = f"/sitemap/documents-{page.pk // sitemap.SPAN}.xml"
    first = client.get(address)
    assert first.streaming
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.get("/sitemap/documents-999.xml").status_code == 404


def test_the_map_for_people_names_every_column(client, column):
    top = column("财政", "caizheng")
    column("决算", "juesuan", parent=top)
    html = client.get("/sitemap/").content.decode()
    assert 'href="/cgj/caizheng/juesuan/"' in html
    assert client.get("/robots.txt").content.decode().endswith("/sitemap.xml\n")
