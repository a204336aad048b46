"""靠右: lines at the right margin, as the signature and the date of a document (落款) stand.

The one class of a text. `office.alignment` knows the same of Word files, `hidden.js` of pastes.
"""

import re
from collections.abc import Iterable
from typing import Any

from .stylesheets import Style
from .visibility import pixels

Element = Any
RIGHT = "right"
_WIDE = 240.0
"""pixels, 180 points: nearly half of the text's width, more than any list is indented"""
_SIDES = {"right": RIGHT, "end": RIGHT, "-webkit-right": RIGHT}
_BLOCKS = frozenset(
    {
        "p", "div", "table", "ul", "ol", "li", "dl", "h1", "h2", "h3", "h4", "h5", "h6",
        "blockquote", "pre", "section", "article", "figure", "hr", "form",
    }
)  # fmt: skip


def side_of(element: Element, style: Style) -> str:
    """Where the lines of an element stand, if it says so."""
    said = style.get("text-align") or (element.get("align") or "").lower()
    if element.tag == "center":
        return "center"
    if said in {"", "inherit", "unset"} or element.tag in {"img", "table", "iframe"}:
        return ""
    return _SIDES.get(said, said)


def mark_right(seen: Iterable[tuple[Element, Style, str]]) -> None:
    """The class for paragraphs at the right margin; what stands in cells and lists stays."""
    for element, style, side in seen:
        is_line = element.tag == "p" or (
            element.tag == "div" and side == RIGHT and _has_words_alone(element)
        )
        if not is_line or element.getparent() is None:
            continue
        if next(element.iterancestors("table", "li"), None) is not None:
            continue
        if side == RIGHT or (side not in {"center"} and _is_far_in(element, style)):
            element.tag = "p"
            names = (element.get("class") or "").split()
            element.set("class", " ".join(dict.fromkeys([*names, RIGHT])))


def _has_words_alone(element: Element) -> bool:
    has_blocks = any(child.tag in _BLOCKS for child in element.iterdescendants())
    return not has_blocks and bool("".join(element.itertext()).strip())


def _is_far_in(element: Element, style: Style) -> bool:
    """A wide indent, or a tab to a stop at the right."""
    margins = style.get("margin", "").split()
    left = style.get("margin-left") or (margins[3] if len(margins) == 4 else "")
    if sum(pixels(one) or 0 for one in (left, style.get("text-indent", ""))) >= _WIDE:
        return True
    first = element[0] if len(element) and not (element.text or "").strip() else None
    return (
        first is not None
        and "mso-tab-count" in (first.get("style") or "")
        and re.search(r"\bright\b", style.get("tab-stops", "")) is not None
    )
