"""Why this moment: the count of a term in lines for people and as a document for programs."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from huiyin.workdays.calendar import Knowledge
from huiyin.workdays.due import DueMoment
from huiyin.workdays.hours import day_of

from .clocks import rules, term_row
from .moments import Count, Measure, Term

SHAPES = [f"{measure.value}:数量" for measure in Measure]


def keys() -> list[str]:
    """What can be asked for: the declared clocks, and a term that is said itself."""
    return [*sorted(rules()), *SHAPES]


def is_clock(asked: str) -> bool:
    """Whether it ends at a moment rather than with a day."""
    return asked in rules() or ":" in asked


def term_of(asked: str, day: date) -> Term | None:
    """The row of a declared clock on that day, or `office:120`, `natural:120`, `workdays:1`."""
    if asked in rules():
        row = term_row(rules()[asked], None, day)
        return row.term if row else None
    measure, _, amount = asked.partition(":")
    known = measure in set(Measure) and amount.isdecimal() and 0 < len(amount) < 7
    return Term(int(amount), Measure(measure)) if known and int(amount) else None


def label_of(asked: str) -> str:
    return rules()[asked].label if asked in rules() else "期限"


def lines(label: str, counted: Count) -> Iterator[str]:
    """The term, each stretch or day of it, and the end."""
    term = counted.term
    yield f"{label}：{term.period}" + (f"（{term.basis}）" if term.basis else "")
    for stretch in counted.stretches:
        length = _length(stretch.length) if stretch.counts else "不计"
        note = f" {stretch.note}" if stretch.note else ""
        times = f"{stretch.start:%Y-%m-%d %H:%M} 至 {stretch.end:%m-%d %H:%M}"
        yield f"  {times}  {length}  {stretch.why}{note}"
    for step in counted.steps:
        number = f"第{step.number}日" if step.number else "不计"
        yield f"  {step.day:%Y-%m-%d %a}  {number:　<5} {step.kind.value} {step.note}".rstrip()
    yield f"到期时间：{DueMoment(counted.due, counted.provisional)}"
    if counted.provisional:
        yield "暂定：跨越的年份放假安排尚未公布，公布后须重算"
    if _knowledge(counted) is Knowledge.BEFORE:
        yield "推算：跨越的年份早于已载入的放假安排，按周一至周五和法定节日计"


def document(asked: str, counted: Count) -> dict[str, Any]:
    """The same for programs; moments in ISO 8601 with their zone."""
    return {
        "rule": asked,
        "label": label_of(asked),
        "basis": counted.term.basis,
        "amount": counted.term.amount,
        "measure": counted.term.measure.value,
        "start": counted.start.isoformat(),
        "due": counted.due.isoformat(),
        "provisional": counted.provisional,
        "calendar": _knowledge(counted),
        "stretches": [
            {
                "start": stretch.start.isoformat(),
                "end": stretch.end.isoformat(),
                "counts": stretch.counts,
                "why": stretch.why,
                "note": stretch.note,
            }
            for stretch in counted.stretches
        ],
        "steps": [
            {"day": step.day, "kind": step.kind.value, "number": step.number, "note": step.note}
            for step in counted.steps
        ],
    }


def _knowledge(counted: Count) -> Knowledge:
    if counted.term.measure is Measure.NATURAL:
        return Knowledge.LOADED  # no calendar was asked
    return counted.hours.calendar.knowledge(day_of(counted.start), day_of(counted.due))


def _length(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"计{minutes}分钟" + (f"{seconds}秒" if seconds else "")
