"""A sheet of 《党政机关公文格式》(GB/T 9704-2012): what letters and reports have in common.

A4, margins 37/35/28/26 mm, 22 lines of 28 characters, 3号仿宋; page numbers outside.
"""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TITLE, LEVEL_1, LEVEL_2 = "方正小标宋简体", "黑体", "楷体_GB2312"
TEXT, DIGITS = "仿宋_GB2312", "宋体"
CHARACTER, LINE, ACROSS = 16, 29, 28
"""Points of a character and of a line; characters in a line."""
TITLE_SIZE, TITLE_LINE = 22, 34


def lay_out(document: Document) -> None:
    """Page, grid, usual font and page numbers of an empty document."""
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


def title(document: Document, text: str) -> Paragraph:
    """One line of a title."""
    paragraph = line(document, text, TITLE, TITLE_SIZE, align=WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.paragraph_format.line_spacing = Pt(TITLE_LINE)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def line(
    document: Document,
    text: str,
    face: str = TEXT,
    size: int = CHARACTER,
    *,
    indent: int = 0,
    align: "WD_ALIGN_PARAGRAPH | None" = None,
) -> Paragraph:
    """One paragraph; `indent` in characters."""
    paragraph = document.add_paragraph()
    if text:
        font(paragraph.add_run(text), face, size)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent * CHARACTER)
        chars = paragraph._p.get_or_add_pPr().get_or_add_ind()
        chars.set(qn("w:firstLineChars"), str(indent * 100))
    if align is not None:
        paragraph.alignment = align
    return paragraph


def rule_below(paragraph: Paragraph) -> None:
    """A thin line under the paragraph, as wide as the text (0.35 mm)."""
    border = OxmlElement("w:pBdr")
    edge = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    border.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def font(run: Run, name: str, size: float) -> None:
    """The same face for every script."""
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
        font(run, DIGITS, 14)
        if kind in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "PAGE":
            instruction = OxmlElement("w:instrText")
            instruction.text = kind
            run._r.append(instruction)
