"""Cells of whole numbers and of money."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .texts import CellError, Reader, compact, plain_text


@dataclass(frozen=True)
class Whole(Reader):
    """A whole number, with or without its unit."""

    units: str = ""
    least: int = 1
    most: int = 1_000_000

    def read(self, raw: Any) -> Any:
        text = compact(plain_text(raw))
        match = re.fullmatch(rf"(\d{{1,9}})(?:{self.units})?" if self.units else r"(\d{1,9})", text)
        if match is None or not self.least <= int(match[1]) <= self.most:
            raise CellError(f"请填写 {self.least} 至 {self.most} 的整数")
        return int(match[1])

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
        match = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,2})0*)?", text)
        if match is None:
            raise CellError("请填写金额，单位为元，如 700 或 12.50")
        return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))

    def show(self, value: Any) -> Any:
        return "" if value is None else Decimal(value) / 100

    def describe(self) -> str:
        return "金额，单位为元，如 700 或 12.50"
