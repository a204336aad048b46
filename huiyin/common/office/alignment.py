"""靠右: lines at the right margin, as the signature and the date of a document (落款) stand.

Word has many ways to put them there: alignment, a tab stop at the right, a wide indent. `web.hidden`
knows the same of what is pasted.
"""

from typing import Any

from lxml import etree

from .markup import W, amount, value
from .styles import Styles

RIGHT_STYLE = "huiyin-right"
"""The style that such paragraphs get: a key that no file of Word has."""
_WIDE = 3600
"""twentieths of a point: nearly half of the text's width, more than any list is indented"""
_CHARACTER = 2.1
"""of a hundredth of a character, where Word says the indent in characters alone"""
_WORDS = frozenset({f"{W}t", f"{W}sym", f"{W}drawing", f"{W}pict"})


def mark_right(root: Any, styles: Styles) -> None:
    """Give paragraphs at the right margin a style of their own; cells and headings are left."""
    for paragraph in root.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}tbl"), None) is not None:
            continue
        if not _is_heading(paragraph, styles) and _is_right(paragraph, styles):
            _set_style(paragraph)


def _is_heading(paragraph: Any, styles: Styles) -> bool:
    if styles.paragraph_says(paragraph, "outlineLvl") is not None:
        return True
    names = (value(style.find(f"{W}name")) or "" for style in styles.of_paragraph(paragraph))
    return any(name.lower().startswith(("heading", "title", "标题")) for name in names)


def _is_right(paragraph: Any, styles: Styles) -> bool:
    side = value(styles.paragraph_says(paragraph, "jc"))
    if side in {"right", "end"}:
        return True
    if side in {"center", "distribute"}:
        return False
    return _indent(styles.paragraph_says(paragraph, "ind")) >= _WIDE or (
        _begins_with_tab(paragraph) and _has_right_stop(paragraph, styles)
    )


def _indent(indent: Any) -> float:
    """How far from the left the first line begins."""
    left = amount(indent, "left", "start") or amount(indent, "leftChars", "startChars") * _CHARACTER
    first = amount(indent, "firstLine") or amount(indent, "firstLineChars") * _CHARACTER
    return left + first - amount(indent, "hanging")


def _begins_with_tab(paragraph: Any) -> bool:
    for node in paragraph.iter(f"{W}tab", *_WORDS):
        if node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
            return True
        if node.tag in _WORDS and (node.tag != f"{W}t" or (node.text or "").strip()):
            return False
    return False


def _has_right_stop(paragraph: Any, styles: Styles) -> bool:
    stops = styles.paragraph_says(paragraph, "tabs")
    return stops is not None and any(value(stop) in {"right", "end"} for stop in stops)


def _set_style(paragraph: Any) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    style = etree.Element(f"{W}pStyle")
    style.set(f"{W}val", RIGHT_STYLE)
    properties.insert(0, style)
