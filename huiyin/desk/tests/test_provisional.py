"""暂定: a day that a notice which is not out may move says so at every door; any other does not."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.casework import recount
from huiyin.coordination.reminding import remind
from huiyin.foi import actions as foi
from huiyin.foi.models import Consultation, ConsultationKind, Fee, PaperKind
from huiyin.foi.papers.case_file import cover
from huiyin.foi.papers.kinds import KINDS
from huiyin.foi.papers.values import Source, values
from huiyin.foi.portal import sending, standing
from huiyin.hotline.models import ServiceRequest
from huiyin.notices.models import Notice as Letter
from huiyin.workdays import load
from huiyin.workdays.due import DueDay, counted
from huiyin.workdays.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def unknown(db):
    """As in January, when no notice of the year is out: whatever the years of the shipped ones."""
    Notice.objects.exclude(year=2020).update(amends=True, loaded_at=timezone.now())


def announce():
    """Notices of this year and of the next ones, as short as can be."""
    first = timezone.localdate().year
    for year in range(first, first + 3):
        new_year = {"name": "元旦", "from": date(year, 1, 1), "to": date(year, 1, 1)}
        load.store([{"year": year, "number": f"测试{year}号", "holidays": [new_year]}])


@pytest.fixture
def matter(unknown, application, desk, robot, now):
    """An application at a clerk's desk."""
    client = desk("信息公开岗", "分管领导", email="clerk@example.com")
    matter = application(channel="counter", received_on=None, arrived_on=now.date())
    matter.client = client
    return matter


def desk_list(matter, robot):
    return matter.client.get("/desk/foi/").content.decode()


def desk_record(matter, robot):
    return matter.client.get(matter.get_absolute_url()).content.decode()


def to_do(matter, robot):
    return matter.client.get("/desk/").content.decode()


def track(matter, robot):
    data = {"number": matter.reference, "code": matter.query_code}
    return matter.client.post("/track/", data, follow=True).content.decode()


def receipt_on_paper(matter, robot):
    source = Source(matter, _kind(PaperKind.RECEIPT), {}, timezone.localdate())
    return str(values(source)["答复期限"])


def case_cover(matter, robot):
    return str(cover(matter))


def reminder(matter, robot):
    foi.assign(matter, actor=robot, at=timezone.localtime(), handler=User.objects.get())
    at = timezone.localtime() + (matter.due_on - timezone.localdate())
    remind(at=at)
    return Letter.objects.latest("pk").body


def receipt_by_mail(matter, robot):
    receipt = sending._receipt(matter, timezone.localtime())
    return sending.letter(matter, receipt)


def log_of_the_record(matter, robot):
    foi.extend(matter, actor=robot, at=timezone.localtime(), days=5, reason="内容较多")
    page = desk_record(matter, robot)
    return page[page.index("办理过程") :]


DOORS = [desk_list, desk_record, to_do, track, receipt_on_paper, case_cover, reminder,
         receipt_by_mail, log_of_the_record]  # fmt: skip


def _kind(key):
    return KINDS[key]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_it_says_so_while_nothing_is_known(matter, robot, door):
    assert "暂定" in door(matter, robot)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_it_says_so_no_more_after_the_notice(matter, robot, now, door):
    announce()
    recount.recount_open(recount.kinds(), actor=robot, at=now, because="测试")
    code, client = matter.query_code, matter.client
    matter.refresh_from_db()
    matter.query_code, matter.client = code, client
    assert "暂定" not in door(matter, robot)


@pytest.mark.parametrize("is_known", [False, True])
def test_a_message_of_the_portal(unknown, client, request_, bureau, is_known):
    if is_known:
        announce()
    data = {"agency": bureau.slug, "kind": "complaint", "subject": "油烟扰民", "content": "烧烤摊晚上十一点还在营业，油烟大。",
            "place": "清溪大道", "name": "孙示例", "contact": "13900005678", "consents": "yes"}  # fmt: skip
    sent = client.post("/message/", data, follow=True).content.decode()
    assert ServiceRequest.objects.count() == 1
    assert ("（暂定）" in sent) is not is_known


@pytest.mark.parametrize("is_known", [False, True])
def test_what_is_counted_beside_the_clock(matter, is_known):
    if is_known:
        announce()
    today = timezone.localdate()
    due = load.calendar().add(today, 15)
    asked = {"application": matter, "whom": "某单位", "sent_on": today, "received_on": today}
    third = Consultation(kind=ConsultationKind.THIRD_PARTY, due_on=due, **asked)
    maker = Consultation(kind=ConsultationKind.CO_MAKER, due_on=due, **asked)
    fee = Fee(application=matter, noticed_on=today, due_on=due)
    assert [one.due_day.provisional for one in (third, maker, fee)] == [not is_known] * 3


def test_what_the_office_named_is_not_provisional(matter):
    today = timezone.localdate()
    named = Consultation(
        application=matter, kind=ConsultationKind.DEPARTMENT, whom="某科", sent_on=today,
        received_on=today, due_on=today + timedelta(days=3),
    )  # fmt: skip
    assert named.due_day == DueDay(today + timedelta(days=3))


def test_a_set_day_of_correction_is_not_provisional(matter, robot, now):
    matter = foi.ask_correction(matter, actor=robot, at=now, wanted="请写明年份")
    matter = foi.note_notice_served(
        matter, actor=robot, at=now, method="direct", received_on=now.date(), receipt="回执1"
    )
    marks = {mark.title: mark.due for mark in standing.line(matter, now.date())}
    assert matter.correction_due_on is not None
    assert marks["等您补正"] == DueDay(matter.correction_due_on)


def test_a_delay_that_was_told_is_not_provisional(matter, robot, now):
    matter.delayed_until = matter.due_on + timedelta(days=30)
    matter.recount()
    assert str(matter.due_day) == matter.delayed_until.isoformat()


def test_a_day_that_nothing_moves_any_more_is_not_provisional(unknown, licence, now):
    owed = licence(
        "云城管许字〔2026〕1号", at=now, published_on=None, decided_on=now.date(),
        valid_from=now.date(), valid_to=now.date() + timedelta(days=300),
    )  # fmt: skip
    assert owed.due_day.provisional
    owed.published_on = now.date()
    assert not owed.due_day.provisional


@pytest.mark.parametrize(
    ("day", "shown", "spoken", "written"),
    [
        (date(2026, 12, 31), "2026-12-31", "2026年12月31日", "2026年12月31日"),
        (date(2020, 1, 2), "2020-01-02", "2020年1月2日", "2020年1月2日"),
        (date(2019, 1, 2), "2019-01-02", "2019年1月2日", "2019年1月2日"),
        (
            date(2199, 1, 7), "2199-01-07（暂定）", "2199年1月7日（暂定）",
            "2199年1月7日（暂定，2199年放假安排公布后确定）",
        ),
    ],
)  # fmt: skip
def test_a_day_in_words(db, day, shown, spoken, written):
    due = counted(day)
    assert (str(due), due.spoken, due.written) == (shown, spoken, written)
