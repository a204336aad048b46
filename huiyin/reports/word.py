"""Reports as Word files in the layout of GB/T 9704-2012: A4, 37/35/28/26 mm, 仿宋 16 pt, 29 pt lines."""

import io

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as TextParagraph
from docx.text.run import Run as TextRun

from .text import Cited, Paragraph, Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, LEVEL_1, LEVEL_2, TEXT = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"


def to_docx(report: Report, base: str) -> bytes:
    """The report as a .docx; each figure links to `base` + its address, its definition is in the annex."""
    document = docx.Document()
    _lay_out(document)
    _heading(document, report.title, TITLE, 22, centred=True)
    _paragraph(document, report.opening, base)
    for section in report.sections:
        _heading(document, section.heading, LEVEL_1 if section.level == 1 else LEVEL_2, 16)
        for paragraph in section.paragraphs:
            _paragraph(document, paragraph, base)
    _signature(document, report)
    _annex(document, report, base)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lay_out(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), TEXT)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(29)
    style.paragraph_format.space_after = Pt(0)
    _page_number(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.author, properties.comments = "", ""


def _heading(document: Document, text: str, font: str, size: int, *, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    _font(run, font, size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(29)
        paragraph.paragraph_format.line_spacing = Pt(36)
    else:
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.paragraph_format.keep_with_next = True


def _paragraph(document: Document, runs: Paragraph, base: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(32)
    for run in runs:
        if isinstance(run, Cited):
            _link(paragraph, run.shown, base + run.address)
        else:
            paragraph.add_run(run)


def _signature(document: Document, report: Report) -> None:
    day = report.written_on
    for text in ("", report.agency, f"{day.year}年{day.month}月{day.day}日"):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(32)


def _annex(document: Document, report: Report, base: str) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    paragraph = document.add_paragraph()
    _font(paragraph.add_run("附件"), LEVEL_1, 16)
    _heading(document, "数据口径和统计期", TITLE, 18, centred=True)
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    table.autofit = False
    widths = (Mm(40), Mm(22), Mm(66), Mm(28))
    for cell, text in zip(table.rows[0].cells, ("数据", "数值", "口径", "统计期"), strict=True):
        _cell(cell, text, LEVEL_1)
    _repeat_head(table.rows[0])
    for cited in report.cited():
        row = table.add_row()
        for cell, text in zip(
            row.cells, (cited.label, "", cited.definition, _period(cited)), strict=True
        ):
            _cell(cell, text, TEXT)
        _link(row.cells[1].paragraphs[0], cited.shown, base + cited.address, size=10.5)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _period(cited: Cited) -> str:
    start, _, end = cited.period.partition("/")
    return f"{start}至{end}"


def _cell(cell: _Cell, text: str, font: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _font(paragraph.add_run(text), font, 10.5)


def _font(run: TextRun, name: str, size: float) -> None:
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    fonts = run._element.get_or_add_rPr().find(qn("w:rFonts"))
    if fonts is not None:  # made by the line above
        fonts.set(qn("w:eastAsia"), name)


def _link(paragraph: TextParagraph, text: str, address: str, size: float = 16) -> None:
    """A hyperlink in the text's own black, so that the printed page is an ordinary paper."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    _font(run, TEXT, size)
    run.font.color.rgb = RGBColor(0, 0, 0)
    link.append(run._element)
    paragraph._p.append(link)


def _repeat_head(row: _Row) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _page_number(paragraph: TextParagraph) -> None:
    """— 1 —, centred."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (
        ("text", "— "),
        ("begin", ""),
        ("instruction", "PAGE"),
        ("end", ""),
        ("text", " —"),
    ):
        run = paragraph.add_run(text if kind == "text" else "")
        _font(run, "宋体", 14)
        if kind in {"begin", "end"}:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        elif kind == "instruction":
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = text
            run._element.append(told)
