"""有效性: an end waits for its day, is not undone by another entry, and is taken back whole.

政府信息公开条例第八条: what is disclosed is true and in time; 废止日期 is the day that the deciding paper names.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.page import paper
from huiyin.disclosure.tree import publishing, tally
from huiyin.search.models import Entry
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 20)
NUMBERED = {"validity": "有效"}
LIST = "/cgj/tzgg/"


def noon(day):
    return datetime.combine(day, time(12), ZoneInfo("Asia/Shanghai"))


def said(client, page, day):
    """What each place says of the document's validity on that day, though nothing has run since."""
    pages.clear()
    with time_machine.travel(noon(day), tick=False):
        shown = client.get(page.permanent_address).content.decode()
        listed = client.get(LIST)
        counts = {
            value: count
            for one in listed.context["filters"]
            if one["name"] == "validity"
            for value, _, count in one["values"]
        }
        choices = {
            value
            for value in ("有效", "部分有效", "废止")
            if page.title in client.get(f"{LIST}?validity={value}").content.decode()
        }
        stored = DocumentPage.objects.get(pk=page.pk)
        return {
            "page": "不再作为办事依据" in shown,
            "list": "已废止" in listed.content.decode(),
            "filter": choices,
            "numbers": counts,
            "paper": "不再作为办事依据" in paper._state(stored),
            "meta": dict(paper._meta(stored)).get("有效性"),
        }


@pytest.mark.parametrize("before", ["", "有效", "部分有效"])
def test_an_end_takes_effect_on_its_day_everywhere(standing, go, client, before):
    other = standing(
        "published", title="另一份文件", validity="失效", abolished_on=date(2026, 3, 2)
    )
    manuscript = standing("published", validity=before)
    page = manuscript.page
    go(manuscript, "abolish", "releaser", on=DAY)
    until_then = before or "有效"
    assert said(client, page, DAY - timedelta(days=1)) == {
        "page": False, "list": False, "filter": {until_then}, "paper": False, "meta": until_then,
        "numbers": {until_then: 1, other.page.validity: 1},
    }  # fmt: skip
    assert said(client, page, DAY) == {
        "page": True, "list": True, "filter": {"废止"}, "paper": True, "meta": "废止",
        "numbers": {"废止": 1, other.page.validity: 1},
    }  # fmt: skip
    assert tally.differences() == {}


def test_search_knows_from_which_day_it_is_over(standing, go):
    manuscript = go(standing("published", **NUMBERED), "abolish", "releaser", on=DAY)
    entry = Entry.objects.get(key=publishing.search_key(manuscript.page))
    assert entry.over_on == DAY
    go(manuscript, "restore_validity", "releaser")
    entry.refresh_from_db()
    assert entry.over_on is None


def test_that_it_will_end_is_said_before(standing, go, client):
    manuscript = go(standing("published", **NUMBERED), "abolish", "releaser", on=DAY)
    with time_machine.travel(noon(date(2026, 3, 4)), tick=False):
        shown = client.get(manuscript.page.permanent_address).content.decode()
        assert "本文件自2026年3月20日起废止" in shown
        assert "自2026年3月20日起废止" in paper._state(manuscript.page)


AGAIN = [
    ("abolish", {"validity": "失效"}, date(2026, 3, 3), "已登记2026年3月3日废止"),
    ("abolish", {"on": DAY + timedelta(days=9)}, DAY, "已登记2026年3月20日废止"),
    ("amend_partly", {}, date(2026, 3, 3), "已登记2026年3月3日废止"),
]


@pytest.mark.parametrize(("move", "more", "on", "message"), AGAIN)
def test_what_has_ended_is_not_changed_by_another_entry(standing, go, move, more, on, message):
    new = standing("published", title="新的规定")
    old = go(standing("published", title="旧的规定", **NUMBERED), "abolish", "releaser", on=on)
    if move == "amend_partly":
        more = {"by": new.page.index_number}
    with pytest.raises(ValidationError, match=message):
        go(old, move, "releaser", **more)
    stored = DocumentPage.objects.get(pk=old.page_id)
    assert (stored.validity, stored.abolished_on) == ("废止", on)


def test_what_will_end_may_still_be_amended(standing, go):
    new = standing("published", title="新的规定")
    old = go(standing("published", title="旧的规定", **NUMBERED), "abolish", "releaser", on=DAY)
    go(old, "amend_partly", "releaser", by=new.page.index_number)
    stored = DocumentPage.objects.get(pk=old.page_id)
    assert stored.validity_on(DAY - timedelta(days=1)) == "部分有效"
    assert stored.validity_on(DAY) == "废止"


@pytest.mark.parametrize("before", ["有效", "部分有效"])
def test_an_end_is_taken_back_whole(standing, go, client, before):
    """What it was before it is again, with the amendment that stood then; the end's own link goes."""
    changing, replacing, old = (
        standing("published", title=title) for title in ("修改的", "替代的", "旧的")
    )
    if before == "部分有效":
        go(old, "amend_partly", "releaser", by=changing.page.index_number)
    go(old, "abolish", "releaser", on=DAY, replacement=replacing.page.index_number)
    go(old, "restore_validity", "releaser")
    page = DocumentPage.objects.get(pk=old.page_id)
    assert (page.validity, page.validity_before, page.abolished_on) == (before, "", None)
    assert not page.replaced_by.exists()
    assert page.amended_by.exists() is (before == "部分有效")
    assert not said(client, page, DAY)["page"]


def test_restoring_lets_out_nothing_that_was_taken_down(standing, go, client):
    """A replacement that is public no more loses its link; it does not become findable by that."""
    old, new = standing("published", title="旧的规定"), standing("published", title="新的规定")
    go(old, "abolish", "releaser", replacement=new.page.index_number)
    go(new, "withdraw", "releaser")
    assert not Entry.objects.filter(title="新的规定").exists()
    go(old, "restore_validity", "releaser")
    assert not Entry.objects.filter(title="新的规定").exists()
    page = DocumentPage.objects.get(pk=new.page_id)
    assert page.withdrawals.get().released_at is None
    assert page.replaces is None
    assert client.get(page.permanent_address).status_code == 410
