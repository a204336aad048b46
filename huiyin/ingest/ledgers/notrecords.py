"""Rows of a table that are no records: totals, signatures, what to fill in, names and numbers of columns.

They are passed over, and each is named in the result. A row with a key of its own is a record.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from huiyin.casework.cells import CellError, plain_text
from huiyin.casework.ledgers import Column

from . import naming

EXAMPLE = "（示例）"
"""The beginning of the reference of the template's example row, which is never imported."""
NEAR = 10
"""Rows below the header among which one may say what to fill in."""
_TOTAL = re.compile(
    r"(?:本页|本月|本季度|本年|本年度|全年|以上)?(?:合计|总计|小计|共计|累计)[:：]?.{0,12}"
)
_COUNT = re.compile(r"共?[0-9]+[件条行项宗笔]")
_SIGNED = re.compile(
    r"(?:填表|填报|制表|经办|审核|复核|审批|签发|负责|联系|报送|录入|统计|报表)(?:人|人员|单位|部门|机关|日期|时间|电话)?"
    r"(?:\(.*?\))?(?:签字|签名|签章|盖章)?:.*|(?:备注|注|说明|填表说明|填报说明|填写说明|注意事项)[0-9]?:.*"
    r"|(?:单位|机关|部门)(?:负责人|领导|盖章|公章)?(?:\(.*?\))?:.*|\((?:盖章|公章|签章|签字)\)"
)
_DUTY = re.compile(
    r"(?:非必填|条件必填|必填|选填|可选|可空|必录|选录)项?(?:[,;:。、(].*)?"
    r"|(?:文本|字符|字符型|字符串|日期|日期型|数字|数值|数值型|下拉选择)(?:[,;:。、(].*)?"
    r"|[cnd]\([0-9,.…]+\)|yyyy.?mm.?dd|[0-9]+(?:个)?(?:字|字符)(?:以内|以下)?",
    re.IGNORECASE,
)
_SAMPLE = re.compile(r"(?:示例|样例|举例|填写示例|示例行|样例行)(?::.*)?")


@dataclass
class PassedOver:
    """Tells which rows are no records, and keeps those that were none: row number and what it is."""

    key: int
    """Place of the column that names a row."""
    by_name: dict[str, Column]
    key_names: frozenset[str]
    rows: list[tuple[int, str]] = field(default_factory=list)

    def takes(self, number: int, cells: Sequence[Any], *, is_near: bool) -> bool:
        """Whether the row is none; `is_near` to the header."""
        key = cells[self.key]
        if key.__class__ is str:
            if not is_near and key not in self.key_names and not _may_be_none(key):
                return False  # quick: nearly every row is a record
        elif key is not None and not is_near:
            return False
        reason = self._reason(cells, is_near=is_near)
        if reason:
            self.rows.append((number, reason))
        return bool(reason)

    def _reason(self, cells: Sequence[Any], *, is_near: bool) -> str:
        key = _compact(cells[self.key])
        if str(cells[self.key]).startswith(EXAMPLE):
            return "示例行"
        texts = [text for cell in cells if (text := _compact(cell))]
        if not texts:
            return ""
        if len(texts) > 1 and all(naming.known(text, self.by_name) for text in texts):
            return "列名行"
        if _SAMPLE.fullmatch(texts[0]) and (not key or _SAMPLE.fullmatch(key)):
            return "示例行"
        if is_near and (reason := _below_the_header(texts, key)):
            return reason
        if (
            key
            and not _TOTAL.fullmatch(key)
            and not _COUNT.fullmatch(key)
            and not _SIGNED.fullmatch(key)
        ):
            return ""
        if _TOTAL.fullmatch(texts[0]):
            return "合计行"
        return "签字或说明行" if _SIGNED.fullmatch(texts[0]) else ""

    def notes(self) -> list[str]:
        """Each kind of row with its numbers, in one sentence; empty if there were none."""
        if not self.rows:
            return []
        kinds: dict[str, list[int]] = {}
        for number, reason in self.rows:
            kinds.setdefault(reason, []).append(number)
        words = "，".join(f"{reason}（{listed(numbers)}）" for reason, numbers in kinds.items())
        return [f"有{len(self.rows)}行不是记录，没有导入：{words}"]


def listed(numbers: Sequence[int], most: int = 10) -> str:
    """第3、5、8等12行."""
    words = "、".join(map(str, numbers[:most]))
    return f"第{words}行" if len(numbers) <= most else f"第{words}等{len(numbers)}行"


def _may_be_none(key: str) -> bool:
    text = _compact(key)
    return (
        not text
        or text.startswith(("(示例)", "示例", "样例", "举例"))
        or bool(_TOTAL.fullmatch(text) or _COUNT.fullmatch(text) or _SIGNED.fullmatch(text))
    )


def _below_the_header(texts: list[str], key: str) -> str:
    """What a row directly below the header says of the columns."""
    told = [bool(_DUTY.fullmatch(text)) for text in texts]
    if (not key or _DUTY.fullmatch(key)) and 2 * sum(told) >= len(told):
        return "填写要求行"
    figures = [str(number) for number in range(1, len(texts) + 1)]
    return "栏次行" if len(texts) >= 4 and texts == figures else ""


def _compact(cell: Any) -> str:
    try:
        return "".join(unicodedata.normalize("NFKC", plain_text(cell)).split())
    except CellError:
        return ""
