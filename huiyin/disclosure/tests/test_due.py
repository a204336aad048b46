"""应公开日期: counted when a document goes public, kept with it, and what figures say of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.disclosure import tasks
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree import due
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.disclosure.tree.columns import set_column
from huiyin.figures import registry
from huiyin.figures.registry import Scope

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def publish(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)

    def make(formed, published, days=20):
        column = add_column(page, f"限{days}日", slug=f"c{days}", actor=robot, at=morning)
        column = set_column(column, {"publish_days": days}, actor=robot, at=morning)
        values = {"title": "通知", "issuer": "局", "source": "局", "published_at": published}
        return publish_document(
            column, bureau, values | {"formed_on": formed}, actor=robot, at=published
        )

    return make


@pytest.mark.parametrize(
    ("formed", "published", "days", "last", "share"),
    [
        pytest.param(
            date(2026, 3, 2), datetime(2026, 3, 30, 23, 59, tzinfo=ZONE), 20, date(2026, 3, 30), 100,
            id="on the last day, late at night",
        ),
        pytest.param(
            date(2026, 3, 2), datetime(2026, 3, 31, 0, 0, tzinfo=ZONE), 20, date(2026, 3, 30), 0,
            id="a minute later",
        ),
        pytest.param(
            date(2026, 3, 2), datetime(2026, 3, 6, 9, tzinfo=ZONE), 3, date(2026, 3, 5), 0,
            id="an interpretation has three days",
        ),
        pytest.param(
            None, datetime(2026, 3, 6, 9, tzinfo=ZONE), 20, None, None, id="no day known"
        ),
        pytest.param(
            date(2026, 3, 9), datetime(2026, 3, 6, 9, tzinfo=ZONE), 20, date(2026, 4, 7), 100,
            id="formed after it was out",
        ),
    ],
)  # fmt: skip
def test_a_document_is_held_against_its_last_day(
    publish, bureau, formed, published, days, last, share
):
    """条例第二十六条; the moment counts by its day in the office's zone."""
    document = publish(formed, published, days)
    assert DocumentPage.objects.get(pk=document.pk).publish_due_on == last
    year = Scope.year(bureau.pk, 2026, date(2026, 12, 31))
    read = registry.read(
        [registry.find(k) for k in ("disclosure.on-time", "disclosure.late")], year
    )
    assert read["disclosure.on-time"].value == share
    late = read["disclosure.late"]
    assert (late.value, late.is_empty) == (int(share == 0), share is None)


def test_a_new_text_of_a_document_keeps_its_last_day(publish):
    document = publish(date(2026, 3, 2), datetime(2026, 3, 6, 9, tzinfo=ZONE))
    document.publish_due_on = None  # what an old revision says
    again = DocumentPage.objects.get(pk=document.pk).with_content_json(document.serializable_data())
    assert again.publish_due_on == date(2026, 3, 30)


def test_what_was_public_before_is_filled_in_at_night(publish, monkeypatch):
    document = publish(date(2026, 3, 2), datetime(2026, 3, 6, 9, tzinfo=ZONE))
    DocumentPage.objects.update(publish_due_on=None)
    assert "1 given a last day" in tasks.recount()
    assert DocumentPage.objects.get(pk=document.pk).publish_due_on == date(2026, 3, 30)
    assert due.fill() == 0
