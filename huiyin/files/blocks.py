"""The content and look of a Word file as plain data: paragraphs, runs, tables, page numbers.

Only what a letter needs. Anything else is named by `uncarried`, so that a template that would
come out incomplete is refused when it is uploaded, never when a letter is made from it.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Length
from docx.styles.styles import Styles
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from . import word

Block = dict[str, Any]
TEXT_SIZE, LINE = 16.0, 29.0
_FOREIGN = {
    "w:drawing": "图片或文本框",
    "w:pict": "图片或文本框",
    "w:object": "嵌入的对象",
    "w:ins": "未接受的修订",
    "w:del": "未接受的修订",
    "w:sdt": "内容控件",
    "w:footnoteReference": "脚注",
    "w:endnoteReference": "尾注",
    "w:commentReference": "批注",
    "w:numPr": "自动编号（请改为直接写出序号）",
    "w:vMerge": "纵向合并的单元格",
    "w:framePr": "图文框",
    "w:altChunk": "引入的文档",
    "w:sym": "符号字体的字符",
}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_FIELDS = {"PAGE": "page", "NUMPAGES": "pages"}
_FACES = (
    (("小标宋", "标宋"), "title"),
    (("黑", "Hei", "Sans", "等线", "Arial"), "sans"),
    (("楷", "Kai"), "kai"),
    (("仿宋", "FangSong"), "text"),
)


def uncarried(document: Document) -> list[str]:
    """Names of the elements that the PDF could not show; empty for an ordinary letter."""
    names = [
        name
        for root in word.roots(document)
        for element in root.iter()
        for name in _strange(element)
    ]
    if len(document.sections) > 1:
        names.append("多个分节")
    columns = document.element.body.iter(qn("w:cols"))
    if any(int(column.get(qn("w:num")) or 1) > 1 for column in columns):
        names.append("分栏")
    relations = document.part.rels.values()
    if any(r.is_external and r.reltype != RELATIONSHIP_TYPE.HYPERLINK for r in relations):
        names.append("引用本机或网络上的其他文件")
    return list(dict.fromkeys(names))


def _strange(element: Any) -> Iterator[str]:
    if name := _FOREIGN.get(_prefixed(element)):
        yield name
    if element.tag == _MATH:
        yield "公式"
    instruction = {
        qn("w:instrText"): element.text,
        qn("w:fldSimple"): element.get(qn("w:instr")),
    }.get(element.tag, "")
    if _field(instruction) is None:
        yield "域（只支持页码和总页数）"
    if element.tag == qn("w:tbl") and any(True for _ in element.iterancestors(qn("w:tbl"))):
        yield "表格中的表格"


def _prefixed(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return "w:" + tag.partition("}")[2] if tag.startswith(qn("w:p")[:-1]) else ""


def _field(instruction: str | None) -> str | None:
    words = (instruction or "").split()
    return _FIELDS.get(words[0].upper()) if words else ""


def sheet(document: Document) -> dict[str, Any]:
    """The page and all that stands on it."""
    section = document.sections[0]
    even = bool(document.settings.odd_and_even_pages_header_footer)
    return {
        "width": _points(section.page_width, 595.3),
        "height": _points(section.page_height, 841.9),
        "top": _points(section.top_margin, 104.9),
        "bottom": _points(section.bottom_margin, 99.2),
        "left": _points(section.left_margin, 79.4),
        "right": _points(section.right_margin, 73.7),
        "pitch": _pitch(document),
        "header": _story(section.header),
        "footer": _story(section.footer),
        "even_header": _story(section.even_page_header) if even else None,
        "even_footer": _story(section.even_page_footer) if even else None,
        "footer_distance": _points(section.footer_distance, 59.5),
        "header_distance": _points(section.header_distance, 42.5),
        "body": list(_blocks(document.iter_inner_content(), document)),
        "title": document.core_properties.title,
    }


def _pitch(document: Document) -> float:
    """How much wider than its size a character is set, in points: by grid, or by the style."""
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    if grid is not None and grid.get(qn("w:type")) in ("linesAndChars", "snapToChars"):
        return int(grid.get(qn("w:charSpace")) or 0) / 4096
    spacing = document.styles.element.xpath(
        "w:style[@w:default='1'][@w:type='paragraph']/w:rPr/w:spacing"
    )
    return int(spacing[0].get(qn("w:val")) or 0) / 20 if spacing else 0.0


def _story(part: Any) -> list[Block]:
    if part.is_linked_to_previous:
        return []
    return list(_blocks(part.iter_inner_content(), part))


def _blocks(content: Any, owner: Any) -> Iterator[Block]:
    for item in content:
        if isinstance(item, Table):
            yield _table(item, owner)
        else:
            yield from _paragraph(item)


def _paragraph(paragraph: Paragraph) -> Iterator[Block]:
    runs, broken = [], False
    for run in _runs(paragraph):
        if run.get("break"):
            broken = True
        else:
            runs.append(run)
    size = max((run["size"] for run in runs), default=_mark_size(paragraph))
    if broken or _format(paragraph, "page_break_before"):
        yield {"kind": "break"}
        if broken and not any(run["text"].strip() for run in runs):
            return
    alignment = _format(paragraph, "alignment")
    yield {
        "kind": "text",
        "runs": runs,
        "size": size,
        "align": ("left", "center", "right", "justify")[min(int(alignment), 3)]
        if alignment is not None
        else "justify",
        "first": _points(_format(paragraph, "first_line_indent")),
        "left": _points(_format(paragraph, "left_indent")),
        "right": _points(_format(paragraph, "right_indent")),
        "before": _points(_format(paragraph, "space_before")),
        "after": _points(_format(paragraph, "space_after")),
        "line": _line(paragraph, size),
        "keep": bool(_format(paragraph, "keep_with_next")),
        "rule": _rule(paragraph),
    }


def _rule(paragraph: Paragraph) -> dict[str, Any] | None:
    """A line under the paragraph (红色分隔线 and similar)."""
    properties = paragraph._p.pPr
    border = properties.find(qn("w:pBdr")) if properties is not None else None
    bottom = border.find(qn("w:bottom")) if border is not None else None
    if bottom is None or bottom.get(qn("w:val")) in (None, "none", "nil"):
        return None
    return {
        "width": int(bottom.get(qn("w:sz")) or 4) / 8,
        "color": _color(bottom.get(qn("w:color"))),
    }


def _color(code: str | None) -> str:
    good = (
        bool(code)
        and len(code or "") == 6
        and all(c in "0123456789ABCDEFabcdef" for c in code or "")
    )
    return f"#{code}" if good else "#000000"


def _mark_size(paragraph: Paragraph) -> float:
    """The size of an empty paragraph: that of its mark, else of its style."""
    properties = paragraph._p.pPr
    marks = properties.findall(f"{qn('w:rPr')}/{qn('w:sz')}") if properties is not None else []
    return (
        int(marks[0].get(qn("w:val"))) / 2 if marks else _font(paragraph, None, "size", TEXT_SIZE)
    )


def _runs(paragraph: Paragraph) -> Iterator[dict[str, Any]]:
    """Runs in order, also inside links; of a field only what it stands for."""
    depth, shown = 0, True
    for element in paragraph._p.iter(qn("w:r"), qn("w:fldSimple")):
        if element.tag == qn("w:fldSimple"):
            yield {
                **_look(paragraph, None),
                "text": "",
                "field": _field(element.get(qn("w:instr"))),
            }
            continue
        if element.getparent().tag == qn("w:fldSimple"):
            continue
        run, text = Run(element, paragraph), ""
        for child in element:
            tag = child.tag
            if tag == qn("w:fldChar"):
                kind = child.get(qn("w:fldCharType"))
                depth += {"begin": 1, "end": -1}.get(kind, 0)
                shown = depth == 0
            elif tag == qn("w:instrText") and (field := _field(child.text)):
                yield {**_look(paragraph, run), "text": "", "field": field}
            elif tag == qn("w:br") and child.get(qn("w:type")) == "page":
                yield {"break": True}
            elif shown:
                text += _piece(child)
        if text:
            yield {**_look(paragraph, run), "text": text}


def _piece(child: Any) -> str:
    if child.tag == qn("w:t"):
        return child.text or ""
    return {
        qn("w:tab"): "\u3000\u3000",
        qn("w:br"): "\n",
        qn("w:cr"): "\n",
        qn("w:noBreakHyphen"): "\u2011",
    }.get(child.tag, "")


def _look(paragraph: Paragraph, run: Run | None) -> dict[str, Any]:
    color = run.font.color.rgb if run is not None and run.font.color is not None else None
    return {
        "size": _font(paragraph, run, "size", TEXT_SIZE),
        "bold": bool(_font(paragraph, run, "bold", False)),
        "italic": bool(_font(paragraph, run, "italic", False)),
        "underline": bool(_font(paragraph, run, "underline", False)),
        "face": _face(paragraph, run),
        "color": f"#{color}" if color is not None else "#000000",
    }


def _styles(paragraph: Paragraph) -> list[Any]:
    return _chain(paragraph.part.package.main_document_part.styles.element, paragraph._p.style)


@lru_cache(maxsize=64)
def _chain(styles: Any, name: str | None) -> list[Any]:
    """A paragraph style and the styles it is based on; looked up once per file."""
    known = Styles(styles)
    chain, style = [], known.get_by_id(name, WD_STYLE_TYPE.PARAGRAPH)
    while style is not None:
        chain.append(style)
        style = style.base_style
    return chain


def _font(paragraph: Paragraph, run: Run | None, name: str, otherwise: Any) -> Any:
    places = [run.font] if run is not None else []
    if run is not None and run._r.style is not None:
        places.append(run.style.font)
    for font in (*places, *(style.font for style in _styles(paragraph))):
        value = getattr(font, name)
        if value is not None:
            return value.pt if isinstance(value, Length) else value
    return otherwise


def _face(paragraph: Paragraph, run: Run | None) -> str:
    """The font of ours that replaces the Chinese font named in the file."""
    elements = [run._r.rPr] if run is not None else []
    elements += [style.element.rPr for style in _styles(paragraph)]
    for element in elements:
        fonts = element.find(qn("w:rFonts")) if element is not None else None
        named = fonts.get(qn("w:eastAsia")) if fonts is not None else None
        if named:
            return next(
                (face for words, face in _FACES if any(word_ in named for word_ in words)), "song"
            )
    return "text"


def _format(paragraph: Paragraph, name: str) -> Any:
    for place in (paragraph.paragraph_format, *(s.paragraph_format for s in _styles(paragraph))):
        value = getattr(place, name)
        if value is not None:
            return value
    return None


def _line(paragraph: Paragraph, size: float) -> float:
    """The line spacing: as given, or a multiple of the font size."""
    spacing, rule = _format(paragraph, "line_spacing"), _format(paragraph, "line_spacing_rule")
    if isinstance(spacing, Length):
        exact: float = spacing.pt
        return float(max(exact, size)) if rule == WD_LINE_SPACING.AT_LEAST else exact
    return float(spacing or 1.0) * size * 1.3


def _points(length: Length | None, otherwise: float = 0.0) -> float:
    return otherwise if length is None else float(round(length.pt, 2))


def _table(table: Table, owner: Any) -> Block:
    grid = [_points(column.width, 60.0) for column in table.columns]
    rows = []
    for row in table.rows:
        cells = [
            {
                "span": cell.grid_span,
                "body": list(_blocks(cell.iter_inner_content(), owner)),
            }
            for cell in _distinct(row.cells)
        ]
        rows.append(cells)
    style = table._tbl.tblPr.style or ""
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    ruled = style not in ("", "TableNormal") or borders is not None
    head = sum(1 for _ in takewhile(_is_head, table._tbl.tr_lst))
    return {"kind": "table", "columns": grid, "rows": rows, "ruled": ruled, "head": head}


def _is_head(row: Any) -> bool:
    """Whether a row is repeated at the top of each page."""
    return row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None


def _distinct(cells: Any) -> list[Any]:
    """The cells of a row, each once: a merged cell is listed once per column."""
    distinct: list[Any] = []
    for cell in cells:
        if not distinct or distinct[-1]._tc is not cell._tc:
            distinct.append(cell)
    return distinct
