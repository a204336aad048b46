"""工作日历 on the desk: what is asked for, a notice looked at and loaded, and only what was looked at."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.foi.models import Application
from huiyin.workdays import arrangement, load, standing, statutory
from huiyin.workdays.models import Notice
from huiyin.workdays.testing import as_toml

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/calendar/"


@pytest.fixture
def unknown(db):
    """Of no year but 2020 is a notice here."""
    Notice.objects.exclude(year=2020).update(amends=True, loaded_at=timezone.now())


@pytest.fixture
def admin(desk):
    return desk("系统管理岗", "信息公开岗", username="admin")


def notice(year, *more, number=1):
    """The least that a notice of that year can say, and days more."""
    holidays = [
        {"name": name, "from": day, "to": day} for day, name in statutory.days(year).items()
    ]
    holidays += [{"name": "测试", "from": day, "to": day} for day in more]
    issued = date(year - 1, 11, 20)
    return {
        "year": year,
        "number": f"测试{year}第{number}号",
        "issued_on": issued,
        "holidays": holidays,
    }


@pytest.fixture
def case(unknown, application, now):
    """An application whose day moves when the working day before it becomes a free one."""
    case = application(channel="counter", received_on=None, arrived_on=now.date())
    years = {day.year for day in (now.date(), case.due_on)}
    for year in years - {case.due_on.year}:
        load.store([notice(year)])
    case.refresh_from_db()
    return case


def free_day(case):
    """A weekday between now and the due date that no law makes free."""
    days = load.calendar()
    day = case.due_on
    while not (days.is_workday(day) and day.year == case.due_on.year):
        day -= timedelta(days=1)
    return day


@pytest.fixture
def text(case):
    """A notice of the year of its due date, in which that very day is free."""
    return as_toml(notice(case.due_on.year, free_day(case)))


def digest(response):
    return response.context["effect"].digest


def test_it_is_for_whom_it_concerns(desk):
    clerk = desk("信息公开岗")
    assert clerk.get(ADDRESS).status_code == 403
    assert clerk.post(f"{ADDRESS}preview/", {"text": "x"}).status_code == 403
    assert clerk.post(f"{ADDRESS}announce/", {"text": "x"}).status_code == 403
    assert "放假安排还没有载入" not in clerk.get("/desk/").content.decode()


def test_the_desk_asks_for_it(unknown, admin):
    page = admin.get("/desk/").content.decode()
    assert f"{timezone.localdate().year} 年的放假安排还没有载入" in page
    assert ADDRESS in page


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 1), [2027]),
        (date(2026, 12, 31), [2027]),
        (date(2027, 1, 1), [2027]),
        (date(2027, 11, 1), [2027, 2028]),
        (date(2019, 12, 1), []),
    ],
)
def test_from_november_on_the_next_year_is_asked_for(day, years):
    Notice.objects.filter(year__gte=2027).delete()
    assert standing.asked(day) == years


def test_what_is_known_of_each_year():
    knowledge = {row.year: row.knowledge.value for row in standing.years(date(2026, 11, 26))}
    assert (knowledge[2020], knowledge[2026]) == ("已载入", "已载入")
    assert min(knowledge) == 2020


def test_a_preview_keeps_nothing(admin, case, text):
    entries = Entry.objects.count()
    page = admin.post(f"{ADDRESS}preview/", {"text": text})
    assert page.status_code == 200
    assert case.reference in page.content.decode()
    (moved,) = page.context["effect"].moved
    assert (moved.matter.pk, moved.old) == (case.pk, case.due_on)
    assert moved.new > case.due_on
    assert page.context["effect"].by_kind == [("依申请公开", 1, 0)]
    assert not Notice.objects.filter(year=case.due_on.year, amends=False).exists()
    assert Application.objects.get().due_on == case.due_on
    assert Entry.objects.count() == entries


def test_what_is_confirmed_is_what_happens(admin, case, text):
    seen = admin.post(f"{ADDRESS}preview/", {"text": text})
    (moved,) = seen.context["effect"].moved
    done = admin.post(f"{ADDRESS}announce/", {"text": text, "digest": digest(seen)})
    assert done["Location"] == ADDRESS
    case.refresh_from_db()
    assert (case.due_on, case.is_provisional) == (moved.new, moved.is_provisional)
    loaded = Entry.objects.get(verb="workdays.notice.announce")
    entry = Entry.objects.get(verb="foi.application.recount")
    assert (loaded.actor_kind, entry.actor_kind) == ("person", "system")
    assert "陈示例载入" in entry.facts["details"]["because"]
    assert str(case.due_on.year) in admin.get(ADDRESS).content.decode()


def test_what_changed_meanwhile_is_looked_at_again(admin, case, application, text, now):
    seen = admin.post(f"{ADDRESS}preview/", {"text": text})
    other = application(channel="counter", received_on=None, arrived_on=now.date())
    refused = admin.post(f"{ADDRESS}announce/", {"text": text, "digest": digest(seen)})
    assert refused.status_code == 409
    assert other.reference in refused.content.decode()
    case_now = Application.objects.get(pk=case.pk)
    assert case_now.due_on == case.due_on
    assert not Entry.objects.filter(verb="workdays.notice.announce").exists()
    again = admin.post(f"{ADDRESS}announce/", {"text": text, "digest": digest(refused)})
    assert again.status_code == 302


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_nothing_is_loaded_unseen(admin, text, seen):
    refused = admin.post(f"{ADDRESS}announce/", {"text": text, "digest": seen})
    assert refused.status_code == 409
    assert not Entry.objects.filter(verb="workdays.notice.announce").exists()


def test_another_text_than_the_one_seen_is_refused(admin, case, text):
    seen = admin.post(f"{ADDRESS}preview/", {"text": text})
    other = as_toml(notice(case.due_on.year, number=2))
    refused = admin.post(f"{ADDRESS}announce/", {"text": other, "digest": digest(seen)})
    assert refused.status_code == 409


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, "请粘贴通知全文"),
        ({"text": "   "}, "请粘贴通知全文"),
        ({"text": "明年放假"}, "没有看到"),
        ({"text": "year = "}, "读不出来"),
        ({"text": "year = 2027"}, "number"),
        ({"text": 'region = "341799"\n' + as_toml(notice(2027))}, "load-calendar"),
        ({"text": "放" * 20001}, "20000"),
    ],
)
def test_what_is_not_understood_is_refused(admin, sent, fault):
    for name in ("preview", "announce"):
        page = admin.post(f"{ADDRESS}{name}/", sent)
        assert page.status_code == 422
        assert fault in page.content.decode()


def test_a_matter_of_others_is_only_a_number(admin, desk, case, text, other_bureau):
    stranger = desk()
    admin_of_other = desk("系统管理岗", username="other", agency=other_bureau)
    page = admin_of_other.post(f"{ADDRESS}preview/", {"text": text}).content.decode()
    assert case.reference not in page
    assert "1 件属于其他机关" in page
    assert stranger.get(ADDRESS).status_code == 403


def test_a_notice_that_came_with_the_software_is_one_click_away(admin, monkeypatch, case, text):
    monkeypatch.setattr(arrangement, "shipped_files", lambda: [text])
    page = admin.get(ADDRESS)
    assert [one.year for one in page.context["carried"]] == [case.due_on.year]
    seen = admin.post(f"{ADDRESS}preview/", {"text": page.context["carried"][0].text})
    admin.post(f"{ADDRESS}announce/", {"text": text, "digest": digest(seen)})
    assert admin.get(ADDRESS).context["carried"] == []
