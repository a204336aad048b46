"""A public list as CSV, Excel or JSON: the same columns in each, written as it is read.

A number is a number and a day a day, so that a sum is a sum; the unit stands in the head.
"""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import xlsxwriter
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
Cell = str | int | Decimal | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST_EXCEL_YEAR = 1901
_EXCEL_DIGITS = 15


@dataclass(frozen=True)
class Table:
    """What is downloaded: `name` of the file, title of the sheet, heads, rows of cells."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


class _Echo:
    """What csv writes to: gives each line straight back."""

    def write(self, line: str) -> str:
        return line


def answer(table: Table, form: str) -> HttpResponseBase:
    """The table in that form.

    Raises:
        Http404: no such form.
    """
    if form == "csv":
        return _named(_csv(table), table, form)
    if form == "json":
        return _named(_json(table), table, form)
    if form == "xlsx":
        return _named(_xlsx(table), table, form)
    raise Http404


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _csv(table: Table) -> HttpResponseBase:
    """CSV that a spreadsheet opens as UTF-8."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(table.heads)
        for row in table.rows:
            yield writer.writerow([_in_words(cell) for cell in row])

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _in_words(cell: Cell) -> str:
    """A cell of CSV; a negative amount is no formula."""
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else str(cell)


def for_json(cell: Any) -> Any:
    """A day by ISO 8601; an amount as the number that is nearest to it."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _json(table: Table) -> HttpResponseBase:
    """A JSON array of objects with Chinese field names."""

    def pieces() -> Iterator[str]:
        separator = "[\n"
        for row in table.rows:
            record = dict(zip(table.heads, map(for_json, row), strict=True))
            yield separator + json.dumps(record, ensure_ascii=False)
            separator = ",\n"
        yield "\n]\n" if separator == ",\n" else "[]\n"

    return StreamingHttpResponse(pieces(), content_type="application/json")


def _xlsx(table: Table) -> FileResponse:
    """A workbook, written to disk row by row."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(table.title[:31])
        head = book.add_format({"bold": True, "bg_color": "#EAF0F8"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.heads):
            sheet.set_column(column, column, 18)
            sheet.write_string(0, column, name, head)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                write_cell(sheet, number, column, cell, day)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def write_cell(sheet: Any, row: int, column: int, cell: Cell, day: Any, text: Any = None) -> None:
    """A cell of a workbook by its kind; `day` and `text` are formats. A text is never a formula."""
    if cell is None or cell == "":
        return
    if isinstance(cell, date) and cell.year >= _FIRST_EXCEL_YEAR:
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | Decimal) and len(str(abs(cell))) <= _EXCEL_DIGITS:
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell)[:32_767], text)


def _named(response: R, table: Table, form: str) -> R:
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def words(request_value: str, most: int = 60) -> str:
    """What was typed into a search box, without what no database takes."""
    return request_value.replace("\x00", "").strip()[:most]
