"""到期: public up to its last day, and shown nowhere afterwards, though no timetable runs."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.disclosure.tree import tally
from huiyin.editorial import tasks
from huiyin.files.models import StoredFile
from huiyin.search.models import Entry
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db
TITLE = "关于临时占道公示的通知"


DOORS = (
    "/", "/cgj/", "/cgj/tzgg/", "/feeds/cgj/", "/feeds/cgj/tzgg/", "/feeds/search/?q=公示",
    "/search/?q=公示", "/search/suggest?q=关于",
)  # fmt: skip


def text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def showing(client, page):
    """The addresses that say anything of the document."""
    pages.clear()
    parts = re.findall(
        r"<loc>[^<]*?(/sitemap[^<]*)</loc>", client.get("/sitemap.xml").content.decode()
    )
    signs = (TITLE, f'href="{page.permanent_address}"', f"{page.permanent_address}</loc>")
    return {
        address.partition("?")[0]
        for address in (*DOORS, *parts, page.permanent_address)
        if any(sign in text(client.get(address, follow=True)) for sign in signs)
    }


def test_no_door_shows_it_after_its_last_day(standing, go, client, morning, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    manuscript = standing("published", title=TITLE)
    page = manuscript.page
    file = StoredFile(
        name="公示表.pdf", media_type="application/pdf", size=5, sha256="0" * 64, is_public=True
    )
    file.content.save("x", ContentFile(b"hello"))
    DocumentAttachment.objects.create(document=page, name=file.name, file=file)
    manuscript = go(manuscript, "set_expiry", "releaser", until=morning.date())
    ends = manuscript.expire_at
    with time_machine.travel(ends - timedelta(minutes=1), tick=False):
        before = showing(client, page)
        wanted = {"/", page.permanent_address, "/cgj/tzgg/", "/feeds/cgj/tzgg/", "/search/"}
        assert wanted <= before
        assert any(address.startswith("/sitemap") for address in before)
        assert client.get(file.get_absolute_url()).status_code == 200
    with time_machine.travel(ends, tick=False):
        assert showing(client, page) == set()
        assert client.get(page.permanent_address).status_code == 410
        assert client.get(f"{page.permanent_address}.pdf").status_code == 404
        assert client.get(file.get_absolute_url()).status_code == 404
        assert DocumentPage.objects.get(pk=page.pk).live, "nobody has taken it down"
        assert tasks.keep_time() == "0 released, 1 taken down"
        assert not DocumentPage.objects.get(pk=page.pk).live
        assert not Entry.objects.filter(title=TITLE).exists()
        assert tally.differences() == {}


def test_a_last_day_that_is_taken_back(standing, go, morning):
    manuscript = go(
        standing("published", title=TITLE), "set_expiry", "releaser", until=morning.date()
    )
    assert (
        DocumentPage.objects.get().public_until
        == Entry.objects.get().public_until
        == manuscript.expire_at
    )
    go(manuscript, "set_expiry", "releaser", until=None)
    assert DocumentPage.objects.get().public_until is Entry.objects.get().public_until is None


ENDS = date(2026, 3, 5)
FIRST_THE_END = [
    pytest.param(date(2026, 3, 4), time(9), False, id="before its last day"),
    pytest.param(ENDS, time(23, 59), False, id="on its last day"),
    pytest.param(date(2026, 3, 6), time(0), True, id="the moment it ends"),
    pytest.param(date(2026, 3, 10), time(9), True, id="days later"),
]


@pytest.mark.parametrize(("on", "clock", "is_refused"), FIRST_THE_END)
def test_a_release_lies_before_the_end_in_either_order(standing, go, on, clock, is_refused):
    ended = go(standing("releasable"), "set_expiry", "releaser", until=ENDS)
    timed = standing("releasable", title="另一份文件")
    if not is_refused:
        assert go(ended, "schedule", "releaser", on=on, clock=clock).state == "scheduled"
        go(timed, "schedule", "releaser", on=on, clock=clock)
        assert go(timed, "set_expiry", "releaser", until=ENDS).expire_at
        return
    with pytest.raises(ValidationError, match="只公开到2026-03-05") as refused:
        go(ended, "schedule", "releaser", on=on, clock=clock)
    assert set(refused.value.message_dict) == {"on"}
    go(timed, "schedule", "releaser", on=on, clock=clock)
    with pytest.raises(ValidationError, match="不能早于发布日"):
        go(timed, "set_expiry", "releaser", until=ENDS)


def test_nothing_is_released_after_its_end(standing, go, client, morning):
    """It waited too long; by hand it is refused, and the clock gives it back with the reason."""
    by_hand = go(standing("releasable", title=TITLE), "set_expiry", "releaser", until=ENDS)
    late = morning.replace(day=9)
    with pytest.raises(ValidationError, match="只公开到2026-03-05"):
        go(by_hand, "release", "releaser", at=late)
    by_clock = go(standing("releasable"), "set_expiry", "releaser", until=ENDS)
    by_clock = go(by_clock, "schedule", "releaser", on=date(2026, 3, 4), clock=time(9))
    with time_machine.travel(late, tick=False):
        assert tasks.keep_time() == "0 released, 0 taken down"
        by_clock.refresh_from_db()
        assert (by_clock.state, by_clock.page.live) == ("releasable", False)
        assert client.get(by_clock.page.permanent_address).status_code == 404
    again = go(by_clock, "set_expiry", "releaser", until=None, at=late)
    assert go(again, "release", "releaser", at=late).state == "published"
