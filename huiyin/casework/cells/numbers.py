"""Cells of numbers and of money."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from huiyin.common import money

from .texts import NOTHING, CellError, Reader, compact, plain_text


@dataclass(frozen=True)
class Whole(Reader):
    """A whole number between two others, with or without its unit."""

    units: str = ""
    least: int = 1
    most: int = 1_000_000

    def read(self, raw: Any) -> Any:
        text = compact(self.within(plain_text(raw)))
        if not text:
            return self.blank
        match = re.fullmatch(
            rf"(-?\d{{1,18}})(?:{self.units})?" if self.units else r"(-?\d{1,18})", text
        )
        if match is None or not self.least <= int(match[1]) <= self.most:
            raise CellError(f"请填写 {self.least} 至 {self.most} 的整数")
        return int(match[1])

    def show(self, value: Any) -> Any:
        return "" if value is None or value == self.blank == 0 else value

    def describe(self) -> str:
        return self.rule or "整数"


@dataclass(frozen=True)
class DecimalNumber(Reader):
    """A number with so many digits at most, some of them behind the point."""

    blank: Any = None
    digits: int = 12
    places: int = 2

    def read(self, raw: Any) -> Any:
        text = compact(self.within(plain_text(raw)))
        if not text:
            return self.blank
        match = re.fullmatch(r"(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?", text)
        if match is None:
            raise CellError(f"请填写{self.describe()}")
        whole = match[2].replace(",", "").lstrip("0")
        behind = (match[3] or "").rstrip("0")
        if len(behind) > self.places:
            raise CellError(f"小数点后有{len(behind)}位，最多{self.places}位")
        if len(whole) > self.digits - self.places:
            raise CellError(f"整数部分有{len(whole)}位，最多{self.digits - self.places}位")
        return Decimal(f"{match[1]}{whole or 0}.{behind or 0}")

    def show(self, value: Any) -> Any:
        return "" if value is None else value

    def describe(self) -> str:
        return self.rule or f"数字，小数点后最多{self.places}位"


@dataclass(frozen=True)
class Money(Reader):
    """元 with at most two decimals, kept in 分."""

    blank: Any = None

    def read(self, raw: Any) -> Any:
        text = compact(self.within(plain_text(raw))).replace(",", "")
        text = text.removeprefix("¥").removesuffix("元")
        match = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,2})0*)?", text)
        if match is None:
            raise CellError("请填写金额，单位为元，如 700 或 12.50")
        return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))

    def show(self, value: Any) -> Any:
        return "" if value is None else Decimal(value) / 100

    def describe(self) -> str:
        return "金额，单位为元，如 700 或 12.50"


@dataclass(frozen=True)
class Yuan(Reader):
    """An amount kept as a Decimal of 元; a bare number is in `unit`, and is written in it again."""

    blank: Any = None
    unit: money.Unit = "元"

    def read(self, raw: Any) -> Any:
        text = self.within(plain_text(raw))
        if not text or text in NOTHING:
            return self.blank
        try:
            return money.yuan(text, self.unit)
        except money.AmountError as error:
            raise CellError(str(error)) from error

    def show(self, value: Any) -> Any:
        if value is None:
            return ""
        return money.exported(value) if self.unit == "万元" else value

    def describe(self) -> str:
        return self.rule or f"金额，{money.EXAMPLES[self.unit]}"
