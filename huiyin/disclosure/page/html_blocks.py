"""A document's sanitised HTML as plain blocks for the typesetter: headings, text, lists, tables."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from huiyin.web.right import RIGHT

Block = dict[str, Any]
Run = dict[str, Any]
HEADS = {"h2", "h3", "h4", "h5", "h6"}
INLINE = {"span", "a", "strong", "b", "em", "i", "u", "s", "sub", "sup", "br", "img"}
BOLD = {"strong", "b"}
WIDEST = 40  # columns of a table; beyond that it is no table any more
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def blocks(source: str) -> list[Block]:
    """In the order of the text. A picture is named where it stood."""
    if not source.strip():
        return []
    root = html.fragment_fromstring(source, create_parent="div")
    return [block for block in _flow(root) if block]


def _flow(parent: HtmlElement) -> Iterator[Block]:
    """Blocks below an element; loose text between them is a paragraph of its own."""
    loose: list[Run] = _text(parent.text, frozenset())
    pictures: list[Block] = []
    for child in parent:
        if child.tag in INLINE and not _holds_blocks(child):
            loose += _runs(child, frozenset())
            pictures += _pictures(child)
        else:
            yield from (*_paragraph(loose), *pictures)
            loose, pictures = [], []
            yield from _element(child)
        loose += _text(child.tail, frozenset())
    yield from (*_paragraph(loose), *pictures)


def _element(element: HtmlElement) -> Iterator[Block]:
    tag = element.tag
    if tag in HEADS:
        yield from _paragraph(_inner(element), "head")
    elif tag in ("ul", "ol"):
        items = [_trimmed(_deep(item)) for item in element if item.tag == "li"]
        start = element.get("start", "1")
        first = int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1
        yield {"kind": "list", "ordered": tag == "ol", "start": first, "items": items}
    elif tag == "table":
        yield from _table(element)
    elif tag == "blockquote":
        yield from _paragraph(_deep(element), "quote")
    elif tag == "pre":
        yield from _paragraph([_run(element.text_content(), frozenset())])
    elif tag == "p" and RIGHT in (element.get("class") or "").split():
        yield from _paragraph(_inner(element), RIGHT)
        yield from _pictures(element)
    elif tag == "hr" or not isinstance(tag, str):
        return
    else:
        yield from _flow(element)


def _paragraph(runs: list[Run], kind: str = "text") -> Iterator[Block]:
    if trimmed := _trimmed(runs):
        yield {"kind": kind, "runs": trimmed}


def _pictures(element: HtmlElement) -> Iterator[Block]:
    for picture in element.iter("img"):
        name = (picture.get("alt") or "").strip()
        yield {
            "kind": "note",
            "text": f"［图片{'：' + name if name else ''}，请看网页］",
            "name": name,
            "src": (picture.get("src") or "").strip(),
        }


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(e.tag, str) and e.tag not in INLINE for e in element.iterdescendants())


def _table(table: HtmlElement) -> Iterator[Block]:
    """Every cell with its place: a span that leaves the table or meets another is cut."""
    for caption in table.iter("caption"):
        yield from _paragraph(_inner(caption), "head")
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    occupied: set[tuple[int, int]] = set()
    cells: list[Block] = []
    for y, row in enumerate(rows):
        x = 0
        for cell in (cell for cell in row if cell.tag in ("td", "th")):
            while (x, y) in occupied:
                x += 1
            if x >= WIDEST:
                break
            width, height = _free(x, y, cell, occupied, len(rows))
            occupied |= {(x + right, y + down) for right in range(width) for down in range(height)}
            cells.append(
                {"x": x, "y": y, "width": width, "height": height, "head": cell.tag == "th",
                 "runs": _trimmed(_deep(cell))}
            )  # fmt: skip
            x += width
    if cells:
        columns = max(cell["x"] + cell["width"] for cell in cells)
        weights = [_weight(cells, column) for column in range(columns)]
        yield {"kind": "table", "columns": columns, "weights": weights, "cells": cells}


def _weight(cells: list[Block], column: int) -> int:
    """How wide a column should be: by its longest text, within reason."""
    mine = (cell for cell in cells if cell["x"] == column and cell["width"] == 1)
    longest = max((sum(len(run["text"]) for run in cell["runs"]) for cell in mine), default=6)
    return min(max(longest, 3), 24)


def _free(
    x: int, y: int, cell: HtmlElement, occupied: set[tuple[int, int]], rows: int
) -> tuple[int, int]:
    width = min(_span(cell, "colspan"), WIDEST - x)
    height = min(_span(cell, "rowspan"), rows - y)
    width = next((n for n in range(1, width) if (x + n, y) in occupied), width)
    blocked = (
        n for n in range(1, height) if any((x + right, y + n) in occupied for right in range(width))
    )
    return width, next(blocked, height)


def _span(cell: HtmlElement, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


def _deep(element: HtmlElement) -> list[Run]:
    """Everything below an element as one run of text, its blocks as lines."""
    runs: list[Run] = []
    for block in _flow(element):
        lines = [block["runs"]] if "runs" in block else block.get("items", [])
        if block["kind"] == "table":
            lines = [cell["runs"] for cell in block["cells"]]
        if block["kind"] == "note":
            lines = [[_run(block["text"], frozenset())]]
        for line in lines:
            runs += ([_run("\n", frozenset())] if runs else []) + line
    return runs


def _inner(element: HtmlElement) -> list[Run]:
    runs = _text(element.text, frozenset())
    for child in element:
        runs += _runs(child, frozenset()) + _text(child.tail, frozenset())
    return runs


def _runs(element: HtmlElement, look: frozenset[str]) -> list[Run]:
    if element.tag == "br":
        return [_run("\n", look)]
    if element.tag == "img" or not isinstance(element.tag, str):
        return []
    mine = look | {"bold" if element.tag in BOLD else element.tag}
    runs = _text(element.text, mine)
    for child in element:
        runs += _runs(child, mine) + _text(child.tail, mine)
    return runs


def _text(text: str | None, look: frozenset[str]) -> list[Run]:
    shown = _SPACE.sub(" ", text or "")
    return [_run(shown, look)] if shown else []


def _run(text: str, look: frozenset[str]) -> Run:
    script = "sub" if "sub" in look else "sup" if "sup" in look else ""
    return {"text": text, "bold": "bold" in look, "script": script}


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without space at the ends (an indent is the typesetter's); empty if nothing is left."""
    trimmed = [dict(run) for run in runs]
    while trimmed and not trimmed[0]["text"].strip("\u3000 \n"):
        trimmed.pop(0)
    while trimmed and not trimmed[-1]["text"].strip("\u3000 \n"):
        trimmed.pop()
    if trimmed:
        trimmed[0]["text"] = trimmed[0]["text"].lstrip("\u3000 \n")
        trimmed[-1]["text"] = trimmed[-1]["text"].rstrip("\u3000 \n")
    return trimmed
