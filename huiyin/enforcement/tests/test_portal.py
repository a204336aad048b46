"""/inspection-standards/: what may be inspected, published before; counts after, and nobody named."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from huiyin.enforcement import actions
from huiyin.enforcement.choices import Result
from huiyin.enforcement.models import Body, Item
from huiyin.enforcement.portal import year_of
from huiyin.web.kept import memory

from .trial import body, inspection, item, ready

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("rows", "day", "caps"),
    [
        ([], 0, [2]),
        ([(0, 3, True)], 0, [3]),
        ([(1, 3, True)], 0, [2]),
        ([(1, 3, True)], 1, [3]),
        ([(0, 3, False)], 0, []),
        ([(0, 3, False), (2, 1, True)], 2, [1]),
    ],
    ids=["one", "replaced", "not yet", "from its day on", "ended", "taken up again"],
)
def test_the_row_in_force_is_published(bureau, morning, rows, day, caps):
    item(bureau)
    for after, cap, is_active in rows:
        item(bureau, cap=cap, since=morning + after * DAY, is_active=is_active)
    shown = Item.objects.public(morning.date() + day * DAY)
    assert [one.cap for one in shown] == caps


def test_the_page_says_all_that_the_notice_asks_for(client, bureau):
    item(bureau, plan="每季度抽查一次")
    body(bureau)
    page = client.get("/inspection-standards/").content.decode()
    for words in ("SR-01", "2 次", "门前责任区整洁", "每季度抽查一次", "第九条", "法定行政机关"):
        assert words in page
    assert Body.objects.get().name in client.get("/inspection-bodies/").content.decode()
    file = b"".join(client.get("/inspection-standards.csv").streaming_content)
    rows = file.decode("utf-8-sig").splitlines()
    assert "年度频次上限（次）" in rows[0]
    assert "SR-01" in rows[1]


def test_a_new_row_stands_on_a_kept_page_at_once(client, bureau, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    assert "还没有公布行政检查事项" in client.get("/inspection-standards/").content.decode()
    item(bureau)
    assert "SR-01" in client.get("/inspection-standards/").content.decode()


def test_counts_are_by_item_and_result_and_name_nobody(
    client, bureau, robot, morning, django_assert_max_num_queries
):
    ready(bureau)
    day = timezone.localdate(morning)
    rows = [
        inspection(bureau, planned_on=day, inspected_on=day, result=result, reference=f"旧{result}")
        for result in (Result.CLEAN, Result.FILED)
    ]
    actions.register_many(rows, actor=robot, at=morning)
    with django_assert_max_num_queries(5):
        year = year_of(day.year, day)
    (line,) = year.lines
    assert [count.value for count in line.counts] == [2, 1, 0, 1]
    assert not year_of(day.year - 1, day).lines
    with time_machine.travel(morning, tick=False):
        page = client.get("/inspection-standards/").content.decode()
    assert f"{day.year}年检查的次数和结果" in page
    assert rows[0].holder_name not in page
    for count in line.counts:
        assert count.address in page.replace("&amp;", "&")
        behind = client.get(count.address)
        assert behind.status_code == 200
        assert rows[0].holder_name not in behind.content.decode()


def test_an_unknown_agency_is_no_page(client, bureau):
    item(bureau)
    assert client.get("/inspection-standards/?agency=nobody").status_code == 404
    assert date(2020, 1, 6) == Item.objects.get().valid_from
