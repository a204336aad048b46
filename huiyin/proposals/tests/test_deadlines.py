"""建议提案办理期限: the months of the law, local terms, and what an extension makes of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.casework.deadlines import ClockEvent, Unit, reckon
from huiyin.proposals import deadlines
from huiyin.workdays.calendar import WorkCalendar, add_months

PLAIN = WorkCalendar()
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("received", "months", "due"),
    [
        pytest.param("2020-11-30", 0, "2021-02-28", id="代表法第五十二条、民法典第二百零二条: the month's last day"),
        pytest.param("2019-11-30", 0, "2020-02-29", id="the same in a leap year"),
        pytest.param("2020-11-28", 0, "2021-02-28", id="a corresponding day that there is"),
        pytest.param("2026-01-31", 0, "2026-04-30", id="the last of a month of thirty days"),
        pytest.param("2026-02-28", 0, "2026-05-28", id="the last of February is not the last of May"),
        pytest.param("2026-02-03", 0, "2026-05-03", id="a Sunday in a festival: not moved, no rule says so"),
        pytest.param("2026-03-02", 3, "2026-09-02", id="代表法第五十二条: six months with the deputy's consent"),
        pytest.param("2026-03-02", 1, "2026-07-02", id="one month more"),
        pytest.param("2025-08-31", 3, "2026-02-28", id="six months: counted as one stretch, not twice three"),
        pytest.param("2025-11-30", 3, "2026-05-30", id="counted from the day of 交办, not from the shortened one"),
    ],
)  # fmt: skip
def test_answer(received, months, due):
    day = date.fromisoformat(received)
    events = [ClockEvent("extended", day, months)] if months else []
    reckoning = reckon(deadlines.ANSWER, day, PLAIN, events)
    assert (reckoning.due, reckoning.provisional) == (date.fromisoformat(due), False)


@given(DAYS, st.integers(1, 3))
def test_answer_is_never_later_than_six_months(received, months):
    events = [ClockEvent("extended", received, months)]
    due = reckon(deadlines.ANSWER, received, PLAIN, events).due
    assert add_months(received, 3) < due <= add_months(received, 6)
    assert due.day == received.day or (due + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("key", "length", "unit", "longest"),
    [
        pytest.param("cppcc-answer", 3, Unit.MONTHS, 3, id="三个月，至迟六个月"),
        pytest.param(
            "cppcc-answer", 5, Unit.MONTHS, 1, id="四川省政府办法: 会期提案五个月，至迟六个月"
        ),
        pytest.param("cppcc-answer", 6, Unit.MONTHS, 0, id="nothing left to extend"),
        pytest.param("second", 2, Unit.MONTHS, 0, id="重庆: 两个月, not extended"),
        pytest.param("return", 5, Unit.WORKDAYS, 0, id="青岛: 5个工作日"),
        pytest.param("return", 10, Unit.DAYS, 0, id="浙江: 10日"),
    ],
)
def test_local(key, length, unit, longest):
    rule = deadlines.local(key, "", length, unit, "")
    assert rule.longest_extension == longest
    assert bool(rule.events) == bool(longest)
