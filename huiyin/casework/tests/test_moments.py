"""Terms that end at a moment, in each of the three measures."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.casework.moments import Measure, MomentError, Term, count
from huiyin.workdays.calendar import WorkCalendar
from huiyin.workdays.hours import SHANGHAI, OfficeHours, Timetable

SPRING = frozenset(date(2026, 2, day) for day in range(15, 24))
OFFICE = OfficeHours(
    WorkCalendar(
        off=SPRING,
        makeup=frozenset([date(2026, 2, 14), date(2026, 2, 28)]),
        announced=frozenset([2025, 2026]),
        names=dict.fromkeys(SPRING, "春节"),
    ),
    [Timetable.parse("9:00-12:00 13:30-17:00\n周五 9:00-12:00 13:30-16:30", date(2000, 1, 1))],
)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("amount", "measure", "start", "due", "period"),
    [
        pytest.param(1, "workdays", "2026-03-03 09:10", "2026-03-04 17:00", "1个工作日", id="a working day ends with business"),
        pytest.param(1, "workdays", "2026-03-03 23:59", "2026-03-04 17:00", "1个工作日", id="however late it began"),
        pytest.param(1, "workdays", "2026-03-05 09:10", "2026-03-06 16:30", "1个工作日", id="on a shorter Friday"),
        pytest.param(1, "workdays", "2026-02-14 09:10", "2026-02-24 17:00", "1个工作日", id="after the spring festival"),
        pytest.param(120, "natural", "2026-03-03 23:00", "2026-03-04 01:00", "2小时（不分昼夜）", id="urgent runs through the night"),
        pytest.param(1440, "natural", "2026-02-16 08:00", "2026-02-17 08:00", "24小时（不分昼夜）", id="and through holidays"),
        pytest.param(120, "office", "2026-03-03 16:00", "2026-03-04 10:00", "2小时（办公时间内）", id="office time"),
        pytest.param(90, "office", "2026-03-03 15:30", "2026-03-03 17:00", "90分钟（办公时间内）", id="due at the closing"),
    ],
)  # fmt: skip
def test_terms_by_hand(amount, measure, start, due, period):
    counted = count(Term(amount, Measure(measure)), moment(start), OFFICE)
    assert (counted.due, counted.term.period, counted.provisional) == (moment(due), period, False)


@pytest.mark.parametrize(
    ("measure", "is_provisional"),
    [("office", True), ("workdays", True), ("natural", False)],
)
def test_a_term_is_provisional_while_a_notice_may_move_it(measure, is_provisional):
    amount = {"office": 600, "workdays": 2, "natural": 2880}[measure]
    counted = count(Term(amount, Measure(measure)), moment("2026-12-31 09:00"), OFFICE)
    assert counted.due.year == 2027
    assert counted.provisional is is_provisional


def test_the_way_there_is_told_in_stretches_or_in_days():
    start = moment("2026-02-13 16:00")
    office, natural, days = (count(Term(60, one), start, OFFICE) for one in Measure)
    assert sum((one.length for one in office.stretches if one.counts), timedelta()) == timedelta(
        minutes=60
    )
    assert [one.why for one in natural.stretches] == ["不分昼夜"]
    assert (days.stretches, len([one for one in days.steps if one.number])) == ((), 60)
    assert [*office.steps, *natural.steps] == []


@pytest.mark.parametrize("measure", list(Measure))
def test_a_term_has_a_length(measure):
    with pytest.raises(ValueError, match="length"):
        count(Term(0, measure), moment("2026-03-03 09:00"), OFFICE)


@pytest.mark.parametrize("measure", [Measure.OFFICE, Measure.WORKDAYS])
def test_what_cannot_be_counted_is_said(measure):
    with pytest.raises(MomentError, match="超出可计算的范围"):
        count(Term(6000, measure), moment("2199-12-30 09:00"), OFFICE)


@pytest.mark.parametrize("measure", list(Measure))
def test_a_moment_without_a_time_zone_is_refused(measure):
    with pytest.raises(ValueError, match="time zone"):
        count(Term(1, measure), moment("2026-03-03 09:00").replace(tzinfo=None), OFFICE)


@given(
    st.sampled_from(list(Measure)),
    st.integers(1, 40),
    st.integers(0, 180 * 24 * 60),
    st.integers(0, 20_000),
)
def test_what_begins_later_is_never_due_earlier(measure, amount, start, later):
    term, begin = Term(amount, measure), moment("2025-12-01 00:00") + timedelta(minutes=start)
    due = count(term, begin, OFFICE).due
    assert due >= begin
    assert count(term, begin + timedelta(minutes=later), OFFICE).due >= due
    assert count(Term(amount + 1, measure), begin, OFFICE).due > due
