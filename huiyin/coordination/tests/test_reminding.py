"""One letter a night: who gets it, what stands in it, and what a source that fails holds back."""

from datetime import timedelta

import pytest

from huiyin.accounts.models import User
from huiyin.coordination import reminding
from huiyin.coordination.reminding import JOB, Part, remind
from huiyin.jobs.models import FailedRow
from huiyin.notices.models import Notice
from huiyin.organisations.models import Organisation

TEXT = """云溪市城市管理局 2026-03-03 甲类提醒：

一

三

乙类提醒：

二

请登录工作台“我的待办”办理。"""


@pytest.fixture
def people(db):
    addresses = ("a@example.org", "b@example.org", "a@example.org", "")
    return [
        User.objects.create_user(f"u{number}", email=address)
        for number, address in enumerate(addresses)
    ]


@pytest.fixture
def sources(monkeypatch):
    """Only what a test declares."""
    declared = {}
    monkeypatch.setattr(reminding, "_sources", declared)
    return declared


def letters():
    return {(one.recipient, one.subject) for one in Notice.objects.all()}


def test_one_letter_of_all_sources(bureau, people, sources, morning):
    first = people[0].pk
    sources["a"] = lambda walk: lambda agency: [Part(first, "甲类提醒", ("一",))]
    sources["b"] = lambda walk: lambda agency: [
        Part(first, "乙类提醒", ("二",), 2), Part(first, "甲类提醒", ("三",)),
        Part(people[1].pk, "乙类提醒", ("二",), 2),
    ]  # fmt: skip
    assert remind(at=morning) == (4, 2)
    assert letters() == {
        ("a@example.org", "办理期限提醒（4 项）"), ("b@example.org", "乙类提醒（2 项）"),
    }  # fmt: skip
    assert Notice.objects.get(subject__startswith="办理期限提醒").body == TEXT


def test_an_address_that_two_share_is_told_once_and_none_is_nobodys(
    bureau, people, sources, morning
):
    sources["a"] = lambda walk: lambda agency: [Part(one.pk, "甲类提醒", ("一",)) for one in people]
    User.objects.filter(pk=people[1].pk).update(is_active=False)
    assert remind(at=morning) == (4, 1)
    assert letters() == {("a@example.org", "甲类提醒（1 项）")}


def test_each_agency_is_asked_and_writes_its_own_letter(bureau, people, sources, morning):
    Organisation.objects.create(name="水务局", short_name="水务", slug="w", is_agency=True)
    moments = []
    sources["a"] = lambda walk: (
        moments.append(walk.at) or (lambda agency: [Part(people[0].pk, "甲类提醒", (agency.name,))])
    )
    assert remind(at=morning) == (2, 2)
    assert moments == [morning]
    assert {one.agency.slug for one in Notice.objects.all()} == {"cgj", "w"}


@pytest.mark.parametrize("is_early", [True, False], ids=["at once", "of an agency"])
def test_a_source_that_fails_holds_back_nobody_and_is_tried_again(
    bureau, people, sources, morning, is_early
):
    def bad(walk):
        def of_agency(agency):
            User.objects.filter(pk=people[0].pk).update(name="改了")
            raise ValueError("坏")

        return of_agency(bureau) if is_early else of_agency

    sources["bad"] = bad
    sources["good"] = lambda walk: lambda agency: [Part(people[0].pk, "甲类提醒", ("一",))]
    assert remind(at=morning) == (1, 1)
    failure = FailedRow.objects.get(job=JOB)
    assert "提醒 bad" in failure.row
    assert User.objects.get(pk=people[0].pk).name == "", "what it did is undone"
    sources["bad"] = lambda walk: lambda agency: [Part(people[1].pk, "乙类提醒", ("二",))]
    remind(at=morning + timedelta(hours=1))
    assert ("b@example.org", "乙类提醒（1 项）") in letters()
    assert not FailedRow.objects.exists()


def test_every_source_is_asked():
    assert set(reminding._sources) == {
        *(
            "assessments",
            "coordination.sign",
            "foi",
            "hotline.clocks",
            "hotline.deferrals",
            "inspection.columns",
            "registers.decisions",
            "reports.annual",
        )
    }


def test_nothing_to_tell_writes_nothing(bureau, morning):
    assert remind(at=morning) == (0, 0)
