"""预决算表: filled, checked, explained, made public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.workflow import Workflow
from huiyin.personal.traces import private_in
from huiyin.registers import rules, sums
from huiyin.registers.models import BudgetLine, BudgetSheet, Table, limits
from huiyin.registers.money import wan_text
from huiyin.web import page_cache

State = BudgetSheet.State
workflow = Workflow(BudgetSheet)
BASIS = "预算法第十四条"


@workflow.start("登记", rule=rules.may_budget)
def register(sheet: BudgetSheet, *, actor: Actor, at: datetime) -> BudgetSheet:
    """登记: an empty table of a year; its rows are imported or entered one by one.

    Raises:
        ValidationError: there is such a table, or its year cannot be.
    """
    sheet.state, sheet.entered_on = State.DRAFT, at.date()
    sheet.reference = f"{sheet.year}年{sheet.table}（{sheet.stage}）"
    if not 1990 <= (sheet.year or 0) <= at.year + 1:
        raise ValidationError({"year": f"年度应在 1990 至 {at.year + 1} 之间"})
    sheet.full_clean()
    sheet.note_writer(actor)
    return sheet


@dataclass(frozen=True)
class Findings:
    """What stands against making a table public."""

    breaks: list[sums.Break]
    unexplained: list[sums.Change]
    is_empty: bool

    @property
    def messages(self) -> list[str]:
        told = ["表里还没有数据，请先导入或登记"] if self.is_empty else []
        told += [
            f"“{found.label}”{found.message}：填写 {wan_text(found.stated)}，应为 {wan_text(found.expected)}（万元）"
            for found in self.breaks
        ]
        told += [
            f"“{change.label}”比上年{'增加' if change.now > (change.before or 0) else '减少'}"
            f"{'' if change.percent is None else f' {abs(change.percent)}%'}，请在“增减变化说明”里写明原因"
            for change in self.unexplained
        ]
        return told


def breaks_of(table: str, rows: Sequence[BudgetLine]) -> list[sums.Break]:
    """Every sum of a table that does not come out."""
    broken = sums.three(rows) if table == Table.THREE else sums.parts(rows)
    if table in (Table.MAIN, Table.APPROPRIATION):
        broken += sums.balance(rows)
    return broken


def findings(sheet: BudgetSheet) -> Findings:
    """What would have to be put right before this table may be public."""
    rows = list(sheet.lines())
    percent = limits().explain_percent
    large = [change for change in changes(sheet, rows) if change.is_more_than(percent)]
    # detail of the 三公 table and the totals of the others; a line of detail needs no sentence
    if sheet.table != Table.THREE:
        top = {row.label for row in rows if row.level == 1}
        large = [change for change in large if change.label in top]
    unexplained = large if not sheet.explanation.strip() else []
    return Findings(breaks_of(sheet.table, rows), unexplained, not rows)


def changes(sheet: BudgetSheet, rows: Sequence[BudgetLine]) -> list[sums.Change]:
    """Each row against the same stage of the year before."""
    before = BudgetLine.objects.valid().filter(
        agency=sheet.agency_id, year=sheet.year - 1, stage=sheet.stage, table=sheet.table
    )
    return sums.compare(rows, before)


@workflow.move("填写说明", sources={State.DRAFT}, rule=rules.may_keep_budget)
def amend(sheet: BudgetSheet, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """填写说明: why it is more or less than the year before, and other notes."""
    for name, value in values.items():
        setattr(sheet, name, value)
    wrong = {
        name: f"这里像是{label}。预决算对外公开，不得填写个人信息"
        for name in ("explanation", "note")
        if (label := private_in(getattr(sheet, name), is_long=True))
    }
    refuse(wrong)
    sheet.note_writer(actor)


@workflow.move(
    "公开",
    sources={State.DRAFT},
    target=State.PUBLISHED,
    rule=rules.may_release_budget,
    basis=BASIS,
    bulk=True,
)
def publish(sheet: BudgetSheet, *, actor: Actor, at: datetime) -> None:
    """公开: everybody sees it; refused while a sum does not come out or a change is not explained."""
    if told := findings(sheet).messages:
        raise ValidationError(told)
    sheet.published_on = at.date()
    page_cache.changed()


@workflow.move(
    "撤下", sources={State.PUBLISHED}, target=State.DRAFT, rule=rules.may_take_down_budget
)
def withdraw(sheet: BudgetSheet, *, actor: Actor, at: datetime, reason: str) -> None:
    """撤下: to be corrected and published anew; why is in the time line."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤下原因"})
    sheet.published_on = None
    page_cache.changed()


@workflow.move("作废（录入错误）", sources={State.DRAFT}, target=State.VOIDED, rule=rules.may_void)
def void(sheet: BudgetSheet, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: an empty table that was begun in error; its rows go first."""
    if sheet.lines().exists():
        raise ValidationError("表里还有数据，请先作废明细行")
    sheet.void_because(reason)
