"""粘贴数据: a table copied out of Excel or WPS becomes the rows of a draft table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.common.money import AmountError, fen
from huiyin.registers.budgets import rules, sums
from huiyin.registers.budgets.models import BudgetLine, BudgetSheet, Table

from . import sheets
from .lines import register_many, replace

MOST_ROWS = 500
_THREE_LEVELS = {sums.TOTAL: 1, sums.PURCHASE: 3, sums.RUNNING: 3}


@dataclass(frozen=True)
class Pasted:
    """One pasted row."""

    level: int
    label: str
    amount: int


def read(text: str, table: str) -> list[Pasted]:
    """The rows of a pasted table: name, tab, amount in 万元; indented names are parts.

    Raises:
        ValidationError: each faulty row with its number.
    """
    rows, wrong = [], []
    levels = Levels()
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(lines) > MOST_ROWS:
        raise ValidationError({"rows": f"一次最多粘贴 {MOST_ROWS} 行，现有 {len(lines)} 行"})
    for number, line in enumerate(lines, start=1):
        name, tab, amount = line.rpartition("\t")
        if not tab or not name.strip():
            wrong.append(
                f"第{number}行应为“项目”和“金额”两列，中间用制表符隔开（从表格直接复制即可）"
            )
            continue
        try:
            rows.append(_row(name, amount, table, levels.of(name)))
        except AmountError as error:
            wrong.append(
                f"第{number}行“{name.strip()[:20]}”的金额“{amount.strip()[:20]}”不对：{error}"
            )
    if wrong:
        raise ValidationError({"rows": wrong})
    if not rows:
        raise ValidationError({"rows": "没有读到数据，请粘贴“项目”和“金额”两列"})
    return rows


class Levels:
    """层级: a row that stands further in than one above it is a part of it, by one blank or ten."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def of(self, name: str) -> int:
        indent = sum(_WIDTHS[one] for one in name[: len(name) - len(name.lstrip(_BLANKS))])
        while self._open and self._open[-1] >= indent:
            self._open.pop()
        self._open.append(indent)
        return len(self._open)


_WIDTHS = {" ": 1, "\u00a0": 1, "\u3000": 2, "\t": 4}
_BLANKS = "".join(_WIDTHS)


def _row(name: str, amount: str, table: str, level: int) -> Pasted:
    label = name.strip().replace("\t", " ")
    if table == Table.THREE and (item := sums.item_of(label)):
        level = _THREE_LEVELS.get(item, 2)
    return Pasted(min(level, 6), label[:120], fen(amount))


@sheets.workflow.move("粘贴数据", sources={BudgetSheet.State.DRAFT}, rule=rules.KEEP)
def fill(sheet: BudgetSheet, *, actor: Actor, at: datetime, rows: str) -> None:
    """粘贴数据: the rows become those of the table; what was there before is void."""
    read_rows = read(rows, sheet.table)
    for old in sheet.lines():
        replace(old, actor=actor, at=at, because="重新粘贴数据")
    _register(sheet, read_rows, actor, at)
    sheet.note_writer(actor)


def _register(sheet: BudgetSheet, rows: Sequence[Pasted], actor: Actor, at: datetime) -> None:
    register_many(
        [
            BudgetLine(
                agency=sheet.agency,
                reference=f"{sheet.reference}-{position:03d}",
                year=sheet.year,
                stage=sheet.stage,
                table=sheet.table,
                position=position,
                level=row.level,
                label=row.label,
                amount=row.amount,
            )
            for position, row in enumerate(rows, start=1)
        ],
        actor=actor,
        at=at,
    )
