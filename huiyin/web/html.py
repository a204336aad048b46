"""HTML from elsewhere (imports, editors) reduced to what a document needs."""

import re
from html import unescape

import nh3

from .hidden import drop_hidden
from .right import RIGHT

TAGS = {
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "sub",
    "sup",
} | {
    *(
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "a",
        "img",
        "div",
        "span",
        "figure",
        "figcaption",
    ),
    *(
        "section",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
    ),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "col": {"span"},
}

CLASSES = {"p": {RIGHT}}


def sanitise(html: str) -> str:
    """Keep headings, paragraphs, lists, tables, links and pictures; drop scripts, styles, the rest.

    What a style hid goes with it: it would be read by everybody.
    """
    return nh3.clean(
        drop_hidden(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    ).strip()


_BLOCK_END = re.compile(r"</(?:p|h\d|li|tr|div|blockquote|td|th|caption)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]+>")
_SPACE = re.compile(r"[ \t\xa0\u3000]+")


def to_text(html: str) -> str:
    """The words of sanitised HTML, a line a block."""
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", html)))
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


_CLOSES = re.compile(r"[。！？!?]")
_IN_A_WORD = re.compile(r"[!-~]{2}")
_PAUSES = re.compile(r"[；，、：;,\s]")


def opening(text: str, most: int) -> str:
    """How a text begins, in at most `most` characters: whole sentences, else words up to a pause.

    A number is never cut in two: half a telephone number is a wrong one.
    """
    if len(text) <= most:
        return text
    part = text[:most]
    ends = [one.end() for one in _CLOSES.finditer(part)]
    if ends and ends[-1] >= most // 2:
        return part[: ends[-1]]
    pauses = [one.start() for one in _PAUSES.finditer(text[: most - 1])]
    cut = pauses[-1] if pauses and pauses[-1] >= most // 2 else most - 1
    while 0 < cut < len(text) and _IN_A_WORD.fullmatch(text[cut - 1 : cut + 1]):
        cut -= 1
    return text[:cut].rstrip() + "…"
