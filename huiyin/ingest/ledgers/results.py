"""What an import did, and which cells it refused, with personal data hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from huiyin.common import masking
from huiyin.ingest.models import Batch

SHOWN = 60


@dataclass(frozen=True)
class Rejection:
    """One refused cell (or row, where `column` is empty); `row` as seen in Excel."""

    row: int
    column: str
    value: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


@dataclass
class Result:
    """Counts of rows; a row of several faults is one rejected row with several rejections."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_stored: bool = True
    batch: Batch | None = None
    header: list[str] = field(default_factory=list, repr=False)
    refused_rows: dict[int, list[Any]] = field(default_factory=dict, repr=False)

    @property
    def rejected_rows(self) -> int:
        return len(self.refused_rows)

    def as_dict(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [rejection.as_dict() for rejection in self.rejected],
            "notes": self.notes,
        }

    def refuse(self, row: int, cells: list[Any], faults: Iterable[Rejection]) -> None:
        self.refused_rows[row] = cells
        self.rejected.extend(faults)

    def write_rejected(self, target: Path | BinaryIO) -> None:
        """The refused rows as they came, each with its row number and the reasons behind it."""
        reasons: dict[int, list[str]] = {}
        for told in self.rejected:
            reasons.setdefault(told.row, []).append(
                f"{told.column}：{told.message}" if told.column else told.message
            )
        book = xlsxwriter.Workbook(
            str(target) if isinstance(target, Path) else target, {"constant_memory": True}
        )
        sheet = book.add_worksheet("退回的行")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        width = len(self.header)
        for index, name in enumerate([*self.header, "原行号", "退回原因"]):
            sheet.write_string(0, index, name, bold)
        for line, row in enumerate(sorted(self.refused_rows), start=1):
            cells = self.refused_rows[row][:width]
            for index, cell in enumerate(cells):
                _write(sheet, line, index, cell, day)
            sheet.write_number(line, width, row)
            sheet.write_string(line, width + 1, "；".join(reasons.get(row, [])))
        book.close()


def _write(sheet: Any, line: int, index: int, cell: Any, day: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, index, cell)
    elif isinstance(cell, float | int):
        sheet.write_number(line, index, cell)
    elif isinstance(cell, date) and cell.year >= 1901:
        moment = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - Excel knows no zones
        sheet.write_datetime(line, index, moment, day)
    elif cell != "":
        sheet.write_string(line, index, str(cell)[:32_767])


def shown(raw: Any, *, is_private: bool) -> str:
    """A refused value as the result tells it: short, personal numbers never in full."""
    text = " ".join(str(raw).split())
    if is_private:
        return masking.middle(text, 1, 1)[:SHOWN]
    text = masking.text(text, doubtful=True)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
