"""Cells of text: lines, paragraphs, and numbers that are never reckoned with."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from huiyin.common import docnumber, identity, uscc
from huiyin.common.folding import visible

EXCEL_CELL = 32_767
"""More characters than this do not fit into a cell of Excel."""
CUT = "…【超出Excel单元格上限，后文省略】"
ERRORS = frozenset({"#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
"""What a spreadsheet shows where a formula failed."""
NOTHING = frozenset({"—", "——", "-", "--", "－", "–", "无", "/", "／", "\\", "空", "暂无"})
"""How offices write that there is nothing to write."""
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*\n\s*")
_EXACT = 10**15  # Excel keeps fifteen digits of a number


class CellError(ValueError):
    """What is wrong with a cell, in words for the person who fills in the table."""


def plain_text(raw: Any) -> str:
    """The text of a cell without what cannot be seen; line breaks as `\\n`."""
    if raw.__class__ is str:
        if raw.isprintable():
            return str(raw.strip())
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        return visible(text).strip()
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float | int):
        return _number_text(raw)
    if isinstance(raw, datetime) and not (raw.hour or raw.minute or raw.second):
        raw = raw.date()
    return raw.isoformat(sep=" ") if isinstance(raw, datetime) else str(raw)


def _number_text(number: float) -> str:
    if abs(number) >= _EXACT or number != number:
        raise CellError("数字过长，已被 Excel 改成近似值；请把这一列设为“文本”格式后重新填写")
    if number == int(number):
        return str(int(number))
    return repr(
        float(f"{number:.15g}")
    )  # 0.1 × 3 is 0.3 on the sheet, and 0.30000000000000004 here


def as_it_was(raw: Any) -> str:
    """The text of a cell that holds a number; refused where a spreadsheet has changed its notation."""
    if raw.__class__ is str and raw.isascii() and raw.isalnum() and "E" not in raw.upper():
        return str(raw)  # most numbers: nothing to ask about
    if isinstance(raw, datetime | date | time | timedelta):
        raise CellError(
            "编号被 Excel 当成了日期或时间；请把这一列设为“文本”格式后重新填写原来的编号"
        )
    if isinstance(raw, bool) or (isinstance(raw, float) and raw != int(raw)):
        raise CellError("编号被 Excel 改成了小数或是非值；请把这一列设为“文本”格式后重新填写")
    text = plain_text(raw)
    if docnumber.is_rounded(text):
        raise CellError("编号被 Excel 改成了科学计数；请把这一列设为“文本”格式后重新填写")
    return text


def compact(text: str) -> str:
    """Half-width, without any white space: for codes, dates and choices."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class Reader:
    """Text of one line. `blank` is what an empty cell means."""

    limit: int | None = None
    blank: Any = ""
    rule: str = ""

    def prepare(self, agency_id: int) -> Self:
        """The reader as this import needs it; those with a table read it here, once."""
        return self

    def counting_from(self, zero: date) -> Self:
        """The reader for a workbook whose day 0 this is."""
        return self

    def read(self, raw: Any) -> Any:
        text = plain_text(raw)
        if "\n" in text:
            text = _BREAK.sub(_joint, text)
        return self.within(text)

    def remark(self, raw: Any) -> str:
        """What is worth telling of a cell that was read, though nothing is wrong with it."""
        return ""

    def within(self, text: str) -> str:
        if text in ERRORS:
            raise CellError(f"单元格是公式错误 {text}，请改为实际内容")
        if self.limit is not None and len(text) > self.limit:
            raise CellError(f"内容有{len(text)}个字，最多{self.limit}个字")
        return text

    def show(self, value: Any) -> Any:
        """The value as an exported cell: text or a date."""
        return "" if value is None else value

    def choices(self) -> list[str]:
        return []

    def describe(self) -> str:
        words = self.rule or "文本"
        return f"{words}，最多{self.limit}个字" if self.limit else words


def _joint(match: re.Match[str]) -> str:
    """A line that was broken to fit the cell: Chinese closes up, words of letters keep a space."""
    around = match.string[match.start() - 1] + match.string[match.end()]
    return " " if around.isascii() else ""


@dataclass(frozen=True)
class Paragraphs(Reader):
    """Text of several lines."""

    limit: int | None = EXCEL_CELL

    def read(self, raw: Any) -> Any:
        return self.within(plain_text(raw))


@dataclass(frozen=True)
class Address(Reader):
    """An address of the web, whole: a cell cannot know which scheme was meant."""

    def read(self, raw: Any) -> Any:
        text = self.within(plain_text(raw))
        if text and not text.startswith(("http://", "https://")):
            raise CellError(f"请填写{self.describe()}")
        return text

    def describe(self) -> str:
        return self.rule or "完整的网址，如 https://www.example.gov.cn/"


@dataclass(frozen=True)
class Code(Reader):
    """A number that is never reckoned with: it must not have been turned into something else."""

    def read(self, raw: Any) -> Any:
        code = self.within(compact(as_it_was(raw)))
        return self.blank if code in NOTHING else code

    def describe(self) -> str:
        return f"编号，按文本填写，最多{self.limit}个字符"


@dataclass(frozen=True)
class Uscc(Code):
    """统一社会信用代码 with its check character."""

    def read(self, raw: Any) -> Any:
        code = super().read(raw).upper()
        if code and not uscc.is_valid(code):
            raise CellError(_what_is_wrong(code))
        return code

    def describe(self) -> str:
        return "18位统一社会信用代码，校验码必须正确"


def _what_is_wrong(code: str) -> str:
    """Why this is no 统一社会信用代码, and which one was probably meant."""
    if identity.is_valid(code):
        return "这是身份证号码，不是统一社会信用代码；自然人的证件号码请填到“证件号码”列"
    if identity.looks_like(code):
        return (
            "这像是身份证号码：自然人的证件号码请填到“证件号码”列；"
            "确实是统一社会信用代码的，校验码不对，请核对后重填"
        )
    if likely := uscc.likely(code):
        return f"统一社会信用代码里没有字母 I、O、S、V、Z，可能应为 {likely}，请核对后重填"
    if len(code) == 15 and code.isdecimal():
        return "这是15位的工商注册号，请填到“工商注册号”列；这里填18位统一社会信用代码"
    if uscc.is_valid_organisation_code(code.replace("-", "")):
        return "这是9位的组织机构代码，请填到“组织机构代码”列；这里填18位统一社会信用代码"
    if len(code) != 18:
        return f"统一社会信用代码应有18位，这里有{len(code)}位，请核对后重填"
    if last := uscc.last_of(code):
        return f"统一社会信用代码的校验码不对：前17位没有错的话，末位应为 {last}，请核对后重填"
    return "统一社会信用代码不正确（18位，末位为校验码），请核对后重填"


@dataclass(frozen=True)
class Number(Reader):
    """文号、编号: one spelling for each, so that `[2020]` and `〔2020〕` are the same document."""

    def read(self, raw: Any) -> Any:
        number = self.within(docnumber.normalise(as_it_was(raw)))
        return self.blank if number in NOTHING else number

    def remark(self, raw: Any) -> str:
        text = plain_text(raw)
        if "〔" in text or not docnumber.is_canonical(docnumber.normalise(text)):
            return ""
        return "的括号不是六角括号，已统一为“〔〕”"

    def describe(self) -> str:
        return f"{self.rule or '文号或编号，本机关内不得重复'}，最多{self.limit}个字"
