"""季度: the quarters of a year, which of them are reported, and the light of each. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LEAST = timedelta(days=14)
"""A task given so late in a quarter is first reported in the next one."""
_NAMES = ("第一季度", "第二季度", "第三季度", "第四季度")


def name_of(number: int) -> str:
    """第一季度 … 第四季度."""
    return _NAMES[number - 1]


def of(day: date) -> int:
    """The quarter of a day, 1 to 4."""
    return (day.month + 2) // 3


def bounds(year: int, number: int) -> tuple[date, date]:
    """First and last day of a quarter."""
    following = date(year + number // 4, number % 4 * 3 + 1, 1)
    return date(year, number * 3 - 2, 1), following - timedelta(days=1)


def expected(year: int, given_on: date, due_on: date) -> Iterator[int]:
    """The quarters of the year that a task given on a day and due on another is reported for."""
    for number in range(1, 5):
        begins, ends = bounds(year, number)
        is_short = begins <= given_on and ends - given_on < LEAST and due_on > ends
        if given_on <= ends and begins <= due_on and not is_short:
            yield number


class Mark(StrEnum):
    """季度灯: the value is what is shown beside the colour."""

    NONE = ""
    TO_COME = "未到报送期"
    REPORTED = "已报"
    WAITING = "待报"
    LATE = "迟报"
    MISSING = "未报"
    OVERDUE = "逾期未完成"
    DONE = "完成"
    DONE_LATE = "超期完成"
    CARRIED = "转入下年"
    DROPPED = "不再实施"


TONES = {
    Mark.REPORTED: "good",
    Mark.DONE: "good",
    Mark.WAITING: "warn",
    Mark.LATE: "warn",
    Mark.DONE_LATE: "warn",
    Mark.MISSING: "bad",
    Mark.OVERDUE: "bad",
}
LIGHTS = {"good": "绿灯", "warn": "黄灯", "bad": "红灯", "": ""}


@dataclass(frozen=True)
class Report:
    """What is owed for a quarter and what came of it."""

    due_on: date
    reported_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Ends:
    """The last day of a task, and how it ended."""

    due_on: date
    done_on: date | None = None
    carried_on: date | None = None
    dropped_on: date | None = None


def mark(year: int, number: int, ends: Ends, report: Report | None, day: date) -> Mark:
    """How a quarter of a task stands at the end of a day; what came later has not happened.

    A task that has ended shows so in the quarter in which it did, and nothing in those after it.
    One that is past its last day is red from the quarter of that day on. Else the report of the
    quarter counts: in time, late, awaited, missing.
    """
    begins, last = bounds(year, number)
    for on, shown in _endings(ends):
        if on is not None and on <= day and on < begins:
            return Mark.NONE
        if on is not None and on <= day and (on <= last or number == 4):
            return shown
    if begins > day:
        return Mark.NONE
    if ends.due_on < day and ends.due_on <= last:
        return Mark.OVERDUE
    return _of_report(report, last, day)


def _endings(ends: Ends) -> tuple[tuple[date | None, Mark], ...]:
    is_late = ends.done_on is not None and ends.done_on > ends.due_on
    return (
        (ends.done_on, Mark.DONE_LATE if is_late else Mark.DONE),
        (ends.carried_on, Mark.CARRIED),
        (ends.dropped_on, Mark.DROPPED),
    )


def _of_report(report: Report | None, last: date, day: date) -> Mark:
    if report is None:
        return Mark.NONE
    if report.reported_on is not None and report.reported_on <= day:
        return Mark.REPORTED if report.reported_on <= report.due_on else Mark.LATE
    if day <= last:
        return Mark.TO_COME
    return Mark.WAITING if day <= report.due_on else Mark.MISSING
