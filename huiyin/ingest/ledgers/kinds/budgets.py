"""预决算台账: one row a line of a table; amounts in 万元, exact to the 分."""

from dataclasses import dataclass
from typing import Any

from huiyin.ingest.ledgers.declaration import Columns, Ledger, declare
from huiyin.ingest.ledgers.readers import CellError, Reader, Whole, choice_of, plain_text
from huiyin.registers.actions import budget_lines
from huiyin.registers.models import BudgetLine, Stage, Table
from huiyin.registers.money import PLACES, AmountError, fen, wan

_NOISE = 1e-8
"""How far a sum that Excel worked out may be from a whole 分, in 万元."""


@dataclass(frozen=True)
class Wan(Reader):
    """An amount in 万元 as whole 分."""

    blank: Any = None

    def read(self, raw: Any) -> Any:
        if isinstance(raw, float) and abs(raw - round(raw, PLACES)) < _NOISE:
            text = f"{round(raw, PLACES):.{PLACES}f}"
        else:
            text = self.within(plain_text(raw))
        if not text:
            return self.blank
        try:
            return fen(text)
        except AmountError as error:
            raise CellError(str(error)) from error

    def show(self, value: Any) -> Any:
        return "" if value is None else wan(value)

    def describe(self) -> str:
        return "金额，单位万元，最多六位小数；没有的填 0"


column = Columns(BudgetLine)

COLUMNS = (
    column.number("reference", required=True, example="（示例）2026年三公经费（预算）-001"),
    column.own(
        "year",
        Whole(units="年", least=1990, most=2100, blank=None),
        aliases=("年份",),
        required=True,
        example=2026,
    ),
    column.choice(
        "stage", choice_of(Stage.choices), aliases=("预算或决算",), required=True, example="预算"
    ),
    column.choice(
        "table",
        choice_of(
            Table.choices,
            dict.fromkeys(("三公", "“三公”经费支出表", "“三公”经费表"), Table.THREE.value),
        ),
        aliases=("表",),
        required=True,
        example="三公经费表",
    ),
    column.own(
        "position", Whole(most=9999, blank=None), aliases=("序号",), required=True, example=1
    ),
    column.own("level", Whole(most=6, blank=None), required=True, has_fallback=True, example=1),
    column.code_number("code", aliases=("功能分类科目编码", "经济分类科目编码")),
    column.text("label", aliases=("科目名称", "项目名称"), required=True, example="合计"),
    column.own(
        "amount",
        Wan(),
        "金额（万元）",
        aliases=("金额", "合计金额"),
        required=True,
        example="12.50",
    ),
)


def complete(values: dict[str, Any], _agency: Any) -> None:
    """A flat table has one level only."""
    values["level"] = values.get("level") or 1


declare(
    Ledger(
        "budgets",
        "预决算台账",
        BudgetLine,
        COLUMNS,
        "entered_on",
        budget_lines.workflow,
        budget_lines.register_many,
        budget_lines.amend,
        lambda: budget_lines.check,
        "registers.keep_budgets",
        complete,
    )
)
