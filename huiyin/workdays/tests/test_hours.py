"""Office time: by hand, and against an oracle that steps minute by minute."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.workdays.calendar import LAST_DAY, BeyondCalendarError, DayKind, WorkCalendar
from huiyin.workdays.hours import (
    SHANGHAI,
    HoursError,
    OfficeHours,
    Timetable,
    at,
    local,
)

# 春节 2026: 02-15 to 02-23 off, 02-14 and 02-28 (Saturdays) worked; 元旦 2026: 01-01 to 01-03, 01-04 worked
SPRING = [date(2026, 2, day) for day in range(15, 24)]
NEW_YEAR = [date(2026, 1, day) for day in (1, 2, 3)]
CALENDAR = WorkCalendar(
    off=frozenset([*SPRING, *NEW_YEAR]),
    makeup=frozenset([date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)]),
    announced=frozenset([2025, 2026]),
    names=dict.fromkeys(SPRING, "春节"),
)
WINTER = Timetable.parse("9:00-12:00 13:30-17:00\n周五 9:00-12:00 13:30-16:30", date(2025, 10, 1))
SUMMER = Timetable.parse("8:30-12:00 15:00-18:00\n调休 9:00-12:00", date(2026, 6, 1))
OFFICE = OfficeHours(CALENDAR, [WINTER, SUMMER])
EVERY = OfficeHours(CALENDAR, [Timetable.parse("0:00-23:59", date(2000, 1, 1))])
SINGLE = OfficeHours(CALENDAR, [Timetable.parse("9:00-9:20 9:21-9:40", date(2000, 1, 1))])
OFFICES = {"two timetables": OFFICE, "nearly always": EVERY, "short stretches": SINGLE}


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def minutes(number):
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        pytest.param("2026-03-03 09:00", 60, "2026-03-03 10:00", id="within the morning"),
        pytest.param("2026-03-03 11:30", 60, "2026-03-03 14:00", id="lunch is left out"),
        pytest.param("2026-03-03 11:00", 60, "2026-03-03 12:00", id="ends with the closing"),
        pytest.param("2026-03-03 16:00", 60, "2026-03-03 17:00", id="ends with the day"),
        pytest.param("2026-03-03 16:00", 61, "2026-03-04 09:01", id="a minute more"),
        pytest.param("2026-03-03 12:30", 30, "2026-03-03 14:00", id="begins at lunch"),
        pytest.param("2026-03-03 22:00", 30, "2026-03-04 09:30", id="begins at night"),
        pytest.param("2026-03-04 00:00", 30, "2026-03-04 09:30", id="begins at midnight"),
        pytest.param("2026-03-06 16:00", 60, "2026-03-09 09:30", id="a Friday is shorter"),
        pytest.param("2026-03-07 10:00", 1, "2026-03-09 09:01", id="begins on a Saturday"),
        pytest.param("2026-02-13 16:00", 60, "2026-02-14 09:30", id="a worked Saturday follows"),
        pytest.param("2026-02-14 16:30", 60, "2026-02-24 09:30", id="the spring festival"),
        pytest.param("2025-12-31 16:30", 60, "2026-01-04 09:30", id="the end of the year"),
        pytest.param("2026-05-29 16:00", 60, "2026-06-01 09:00", id="another timetable"),
        pytest.param("2026-03-03 16:59:30", 1, "2026-03-04 09:00:30", id="seconds count"),
        pytest.param("2026-03-03 22:00", 0, "2026-03-03 22:00", id="nothing to wait for"),
    ],
)
def test_office_time_is_added(start, amount, due):
    assert OFFICE.add(moment(start), minutes(amount)) == moment(due)


@pytest.mark.parametrize(
    ("asked", "opening"),
    [
        pytest.param("2026-03-03 09:00", "2026-03-03 09:00", id="the opening is open"),
        pytest.param("2026-03-03 12:00", "2026-03-03 13:30", id="the closing is not"),
        pytest.param("2026-03-03 08:59:59", "2026-03-03 09:00", id="a second before"),
        pytest.param("2026-02-14 10:00", "2026-02-14 10:00", id="a worked Saturday"),
        pytest.param("2026-02-17 10:00", "2026-02-24 09:00", id="a holiday"),
        pytest.param("2026-03-08 10:00", "2026-03-09 09:00", id="a Sunday"),
    ],
)
def test_the_next_opening(asked, opening):
    assert OFFICE.next_opening(moment(asked)) == moment(opening)
    assert OFFICE.is_open(moment(asked)) is (asked == opening)


@pytest.mark.parametrize(
    ("day", "closing"),
    [
        pytest.param(date(2026, 3, 5), time(17), id="Thursday"),
        pytest.param(date(2026, 3, 6), time(16, 30), id="Friday"),
        pytest.param(date(2026, 2, 28), time(17), id="a worked Saturday without a line of its own"),
        pytest.param(date(2026, 6, 5), time(18), id="in summer"),
    ],
)
def test_a_day_ends_with_its_last_closing(day, closing):
    assert OFFICE.closing(day) == at(day, closing)


def test_a_worked_saturday_may_have_a_line_of_its_own():
    assert [str(one) for one in SUMMER.periods(date(2026, 9, 20), DayKind.MAKEUP)] == [
        "09:00-12:00"
    ]


def test_a_day_that_is_not_worked_has_no_closing():
    with pytest.raises(ValueError, match="not worked"):
        OFFICE.closing(date(2026, 2, 17))


def test_the_ledger_says_what_counted_and_what_did_not():
    start = moment("2026-02-13 16:00")
    lines = [
        (f"{one.start:%m-%d %H:%M}", f"{one.end:%m-%d %H:%M}", one.why, one.counts)
        for one in OFFICE.ledger(start, OFFICE.add(start, minutes(480)))
    ]
    assert lines == [
        ("02-13 16:00", "02-13 16:30", "办公时间", True),
        ("02-13 16:30", "02-14 09:00", "非办公时间", False),
        ("02-14 09:00", "02-14 12:00", "办公时间，调休上班", True),
        ("02-14 12:00", "02-14 13:30", "午间休息", False),
        ("02-14 13:30", "02-14 17:00", "办公时间，调休上班", True),
        ("02-14 17:00", "02-15 00:00", "非办公时间", False),
        ("02-15 00:00", "02-24 00:00", "放假", False),
        ("02-24 00:00", "02-24 09:00", "非办公时间", False),
        ("02-24 09:00", "02-24 10:00", "办公时间", True),
    ]


@pytest.mark.parametrize("ask", ["add", "between", "next_opening", "is_open", "ledger"])
def test_a_moment_without_a_time_zone_is_refused(ask):
    naive = datetime(2026, 3, 3, 9)  # noqa: DTZ001 - what is refused
    rest = {"add": [minutes(1)], "between": [naive], "ledger": [naive]}.get(ask, [])
    with pytest.raises(ValueError, match="time zone"):
        getattr(OFFICE, ask)(naive, *rest)


def test_a_period_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add(moment("2026-03-03 09:00"), minutes(-1))


def test_counting_ends_with_a_message():
    with pytest.raises(BeyondCalendarError):
        OFFICE.add(at(LAST_DAY, time(16)), minutes(10_000))


def test_an_office_has_a_timetable():
    with pytest.raises(ValueError, match="at least one"):
        OfficeHours(CALENDAR, [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("9:00-12:00 13:30-17:00", "09:00-12:00 13:30-17:00", id="plain"),
        pytest.param("工作日 8:30—12:00，14:30—17:30", "08:30-12:00 14:30-17:30", id="as printed"),
        pytest.param("8：30～12：00、14：30至17：30", "08:30-12:00 14:30-17:30", id="full width"),
        pytest.param("7:00-19:00", "07:00-19:00", id="one period"),
        pytest.param("8:00-9:00 9:30-11:00 13:00-14:00", "08:00-09:00 09:30-11:00 13:00-14:00", id="three"),
        pytest.param("9:00-17:00\n\n周五：9:00-12:00\n调休 9:00-11:00", "09:00-17:00\n周五 09:00-12:00\n调休 09:00-11:00", id="lines"),
    ],
)  # fmt: skip
def test_a_timetable_is_read_and_written_back(text, written):
    table = Timetable.parse(text, date(2026, 1, 1))
    assert str(table) == written
    assert Timetable.parse(written, date(2026, 1, 1)) == table


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "请填写办公时间", id="nothing"),
        pytest.param("上班时间", "看不懂", id="words"),
        pytest.param("9:00-12:00 下午", "看不懂", id="a rest that is not understood"),
        pytest.param("9:00-25:00", "不存在的时间", id="no such hour"),
        pytest.param("12:00-9:00", "结束应晚于开始", id="backwards"),
        pytest.param("9:00-9:00", "结束应晚于开始", id="empty"),
        pytest.param("9:00-12:00 11:00-17:00", "应晚于 09:00-12:00", id="overlapping"),
        pytest.param("9:00-12:00 12:00-17:00", "应晚于 09:00-12:00", id="touching"),
        pytest.param("周五 9:00-12:00", "之前缺少“工作日”", id="no usual day"),
        pytest.param("9:00-12:00\n9:00-17:00", "说了两次", id="twice"),
        pytest.param("9:00-12:00\n周六 9:00-12:00", "看不懂", id="a Saturday is worked by the notice"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(text, said):
    with pytest.raises(HoursError, match=said):
        Timetable.parse(text, date(2026, 1, 1))


MINUTE = minutes(1)
WINDOWS = [date(2025, 12, 29), date(2026, 2, 11), date(2026, 5, 28), date(2026, 9, 1)]
starts = st.builds(
    lambda window, offset: at(window, time.min) + minutes(offset),
    st.sampled_from(WINDOWS),
    st.integers(0, 15 * 24 * 60),
)
exact = st.builds(
    lambda start, seconds: start + timedelta(seconds=seconds), starts, st.floats(0, 59.5)
)
amounts = st.integers(0, 1500)
offices = st.sampled_from(list(OFFICES.values()))


def is_open(office, instant):
    """The oracle: no stretches, one question a minute."""
    clock = instant.time()
    return any(one.opens <= clock < one.closes for one in office.periods(instant.date()))


def stepped(office, start, amount):
    """Minute by minute: the end of the `amount`-th open one."""
    instant = start
    while amount:
        amount -= is_open(office, instant)
        instant += MINUTE
    return instant


@settings(deadline=None)  # the oracle is slow on purpose
@given(offices, starts, st.integers(0, 200))
def test_one_minute_steps_come_to_the_same_moment(office, start, amount):
    due = office.add(start, minutes(amount))
    assert due == stepped(office, start, amount)
    assert office.between(start, due) == minutes(amount)
    assert office.is_open(start) is is_open(office, start)


@given(offices, exact, amounts)
def test_between_is_the_inverse_of_add(office, start, amount):
    due = office.add(start, minutes(amount))
    assert office.between(start, due) == minutes(amount)


@given(offices, exact, st.integers(0, 10 * 24 * 60))
def test_add_is_the_earliest_moment_that_has_so_much(office, start, length):
    end = start + minutes(length)
    amount = office.between(start, end)
    due = office.add(start, amount)
    assert due <= end
    assert office.between(due, end) == timedelta()


@given(offices, exact, st.integers(0, 5 * 24 * 60), amounts, amounts)
def test_later_and_longer_are_never_due_earlier(office, start, later, amount, more):
    due = office.add(start, minutes(amount))
    assert office.add(start + minutes(later), minutes(amount)) >= due
    assert office.add(start, minutes(amount + more)) >= due
    assert office.add(due, minutes(more)) == office.add(start, minutes(amount + more))


@given(offices, exact, amounts)
def test_the_ledger_has_no_gap_and_comes_to_the_sum(office, start, amount):
    due = office.add(start, minutes(amount))
    ledger = office.ledger(start, due)
    ends = [start, *(one.end for one in ledger)]
    assert [one.start for one in ledger] == ends[:-1]
    assert ends[-1] == due
    assert sum((one.length for one in ledger if one.counts), timedelta()) == minutes(amount)
    assert all(is_open(office, one.start) is one.counts for one in ledger)


@settings(max_examples=40)
@given(starts, amounts, st.integers(-12, 14))
def test_the_zone_in_which_a_moment_is_told_changes_nothing(start, amount, hours):
    zone = timezone(timedelta(hours=hours))
    elsewhere, end = start.astimezone(zone), start + minutes(amount)
    assert OFFICE.add(elsewhere, minutes(amount)) == OFFICE.add(start, minutes(amount))
    assert OFFICE.between(elsewhere, end) == OFFICE.between(start, end.astimezone(zone))
    assert local(elsewhere).utcoffset() == timedelta(hours=8)
