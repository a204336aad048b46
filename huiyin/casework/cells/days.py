"""Cells of days, in any of the spellings found in offices."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from huiyin.common.days import FIRST_YEAR

from .texts import CellError, Reader, plain_text

_DAY = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))"
    r"(?:[T ]?(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?)?"
)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_PERMANENT = date(2099, 12, 31)  # as the 双公示 standard writes it


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
        words = "日期，如 2026-02-28 或 2026年2月28日"
        return f"{words}；长期有效填 2099/12/31" if self.may_be_permanent else words


def _day(text: str) -> date:
    close = text if ":" in text else text.replace(" ", "")
    match = _DAY.fullmatch(close)
    if match is None:
        raise CellError("看不懂这个日期，请写成 2026-02-28 的样子")
    year, _, *parts = match.groups()
    month, day = [int(part) for part in parts if part]
    try:
        written = date(int(year), month, day)
    except ValueError:
        raise CellError("没有这一天，请核对年月日") from None
    return _plausible(written)


def _plausible(day: date) -> date:
    """An early one is a slip, or a small number that a cell shows as a day of 1900."""
    if day.year < FIRST_YEAR:
        raise CellError("年份过早，请核对这一格是不是日期")
    return day
