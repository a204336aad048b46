"""Reports as Word files: the paper as it is sent, in the layout of GB/T 9704-2012."""

import io
from unicodedata import east_asian_width

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as TextParagraph

from huiyin.common import days
from huiyin.letters import paper
from huiyin.web import grid_files

from .text import Cited, Paragraph, Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
IN_TITLE = 20
"""Characters of 2号 in a line of the title."""
BREAKS = ("（", "年度工作总结", "政府信息公开工作年度报告", "行政执法统计年报")
ACROSS = 156
"""Millimetres of a line."""
"""Where a title is broken: no word is torn (GB/T 9704-2012 7.3.1)."""
ANNEX = "数据口径和统计期"


def to_docx(report: Report, base: str, *, annex: bool = True) -> bytes:
    """The report as a .docx; each figure links to `base` + its address, its definition is in the annex."""
    document = docx.Document()
    paper.lay_out(document)
    for line in title_lines(report.title):
        paper.title(document, line)
    paper.line(document, "")
    if report.addressee:
        paper.line(document, f"{report.addressee}：")
    for paragraph in report.opening:
        _paragraph(document, paragraph, base)
    for section in report.sections:
        face = paper.LEVEL_1 if section.level == 1 else paper.LEVEL_2
        heading = paper.line(document, section.heading, face, indent=2)
        heading.paragraph_format.keep_with_next = True
        for paragraph in section.paragraphs:
            _paragraph(document, paragraph, base)
        if section.grid:
            grid_files.table(document, section.grid, ACROSS)
    has_annex = annex and bool(report.cited())
    if has_annex:
        paper.line(document, "")
        paper.line(document, f"附件：{ANNEX}", indent=2)
    _sign(document, report)
    if has_annex:
        _annex(document, report, base)
    document.core_properties.title = report.title
    for name in ("author", "last_modified_by", "comments"):
        setattr(document.core_properties, name, "")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def title_lines(title: str) -> list[str]:
    """One line where it fits; else two, as even as the words allow."""
    if _width(title) <= IN_TITLE:
        return [title]
    places = {title.find(mark) for mark in BREAKS} - {-1, 0}
    split = [(title[:place], title[place:]) for place in places]
    return list(
        min(split, key=lambda pair: abs(_width(pair[0]) - _width(pair[1])), default=(title,))
    )


def signature_indents(signature: str, day: str) -> tuple[float, float]:
    """Characters left of the organ and of the date (7.3.5.2, without a seal).

    The organ has two characters free at its right, the date begins two after it; a date that would
    reach further has the two free itself, and the organ stands two before it.
    """
    organ = paper.ACROSS - 2 - _width(signature)
    dated = organ + 2
    if dated + _width(day) > paper.ACROSS - 2:
        dated = paper.ACROSS - 2 - _width(day)
        organ = min(organ, dated - 2)
    return max(organ, 0), max(dated, 0)


def _width(text: str) -> float:
    """In characters; a digit counts half."""
    return sum(1 if east_asian_width(one) in "WFA" else 0.5 for one in text)


def _paragraph(document: Document, content: Paragraph, base: str) -> None:
    paragraph = paper.line(document, "", indent=2)
    for run in content.runs:
        if isinstance(run, Cited):
            _link(paragraph, run.shown, base + run.address)
        else:
            words = run if isinstance(run, str) else run.shown
            paper.font(paragraph.add_run(words), paper.TEXT, paper.CHARACTER)


def _sign(document: Document, report: Report) -> None:
    """One line below the text; never alone on a page, nor with the note of the annex alone."""
    for paragraph in document.paragraphs[-3:]:
        paragraph.paragraph_format.keep_with_next = True
    day = days.written(report.written_on)
    paper.line(document, "").paragraph_format.keep_with_next = True
    organ = paper.line(document, report.signed, align=WD_ALIGN_PARAGRAPH.LEFT)
    organ.paragraph_format.keep_with_next = True
    dated = paper.line(document, day, align=WD_ALIGN_PARAGRAPH.LEFT)
    across = paper.ACROSS * paper.CHARACTER - 6  # a line is narrowed to fit its 28 characters
    for paragraph, indent in zip(
        (organ, dated), signature_indents(report.signed, day), strict=True
    ):
        paragraph.paragraph_format.left_indent = Pt(round(indent * across / paper.ACROSS, 1))


def _annex(document: Document, report: Report, base: str) -> None:
    paper.line(document, "附件", paper.LEVEL_1).paragraph_format.page_break_before = True
    paper.line(document, "")
    paper.title(document, ANNEX)
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    table.autofit = False
    widths = (Mm(38), Mm(22), Mm(64), Mm(32))
    for cell, text in zip(table.rows[0].cells, ("数据", "数值", "口径", "统计期"), strict=True):
        _cell(cell, text, paper.LEVEL_1)
    _repeat_head(table.rows[0])
    for cited in report.cited():
        row = table.add_row()
        for cell, text in zip(
            row.cells, (cited.label, "", cited.definition, _period(cited)), strict=True
        ):
            _cell(cell, text, paper.TEXT)
        _link(row.cells[1].paragraphs[0], cited.shown, base + cited.address, size=10.5)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _period(cited: Cited) -> str:
    start, _, end = cited.period.partition("/")
    return f"{start}\n至{end}"


def _cell(cell: _Cell, text: str, face: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(15)
    apart = OxmlElement("w:snapToGrid")  # the grid of the text would spread its lines
    apart.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(
        apart, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )
    if text:
        paper.font(paragraph.add_run(text), face, 10.5)


def _link(paragraph: TextParagraph, text: str, address: str, size: float = 16) -> None:
    """A hyperlink in the text's own black, so that the printed page is an ordinary paper."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    paper.font(run, paper.TEXT, size)
    run.font.color.rgb = RGBColor(0, 0, 0)
    link.append(run._element)
    paragraph._p.append(link)


def _repeat_head(row: _Row) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
