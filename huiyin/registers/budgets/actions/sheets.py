"""预决算表: filled, checked, explained, made public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.common.money import wan_text
from huiyin.personal.traces import private_in
from huiyin.registers.budgets import rules, sums
from huiyin.registers.budgets.models import BudgetLine, BudgetSheet, PastPublication, Table
from huiyin.registers.rules import VOID
from huiyin.registers.settings import limits

State = BudgetSheet.State
workflow = Workflow(BudgetSheet, shown=Shown(lambda sheet: sheet.is_public))
BASIS = "预算法第十四条"


def _ready(sheet: BudgetSheet, actor: Actor, day: date) -> None:
    """An empty table of a year; its rows are imported or entered one by one."""
    sheet.state, sheet.entered_on = State.DRAFT, day
    sheet.reference = f"{sheet.year}年{sheet.table}（{sheet.stage}）"
    sheet.note_writer(actor)


def _check(sheet: BudgetSheet, today: date) -> None:
    wrong = {
        name: f"这里像是{label}。预决算对外公开，不得填写个人信息"
        for name in ("explanation", "note")
        if (label := private_in(getattr(sheet, name), is_long=True))
    }
    if not 1990 <= sheet.year <= today.year + 1:
        wrong["year"] = f"年度应在 1990 至 {today.year + 1} 之间"
    refuse(wrong)


def _check_empty(sheet: BudgetSheet) -> None:
    if sheet.lines().exists():
        raise ValidationError("表里还有数据，请先作废明细行")


ordinary = Ordinary(workflow, _ready, _check)
register = ordinary.register(rules.KEEP)
amend = ordinary.amend(
    rules.KEEP,
    sources={State.DRAFT},
    label="填写说明",
    then=lambda sheet, actor: sheet.note_writer(actor),
)
void = ordinary.void(VOID, sources={State.DRAFT}, then=lambda sheet, actor: _check_empty(sheet))


@dataclass(frozen=True)
class Findings:
    """What stands against making a table public."""

    breaks: list[sums.Break]
    unexplained: list[sums.Change]
    is_empty: bool

    @property
    def messages(self) -> list[str]:
        messages = ["表里还没有数据，请先导入或登记"] if self.is_empty else []
        messages += [
            f"“{one.label}”{one.message}：填写 {wan_text(one.stated)}，应为 {wan_text(one.expected)}（万元）"
            for one in self.breaks
        ]
        messages += [
            f"“{change.label}”比上年{'增加' if change.now > (change.before or 0) else '减少'}"
            f"{'' if change.percent is None else f' {abs(change.percent)}%'}，请在“增减变化说明”里写明原因"
            for change in self.unexplained
        ]
        return messages


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
    """Each row against the same stage of the year before, as the office knows it."""
    return _compared(rows, sheet.year_before().first())


def public_changes(sheet: BudgetSheet, rows: Sequence[BudgetLine]) -> list[sums.Change]:
    """The changes as everybody may read them: amounts of a table that is not public are left out."""
    return _compared(rows, BudgetSheet.objects.public().filter(pk__in=sheet.year_before()).first())


def _compared(rows: Sequence[BudgetLine], before: BudgetSheet | None) -> list[sums.Change]:
    return sums.compare(rows, before.lines() if before is not None else ())


@workflow.move(
    "公开",
    sources={State.DRAFT},
    target=State.PUBLISHED,
    rule=rules.BY_ANOTHER,
    basis=BASIS,
    bulk=True,
)
def publish(sheet: BudgetSheet, *, actor: Actor, at: datetime) -> None:
    """公开: everybody sees it; refused while a sum does not come out or a change is not explained."""
    if messages := findings(sheet).messages:
        raise ValidationError(messages)
    sheet.published_on = at.date()


@workflow.move("撤下", sources={State.PUBLISHED}, target=State.DRAFT, rule=rules.RELEASE)
def withdraw(sheet: BudgetSheet, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤下: to be corrected and published anew; why is in the time line."""
    if sheet.published_on is not None:
        PastPublication.objects.create(
            sheet=sheet, published_on=sheet.published_on, withdrawn_on=timezone.localdate(at)
        )
    sheet.published_on = None
