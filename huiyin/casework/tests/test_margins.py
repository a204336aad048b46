"""So long before an end, or after it: of days and of moments, in each measure."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.casework.margins import Margin, day_at
from huiyin.casework.moments import Measure
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import at

from .test_moments import OFFICE, moment

DAY = date(2026, 3, 6)  # a Friday, on which the office closes at 16:30
BEFORE, AFTER = True, False


@pytest.mark.parametrize(
    ("amount", "measure", "side", "end", "last_without", "first_with"),
    [
        pytest.param(1, "workdays", BEFORE, DAY, "2026-03-04 23:59", "2026-03-05 00:00", id="a working day before a day"),
        pytest.param(0, "workdays", BEFORE, DAY, "2026-03-05 23:59", "2026-03-06 00:00", id="on the day"),
        pytest.param(0, "workdays", AFTER, DAY, "2026-03-06 23:59", "2026-03-07 00:00", id="as soon as the day is over"),
        pytest.param(1, "workdays", AFTER, DAY, "2026-03-09 23:59", "2026-03-10 00:00", id="a whole working day later"),
        pytest.param(60, "office", BEFORE, DAY, "2026-03-06 15:29", "2026-03-06 15:30", id="an hour before the closing"),
        pytest.param(60, "office", AFTER, DAY, "2026-03-09 09:59", "2026-03-09 10:00", id="an hour of the next Monday"),
        pytest.param(60, "natural", AFTER, DAY, "2026-03-06 17:29", "2026-03-06 17:30", id="an hour later, by night too"),
        pytest.param(0, "workdays", AFTER, "2026-03-04 17:00", "2026-03-04 17:00", "2026-03-04 17:00:01", id="as soon as the moment is over"),
        pytest.param(60, "office", BEFORE, "2026-03-04 10:00", "2026-03-03 16:59", "2026-03-04 09:00", id="an hour of the office before it"),
        pytest.param(2, "workdays", AFTER, "2026-03-04 17:00", "2026-03-06 23:59", "2026-03-07 00:00", id="two working days after a moment"),
    ],
)  # fmt: skip
def test_it_is_reached_at_a_moment(amount, measure, side, end, last_without, first_with):
    margin = Margin(amount, Measure(measure), is_before=side)
    end = moment(end) if isinstance(end, str) else end
    reached = [margin.is_reached(end, moment(now), OFFICE) for now in (last_without, first_with)]
    assert reached == [False, True]


margins = st.builds(
    Margin, st.integers(0, 2000), st.sampled_from([Measure.OFFICE, Measure.NATURAL]), st.booleans()
) | st.builds(Margin, st.integers(0, 20), st.just(Measure.WORKDAYS), st.booleans())
moments = st.builds(at, st.dates(date(2026, 1, 5), date(2026, 6, 30)), st.times())
ends = moments | moments.map(lambda one: one.date())


@given(margin=margins, end=ends, now=moments, more=st.integers(0, 20_000))
def test_what_is_reached_stays_reached(margin, end, now, more):
    if margin.is_reached(end, now, OFFICE):
        assert margin.is_reached(end, now + timedelta(minutes=more), OFFICE)


@given(margin=margins, end=ends, now=moments)
def test_the_last_day_leaves_out_nothing(margin, end, now):
    """A query that asks for ends up to that day misses none."""
    if margin.is_reached(end, now, OFFICE):
        assert day_at(end) <= margin.last_day(now, OFFICE)


@given(now=moments, days=st.integers(0, 30))
def test_working_days_are_counted_back(now, days):
    day = OFFICE.calendar.back(now.date(), days)
    assert OFFICE.calendar.between(day, now.date()) >= days
    assert OFFICE.calendar.between(day + ONE_DAY, now.date()) < days or not days
    assert at(day, time.min) <= now
