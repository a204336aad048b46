"""A new notice moves open applications: also their mark “provisional”, never closed ones."""

from datetime import date

import pytest

from huiyin.audit.models import Entry
from huiyin.casework import recount
from huiyin.foi.actions import register
from huiyin.foi.models import Application
from huiyin.workdays import load

from . import factories

pytestmark = pytest.mark.django_db
NOTICE = {
    "year": 2027,
    "number": "测试通知〔2026〕1号",
    "holidays": [{"name": "元旦", "from": date(2027, 1, 1), "to": date(2027, 1, 3)}],
}


@pytest.fixture
def new(bureau, robot, morning):
    def make(received_on):
        return register(
            Application(
                agency=bureau, channel="online", applicant_kind="person", applicant_name="甲",
                description="二〇二五年预算", received_on=received_on,
            ),
            actor=robot, at=morning.replace(month=12, day=30),
        )  # fmt: skip

    return make


def test_recount(new, robot, morning):
    at = morning.replace(month=12, day=30)
    moved, untouched = new(date(2026, 12, 10)), new(date(2026, 11, 2))
    late = new(date(2026, 12, 10))
    closed = factories.answered(late, actor=robot, at=at, answered_on=date(2026, 12, 28))
    assert (moved.due_on, moved.is_provisional) == (date(2027, 1, 7), True)
    load.store([NOTICE])
    assert [found.matter for found in recount.preview([Application])] == [moved]
    done = recount.recount_open([Application], actor=robot, at=at, because="测试")
    assert [(found.matter.pk, found.old, found.new) for found in done] == [
        (moved.pk, date(2027, 1, 7), date(2027, 1, 8))
    ]
    for application in (moved, untouched, closed):
        application.refresh_from_db()
    assert (moved.due_on, moved.is_provisional) == (date(2027, 1, 8), False)
    assert closed.due_on == date(2027, 1, 7)
    assert Entry.objects.filter(verb="foi.application.recount").count() == 1
    assert recount.preview(recount.kinds()) == []


def test_every_kind_with_a_clock_is_recounted():
    assert {model.kind for model in recount.kinds()} == {
        "foi",
        "hotline",
        "licences",
        "manuscripts",
    }
