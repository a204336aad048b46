"""HTML to lines: what a reader sees as one line, with the places in the tree that it came from.

Text and HTML are read by the same rules afterwards: a text file is lines without places.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement as Element

from huiyin.web.hidden import drop_from

from .labels import field_of

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
        "ucaptitle",
    ]
)
CELLS = frozenset({"td", "th", "dt", "dd"})
_INLINE_LABELS = frozenset(["b", "strong", "em", "i", "span", "font", "label", "u", "a", "small"])
_INVISIBLE = (
    "script",
    "style",
    "noscript",
    "template",
    "select",
    "textarea",
    "button",
    "object",
    "embed",
)
_SERVER_CODE = re.compile(r"<%[^<%]*+(?:(?:<(?!%)|%(?!>))[^<%]*+)*%>")
_LONGEST_VALUE = 2000
_MOST_IN_LABEL = 12  # elements; more is a block written with inline tags
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile(r"(?<![ \t])[ \t]*\n[ \t\n]*")
MARK = "\x1f"
"""stands before and after a label that has an element of its own"""


@dataclass
class Line:
    """One visible line. `pair` is set where a table or dl says by itself what belongs together."""

    text: str
    element: Element | None = None
    link_text: int = 0
    nodes: list[tuple[Element, str]] = field(default_factory=list)
    pair: tuple[str, str] | None = None
    used: bool = False

    @property
    def plain(self) -> str:
        return self.text.replace(MARK, "").strip()

    def use(self) -> None:
        """Mark this line as catalogue, breadcrumb or decoration, so that it is not part of the
        text.
        """
        self.used = True


StyleSheet = Callable[[str], str]
"""From the address of a style sheet to its text, empty where it was not saved along."""


def parse(text: str, sheet: StyleSheet = lambda href: "") -> Element:
    """The tree of a page without hidden parts; broken markup is repaired as browsers do."""
    markup = _SERVER_CODE.sub("", text)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.document_fromstring(markup.encode(), parser=parser, ensure_head_body=True)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    for link in list(root.iter("link")):
        if "stylesheet" in (link.get("rel") or "").lower().split():
            _put_in_place(link, sheet(link.get("href") or ""))
    drop_from(root.body, sheets=root)
    etree.strip_elements(root, *_INVISIBLE, with_tail=False)
    return root


def _put_in_place(link: Element, text: str) -> None:
    style = etree.Element("style")
    style.text, style.tail = _CONTROL.sub("", text), link.tail
    if link.get("media"):
        style.set("media", link.get("media"))
    link.getparent().replace(link, style)


def words(element: Element) -> str:
    """The text of an element on one line."""
    return re.sub(r"\s+", " ", "".join(element.itertext()).replace("\xa0", " ")).strip()


def named(element: Element) -> str:
    """Class and id of an element, to guess its purpose."""
    return f"{element.get('class', '')} {element.get('id', '')}"


class _Writer:
    """Collects lines while the tree is walked once, without recursion."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.nodes: list[tuple[Element, str]] = []
        self.open: list[Element] = []
        self.links = 0
        self.link_text = 0
        self.values: set[Element] = set()

    def write(self, text: str | None, node: tuple[Element, str]) -> None:
        if not text:
            return
        self.parts.append(text)
        self.nodes.append(node)
        if self.links:
            self.link_text += len(text.strip())

    def flush(self, *, empty: bool = False) -> None:
        text = _LINE_BREAK.sub(" ", "".join(self.parts)).replace("\xa0", " ").strip(" \t\n")
        if text or empty:
            element = self.open[-1] if self.open else None
            self.lines.append(Line(text, element, self.link_text, self.nodes))
        self.parts, self.nodes, self.link_text = [], [], 0


