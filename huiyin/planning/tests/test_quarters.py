"""Which quarters are reported, and the light of each, as of a day."""

from datetime import date

import pytest

from huiyin.planning.quarters import Ends, Mark, Report, bounds, expected, mark, of

YEAR_END = Ends(date(2026, 12, 31))
SECOND = Report(date(2026, 7, 10))


def on(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2026-09-30", 3), ("2026-12-31", 4)],
)
def test_the_quarter_of_a_day(day, quarter):
    assert of(on(day)) == quarter
    begins, ends = bounds(2026, quarter)
    assert begins <= on(day) <= ends


@pytest.mark.parametrize(
    ("given", "due", "quarters"),
    [
        pytest.param("2026-01-15", "2026-12-31", [1, 2, 3, 4], id="the whole year"),
        pytest.param("2026-03-17", "2026-12-31", [1, 2, 3, 4], id="two weeks are enough"),
        pytest.param("2026-03-18", "2026-12-31", [2, 3, 4], id="less is reported in the next one"),
        pytest.param("2026-03-20", "2026-03-31", [1], id="unless it ends with the quarter"),
        pytest.param("2026-02-01", "2026-06-30", [1, 2], id="until its own last day"),
        pytest.param("2025-11-20", "2026-06-30", [1, 2], id="given before its year"),
        pytest.param("2026-12-28", "2027-03-31", [], id="given when its year is over"),
    ],
)
def test_the_quarters_of_a_task(given, due, quarters):
    assert list(expected(2026, on(given), on(due))) == quarters


@pytest.mark.parametrize(
    ("day", "report", "shown"),
    [
        pytest.param("2026-03-31", SECOND, Mark.NONE, id="a quarter to come"),
        pytest.param("2026-06-30", SECOND, Mark.TO_COME, id="its last day"),
        pytest.param("2026-07-01", SECOND, Mark.WAITING, id="yellow from the next day"),
        pytest.param("2026-07-10", SECOND, Mark.WAITING, id="the last day is in time"),
        pytest.param("2026-07-11", SECOND, Mark.MISSING, id="red after it"),
        pytest.param("2026-07-11", Report(on("2026-07-10"), on("2026-07-10")), Mark.REPORTED, id="in time"),
        pytest.param("2026-07-20", Report(on("2026-07-10"), on("2026-07-15")), Mark.LATE, id="late"),
        pytest.param("2026-07-14", Report(on("2026-07-10"), on("2026-07-15")), Mark.MISSING, id="what came later has not happened"),
        pytest.param("2026-07-20", None, Mark.NONE, id="not reported for this quarter"),
    ],
)  # fmt: skip
def test_the_light_of_a_report(day, report, shown):
    assert mark(2026, 2, YEAR_END, report, on(day)) == shown


@pytest.mark.parametrize(
    ("ends", "day", "shown"),
    [
        pytest.param({"due_on": on("2026-05-31")}, "2026-05-31", [Mark.NONE, Mark.TO_COME, "", ""], id="due today"),
        pytest.param({"due_on": on("2026-05-31")}, "2026-08-01", [Mark.NONE, Mark.OVERDUE, Mark.OVERDUE, ""], id="past due"),
        pytest.param({"due_on": on("2026-12-31"), "done_on": on("2026-05-20")}, "2026-08-01", [Mark.NONE, Mark.DONE, "", ""], id="done"),
        pytest.param({"due_on": on("2026-05-01"), "done_on": on("2026-05-20")}, "2026-08-01", [Mark.NONE, Mark.DONE_LATE, "", ""], id="done late"),
        pytest.param({"due_on": on("2026-05-01"), "done_on": on("2026-05-20")}, "2026-05-10", [Mark.NONE, Mark.OVERDUE, "", ""], id="as of before it was done"),
        pytest.param({"due_on": on("2026-12-31"), "carried_on": on("2026-12-20")}, "2027-01-05", [Mark.NONE, Mark.MISSING, Mark.NONE, Mark.CARRIED], id="carried over"),
        pytest.param({"due_on": on("2026-12-31"), "dropped_on": on("2026-02-20")}, "2026-12-20", [Mark.DROPPED, "", "", ""], id="dropped"),
        pytest.param({"due_on": on("2026-12-31"), "done_on": on("2027-01-08")}, "2027-02-01", [Mark.NONE, Mark.MISSING, Mark.NONE, Mark.DONE_LATE], id="done in the next year"),
    ],
)  # fmt: skip
def test_how_a_task_ends_over_its_four_quarters(ends, day, shown):
    reports = {2: SECOND}
    marks = [mark(2026, q, Ends(**ends), reports.get(q), on(day)) for q in range(1, 5)]
    assert marks == shown
