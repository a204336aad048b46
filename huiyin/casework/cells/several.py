"""Cells with several of a kind."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from .texts import NOTHING, Reader, plain_text


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
