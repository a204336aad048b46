"""看不见的字: what the reader of an HTML text does not see goes, before its styles are lost.

Styles hide words: deleted, hidden and comment text of Word, hidden rows of Excel, white on white.
Without its style such text would be read by everybody. `hidden.js` is the same rule for what is
pasted; `tests/hidden_cases.json` holds both to one table.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from .colours import INHERITED, WHITE, Colour, colour, is_clear
from .columns import drop_columns
from .right import RIGHT, mark_right, side_of
from .stylesheets import Sheets, Style, resolved
from .visibility import TINY, font_size, is_put_away, is_without_room

Element = Any

_NEVER_SEEN = frozenset(
    {
        "del", "w:del", "comment", "noscript", "noframes", "template", "title", "datalist",
        "script", "style", "head", "xml", "object", "video", "audio", "canvas", "iframe",
        "desc", "metadata", "defs", "annotation", "annotation-xml", "meter", "progress",
    }
)  # fmt: skip
_HINT = re.compile(
    rf"style\s*=|class\s*=|hidden|popover|align\s*=|<(?:{'|'.join(sorted(_NEVER_SEEN))}|dialog|font)\b"
    r"|(?:width|height)\s*=\s*[\"']?0|bgcolor|#cmnt",
    re.IGNORECASE,
)
_OF_HEAD = frozenset({"style", "link", "meta", "title", "script", "base"})
_COMMENT = re.compile(r"(?:^|\s)(?:MsoComment\w*|msocom\w*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_KNOWN_NAMES = re.compile(rf"mso|wordsection|section\d|docs-internal|xl\d|{RIGHT}$", re.IGNORECASE)
"""classes and ids of Word, Excel and their kin that give no ground"""
_NO_GROUND = frozenset({"none", "transparent", "initial", "inherit", "auto", "unset"})
_LIKE = 8
"""of 255: what nobody tells apart"""


@dataclass(frozen=True)
class _Look:
    """What an element hands down: hidden, too small, the colour of its words, of its ground."""

    is_hidden: bool = False
    is_tiny: bool = False
    is_clear: bool = False
    colour: Colour | None = None
    ground: Colour | None = WHITE
    side: str = ""
    variables: Style = field(default_factory=dict)

    @property
    def shows_text(self) -> bool:
        if self.is_hidden or self.is_tiny or self.is_clear:
            return False
        if self.colour is None or self.ground is None:
            return True
        return any(abs(a - b) > _LIKE for a, b in zip(self.colour, self.ground, strict=True))


def drop_hidden(html: str) -> str:
    """The HTML without what its reader does not see."""
    if not _HINT.search(html):
        return html
    root = lxml_html.fragment_fromstring(_CONTROL.sub("", html), create_parent="body")
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    drop_from(root, sheets=_page(root))
    for paragraph in root.iter("p"):
        if RIGHT not in (paragraph.get("class") or "").split():
            paragraph.attrib.pop("class", None)
    return str(lxml_html.tostring(root, encoding="unicode"))[len("<body>") : -len("</body>")]


def _page(body: Element) -> Element:
    """A whole page: what stands before the text belongs to its head and is none of its parts."""
    page = etree.Element("html")
    head = etree.SubElement(page, "head")
    page.append(body)
    while len(body) and not (body.text or "").strip() and body[0].tag in _OF_HEAD:
        first = body[0]
        body.text, first.tail = first.tail, None
        head.append(first)
    return page


def drop_from(root: Element, sheets: Element | None = None) -> None:
    """The same for a tree, in place; `sheets` holds the style elements, if they stand outside.

    What goes is taken out at the end: its place among others is part of what selectors ask.
    """
    rules = Sheets(root if sheets is None else sheets, _hides_alone)
    look = _Look()
    for outer in reversed(list(root.iterancestors())):
        look = _look(outer, rules.style(outer), look)[0]
    removed: list[Element] = []
    seen: list[tuple[Element, Style, str]] = []
    waiting = [(root, *_look(root, rules.style(root), look))]
    while waiting:
        element, look, style = waiting.pop()
        seen.append((element, style, look.side))
        if not look.shows_text:
            element.text = _space(element.text)
        for child in element:
            if not look.shows_text:
                child.tail = _space(child.tail)
            if not isinstance(child.tag, str):
                continue
            inner, style = _look(child, rules.style(child), look)
            if _is_gone(child, style) or (look.is_hidden and child.tag == "img"):
                removed.append(child)
            else:
                waiting.append((child, inner, style))
    drop_columns(root, lambda one: resolved(rules.style(one), {})[0])
    for element in removed:
        _put(element, element.tail)
    mark_right(seen)


def _space(text: str | None) -> str | None:
    """Hidden words leave the space they stood in."""
    return " " if text and text != text.strip() else None


def _put(element: Element, instead: str | None) -> None:
    """Take an element out and put text in its place; it may have gone with its column."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + (instead or "")
    else:
        parent.text = (parent.text or "") + (instead or "")


def _is_gone(element: Element, style: Style) -> bool:
    is_row = element.tag == "tr"
    return (
        element.tag in _NEVER_SEEN
        or (element.tag == "dialog" and element.get("open") is None)
        or element.get("hidden") is not None
        or element.get("popover") is not None
        or (is_row and element.get("height") == "0")
        or bool(_COMMENT.search(element.get("class") or ""))
        or (element.get("href") or "").startswith("#cmnt")
        or is_put_away(style)
        or is_without_room(style, is_row=is_row)
    )


def _hides_alone(style: Style) -> bool:
    """Whether words with nothing but this style are unseen on white."""
    look, plain = _look(etree.Element("p"), style, _Look())
    return not look.shows_text or is_put_away(plain) or is_without_room(plain)


def _look(element: Element, said: Style, above: _Look) -> tuple[_Look, Style]:
    """What the element hands down, and its style with the values of its variables."""
    if not said and not element.attrib and element.tag != "center":
        return above, said
    style, variables = resolved(said, above.variables)
    side = side_of(element, style) or above.side
    if variables is not above.variables or side != above.side:
        look = replace(above, variables=variables, side=side)
    else:
        look = above
    if (visibility := style.get("visibility", "inherit")) not in {"inherit", "unset"}:
        look = replace(look, is_hidden=visibility in {"hidden", "collapse"})
    size = font_size(style)
    if size is not None:
        look = replace(look, is_tiny=size < TINY)
    return _with_ground(_with_colour(look, element, style), element, style), style


def _with_colour(look: _Look, element: Element, style: Style) -> _Look:
    said = style.get("-webkit-text-fill-color") or style.get("color")
    said = said or (element.get("color", "").lower() if element.tag == "font" else None)
    if not said and look.colour is None and "mso-highlight" in style:
        said = "black"  # 涂黑
    if not said or said in INHERITED:
        return look
    return replace(look, colour=colour(said), is_clear=is_clear(said))


def _with_ground(look: _Look, element: Element, style: Style) -> _Look:
    said = style.get("background") or style.get("background-color") or element.get("bgcolor")
    if said and said not in _NO_GROUND:
        return replace(look, ground=colour(re.split(r"\s+(?![^(]*\))", said.lower())[0]))
    if look.ground is not None and _has_unknown_looks(element, style):
        return replace(look, ground=None)
    return look


def _has_unknown_looks(element: Element, style: Style) -> bool:
    """A class or id that no style sheet at hand explains may give a ground to white words."""
    names = [*(element.get("class") or "").split(), *(element.get("id") or "").split()]
    return not style and any(not _KNOWN_NAMES.match(name) for name in names)
