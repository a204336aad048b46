"""自评材料 as a Word file, in the layout of GB/T 9704-2012; the PDF is set from it."""

import io
from collections.abc import Sequence
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from huiyin.files import typeset
from huiyin.letters import paper

from .content import Material, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SIZE, LINE = 9, 13


def to_docx(said: Material) -> bytes:
    """Title, facts, and each table under its heading."""
    document = docx.Document()
    paper.lay_out(document)
    for line in said.title_lines:
        paper.title(document, line)
    paper.line(document, "")
    for label, value in said.facts:
        paper.line(document, f"{label}：{value}", indent=2)
    for table in said.tables:
        heading = paper.line(document, table.heading, paper.LEVEL_1, indent=2)
        heading.paragraph_format.keep_with_next = True
        _table(document, table)
    document.core_properties.title = said.title
    for name in ("author", "last_modified_by", "comments"):
        setattr(document.core_properties, name, "")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def to_pdf(said: Material, *, at: datetime) -> bytes:
    """The same, set with the fonts of the house."""
    return typeset.to_pdf(to_docx(said), at=at)


def _table(document: Document, said: Table) -> None:
    table = document.add_table(rows=1 + len(said.rows), cols=len(said.heads))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, said.widths, strict=True):
        column.width = Mm(width)
    rows = list(table.rows)
    _fill(rows[0], said.heads, said.widths, paper.LEVEL_1)
    _whole(rows[0], "w:tblHeader")
    for cell in rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row, texts in zip(rows[1:], said.rows, strict=True):
        _fill(row, texts, said.widths, paper.TEXT)
        _whole(row)


def _whole(row: _Row, *more: str) -> None:
    """A row stays on one page; a head stands on each."""
    for name in ("w:cantSplit", *more):
        said = OxmlElement(name)
        said.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(said)


def _fill(row: _Row, texts: Sequence[str], widths: Sequence[int], face: str) -> None:
    for cell, said, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Mm(width)
        _cell(cell, said, face)


def _cell(cell: _Cell, said: str, face: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(LINE)
    apart = OxmlElement("w:snapToGrid")  # the grid of the text would spread its lines
    apart.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(
        apart, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )
    if said:
        paper.font(paragraph.add_run(said), face, SIZE)
