"""预算、决算: the fields of a table of a year, and of one row of it; amounts in 万元, exact to the 分."""

from dataclasses import dataclass
from typing import Any

from huiyin.casework.cells import CellError, Code, Reader, Whole, plain_text
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.common.money import PLACES, AmountError, fen, wan

from .models import BudgetLine, BudgetSheet, Table

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


YEAR = Whole(units="年", least=1990, most=2100, blank=None)
THREE = dict.fromkeys(("三公", "“三公”经费支出表", "“三公”经费表"), Table.THREE.value)

TABLE = Sheet(
    BudgetSheet,
    Section(
        "表",
        Field("year"),
        Field("stage"),
        Field("table"),
        "published_on",
        "void_reason",
    ),
    Section("说明", "explanation", "note"),
    dated_by="entered_on",
)
LINE = Sheet(
    BudgetLine,
    Field("reference", example="（示例）2026年三公经费（预算）-001"),
    Section(
        "明细",
        Field("year", aliases=("年份",), cell=YEAR, example=2026),
        Field("stage", aliases=("预算或决算",), example="预算"),
        Field("table", words=THREE, aliases=("表",), example="三公经费表"),
        Field("position", aliases=("序号",), cell=Whole(most=9999, blank=None), example=1),
        Field("level", cell=Whole(most=6, blank=None), has_fallback=True, example=1),
        Field("code", aliases=("功能分类科目编码", "经济分类科目编码"), cell=Code),
        Field("label", aliases=("科目名称", "项目名称"), example="合计"),
        "void_reason",
    ),
    Field("amount", header="金额（万元）", aliases=("金额", "合计金额"), cell=Wan(), example="12.50"),
    dated_by="entered_on",
)  # fmt: skip
