"""Older forms of a table: .xls, and the HTML and XML that systems save under that name."""

import io
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from lxml import etree
from lxml import html as lxml_html
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from huiyin.web.hidden import drop_from

from .unread import Unread

_SHEET_XML = "{urn:schemas-microsoft-com:office:spreadsheet}"
MOST_SPANNED = 1000
"""A cell that claims to cover more columns or rows than this is a slip of the system that wrote it."""
COVERED = "这一格在合并单元格里，内容只写在左上角；请取消合并，逐格填写后再导入"

Rows = list[list[Any]]


def is_html(content: bytes) -> bool:
    """A page with a table in it, whatever its name ends with."""
    start = content[:200_000].lower()
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<t" in start


def is_sheet_xml(content: bytes) -> bool:
    """XML 电子表格 2003."""
    return b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4000]


def xls(content: bytes) -> Iterator[tuple[str, Rows]]:
    """Name and rows of the visible sheets of a workbook of Excel 97 to 2003.

    Raises:
        CalamineError: it is encrypted, damaged, or no workbook.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for about in book.sheets_metadata:
        if about.visible == SheetVisibleEnum.Visible and "WorkSheet" in str(about.typ):
            sheet = book.get_sheet_by_name(about.name)
            rows = sheet.to_python(skip_empty_area=False)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
                _cover(rows, top, left, bottom, right)
            yield about.name, rows


def html(text: str) -> Iterator[tuple[str, Rows]]:
    """The innermost tables of a page, without what nobody sees of them.

    Raises:
        etree.LxmlError, ValueError: this is no page.
    """
    root = lxml_html.document_fromstring(text.encode("utf-8"), parser=_PARSER)
    drop_from(root)
    tables = [one for one in root.iter("table") if one.find(".//table") is None]
    for number, table in enumerate(tables, start=1):
        yield f"表{number}", _html_rows(table)


_PARSER = lxml_html.HTMLParser(encoding="utf-8")


def _html_rows(table: Any) -> Rows:
    rows: Rows = []
    covered: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.iter("tr")):
        cells: list[Any] = []
        for cell in row.iterchildren("td", "th"):
            while (number, len(cells)) in covered:
                cells.append(covered.pop((number, len(cells))))
            text = _text(cell)
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            hidden = Unread(COVERED) if text else ""
            for below in range(1, down):
                for place in range(len(cells), len(cells) + right):
                    covered[number + below, place] = hidden
            cells += [text, *[hidden] * (right - 1)]
        while (number, len(cells)) in covered:
            cells.append(covered.pop((number, len(cells))))
        rows.append(cells)
    return rows


def _text(cell: Any) -> str:
    """The words of a cell; a line break where the page has one."""
    for line in cell.iter("br", "p", "div"):
        line.tail = f"\n{line.tail or ''}"
    return str(cell.text_content()).replace("\xa0", " ").strip()


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), MOST_SPANNED) if value.isascii() and value.isdecimal() else 1


def sheet_xml(content: bytes) -> Iterator[tuple[str, Rows]]:
    """The sheets of an XML 电子表格 2003.

    Raises:
        ElementTree.ParseError: it is damaged.
    """
    book = ElementTree.fromstring(content)  # noqa: S314 - expat ≥ 2.4 stops entity bombs
    for sheet in book.iterfind(f"{_SHEET_XML}Worksheet"):
        rows: Rows = []
        for row in sheet.iterfind(f"{_SHEET_XML}Table/{_SHEET_XML}Row"):
            _fill(rows, row, [])
            rows.append(_xml_cells(row))
        yield sheet.get(f"{_SHEET_XML}Name", ""), rows


def _xml_cells(row: ElementTree.Element) -> list[Any]:
    cells: list[Any] = []
    for cell in row.iterfind(f"{_SHEET_XML}Cell"):
        _fill(cells, cell, "")
        data = cell.find(f"{_SHEET_XML}Data")
        text = "" if data is None else "".join(data.itertext()).strip()
        cells.append(text)
        across = cell.get(f"{_SHEET_XML}MergeAcross", "0")
        if across.isdecimal():
            cells += [Unread(COVERED) if text else ""] * min(int(across), MOST_SPANNED)
    return cells


def _fill(places: list[Any], one: ElementTree.Element, blank: Any) -> None:
    """Up to the place that a row or a cell names, counted from 1; those left out are blank."""
    index = one.get(f"{_SHEET_XML}Index", "")
    if index.isdecimal():
        places.extend([blank] * (min(int(index) - 1, 100_000) - len(places)))


def _cover(rows: Rows, top: int, left: int, bottom: int, right: int) -> None:
    """The covered cells of a merged area that holds something."""
    if top >= len(rows) or left >= len(rows[top]) or rows[top][left] in ("", None):
        return
    for row in range(top, min(bottom, len(rows) - 1) + 1):
        for place in range(left, min(right + 1, len(rows[row]))):
            if (row, place) != (top, left):
                rows[row][place] = Unread(COVERED)


UNREADABLE = (etree.LxmlError, ElementTree.ParseError, ValueError)
