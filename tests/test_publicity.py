"""公示: every door of the portal × every way in which a licence is, or is no longer, on view.

Pages are asked for through the memory of kept pages, nothing is cleared in between, and no job runs
unless the row says so.
"""

import io
import zipfile
from datetime import date, datetime, timedelta

import pytest
import time_machine

from huiyin.licensing import actions
from huiyin.licensing.models import Licence
from huiyin.publicity import tidying
from huiyin.publicity.models import Publication, PublicityTerm
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 6, 30)
MARK = "云溪市麒麟建设有限公司"


@pytest.fixture(autouse=True)
def clock(morning, monkeypatch):
    """Time stands still unless a row moves it; the memory looks at each request for a change."""
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    with time_machine.travel(morning, tick=False) as moved:
        yield moved


@pytest.fixture
def shown(licence, robot, morning):
    """A licence that is public until the last day."""
    PublicityTerm.objects.create(
        kind="licensing.licence", holder="organisation", months=1, counted_from="ended",
        valid_from=date(2000, 1, 1), basis="测试",
    )  # fmt: skip
    record = licence(holder_name=MARK, valid_to=date(2026, 5, 30))
    record = actions.publish(record, actor=robot, at=morning)
    Licence.objects.filter(pk=record.pk).update(shown_until=LAST_DAY)
    Publication.objects.update(until=LAST_DAY)
    return record


def fresh(record):
    return Licence.objects.get(pk=record.pk)


def past(record, who, clock):
    clock.move_to(
        datetime.combine(LAST_DAY + timedelta(days=1), datetime.min.time(), who["at"].tzinfo)
    )


def past_and_tidied(record, who, clock):
    past(record, who, clock)
    assert tidying.tidy(LAST_DAY + timedelta(days=1)) == 1


def on_the_last_day(record, who, clock):
    clock.move_to(datetime(2026, 6, 30, 23, 59, tzinfo=who["at"].tzinfo))


def withdrawn(record, who, clock):
    actions.withdraw(fresh(record), reason="含第三人信息", **who)


def voided(record, who, clock):
    actions.void(fresh(record), reason="重复录入", **who)


def back_again(record, who, clock):
    withdrawn(record, who, clock)
    actions.republish(fresh(record), **who)


def revoked(record, who, clock):
    actions.revoke(fresh(record), reason="材料虚假", **who)


SITUATIONS = {
    "public": (lambda *_: None, True),
    "on its last day": (on_the_last_day, True),
    "past its last day, no job": (past, False),
    "past its last day, tidied": (past_and_tidied, False),
    "withdrawn": (withdrawn, False),
    "void": (voided, False),
    "withdrawn and back again": (back_again, True),
    "revoked, shown with its standing": (revoked, True),
}
DOORS = {
    "list": ("/licences/", MARK),
    "list of its year": ("/licences/?year=2020", MARK),
    "list of its category": ("/licences/?category=construction-waste", MARK),
    "list by holder": ("/licences/?holder=麒麟", 'href="/licences/{pk}/"'),
    "its page": ("/licences/{pk}/", MARK),
    "csv": ("/licences.csv", MARK),
    "json": ("/licences.json", MARK),
    "xlsx": ("/licences.xlsx", MARK),
    "site map": ("/sitemap/licences-0.xml", "/licences/{pk}/<"),
    "lines of a figure": ("/reports/2020/figures/licensing.decided/", "/licences/{pk}/"),
    "data": ("/data/", "/data/licences/"),
    "dataset": ("/data/licences/2020/", "<strong>1</strong> 条"),
    "dataset as csv": ("/data/licences/2020.csv", MARK),
    "dataset as csv with a mark": ("/data/licences/2020.excel.csv", MARK),
    "dataset as json": ("/data/licences/2020.json", MARK),
    "dataset as xlsx": ("/data/licences/2020.xlsx", MARK),
    "catalogue": ("/data/catalog.ttl", "/data/licences/2020/#dataset"),
}
NOWHERE = {
    "search": ("/search/?q=麒麟建设", "/licences/{pk}/"),
    "suggestions": ("/search/suggest?q=麒麟", MARK),
    "feed of a search": ("/feeds/search/?q=麒麟", "/licences/{pk}/"),
}
"""Doors at which no licence is seen, whatever its publicity."""


def read(client, address, mark, pk):
    """Whether this address answers and says the mark."""
    answer = client.get(address.format(pk=pk), follow=True)
    if answer.status_code != 200:
        return False
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if ".xlsx" in address:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"".join(package.read(name) for name in package.namelist())
    return mark.format(pk=pk) in body.decode("utf-8", "replace")


def seen(client, record, doors):
    return {
        name for name, (address, mark) in doors.items() if read(client, address, mark, record.pk)
    }


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_door_shows_what_is_on_view_and_nothing_else(
    situation, shown, client, clock, robot, morning
):
    make, is_public = SITUATIONS[situation]
    assert seen(client, shown, DOORS) == set(DOORS), "seen before, and kept in memory"
    clock.shift(60)
    make(shown, {"actor": robot, "at": morning + timedelta(minutes=1)}, clock)
    assert seen(client, shown, DOORS) == (set(DOORS) if is_public else set())
    assert seen(client, shown, NOWHERE) == set()
    assert fresh(shown).is_public is is_public


def test_the_page_says_since_when_and_until_when(shown, client):
    page = client.get(f"/licences/{shown.pk}/").content.decode()
    assert "公示日期：2026年3月3日至2026年6月30日" in page


def test_tidying_changes_nothing_that_anybody_reads(shown, client, clock, robot, morning):
    """Killed between the end in the books and the pages: there is nothing left to be done."""
    past(shown, {"at": morning}, clock)
    before = client.get("/licences/").content
    version = memory.PublicVersion.objects.values_list("number", flat=True).first()
    tidying.tidy(LAST_DAY + timedelta(days=1))
    assert client.get("/licences/").content == before
    assert memory.PublicVersion.objects.values_list("number", flat=True).first() == version


def test_the_list_asks_as_often_as_before(shown, client, django_assert_max_num_queries):
    client.get("/licences/")
    memory_free = {"HTTP_COOKIE": "display=elder"}
    with django_assert_max_num_queries(8):
        assert client.get("/licences/?page=1", **memory_free).status_code == 200
