"""From wording to a Word file in the layout of 《党政机关公文格式》(GB/T 9704-2012).

A4, margins 37/35/28/26 mm, 22 lines of 28 characters, 3号仿宋; the name of the organ and of the
letter as a title of two lines, the number below; page numbers outside; the place of the seal empty.
"""

import io
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .texts import FLUSH_MARK, HEADING_MARK, PAGE_MARK, TITLE_MARK, LetterText

TITLE, LEVEL_1, TEXT, DIGITS = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
CHARACTER, LINE = 16, 29
TITLE_SIZE, TITLE_LINE = 22, 34
SIGNATURE_FROM = Pt(12.5 * CHARACTER)
"""署名 and 日期 are centred upon each other in what is right of here: the date has four characters free."""


@lru_cache(maxsize=32)
def to_template(text: LetterText) -> bytes:
    """The template as an office may download, edit in Word and upload again."""
    document = docx.Document()
    _lay_out(document)
    _title(document, "{{机关名称}}")
    _title(document, "{{文书名称}}")
    if text.is_numbered:
        _line(document, "{{文号}}", align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "")
    letter, annexes = text.parts()
    for number, line in enumerate(letter):
        paragraph = _body(document, line)
        # the signature never stands alone on a page
        paragraph.paragraph_format.keep_with_next = number >= len(letter) - 2
    _sign(document)
    for line in annexes:
        _body(document, line)
    document.core_properties.title = text.title
    for name in ("author", "last_modified_by", "comments"):
        setattr(document.core_properties, name, "")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lay_out(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    for name, value in (("type", "lines"), ("linePitch", "580")):
        grid.set(qn(f"w:{name}"), value)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = TEXT, Pt(CHARACTER)
    fonts = style.element.rPr.rFonts
    for name in ("eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), TEXT)
    _narrow(style.element.rPr)
    how = style.paragraph_format
    how.line_spacing_rule, how.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    how.space_before = how.space_after = Pt(0)
    how.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    how.widow_control = False
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _narrow(properties: Any) -> None:
    """28 characters of 16 pt a line: each a quarter of a point narrower. A character grid
    (linesAndChars) says the same to Word, but other programs spread the characters apart."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    properties.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"
    )


def _title(document: Document, text: str) -> Paragraph:
    paragraph = _line(document, text, TITLE, TITLE_SIZE, align=WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.paragraph_format.line_spacing = Pt(TITLE_LINE)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _body(document: Document, line: str) -> Paragraph:
    if line == PAGE_MARK:
        paragraph = document.add_paragraph()
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return paragraph
    if line.startswith(TITLE_MARK):
        return _title(document, line.removeprefix(TITLE_MARK))
    if line.startswith(HEADING_MARK):
        paragraph = _line(document, line.removeprefix(HEADING_MARK), LEVEL_1, indent=2)
        paragraph.paragraph_format.keep_with_next = True
        return paragraph
    if line.startswith(FLUSH_MARK):
        text = line.removeprefix(FLUSH_MARK)
        return _line(document, text, LEVEL_1 if text.startswith("附件") else TEXT)
    return _line(document, line, indent=2 if line else 0)


def _line(
    document: Document,
    text: str,
    font: str = TEXT,
    size: int = CHARACTER,
    *,
    indent: int = 0,
    align: "WD_ALIGN_PARAGRAPH | None" = None,
) -> Paragraph:
    paragraph = document.add_paragraph()
    if text:
        _font(paragraph.add_run(text), font, size)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent * CHARACTER)
        chars = paragraph._p.get_or_add_pPr().get_or_add_ind()
        chars.set(qn("w:firstLineChars"), str(indent * 100))
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _sign(document: Document) -> None:
    """Organ and date, the date four characters from the right; between text and organ room for the seal."""
    for text in ("", "", "{{机关名称}}", "{{成文日期}}"):
        paragraph = _line(document, text, align=WD_ALIGN_PARAGRAPH.CENTER if text else None)
        paragraph.paragraph_format.keep_with_next = text != "{{成文日期}}"
        if text:
            paragraph.paragraph_format.left_indent = SIGNATURE_FROM


def _font(run: Run, name: str, size: float) -> None:
    run.font.size, run.font.name = Pt(size), name
    fonts: Any = run._r.get_or_add_rPr().rFonts
    for kind in ("eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _page_number(paragraph: Paragraph, align: "WD_ALIGN_PARAGRAPH") -> None:
    """— 1 —, one character from the outer edge (单页码居右，双页码居左)."""
    paragraph.alignment = align
    outer = "right_indent" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, outer, Pt(CHARACTER))
    for kind in ("— ", "begin", "PAGE", "end", " —"):
        run = paragraph.add_run(kind if "—" in kind else "")
        _font(run, DIGITS, 14)
        if kind in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "PAGE":
            told = OxmlElement("w:instrText")
            told.text = kind
            run._r.append(told)
