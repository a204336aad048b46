"""Columns of a table that are hidden: their cells go with them."""

from collections.abc import Callable
from typing import Any

from .stylesheets import Style
from .visibility import has_no_width, is_put_away

Element = Any


def drop_columns(root: Element, style_of: Callable[[Element], Style]) -> None:
    for table in root.iter("table"):
        removed: set[int] = set()
        at = 0
        for column in table.iter("col"):
            span = _span(column, "span")
            if any(_is_gone(one, style_of(one)) for one in (column, column.getparent())) or (
                column.get("width") == "0" or has_no_width(style_of(column))
            ):
                removed |= set(range(at, at + span))
            at += span
        if removed:
            _take_columns(table, removed)


def _is_gone(column: Element, style: Style) -> bool:
    is_hidden = column.get("hidden") is not None
    return is_hidden or is_put_away(style) or style.get("visibility") in {"hidden", "collapse"}


def _take_columns(table: Element, removed: set[int]) -> None:
    occupied: set[tuple[int, int]] = set()
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for y, row in enumerate(rows):
        x = 0
        for cell in [cell for cell in row if cell.tag in ("td", "th")]:
            while (x, y) in occupied:
                x += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            mine = set(range(x, x + wide))
            occupied |= {(column, y + down) for column in mine for down in range(high)}
            if mine <= removed:
                row.remove(cell)
            elif remaining := mine - removed:
                cell.set("colspan", str(len(remaining)))
            x += wide
    for column in list(table.iter("colgroup", "col")):
        if column.getparent() is not None:
            column.getparent().remove(column)


def _span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
