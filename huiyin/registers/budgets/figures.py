"""Figures of budgets."""

from huiyin.figures.dated import Span
from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, declare

from .models import THREE, BudgetSheet, Stage

SHEETS = Ledger(
    BudgetSheet,
    begins="entered_on",
    traits=("year", "stage", "table"),
    span=Span(since="published_on", past="past_publications", past_until="withdrawn_on"),
)


def budgets(on: AsOf) -> Condition:
    """Of the year, public on the last day of the period."""
    return on.stands() & on.where(year=on.scope.start.year, stage=Stage.BUDGET)


def finals(on: AsOf) -> Condition:
    """决算 of a year is published in the next one."""
    return on.stands() & on.where(year=on.scope.start.year - 1, stage=Stage.FINAL)


def three(on: AsOf) -> Condition:
    return (budgets(on) | finals(on)) & on.where(table=THREE)


declare(
    Figure(
        "registers.budgets",
        "公开本年度部门预算表",
        "张",
        "到统计期末公开的本年度部门预算表",
        SHEETS,
        budgets,
    )
)


declare(
    Figure(
        "registers.finals",
        "公开上年度部门决算表",
        "张",
        "到统计期末公开的上年度部门决算表",
        SHEETS,
        finals,
    )
)


declare(
    Figure(
        "registers.three",
        "公开“三公”经费表",
        "张",
        "上述预算表、决算表中的“三公”经费表",
        SHEETS,
        three,
    )
)
