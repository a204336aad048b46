"""HTML to blocks. Each block knows the text nodes it was read from, so that it can be repaired."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html
from lxml.html import HtmlElement as Element

from .document import Block, Body, Cell, Kind, Link, Picture, Table
from .outline import Outline

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"]
)  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title"})
_KINDS = {"li": Kind.ITEM, "td": Kind.CELL, "th": Kind.CELL, "caption": Kind.PARAGRAPH}
_SPACES = str.maketrans(dict.fromkeys("\n\r\t\x0b\x0c\xa0\x85\u2028\u2029", " "))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60
_LARGEST = 2_000_000


@dataclass(slots=True)
class Run:
    """A block being read: its text nodes in order, and the element that holds it."""

    nodes: list[tuple[Element, bool]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    holder: Element | None = None

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(slots=True)
class Walk:
    """All blocks of a tree, with the links, pictures and tables met between them."""

    runs: list[Run] = field(default_factory=list)
    links: list[tuple[Element, int, int]] = field(default_factory=list)
    pictures: list[tuple[Element, int]] = field(default_factory=list)
    tables: list[tuple[Element, int]] = field(default_factory=list)
    first_run: dict[Element, int] = field(default_factory=dict)


def parse(markup: str) -> Element:
    """The body element of a tree; anything that can be typed becomes one."""
    clean = _FORBIDDEN.sub(" ", markup[:_LARGEST])
    root = html.document_fromstring(f"<html><body>{clean}</body></html>")
    body: Element = root.body if root.body is not None else root
    return body


def walk(root: Element) -> Walk:
    """The tree in reading order; a block ends where a reader sees a new line."""
    walker = _Walker()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            walker.flush()
        if event == "start":
            walker.hidden += tag in _UNSEEN
            _meet(walker.walk, element, tag, walker.offset)
            walker.take(element, element.text, is_tail=False)
        else:
            walker.hidden -= tag in _UNSEEN
            if element is not root:
                walker.take(element, element.tail, is_tail=True)
    walker.flush()
    return walker.walk


class _Walker:
    """The block being read, and the depth inside hidden elements."""

    def __init__(self) -> None:
        self.walk, self.run, self.hidden = Walk(), Run(), 0

    @property
    def offset(self) -> int:
        return sum(map(len, self.run.parts))

    def flush(self) -> None:
        if any(part and not part.isspace() for part in self.run.parts):
            self.walk.runs.append(self.run)
        self.run = Run()

    def take(self, element: Element, text: str | None, *, is_tail: bool) -> None:
        if not text or self.hidden:
            return
        self.run.nodes.append((element, is_tail))
        self.run.parts.append(text.translate(_SPACES))
        if self.run.holder is None:
            self.run.holder = _holder(element.getparent() if is_tail else element)


def _meet(walked: Walk, element: Element, tag: str, offset: int) -> None:
    run = len(walked.runs)
    if tag == "a":
        walked.links.append((element, run, offset))
    elif tag == "img":
        walked.pictures.append((element, run))
    elif tag == "table":
        walked.tables.append((element, run))
    elif tag in {"td", "th"}:
        walked.first_run[element] = run


def _holder(element: Element | None) -> Element | None:
    while element is not None and element.tag not in _BLOCKS:
        element = element.getparent()
    return element


def read(markup: str) -> Body:
    """The body of a document from the HTML of a page."""
    root = parse(markup)
    walked = walk(root)
    cells = {table: _grid(table) for table, _ in walked.tables}
    heads = _heads(cells)
    blocks, outline = [], Outline()
    paths: list[str] = []

    def at(number: int) -> str:
        return paths[min(number, len(paths) - 1)] if paths else ""

    for number, run in enumerate(walked.runs):
        kind, level = _kind(run)
        path = outline.enter(run.text, kind, level)
        if kind is Kind.PARAGRAPH and outline.is_heading:
            kind = Kind.HEADING
        head = heads.get(_cell_of(run), "") if kind is Kind.CELL else ""
        paths.append(path)
        blocks.append(Block(number, run.text, kind, level, path, head=head))
    return Body(
        blocks=tuple(blocks),
        tables=tuple(_table(t, n, cells[t], at(n), walked.first_run) for t, n in walked.tables),
        links=tuple(_link(a, n, o, at(n)) for a, n, o in walked.links if a.get("href") is not None),
        pictures=tuple(Picture(i.get("src") or "", i.get("alt"), n, at(n)) for i, n in walked.pictures),
        anchors=frozenset(e.get("id") or e.get("name") or "" for e in root.iter(etree.Element)),
        empty_paragraphs=sum(1 for p in root.iter("p") if _is_empty(p)),
        markup=markup,
    )  # fmt: skip


def _kind(run: Run) -> tuple[Kind, int]:
    element = run.holder
    while element is not None:
        tag = element.tag
        if tag in _HEADINGS:
            return Kind.HEADING, _HEADINGS[tag]
        if tag in _KINDS:
            return _KINDS[tag], 0
        element = element.getparent()
    return Kind.PARAGRAPH, 0


def _cell_of(run: Run) -> Element | None:
    element = run.holder
    while element is not None and element.tag not in {"td", "th"}:
        element = element.getparent()
    return element


def _is_empty(paragraph: Element) -> bool:
    if next(paragraph.iter("img", "hr", "table"), None) is not None:
        return False
    return not "".join(paragraph.itertext()).translate(_SPACES).strip()


def _link(element: Element, number: int, offset: int, path: str) -> Link:
    text = "".join(element.itertext()).translate(_SPACES)
    return Link(
        target=(element.get("href") or "").strip(),
        text=text,
        block=number,
        start=offset,
        path=path,
        title=element.get("title") or "",
        holds_picture=next(element.iter("img"), None) is not None,
    )


Grid = list[list[Element | None]]


def _grid(table: Element) -> Grid:
    """Rows of cells with their spans filled in; rows of nested tables stay in those."""
    rows: Grid = []
    pending: dict[int, tuple[int, Element]] = {}
    for row in _rows(table):
        line: list[Element | None] = []
        waiting = [cell for cell in row if cell.tag in {"td", "th"}]
        while (waiting or any(c >= len(line) for c in pending)) and len(line) < _WIDEST:
            column = len(line)
            if column in pending:
                left, cell = pending.pop(column)
                line.append(cell)
                if left > 1:
                    pending[column] = (left - 1, cell)
            elif waiting:
                cell = waiting.pop(0)
                for width in range(_span(cell, "colspan")):
                    line.append(cell)
                    if (height := _span(cell, "rowspan")) > 1:
                        pending[column + width] = (height - 1, cell)
            else:
                line.append(None)
        rows.append(line)
    widest = max(map(len, rows), default=0)
    return [line + [None] * (widest - len(line)) for line in rows]


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or ""
    if not (value.isascii() and value.isdigit() and len(value) < 4):
        return 1
    return min(max(int(value), 1), _WIDEST)


def _words(cell: Element) -> str:
    return " ".join("".join(cell.itertext()).split())


def _heads(grids: dict[Element, Grid]) -> dict[Element | None, str]:
    """For each cell the text of its column's first row and its row's first cell."""
    heads: dict[Element | None, str] = {}
    for grid in grids.values():
        top = [_words(cell)[:40] if cell is not None else "" for cell in (grid[0] if grid else [])]
        for line in grid:
            side = _words(line[0])[:40] if line and line[0] is not None else ""
            for column, cell in enumerate(line):
                if cell is not None and cell not in heads:
                    heads[cell] = f"{top[column]} {side if column else ''}".strip()
    return heads


def _table(
    element: Element, number: int, grid: Grid, path: str, first_run: dict[Element, int]
) -> Table:
    cells: dict[Element, Cell] = {}
    for line in grid:
        for cell in line:
            if cell is not None and cell not in cells:
                cells[cell] = Cell(_words(cell), cell.tag == "th", first_run.get(cell, number))
    caption = element.find("caption")
    return Table(
        rows=tuple(tuple(cells[c] if c is not None else None for c in line) for line in grid),
        has_head=any(cell.is_head for cell in cells.values()),
        block=number,
        path=path,
        caption=_words(caption) if caption is not None else "",
    )
