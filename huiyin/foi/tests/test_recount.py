"""A new notice moves open applications: also their mark “provisional”, never closed ones."""

from datetime import date

import pytest

from huiyin.audit.models import Entry
from huiyin.casework import recount
from huiyin.foi import deadlines
from huiyin.foi.actions import consult, register
from huiyin.foi.models import Application, Consultation, Fee
from huiyin.workdays import load
from huiyin.workdays.testing import notice_of_2027

from . import factories

pytestmark = pytest.mark.django_db
NOTICE = notice_of_2027(worked=(date(2026, 12, 27),))


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
    assert (moved.due_on, moved.is_provisional) == (date(2027, 1, 8), True)
    load.store([NOTICE])
    assert [row.matter for row in recount.preview([Application])] == [moved]
    done = recount.recount_open([Application], actor=robot, at=at, because="测试")
    assert [(row.matter.pk, row.old, row.new) for row in done] == [
        (moved.pk, date(2027, 1, 8), date(2027, 1, 7))
    ]
    for application in (moved, untouched, closed):
        application.refresh_from_db()
    assert (moved.due_on, moved.is_provisional) == (date(2027, 1, 7), False)
    assert closed.due_on == date(2027, 1, 8)
    assert Entry.objects.filter(verb="foi.application.recount").count() == 1
    assert recount.preview(recount.kinds()) == []


def test_every_kind_with_a_clock_is_recounted():
    assert {model.kind for model in recount.kinds()} == {
        "approvals",
        "assessments",
        "assignments",
        "bulletins",
        "commitments",
        "foi",
        "hotline",
        "licences",
        "manuscripts",
        "objections",
        "penalties",
        "proposals",
        "rectifications",
        "repairs",
    }


def test_a_fee_and_an_enquiry_move_with_the_calendar(bureau, robot, morning):
    at = morning.replace(month=12, day=14)
    common = {"agency": bureau, "channel": "online", "applicant_kind": "person"}
    asked = register(
        Application(**common, applicant_name="甲", description="预算", received_on=date(2026, 12, 10)),
        actor=robot, at=at,
    )  # fmt: skip
    charged = register(
        Application(**common, applicant_name="乙", description="决算", received_on=date(2026, 12, 10)),
        actor=robot, at=at,
    )  # fmt: skip
    consult(asked, actor=robot, at=at, sent_on=at.date(), received_on=at.date(), whom="某公司")
    Fee.objects.create(
        application=charged, basis="per-page", count=40, amount=40000, noticed_on=at.date(),
        due_on=deadlines.last_day(deadlines.FEE_PAYMENT, at.date(), load.calendar()),
    )  # fmt: skip
    assert dues() == {"fee": date(2027, 1, 12), "consultation": date(2027, 1, 5)}
    load.store([NOTICE])
    rows = recount.preview([Application])
    assert sorted(words for one in rows for words in one.beside) == [
        "信息处理费缴费期限 2027-01-12 → 2027-01-11", "征求意见答复期限 2027-01-05 → 2027-01-04",
    ]  # fmt: skip
    recount.recount_open([Application], actor=robot, at=at, because="测试")
    assert dues() == {"fee": date(2027, 1, 11), "consultation": date(2027, 1, 4)}
    assert recount.preview([Application]) == []
    entry = Entry.objects.get(verb="foi.application.recount", subject_key=str(asked.pk))
    assert entry.facts["details"]["beside"] == ["征求意见答复期限 2027-01-05 → 2027-01-04"]


def dues():
    return {"fee": Fee.objects.get().due_on, "consultation": Consultation.objects.get().due_on}
