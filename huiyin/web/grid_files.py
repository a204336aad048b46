"""Printed tables as a workbook and as a Word file: merged heads, numbers as numbers."""

from collections.abc import Sequence
from math import ceil
from typing import IO, Any

import docx
import xlsxwriter
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from .downloads import XLSX
from .grid import Box, Grid

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARGIN, TEXT_WIDTH = Mm(16), 178
MANY_COLUMNS = 10
"""Above this many the words are smaller, so that four of them stand on a line."""
TITLE_FONT, HEAD_FONT, TEXT_FONT = "方正小标宋简体", "黑体", "宋体"
_SHEET_WIDTH = 130
"""Letters over all columns of a worksheet; a Chinese character is two wide."""
_SHEET_LINE = 15
"""Points of one line of a worksheet."""


def to_xlsx(
    file: IO[bytes], title: str, grids: Sequence[tuple[str, Grid]], notes: Sequence[str]
) -> None:
    """Each grid on a sheet of its name, the titles above it and the notes below."""
    with xlsxwriter.Workbook(file) as book:
        frame = {"border": 1, "valign": "vcenter", "align": "center"}
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format(frame | {"text_wrap": True, "bg_color": "#EAF0F8"}),
            "row": book.add_format(frame | {"text_wrap": True, "align": "left"}),
            "value": book.add_format(frame | {"num_format": "0"}),
            "note": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for name, grid in grids:
            sheet = book.add_worksheet(name)
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)
            sheet.write_string(0, 0, title, styles["title"])
            sheet.write_string(1, 0, grid.title, styles["title"])
            _boxes(sheet, grid, 2, styles)
            _notes(sheet, notes, len(grid.rows) + 3, len(grid.widths) - 1, styles["note"])


def _boxes(sheet: Any, grid: Grid, above: int, styles: dict[str, Any]) -> None:
    widths = [_SHEET_WIDTH * width / sum(grid.widths) for width in grid.widths]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    lines = [1] * len(grid.rows)
    for row, column, box in grid.placed():
        style, top = styles[_style(box)], row + above
        if box.down == 1:
            lines_needed = _lines(str(box.content), sum(widths[column : column + box.across]))
            lines[row] = max(lines[row], lines_needed)
        if box.down > 1 or box.across > 1:
            sheet.merge_range(top, column, top + box.down - 1, column + box.across - 1, "", style)
        if box.is_head:
            sheet.write_string(top, column, str(box.content), style)
        else:
            sheet.write_number(top, column, box.content, style)
    for row, lines_needed in enumerate(lines):
        sheet.set_row(row + above, _SHEET_LINE * lines_needed)


def _lines(words: str, width: float) -> int:
    """How many a wrapped text takes, with a letter to spare."""
    return ceil((2 * len(words) + 1) / width)


def _notes(sheet: Any, notes: Sequence[str], row: int, last: int, style: Any) -> None:
    for number, note in enumerate(notes):
        sheet.merge_range(row + number, 0, row + number, last, note, style)
        sheet.set_row(row + number, _SHEET_LINE * _lines(note, _SHEET_WIDTH))


def _style(box: Box) -> str:
    if not box.is_head:
        return "value"
    return "row" if box.scope == "row" else "head"


def to_docx(file: IO[bytes], title: str, grids: Sequence[Grid], notes: Sequence[str]) -> None:
    """All grids in one document, each below its title, the notes at the end."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    _line(document, title, TITLE_FONT, 16, WD_ALIGN_PARAGRAPH.CENTER)
    for grid in grids:
        heading = _line(document, grid.title, HEAD_FONT, 14)
        heading.paragraph_format.keep_with_next = True
        table(document, grid)
    for note in notes:
        _line(document, note, TEXT_FONT, 9)
    document.save(file)


def _line(
    document: Document,
    words: str,
    font: str,
    size: float,
    alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    _write(paragraph, words, font, size)
    return paragraph


def table(document: Document, grid: Grid, width: int = TEXT_WIDTH) -> None:
    """The grid at the end of a document, `width` millimetres wide."""
    table = document.add_table(rows=len(grid.rows), cols=len(grid.widths))
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, grid, width)
    cells = [list(row.cells) for row in table.rows]
    for row, column, box in grid.placed():
        cell = cells[row][column]
        if box.down > 1 or box.across > 1:
            cell = cell.merge(cells[row + box.down - 1][column + box.across - 1])
        is_heading = box.across == len(grid.widths)
        is_line = box.scope == "row" or is_heading
        if is_heading:
            _shade(cell)
        _fill(cell, box, 9 if len(grid.widths) <= MANY_COLUMNS else 7.5, is_line=is_line)
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number < len(grid.head):
            properties.append(OxmlElement("w:tblHeader"))


def _widths(table: Table, grid: Grid, width: int) -> None:
    total = sum(grid.widths)
    for column, part in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width * part / total)
        for cell in column.cells:
            cell.width = column.width
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "28")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _shade(cell: _Cell) -> None:
    """As the form in circulation sets off the items of the law."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "C6D9F1")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _fill(cell: _Cell, box: Box, size: float, *, is_line: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_line else WD_ALIGN_PARAGRAPH.CENTER
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.SINGLE
    spacing.space_before = spacing.space_after = Pt(1.5)
    apart = OxmlElement("w:snapToGrid")  # the grid of a paper's text would spread its lines
    apart.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(
        apart, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )
    _write(paragraph, str(box.content), TEXT_FONT, size)


def _write(paragraph: Paragraph, words: str, font: str, size: float) -> None:
    run = paragraph.add_run(words)
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


TYPES = {"xlsx": XLSX, "docx": DOCX}
