"""收集: each half of a working day is looked at, or is seen to have been missed."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.casework.models import OfficeTime
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.hotline.actions import register, rounds
from huiyin.hotline.models import Channel, CollectionRule, Half, HalfDay, Round
from huiyin.hotline.rounds import duty, reminding
from huiyin.hotline.rounds.halves import half_at, halves_of
from huiyin.hotline.rounds.rules_desk import RULES
from huiyin.notices.models import Notice
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.workdays.hours import SHANGHAI, Period, Timetable
from huiyin.workdays.load import store

from .trial import look, request

pytestmark = pytest.mark.django_db
BASIS = "云政办〔2026〕1号"
TUESDAY = date(2026, 3, 3)
HOURS = "9:00-12:00 13:30-17:00"


def at(text, day=TUESDAY):
    return datetime.combine(day, time.fromisoformat(text), SHANGHAI)


def periods(text):
    return Timetable.parse(text, date.min).usual


@pytest.fixture
def ruled(bureau):
    """Its hours, and one look at the mayor's hotline in each half-day from 2 March on."""
    OfficeTime.objects.create(
        agency=bureau, schedule=HOURS, valid_from=date(2020, 1, 1), basis=BASIS
    )
    return CollectionRule.objects.create(
        agency=bureau, channel=Channel.objects.get(key="mayor-hotline"),
        valid_from=date(2026, 3, 2), basis=BASIS,
    )  # fmt: skip


def collect(bureau, robot, text, day=TUESDAY, **values):
    moment = at(text, day)
    with time_machine.travel(moment, tick=False):
        return rounds.register(look(bureau, **values), actor=robot, at=moment)


@pytest.mark.parametrize(
    ("hours", "morning", "afternoon"),
    [
        ("9:00-12:00 13:30-17:00", "09:00-12:00", "13:30-17:00"),
        ("8:30-12:30", "08:30-12:30", None),
        ("14:00-18:00", None, "14:00-18:00"),
        ("9:00-17:00", "09:00-12:00", "12:00-17:00"),
        ("9:00-10:00 10:30-12:00 13:00-15:00 15:30-17:00", "09:00-12:00", "13:00-17:00"),
    ],
    ids=["usual", "a morning", "an afternoon", "no lunch", "breaks"],
)
def test_the_halves_of_an_office_day(hours, morning, afternoon):
    halves = {half: str(period) for half, period in halves_of(periods(hours)).items()}
    expected = {Half.MORNING: morning, Half.AFTERNOON: afternoon}
    assert halves == {half: period for half, period in expected.items() if period}


@pytest.mark.parametrize(
    ("clock", "half"),
    [
        ("00:10", "morning"), ("08:59", "morning"), ("11:59", "morning"), ("12:00", "morning"),
        ("13:29", "morning"), ("13:30", "afternoon"), ("17:00", "afternoon"),
        ("23:59", "afternoon"),
    ],
)  # fmt: skip
def test_to_which_half_a_look_belongs(clock, half):
    assert half_at(time.fromisoformat(clock), periods(HOURS)) == half
    assert half_at(time.fromisoformat(clock), ()) is None


def test_the_halves_are_those_of_one_period():
    assert halves_of((Period(time(9), time(12)),)).keys() == {Half.MORNING}
    assert half_at(time(16), (Period(time(9), time(12)),)) is Half.MORNING


def test_holidays_owe_nothing_and_shifted_days_do(bureau, ruled):
    """A Saturday that is worked owes two; a Monday that is off, a Sunday and a year's end do not."""
    store([{"year": 2026, "number": "测试1号", "holidays": [
        {"name": "测试", "from": date(2026, 3, 9), "to": date(2026, 3, 9),
         "worked": [date(2026, 3, 7)]}]}])  # fmt: skip
    duty.open_half_days(bureau, date(2026, 3, 10))
    days = list(HalfDay.objects.order_by("opens_at").values_list("day", flat=True))
    worked = [date(2026, 3, n) for n in (2, 3, 4, 5, 6, 7, 10)]
    assert days == [day for day in worked for _ in Half]
    duty.open_half_days(bureau, date(2026, 3, 10))
    assert HalfDay.objects.count() == len(days)


def test_over_the_turn_of_a_year(bureau, ruled):
    duty.open_half_days(bureau, date(2026, 12, 30))
    before = HalfDay.objects.count()
    duty.open_half_days(bureau, date(2027, 1, 4))
    new = HalfDay.objects.order_by("opens_at").values_list("reference", flat=True)[before:]
    assert list(new) == [f"{day} {half}" for day in ("2026-12-31", "2027-01-04")
                         for half in ("上午", "下午")]  # fmt: skip


