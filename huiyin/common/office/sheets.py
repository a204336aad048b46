"""Excel: which sheets, rows and columns are hidden, and the rows that a reader sees."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineWorkbook

from . import package
from .cells import Looks, S

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ON = frozenset({"1", "true"})
_NARROW, _FLAT = 0.09, 1.0
"""characters, points: a column and a row that show no words"""


@dataclass
class Sheet:
    """One sheet: its part, and what of it nobody sees (rows and columns counted from 1)."""

    name: str
    part: str
    is_hidden: bool
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """first cell → last cell"""
    cells: set[tuple[int, int]] = field(default_factory=set)
    """of looks that show nothing"""

    @property
    def hides_any(self) -> bool:
        return bool(self.rows or self.columns or self.cells)

    def hides(self, row: int, column: int) -> bool:
        """Whether a cell is invisible; a merged one may extend into a visible cell."""
        if (row, column) in self.cells:
            return True
        if row not in self.rows and column not in self.columns:
            return False
        last = self.merged.get((row, column))
        if last is None:
            return True
        rows = any(one not in self.rows for one in range(row, last[0] + 1))
        columns = any(one not in self.columns for one in range(column, last[1] + 1))
        return not (rows and columns)


def sheets(parts: dict[str, bytes]) -> list[Sheet]:
    """The sheets of a workbook in their order; those that are no tables too."""
    main = package.main_part(parts)
    targets = package.relations(parts, main)
    styles, theme = (
        parts.get(package.related(parts, main, kind) or "") for kind in ("styles", "theme")
    )
    looks = Looks(styles, theme)
    all_sheets = []
    for one in package.parse(parts[main]).iter(f"{S}sheet"):
        part = targets.get(one.get(f"{R}id", ""), ("", ""))[1]
        is_hidden = one.get("state", "visible") != "visible"
        sheet = Sheet(one.get("name", ""), part, is_hidden)
        if part in parts:
            root = package.parse(parts[part])
            _look(sheet, root)
            if looks.hides_any:
                sheet.cells = set(_unseen_cells(root, looks, _coloured(parts, part, root)))
        all_sheets.append(sheet)
    return all_sheets


def _look(sheet: Sheet, root: Any) -> None:
    for column in root.iter(f"{S}col"):
        if column.get("hidden") in _ON or _is_least(column.get("width"), _NARROW):
            first, last = int(column.get("min", "0")), int(column.get("max", "0"))
            sheet.columns |= set(range(first, min(last, 16384) + 1))
    usual = root.find(f"{S}sheetFormatPr")
    is_out = usual is not None and usual.get("zeroHeight") in _ON
    for number, row in numbered(root, "row"):
        is_usual = is_out and row.get("ht") is None and row.get("hidden") is None
        if is_usual or row.get("hidden") in _ON or _is_least(row.get("ht"), _FLAT):
            sheet.rows.add(number)
    for merge in root.iter(f"{S}mergeCell"):
        corners = [place(part) for part in merge.get("ref", "").split(":")]
        if len(corners) == 2 and None not in corners:
            sheet.merged[corners[0]] = corners[1]  # type: ignore[index, assignment]


def _is_least(size: str | None, most: float) -> bool:
    try:
        return size is not None and float(size) <= most
    except ValueError:
        return False


Area = tuple[tuple[int, int], tuple[int, int]]


def _coloured(parts: dict[str, bytes], part: str, root: Any) -> list[Area]:
    """Areas whose ground is set by tables or conditional formats instead of the cells."""
    references = [one.get("sqref", "") for one in root.iter(f"{S}conditionalFormatting")]
    for kind, target in package.relations(parts, part).values():
        if kind == "table" and target in parts:
            references.append(package.parse(parts[target]).get("ref", ""))
    areas = []
    for reference in " ".join(references).split():
        corners = [place(corner) for corner in reference.split(":")]
        known = [corner for corner in corners if corner is not None]
        if known:
            areas.append((known[0], known[-1]))
    return areas


def _unseen_cells(root: Any, looks: Looks, areas: list[Area]) -> Iterator[tuple[int, int]]:
    for number, row in numbered(root, "row"):
        column = 0
        for cell in row.findall(f"{S}c"):
            position = place(cell.get("r", ""))
            column = position[1] if position else column + 1
            if not len(cell):
                continue
            is_plain = looks.is_filled(cell) or not _is_within(number, column, areas)
            if looks.hides(cell) or (is_plain and looks.is_of_its_ground(cell)):
                yield number, column


def _is_within(row: int, column: int, areas: list[Area]) -> bool:
    return any(
        first[0] <= row <= last[0] and first[1] <= column <= last[1] for first, last in areas
    )


def numbered(root: Any, name: str) -> Iterator[tuple[int, Any]]:
    """Rows, or cells of a row, with their numbers; one without a number follows the one before."""
    number = 0
    for one in root.iter(f"{S}{name}"):
        reference = one.get("r", "")
        position = place(reference)
        number = (
            position[1] if position else int(reference) if reference.isdecimal() else number + 1
        )
        yield number, one


def place(reference: str) -> tuple[int, int] | None:
    """B3 as row and column."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def visible_rows(content: bytes) -> Iterator[list[Any]]:
    """Rows of all sheets that are shown, without hidden rows and the cells of hidden columns.

    Raises:
        UnreadablePackageError, CalamineError: it cannot be read.
    """
    shown = {sheet.name: sheet for sheet in sheets(package.read(content)) if not sheet.is_hidden}
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for about in book.sheets_metadata:
        sheet = shown.get(about.name)
        if sheet is None or "WorkSheet" not in str(about.typ):
            continue
        table = book.get_sheet_by_name(about.name)
        left = (table.start or (0, 0))[1] + 1
        for number, row in enumerate(table.iter_rows(), start=1):
            yield [
                value for column, value in enumerate(row, start=left)
                if value not in ("", None) and not sheet.hides(number, column)
            ]  # fmt: skip
