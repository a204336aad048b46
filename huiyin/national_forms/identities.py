"""勾稽关系: which numbers of an annual report must agree, within a year and from one to the next.

Pure. A cell is named by its row and its column: `r1.person`, `normative.in_force`,
`reconsideration.upheld`; no two parts have a row of the same name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from .forms import NationalForm

APART = ("r1", "r2", "r3_7", "r4")
"""The lines of part three that are no result of an application."""


class Rule(StrEnum):
    """What an identity says, in the words of a report."""

    BALANCE = "本年新收＋上年结转＝办理结果总计＋结转下年度"
    RESULTS = "办理结果总计＝各项办理结果之和"
    TOTAL = "总计＝各类申请人之和"
    REMEDIES = "总计＝结果维持＋结果纠正＋其他结果＋尚未审结"
    CARRIED = "上年结转＝上年报告的结转下年度"
    NORMATIVE = "现行有效＝上年现行有效＋本年制发－本年废止"


@dataclass(frozen=True)
class Identity:
    """The sum of the cells of one side is that of the other."""

    rule: Rule
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right

    def sums(self, values: Mapping[str, Decimal | int]) -> tuple[Decimal, Decimal]:
        """Both sides; each cell must have its number."""
        return _sum(values, self.left), _sum(values, self.right)

    def holds(self, values: Mapping[str, Decimal | int]) -> bool:
        left, right = self.sums(values)
        return left == right


BEFORE = "before:"
"""Stands before the name of a cell of last year's report."""


@cache
def within(form: NationalForm) -> tuple[Identity, ...]:
    """What must agree in the tables of one report."""
    return (*_of_columns(form), *_of_rows(form), *_of_remedies(form))


@cache
def across(before: NationalForm, form: NationalForm) -> tuple[Identity, ...]:
    """What must agree between a report and that of the year before."""
    carried = tuple(
        Identity(Rule.CARRIED, (f"r2.{column.key}",), (f"{BEFORE}r4.{column.key}",))
        for column in form.columns
    )
    if not {"normative.in_force", "normative.abolished"} <= set(cells(form)) & set(cells(before)):
        return carried
    left = ("normative.in_force", "normative.abolished")
    right = (f"{BEFORE}normative.in_force", "normative.issued")
    return (*carried, Identity(Rule.NORMATIVE, left, right))


@cache
def cells(form: NationalForm) -> dict[str, tuple[str, str, str]]:
    """Each cell of the form: its part, the words of its row and of its column."""
    named: dict[str, tuple[str, str, str]] = {}
    for block in form.blocks:
        for line in block.lines:
            for column in block.columns:
                what = ("／".join(line.path), "／".join(column.path))
                named[f"{line.key}.{column.key}"] = (form.disclosed, *what)
    for line in form.lines:
        for column in form.columns:
            what = ("／".join(line.path), "／".join(column.path))
            named[f"{line.key}.{column.key}"] = (form.handled, *what)
    for head in form.remedies:
        *kind, outcome = head.path
        named[head.key] = (form.contested, "／".join(kind), outcome)
    return named


def results(form: NationalForm) -> tuple[str, ...]:
    """The lines of part three that say how applications ended, without their total."""
    return tuple(line.key for line in form.lines if line.key not in APART)


def _of_columns(form: NationalForm) -> Iterator[Identity]:
    for column in form.columns:
        r1, r2, total, r4 = (f"{line}.{column.key}" for line in APART)
        yield Identity(Rule.BALANCE, (r1, r2), (total, r4))
        ended = tuple(f"{line}.{column.key}" for line in results(form))
        yield Identity(Rule.RESULTS, (total,), ended)


def _of_rows(form: NationalForm) -> Iterator[Identity]:
    kinds = [column.key for column in form.columns if column.key != "total"]
    for line in form.lines:
        addends = tuple(f"{line.key}.{kind}" for kind in kinds)
        yield Identity(Rule.TOTAL, (f"{line.key}.total",), addends)


def _of_remedies(form: NationalForm) -> Iterator[Identity]:
    for head in form.remedies:
        kind, _, outcome = head.key.partition(".")
        if outcome == "total":
            addends = tuple(
                other.key
                for other in form.remedies
                if other.key.startswith(f"{kind}.") and other.key != head.key
            )
            yield Identity(Rule.REMEDIES, (head.key,), addends)


def _sum(values: Mapping[str, Decimal | int], keys: tuple[str, ...]) -> Decimal:
    return sum((Decimal(values[key]) for key in keys), Decimal(0))
