"""Cells of days, in any of the spellings found in offices."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from huiyin.common.days import FIRST_YEAR, IN_CHINESE, in_numbers

from .texts import NOTHING, CellError, Reader, plain_text

_DAY = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))"
    r"(?:[T ]?(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?)?"
)
_SHORT = re.compile(r"(\d{2})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")
_FIRST_SHORT, _LAST_SHORT = 13, 49
"""Years of two figures: what may be a month, or a year of the century before, is not guessed."""
_SERIAL = re.compile(r"[1-8]\d{4}(?:\.0+)?")
_FIRST_SERIAL, _LAST_SERIAL = 18_000, 90_000
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_PERMANENT = date(2099, 12, 31)  # as the 双公示 standard writes it
_FOR_EVER = frozenset(
    {"长期", "永久", "长期有效", "永久有效", "无期限", "无固定期限", "9999-12-31", "9999/12/31"}
)


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
        if isinstance(raw, float | int) and not isinstance(raw, bool) and _is_serial(raw):
            # a date whose cell lost its format
            return _plausible(self.zero + timedelta(days=int(raw)))
        text = " ".join(unicodedata.normalize("NFKC", plain_text(raw)).split())
        self.within(text)
        if self.may_be_permanent and text in _FOR_EVER:
            return _PERMANENT
        if not text or text in NOTHING:
            return self.blank
        if _SERIAL.fullmatch(text) and _is_serial(float(text)):
            return _plausible(self.zero + timedelta(days=int(float(text))))
        return _day(text)

    def remark(self, raw: Any) -> str:
        if not isinstance(raw, str):
            return ""
        text = unicodedata.normalize("NFKC", raw).strip()
        if _SERIAL.fullmatch(text):
            return "是 Excel 的日期序号，已换成日期"
        return "的年份只有两位，按20开头的年份读入" if _SHORT.fullmatch(text) else ""

    def describe(self) -> str:
        words = "日期，如 2026-02-28 或 2026年2月28日"
        return f"{words}；长期有效填 2099/12/31" if self.may_be_permanent else words


def _day(text: str) -> date:
    close = text if ":" in text else text.replace(" ", "")
    numbers = _numbers(close)
    try:
        written = date(*numbers)
    except ValueError:
        raise CellError("没有这一天，请核对年月日") from None
    return _plausible(written)


def _numbers(text: str) -> tuple[int, int, int]:
    if match := IN_CHINESE.fullmatch(text):
        return in_numbers(match)
    match = _DAY.fullmatch(text) or _SHORT.fullmatch(text)
    if match is None:
        raise CellError("看不懂这个日期，请写成 2026-02-28 的样子")
    year, _, *parts = match.groups()
    month, day = [int(part) for part in parts if part]
    if len(year) > 2:
        return int(year), month, day
    if not _FIRST_SHORT <= int(year) <= _LAST_SHORT:
        raise CellError("年份只有两位，看不出是哪一年，请写成 2026-02-28 的样子")
    return 2000 + int(year), month, day


def _is_serial(number: float) -> bool:
    """Days 1949 to 2146, as a spreadsheet counts them."""
    return _FIRST_SERIAL <= number < _LAST_SERIAL


def _plausible(day: date) -> date:
    """An early one is a slip, or a small number that a cell shows as a day of 1900."""
    if day.year < FIRST_YEAR:
        raise CellError("年份过早，请核对这一格是不是日期")
    return day
