"""逐栏检查: the columns of a list, each by its name."""

from collections.abc import Callable

from huiyin.disclosure.duty import gaps
from huiyin.measuring.base import (
    Ask,
    Evidence,
    Measurement,
    Verdict,
    measure,
    names,
    unmeasured,
)

from . import reach

LISTS = frozenset({"columns_filled", "columns_current", "columns_if_any"})
"""Measures that go through a list of columns."""
names["columns_filled"] = ("逐栏检查：有内容", "清单中的栏目都有已公开的内容")
names["columns_current"] = (
    "逐栏检查：有内容、没有逾期",
    "清单中的栏目都有内容，且没有超过更新期限",
)
names["columns_if_any"] = (
    "逐栏检查：已设的栏目有内容",
    "清单中已经设置的栏目都有内容；没有设置的，是否涉及由人工判断",
)
Wrong = Callable[[gaps.Standing], str]


@measure
def columns_filled(ask: Ask) -> Measurement:
    """Each column of the list is there, and not empty."""
    return _each(ask, ask.subjects, lambda one: "")


@measure
def columns_current(ask: Ask) -> Measurement:
    """The same, and within its limit of renewal."""

    def late(one: gaps.Standing) -> str:
        days = one.late_by(ask.today)
        return f"“{one.label}”超过更新期限{days}天" if one.state is gaps.State.LATE else ""

    return _each(ask, ask.subjects, late)


@measure
def columns_if_any(ask: Ask) -> Measurement:
    """Of an agency's own business nobody can tell but by its columns: where there is none, people judge."""
    labels = [one.label for one in reach.standings(ask)]
    known = tuple(one for one in ask.subjects if any(one in label for label in labels))
    if ask.subjects and not known:
        return unmeasured(f"没有名称含“{'、'.join(ask.subjects)}”的栏目，是否涉及由人工判断")
    return _each(ask, known, lambda one: "")


def _each(ask: Ask, subjects: tuple[str, ...], wrong: Wrong) -> Measurement:
    if not subjects:
        return unmeasured("没有填写要检查的栏目，请在评分方法中补上")
    own = reach.standings(ask)
    faults: list[Evidence] = []
    good: list[Evidence] = []
    for subject in subjects:
        fault, evidence = _one(subject, [one for one in own if subject in one.label], wrong)
        (faults if fault else good).append(evidence)
    verdict = Verdict.BROKEN if faults else Verdict.MET
    value, limit = f"{len(good)}个栏目", f"{len(subjects)}个栏目"
    return Measurement(verdict, value, limit, len(faults), faults + good)


def _one(subject: str, named: list[gaps.Standing], wrong: Wrong) -> tuple[bool, Evidence]:
    """Whether something is missing in the columns of that name, and what there is."""
    full = next((one for one in named if one.documents), None)
    if full is None:
        said = "没有内容" if named else "没有这个栏目"
        return True, Evidence(named[0].address if named else "", f"“{subject}”{said}")
    if fault := wrong(full):
        return True, Evidence(full.address, fault)
    return False, Evidence(full.address, f"“{full.label}”有{full.documents}条信息")