def lines(root: Element) -> list[Line]:
    """The visible lines of the body, in reading order."""
    writer = _Writer()
    walk = etree.iterwalk(root.body, events=("start", "end"))
    fresh: Element | None = None
    for event, element in walk:
        if event == "start":
            fresh = element if _start(writer, walk, element) else None
            continue
        _end(writer, element, empty=fresh is element)
        if element.tag in BLOCKS:
            fresh = None
    writer.flush()
    return writer.lines


def _start(writer: _Writer, walk: "etree.iterwalk", element: Element) -> bool:
    """True if the element is a block that has been opened and has no line yet."""
    if element in writer.values:
        walk.skip_subtree()
        return False
    block = element.tag in BLOCKS
    if block or element.tag == "br":
        writer.flush()
    if element.tag in CELLS and (pair := cell_pair(element)) is not None:
        _write_pair(writer, element, pair)
        walk.skip_subtree()
        return False
    if element.tag in _INLINE_LABELS and (label := _own_label(element)):
        writer.write(f"{MARK}{label}{MARK}", (element, "tree"))
        walk.skip_subtree()
        return False
    if block:
        writer.open.append(element)
    writer.links += element.tag == "a"
    writer.write(element.text, (element, "text"))
    return block


def _write_pair(writer: _Writer, element: Element, pair: tuple[str, str, Element | None]) -> None:
    label, value, place = pair
    nodes = [(element, "tree")]
    if place is not None:
        nodes.append((place, "tree"))
        writer.values.add(place)
    writer.lines.append(Line(f"{label}：{value}", element, 0, nodes, (label, value)))


def _end(writer: _Writer, element: Element, *, empty: bool) -> None:
    if writer.open and writer.open[-1] is element:
        writer.flush(empty=empty and not writer.parts)
        writer.open.pop()
    elif element.tag == "a" and writer.links:
        writer.links -= 1
    if element.tag != "body":
        writer.write(element.tail, (element, "tail"))


def _own_label(element: Element) -> str:
    """The text of an inline element that holds a label and nothing else, or nothing."""
    if len(element) > 2 or next(islice(element.iter(), _MOST_IN_LABEL, None), None) is not None:
        return ""
    text = "".join(element.itertext())
    return _LINE_BREAK.sub(" ", text).strip() if field_of(text) else ""


def cell_pair(element: Element) -> tuple[str, str, Element | None] | None:
    """Label, value and the value's element, where a td or dt holds a label and its neighbour the value."""
    label = _short(element)
    if label is None or not field_of(label) or _is_heading_row(element):
        return None
    place = element.getnext()
    if place is not None and re.fullmatch(r"\s*[：:]\s*", _short(place) or ""):
        place = place.getnext()
    if place is None or place.tag not in CELLS or (element.tag == "dt" and place.tag != "dd"):
        return label, "", None
    value = _LINE_BREAK.sub(" ", "".join(place.itertext()).replace("\xa0", " ")).strip()
    if field_of(value) or len(value) > _LONGEST_VALUE:
        return label, "", None
    return label, value, place


def _short(element: Element) -> str | None:
    """The text of an element if it is short enough for a label."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > 200:
            return None
    return re.sub(r"\s+", " ", text).strip()


def _is_heading_row(element: Element) -> bool:
    """A row of three and more labels with no values between is the head of a list."""
    row = element.getparent()
    if element.tag not in {"td", "th"} or row is None or len(row) < 3:
        return False
    return all(field_of(_short(cell) or "") for cell in row)


def erase(lines: list[Line]) -> None:
    """Remove the used lines from the tree, word by word; the text around them stays."""
    for line in lines:
        if line.used:
            for element, place in line.nodes:
                if place == "tree":
                    _clear(element)
                else:
                    setattr(element, place, None)


def _clear(element: Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def ancestors(element: Element | None) -> Iterator[Element]:
    """The element and everything around it."""
    while element is not None:
        yield element
        element = element.getparent()


def text_lines(text: str) -> list[Line]:
    """The lines of a text file."""
    return [Line(line.replace("\xa0", " ").strip(" \t\u3000")) for line in text.split("\n")]
