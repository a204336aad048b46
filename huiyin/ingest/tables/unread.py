"""Cells that look blank to the reader and are not: errors, merged cells, formulas without value.

They are put back into the rows as what they are, so that each is reported with row and column
instead of being stored as empty.
"""

import re
from collections.abc import Iterator
from typing import Any

from huiyin.casework.cells import ERRORS

_CELL = re.compile(rb"<c\b([^<>]*?)(?:/>|>([^<]*+(?:<(?!/?c\b)[^<]*+)*)</c>)")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_IS_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_MAY_BE_ERROR = re.compile(rb"t\s*=\s*[\"']e[\"']")
"""Begins with a letter, by which a whole sheet is searched five times as fast; other attributes may fit."""
_FORMULA = re.compile(rb"<f\b")
_VALUE = re.compile(rb"<v\b[^<>]*?(?:/>|>([^<]*)</v>)|<is\b")
_MERGED = re.compile(
    rb"<mergeCell\b[^<>]*?\bref\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})[\"']"
)
BARE_FORMULA = (
    "这一格是公式，文件里没有保存它的结果；请在 Excel 中打开并保存一次，或改为实际内容后再导入"
)


class Unread(str):
    """A cell whose content is not in the file; blank when used as text."""

    reason: str

    def __new__(cls, reason: str) -> "Unread":
        cell = super().__new__(cls, "")
        cell.reason = reason
        return cell


class NoPlaceError(ValueError):
    """A cell in error does not say where it is; the message is the error."""


def has_unread(xml: bytes) -> bool:
    """Whether a sheet may hold any such cell."""
    return b"<mergeCell" in xml or b"<f" in xml or _MAY_BE_ERROR.search(xml) is not None


def put_back(rows: list[list[Any]], xml: bytes) -> list[list[Any]]:
    """The rows with errors as their text and unread cells as `Unread`.

    Raises:
        NoPlaceError: a formula in error stands in a cell without a place.
    """
    if not has_unread(xml):
        return rows
    if b"<mergeCell" in xml:
        for row, column, reason in _merged(rows, xml):
            _put(rows, row, column, Unread(reason))
    if b"<f" in xml or _MAY_BE_ERROR.search(xml):
        for row, column, cell in _formulas(xml):
            _put(rows, row, column, cell)
    return rows


def _formulas(xml: bytes) -> Iterator[tuple[int, int, str]]:
    for match in _CELL.finditer(xml):
        head, body = match[1], match[2] or b""
        is_error, value = _IS_ERROR.search(head), _VALUE.search(body)
        if is_error:
            text = (value[1] or b"").decode("utf-8", "replace") if value else ""
            cell: str = text if text in ERRORS else "#VALUE!"
        elif _FORMULA.search(body) and value is None:
            cell = Unread(BARE_FORMULA)
        else:
            continue
        place = _PLACE.search(head)
        if place is None:
            raise NoPlaceError(str(cell) or "没有结果")
        yield int(place[2]) - 1, column_index(place[1].decode()), cell


def _merged(rows: list[list[Any]], xml: bytes) -> Iterator[tuple[int, int, str]]:
    """The covered cells of merged areas that hold something: (row, column, what is wrong)."""
    for match in _MERGED.finditer(xml):
        left, right = (column_index(letters.decode()) for letters in (match[1], match[3]))
        top, bottom = int(match[2]) - 1, min(int(match[4]), len(rows)) - 1
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] in ("", None):
            continue
        area = f"{match[1].decode()}{top + 1}:{match[3].decode()}{match[4].decode()}"
        reason = f"这一格在合并单元格 {area} 里，内容只写在左上角；请取消合并，逐格填写后再导入"
        for row in range(top, bottom + 1):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left):
                    yield row, column, reason


def _put(rows: list[list[Any]], row: int, column: int, cell: str) -> None:
    """Put a cell back, even outside the area that the reader used."""
    if row >= len(rows):
        return  # a row of such cells only is not a data row
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = cell


def column_index(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
