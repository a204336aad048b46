"""The result of an import, and the refused cells with personal data hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huiyin.common import masking
from huiyin.ingest.models import Batch
from huiyin.web import downloads

SHOWN = 60
LOOK = downloads.Look(head={"bold": True}, widths=(), is_frozen=False)


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
class Remarks:
    """What is worth telling of cells that were read: counted by column and remark."""

    found: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Column and remark → first row, how many."""

    def add(self, column: str, remark: str, row: int) -> None:
        first, count = self.found.get((column, remark), (row, 0))
        self.found[column, remark] = first, count + 1

    def notes(self) -> list[str]:
        return [
            f"“{column}”{remark}：第{first}行" + (f"起{count}处" if count > 1 else "")
            for (column, remark), (first, count) in self.found.items()
        ]


@dataclass
class Result:
    """Counts of rows; a row of several faults is one rejected row with several rejections."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    passed_over: list[tuple[int, str]] = field(default_factory=list)
    """Rows that are no records: number, and what each is instead."""
    notes: list[str] = field(default_factory=list)
    is_stored: bool = True
    batch: Batch | None = None
    header: list[str] = field(default_factory=list, repr=False)
    absent: frozenset[str] = field(default=frozenset(), repr=False)
    """Headers of the ledger's columns that the file does not have."""
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
            "passed_over": [{"row": row, "reason": reason} for row, reason in self.passed_over],
            "notes": self.notes,
        }

    def refuse(self, row: int, cells: list[Any], faults: Iterable[Rejection]) -> None:
        self.refused_rows[row] = cells
        self.rejected.extend(faults)

    def write_rejected(self, target: Path) -> None:
        """The refused rows as they were, each with its row number and the reasons.

        A column that a reason asks for and the file does not have is added, to be filled in.
        """
        reasons: dict[int, list[str]] = {}
        for rejection in self.rejected:
            reasons.setdefault(rejection.row, []).append(
                f"{rejection.column}：{rejection.message}"
                if rejection.column
                else rejection.message
            )
        width = len(self.header)
        asked = list(
            dict.fromkeys(one.column for one in self.rejected if one.column in self.absent)
        )
        rows = (
            [*self._cells(row, width), *[""] * len(asked), row, "；".join(reasons.get(row, []))]
            for row in sorted(self.refused_rows)
        )
        heads = [*self.header, *asked, "原行号", "退回原因"]
        table = downloads.Table("", "退回的行", heads, rows, LOOK)
        with target.open("wb") as file:
            downloads.write(table, "xlsx", file)

    def _cells(self, row: int, width: int) -> list[Any]:
        """A refused row as it was, as wide as the header."""
        cells = self.refused_rows[row][:width]
        return cells + [""] * (width - len(cells))


def shown(raw: Any, *, is_private: bool) -> str:
    """A refused value for the result: short, with personal numbers masked."""
    text = " ".join(str(raw).split())
    if is_private:
        return masking.middle(text, 1, 1)[:SHOWN]
    text = masking.text(text, doubtful=True)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
