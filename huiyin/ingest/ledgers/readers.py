"""From a cell to a value and back: one reader a kind of cell. No reader guesses: what is unclear is refused."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Self

from huiyin.common import docnumber, uscc
from huiyin.common.folding import visible

EXCEL_CELL = 32_767
"""More characters than this do not fit into a cell of Excel."""
CUT = "…【超出Excel单元格上限，后文省略】"
ERRORS = frozenset({"#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_DAY = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))"
    r"(?:[T ]?(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?)?"
)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_PERMANENT = date(2099, 12, 31)  # as the 双公示 standard writes it


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
    return str(int(number)) if number == int(number) else repr(number)


def as_it_was(raw: Any) -> str:
    """The text of a cell that holds a number; refused where a spreadsheet has changed its notation."""
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
        told = self.rule or "文本"
        return f"{told}，最多{self.limit}个字" if self.limit else told


def _joint(found: re.Match[str]) -> str:
    """A line that was broken to fit the cell: Chinese closes up, words of letters keep a space."""
    around = found.string[found.start() - 1] + found.string[found.end()]
    return " " if around.isascii() else ""


@dataclass(frozen=True)
class Paragraphs(Reader):
    """Text of several lines."""

    limit: int | None = EXCEL_CELL

    def read(self, raw: Any) -> Any:
        return self.within(plain_text(raw))


@dataclass(frozen=True)
class Code(Reader):
    """A number that is never reckoned with: it must not have been turned into something else."""

    def read(self, raw: Any) -> Any:
        return self.within(compact(as_it_was(raw)))

    def describe(self) -> str:
        return f"编号，按文本填写，最多{self.limit}个字符"


@dataclass(frozen=True)
class Uscc(Code):
    """统一社会信用代码 with its check character."""

    def read(self, raw: Any) -> Any:
        code = super().read(raw).upper()
        if code and not uscc.is_valid(code):
            raise CellError("统一社会信用代码不正确（18位，末位为校验码），请核对后重填")
        return code

    def describe(self) -> str:
        return "18位统一社会信用代码，校验码必须正确"


@dataclass(frozen=True)
class Number(Reader):
    """文号、编号: one spelling for each, so that `[2020]` and `〔2020〕` are the same document."""

    def read(self, raw: Any) -> Any:
        return self.within(docnumber.normalise(as_it_was(raw)))

    def describe(self) -> str:
        return f"{self.rule or '文号或编号，本机关内不得重复'}，最多{self.limit}个字"


@dataclass(frozen=True)
class Day(Reader):
    """A date in any of the spellings found in offices."""

    blank: Any = None
    may_be_permanent: bool = False
    zero: date = _EXCEL_DAY_ZERO

    def counting_from(self, zero: date) -> Self:
        return replace(self, zero=zero)

    def read(self, raw: Any) -> Any:
        if isinstance(raw, datetime):
            return _plausible(raw.date())
        if raw.__class__ is date:
            return _plausible(raw)
        if isinstance(raw, float | int) and not isinstance(raw, bool) and 18_000 <= raw < 90_000:
            # a date whose cell lost its format
            return _plausible(self.zero + timedelta(days=int(raw)))
        text = " ".join(unicodedata.normalize("NFKC", plain_text(raw)).split())
        self.within(text)
        if self.may_be_permanent and text in {"长期", "永久", "长期有效"}:
            return _PERMANENT
        if not text:
            return self.blank
        return _day(text)

    def describe(self) -> str:
        told = "日期，如 2026-02-28 或 2026年2月28日"
        return f"{told}；长期有效填 2099/12/31" if self.may_be_permanent else told


def _day(text: str) -> date:
    close = text if ":" in text else text.replace(" ", "")
    found = _DAY.fullmatch(close)
    if found is None:
        raise CellError("看不懂这个日期，请写成 2026-02-28 的样子")
    year, _, *parts = found.groups()
    month, day = [int(part) for part in parts if part]
    try:
        made = date(int(year), month, day)
    except ValueError:
        raise CellError("没有这一天，请核对年月日") from None
    return _plausible(made)


def _plausible(day: date) -> date:
    """Before 1949 is a slip, or a small number that a cell shows as a day of 1900."""
    if day.year < 1949:
        raise CellError("年份过早，请核对这一格是不是日期")
    return day


@dataclass(frozen=True)
class Choice(Reader):
    """One of a few words; `values` maps each accepted word to what is stored."""

    values: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[Any, str] = field(default_factory=dict)

    def read(self, raw: Any) -> Any:
        text = compact(plain_text(raw))
        if not text:
            return self.blank
        if text not in self.values:
            self.within(text[:50])
            raise CellError(f"只能填：{'、'.join(self.choices())}")
        return self.values[text]

    def show(self, value: Any) -> Any:
        return self.labels.get(value, "" if value is None else value)

    def choices(self) -> list[str]:
        return list(self.labels.values())

    def describe(self) -> str:
        return f"只能填：{'、'.join(self.choices())}"


def choice_of(
    pairs: Iterable[tuple[Any, str]], aliases: Mapping[str, Any] | None = None, blank: Any = ""
) -> Choice:
    """A choice of (stored, label); the label, the stored value and the aliases are all understood."""
    labels = dict(pairs)
    values = {compact(str(value)): value for value in labels}
    values |= {compact(label): value for value, label in labels.items()}
    values |= {compact(word): value for word, value in (aliases or {}).items()}
    return Choice(values=values, labels=labels, blank=blank)


def yes_or_no(blank: bool | None = False) -> Choice:
    """是 or 否; `blank` is what an empty cell says."""
    aliases = {"true": True, "TRUE": True, "1": True, "√": True, "有": True}
    aliases |= {"false": False, "FALSE": False, "0": False, "×": False, "无": False}
    return choice_of([(True, "是"), (False, "否")], aliases, blank=blank)


@dataclass(frozen=True)
class Reference(Choice):
    """The name of a row of a reference table, stored as its key."""

    blank: Any = None
    table: Callable[[int], Iterable[tuple[Any, Iterable[str]]]] = lambda _: ()
    add: str = ""

    def prepare(self, agency_id: int) -> Self:
        values: dict[str, Any] = {}
        labels: dict[Any, str] = {}
        for key, names in self.table(agency_id):
            for name in filter(None, names):
                labels.setdefault(key, name)
                values.setdefault(compact(name), key)
        return replace(self, values=values, labels=labels)

    def read(self, raw: Any) -> Any:
        text = compact(plain_text(raw))
        if text and text not in self.values:
            self.within(text[:50])
            known = "、".join(self.choices()[:30]) or "（一项也没有）"
            raise CellError(f"没有这一项。现有：{known}。{self.add}")
        return self.values[text] if text else self.blank

    def describe(self) -> str:
        return f"填现有名称之一。{self.add}"


@dataclass(frozen=True)
class Whole(Reader):
    """A whole number, with or without its unit."""

    units: str = ""
    least: int = 1
    most: int = 1_000_000

    def read(self, raw: Any) -> Any:
        text = compact(plain_text(raw))
        found = re.fullmatch(rf"(\d{{1,9}})(?:{self.units})?" if self.units else r"(\d{1,9})", text)
        if found is None or not self.least <= int(found[1]) <= self.most:
            raise CellError(f"请填写 {self.least} 至 {self.most} 的整数")
        return int(found[1])

    def show(self, value: Any) -> Any:
        return "" if value in (None, self.blank) else value

    def describe(self) -> str:
        return "整数"


@dataclass(frozen=True)
class Money(Reader):
    """元 with at most two decimals, kept in 分."""

    blank: Any = None

    def read(self, raw: Any) -> Any:
        text = compact(plain_text(raw)).replace(",", "").removeprefix("¥").removesuffix("元")
        found = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,2})0*)?", text)
        if found is None:
            raise CellError("请填写金额，单位为元，如 700 或 12.50")
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))

    def show(self, value: Any) -> Any:
        return "" if value is None else Decimal(value) / 100

    def describe(self) -> str:
        return "金额，单位为元，如 700 或 12.50"


NOTHING = frozenset({"—", "-", "－", "–", "无", "/"})
"""How offices write that there is none of several."""


@dataclass(frozen=True)
class Several(Reader):
    """One or several of a kind in a cell, each in a line of its own or parted by ；."""

    blank: Any = ()
    one: Reader = field(default_factory=Reader)

    def prepare(self, agency_id: int) -> Self:
        return replace(self, one=self.one.prepare(agency_id))

    def counting_from(self, zero: date) -> Self:
        return replace(self, one=self.one.counting_from(zero))

    def read(self, raw: Any) -> Any:
        if not isinstance(raw, str):
            return (self.one.read(raw),)
        text = plain_text(raw)
        parts = [part.strip() for part in (re.split("\n" if "\n" in text else "[；;]", text))]
        if all(not part or part in NOTHING for part in parts):
            return self.blank
        return tuple(self._one(part) for part in parts)

    def _one(self, part: str) -> Any:
        return self.one.blank if not part or part in NOTHING else self.one.read(part)

    def show(self, value: Any) -> Any:
        cells = [self.one.show(one) for one in value]
        if all(cell == "" for cell in cells):
            return ""
        return cells[0] if len(cells) == 1 else "\n".join(str(cell) or "—" for cell in cells)

    def describe(self) -> str:
        return f"{self.one.describe()}。有多项的，每项一行或用“；”分开，各列逐项对应，没有的填“—”"