def kept():
    return sorted(row.reference[-2:] for row in HalfDay.objects.filter(HalfDay.KEPT))


@pytest.mark.parametrize(
    ("clocks", "halves"),
    [
        ([], []),
        (["09:10"], ["上午"]),
        (["12:30"], ["上午"]),
        (["12:30", "13:30"], ["上午", "下午"]),
        (["18:05"], ["下午"]),
        (["09:00", "11:00"], ["上午"]),
    ],
)
def test_a_half_day_is_kept_by_its_rounds(bureau, robot, ruled, clocks, halves):
    for clock in clocks:
        collect(bureau, robot, clock)
    assert kept() == sorted(halves)


def test_each_door_as_often_as_it_is_owed(bureau, robot, ruled):
    ruled.morning = 2
    ruled.save()
    door = Channel.objects.get(key="interaction")
    CollectionRule.objects.create(agency=bureau, channel=door, morning=1, afternoon=0,
                                  valid_from=TUESDAY, basis=BASIS)  # fmt: skip
    collect(bureau, robot, "09:10", counts={"mayor-hotline": 1})
    collect(bureau, robot, "09:50", counts={"mayor-hotline": 0})
    assert kept() == []
    collect(bureau, robot, "10:00", counts={"interaction": 4})
    assert kept() == ["上午"]
    owed = HalfDay.objects.get(day=TUESDAY, half=Half.AFTERNOON).owed
    assert owed == {"mayor-hotline": 1}


def read(bureau, day, *keys):
    values = registry.read([registry.find(key) for key in keys], Scope.year(bureau.pk, 2026, day))
    return [values[key].value for key in keys]


KEYS = ("hotline.rounds", "hotline.rounds-kept", "hotline.rounds-missed")


def test_a_void_round_counts_from_then_on_not(bureau, robot, ruled):
    one = collect(bureau, robot, "09:10")
    second = collect(bureau, robot, "10:10")
    rounds.void(second, actor=robot, at=at("11:00"), reason="重复")
    assert kept() == ["上午"]
    wednesday, thursday = TUESDAY + timedelta(1), TUESDAY + timedelta(2)
    with time_machine.travel(at("09:00", thursday), tick=False):
        rounds.void(one, actor=robot, at=at("09:00", thursday), reason="没有查看")
    assert kept() == []
    assert HalfDay.objects.get(day=TUESDAY, half="morning").lapsed_on == thursday
    # Monday and Tuesday owed four halves; as of Wednesday one of them was collected
    assert read(bureau, wednesday, *KEYS) == [1, 25, 3]
    assert read(bureau, thursday, *KEYS) == [0, 0, 4]
    again = look(bureau, collected_on=TUESDAY, collected_time=time(9, 30), collector="周示例",
                 reference="SJ2026-00009")  # fmt: skip
    rounds.register_many([again], actor=robot, at=at("10:00", thursday))
    assert kept() == ["上午"]


def test_a_day_that_is_not_over_is_not_missed(bureau, robot, ruled):
    collect(bureau, robot, "09:10")
    figures = [registry.find(key) for key in KEYS]
    readings = registry.read(figures, Scope.year(bureau.pk, 2026, TUESDAY))
    assert [(r.value, r.pending) for r in readings.values()] == [(1, 0), (0, 2), (2, 2)]
    records = registry.find("hotline.rounds-missed").records(Scope.year(bureau.pk, 2026, TUESDAY))
    assert {row.day for row in records} == {date(2026, 3, 2)}


def test_no_working_day_no_share(bureau, ruled):
    assert read(bureau, date(2026, 3, 1), *KEYS) == [0, None, 0]


def test_a_round_on_a_day_off_is_kept_and_owed_nowhere(bureau, robot, ruled):
    one = collect(bureau, robot, "10:00", date(2026, 3, 8))
    assert (one.half_day, Round.objects.count()) == (None, 1)


@pytest.mark.parametrize(
    "counts",
    [{}, {"mayor-hotline": -1}, {"mayor-hotline": "3"}, {"mayor-hotline": True}, {"fax": 1}, []],
    ids=str,
)
def test_counts_that_cannot_be(bureau, robot, counts):
    with pytest.raises(ValidationError) as wrong:
        collect(bureau, robot, "09:10", counts=counts)
    assert "counts" in wrong.value.message_dict
    assert not Round.objects.exists()


def test_a_round_is_not_rewritten(bureau, robot):
    one = collect(bureau, robot, "09:10")
    with pytest.raises(ValidationError, match="不能改写"):
        rounds.amend(one, actor=robot, at=at("10:00"), values={"counts": {"mayor-hotline": 9}})
    one.refresh_from_db()
    assert one.counts == {"mayor-hotline": 3, "interaction": 0}


