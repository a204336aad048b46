"""A table as CSV, Excel or JSON: the same columns in each, made whole before it is sent.

A number is a number and a day a day, so that a sum is a sum; the unit stands in the head. Of a list
that was sent while it is read, a lost connection would cut off the end, and nobody would see it.
"""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from itertools import chain
from typing import IO, Any

from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header

from huiyin.common import formulas
from huiyin.database.reading import in_pieces

from . import workbooks
from .workbooks import USUAL
from .workbooks import Cell as Cell
from .workbooks import Look as Look

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 4 * 1024 * 1024  # bytes; more goes into a temporary file


@dataclass(frozen=True)
class Table:
    """What is downloaded: `name` of the file, title of the sheet, heads, rows of cells."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    look: Look = USUAL
    made: datetime | None = None
    """What a workbook says of its making: now, where nothing is said."""


def answer(table: Table, form: str) -> FileResponse:
    """The table in that form.

    Raises:
        Http404: no such form.
    """
    if form not in TYPES:
        raise Http404
    return to_save(lambda file: write(table, form, file), f"{table.name}.{form}", TYPES[form])


def write(table: Table, form: str, file: IO[bytes]) -> None:
    """The table into a file of that form."""
    _WRITERS[form](table, file)


def content(table: Table, form: str) -> bytes:
    """The table as a file of that form, in memory."""
    file = BytesIO()
    write(table, form, file)
    return file.getvalue()


def to_save(write: Callable[[IO[bytes]], None], name: str, content_type: str) -> FileResponse:
    """What `write` writes, whole, to be saved under a (Chinese) name and kept by nobody between."""
    response = whole(write, content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-cache"
    return response


def whole(write: Callable[[IO[bytes]], None], content_type: str) -> FileResponse:
    """What `write` reads from the database and writes: complete, with its length, or not at all."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with in_pieces():
        write(file)
    file.seek(0)
    return FileResponse(file, content_type=content_type)


def text(file: IO[bytes], encoding: str = "utf-8") -> TextIOWrapper:
    """To write text into it; call `detach` at the end, so that the file stays open."""
    return TextIOWrapper(file, encoding, newline="", write_through=True)


def _csv(table: Table, file: IO[bytes]) -> None:
    """CSV that a spreadsheet opens as UTF-8."""
    lines = text(file, "utf-8-sig")
    writer = csv.writer(lines)
    for row in chain([table.heads], table.rows):
        writer.writerow([_in_words(cell) for cell in row])
    lines.detach()


def _in_words(cell: Cell) -> str:
    """A cell of CSV; a negative amount is no formula."""
    if isinstance(cell, str):
        return formulas.marked(cell)
    return "" if cell is None else str(cell)


def for_json(cell: Any) -> Any:
    """A day by ISO 8601; an amount as the number that is nearest to it."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _json(table: Table, file: IO[bytes]) -> None:
    """A JSON array of objects with Chinese field names."""
    separator = "[\n"
    for row in table.rows:
        record = dict(zip(table.heads, map(for_json, row), strict=True))
        file.write(f"{separator}{json.dumps(record, ensure_ascii=False)}".encode())
        separator = ",\n"
    file.write(b"[]\n" if separator == "[\n" else b"\n]\n")


def _xlsx(table: Table, file: IO[bytes]) -> None:
    """A workbook of one sheet, written row by row."""
    workbooks.write(file, table.title, table.heads, table.rows, table.look, table.made)


_WRITERS: dict[str, Callable[[Table, IO[bytes]], None]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
}
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "xlsx": XLSX}
