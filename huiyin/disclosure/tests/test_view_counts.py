"""Views are counted for fresh and kept pages alike, in batches, without robots."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError

from huiyin.disclosure.models import AgencyPage, PortalPage, ViewCount
from huiyin.disclosure.page import view_counts
from huiyin.disclosure.page.view_counts import MOST, ViewCounter, counter
from huiyin.disclosure.tree.actions import add_column, publish_document, update_document
from huiyin.disclosure.tree.nodes import arranging
from huiyin.web.kept.page_cache import pages


@pytest.fixture
def page(bureau, robot, morning):
    agency = AgencyPage(title="市城管局", slug="cgj", organisation=bureau)
    with arranging():
        PortalPage.objects.get().add_child(instance=agency)
    column = add_column(agency, "工作动态", slug="gzdt", actor=robot, at=morning)
    values = {
        "title": "通知",
        "issuer": "云溪市城市管理局",
        "source": "云溪市城市管理局",
        "published_at": datetime(2020, 11, 13, tzinfo=ZoneInfo("Asia/Shanghai")),
        "body": "<p>正文</p>",
    }
    return publish_document(column, bureau, values, actor=robot, at=morning)


def views(page):
    return ViewCount.objects.filter(pk=page.pk).values_list("views", flat=True).first() or 0


def test_fresh_and_kept_pages_count_alike(client, page):
    first = client.get(page.permanent_address)
    for _ in range(4):
        client.get(page.permanent_address)
    client.get(page.permanent_address, headers={"If-None-Match": first["ETag"]})
    assert views(page) == 0
    counter.write()
    assert views(page) == 6


@pytest.mark.parametrize("agent", ["Baiduspider/2.0", "bingbot", "AhrefsBot", "Sogou web Crawler"])
def test_robots_do_not_count(client, page, agent):
    client.get(page.permanent_address, headers={"User-Agent": agent})
    client.get(page.permanent_address, headers={"User-Agent": agent})
    counter.write()
    assert views(page) == 0


def test_other_pages_do_not_count(client, page):
    for address in ("/", "/cgj/", "/i/no/such"):
        client.get(address)
    client.head(page.permanent_address)
    counter.write()
    assert not ViewCount.objects.exists()


def test_a_full_batch_is_written_by_itself(page):
    for _ in range(MOST):
        counter.seen(str(page.pk))
    assert views(page) == MOST


def test_a_late_batch_is_written_by_itself(page, monkeypatch):
    counter.seen(str(page.pk))
    monkeypatch.setattr(view_counts, "EVERY", 0)
    counter.seen(str(page.pk))
    assert views(page) == 2


def test_views_of_what_is_gone_are_dropped_and_the_rest_kept(page):
    counter.seen("999999")
    counter.seen(str(page.pk))
    counter.write()
    assert views(page) == 1


def test_what_cannot_be_written_waits(page, monkeypatch, caplog):
    mine = ViewCounter()
    mine.seen(str(page.pk))

    def refuse(views):
        raise DatabaseError("busy")

    with monkeypatch.context() as patch:
        patch.setattr(view_counts, "_add", refuse)
        mine.write()
    assert "could not be written yet" in caplog.text
    mine.write()
    assert views(page) == 1


def test_waiting_views_are_shown_too(client, page, robot, morning):
    for _ in range(3):
        client.get(page.permanent_address)
    update_document(page, {"title": "新标题"}, actor=robot, at=morning)
    pages.clear()
    html = client.get(page.permanent_address).content.decode()
    assert '浏览次数：<span class="number">3</span>' in html


def test_a_new_process_goes_on_from_what_the_last_one_wrote(client, page):
    """After a crash at most the views of the last EVERY seconds are missing; what was written stays."""
    client.get(page.permanent_address)
    counter.write()
    client.get(page.permanent_address)
    counter.clear()  # the process dies before it writes
    pages.clear()
    restarted = ViewCounter()
    assert (views(page), restarted.waiting(page.pk)) == (1, 0)
    assert "浏览" in client.get(page.permanent_address).content.decode()
    counter.clear()
    restarted.seen(str(page.pk))
    restarted.write()
    assert views(page) == 2