def test_what_is_new_since_the_last_round(bureau, robot, ruled):
    register(request(bureau), actor=robot, at=at("08:00"))
    assert duty.new_since(bureau) == {"mayor-hotline": 0}
    collect(bureau, robot, "09:10")
    for received in (TUESDAY, TUESDAY - timedelta(days=60)):
        register(request(bureau, received_on=received), actor=robot, at=at("09:20"))
    assert duty.new_since(bureau) == {"mayor-hotline": 1}  # an old table is not new
    collect(bureau, robot, "14:10")
    assert duty.new_since(bureau) == {"mayor-hotline": 0}


def test_what_is_new_since_a_table_of_past_rounds(bureau, robot, ruled):
    days = (TUESDAY - timedelta(days=60), TUESDAY - timedelta(days=4))
    for received in (*days, TUESDAY):
        register(request(bureau, received_on=received), actor=robot, at=at("08:00"))
    past = [
        look(bureau, collected_on=day, collected_time=time(9, 30), collector="周示例",
             reference=f"SJ2026-{place:05d}")
        for place, day in enumerate([TUESDAY - timedelta(days=1), days[0]], 1)
    ]  # fmt: skip
    rounds.register_many(past, actor=robot, at=at("08:30"))
    assert duty.new_since(bureau) == {"mayor-hotline": 1}


def test_rules_are_set_from_a_day_on(bureau, actor, ruled):
    door, keep = ruled.channel, actor("hotline.keep_collection_rules")
    row = {"channel": door, "morning": 2, "afternoon": 2, "basis": BASIS}
    RULES.set(actor=keep, at=at("09:00"), agency=bureau, valid_from=date(2026, 3, 5), **row)
    duty.open_half_days(bureau, date(2026, 3, 5))
    half_days = HalfDay.objects.order_by("opens_at").values_list("day", "owed")
    assert [n["mayor-hotline"] for _, n in half_days] == [1] * 6 + [2] * 2
    with pytest.raises(ValidationError):
        RULES.set(actor=keep, at=at("09:00"), agency=bureau, valid_from=date(2026, 3, 2), **row)


def test_who_makes_rounds_is_told_before_the_half_day_closes(bureau, robot, ruled):
    user = User.objects.create_user("ji", name="姜示例", email="ji@example.org")
    post = ensure_posts(bureau)["热线办理岗"]
    appoint(user, post, actor=robot, at=at("08:00"), since=date(2019, 1, 1))
    summaries = [(clock, reminding.watch(at=at(clock))) for clock in ("09:00", "11:00", "11:10")]
    assert [summary for _, summary in summaries] == ["0 letters", "1 letters", "0 letters"]
    collect(bureau, robot, "13:40")
    assert reminding.watch(at=at("16:30")) == "0 letters"
    letter = Notice.objects.get()
    assert (letter.recipient, "12:00 前" in letter.body) == ("ji@example.org", True)


@pytest.fixture
def head(client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


@pytest.mark.parametrize(
    ("clock", "waits", "is_missed"),
    [("08:30", False, False), ("09:30", True, False), ("12:10", False, True), ("14:00", True, True)],
)  # fmt: skip
def test_the_desk_says_what_waits_and_what_was_missed(head, bureau, ruled, clock, waits, is_missed):
    duty.open_half_days(bureau, TUESDAY)
    with time_machine.travel(at(clock), tick=False):
        page = head.get("/desk/").content.decode()
    assert ("尚未收集" in page, "今天漏收集的半日" in page) == (waits, is_missed)


def test_the_desk_collects(head, bureau, robot, ruled):
    register(request(bureau), actor=robot, at=timezone.now())
    page = head.get("/desk/rounds/new/").content.decode()
    assert 'name="door_mayor-hotline"' in page
    assert head.post("/desk/rounds/new/", {"remark": "x"}).status_code == 422
    assert head.post("/desk/rounds/new/", {"door_mayor-hotline": "-1"}).status_code == 422
    page = head.post("/desk/rounds/new/", {"door_mayor-hotline": "2"}, follow=True).content.decode()
    assert "市长热线 2 件" in page
    assert Round.objects.get().counts == {"mayor-hotline": 2}
    half_day = HalfDay.objects.first()
    assert head.get(half_day.get_absolute_url()).status_code == 200
    assert head.get("/desk/half-days/?standing=missed").status_code == 200
    assert "市长热线 2件" in head.get("/desk/rounds/").content.decode()
