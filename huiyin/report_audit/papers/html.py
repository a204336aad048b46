"""网页: the tables of a page, and its text; a table that only lays the page out is no table."""

import re
from datetime import date

from lxml import etree
from lxml.html import HtmlElement as Element

from huiyin.checks import reading
from huiyin.common.decoding import UndecodableError, decode

from .values import Item, Paper, Paragraph, Picture, Table, UnreadableReportError

_PUBLISHED = re.compile(r"^(?:pubdate|publishdate|publish_date|article:published_time)$", re.I)
_DAY = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_TINY = 24
"""pixels: a picture so low or narrow holds no table"""


def read(content: bytes) -> Paper:
    """The page as its reader sees it, top to bottom.

    Raises:
        UnreadableReportError: it is no page.
    """
    try:
        markup = decode(content).text
    except UndecodableError as error:
        raise UnreadableReportError(error.message) from error
    body = reading.read(markup)
    walked = reading.walk(reading.parse(markup))
    layouts = {table for table, _ in walked.tables if _is_layout(table)}
    placed: dict[int, list[Item]] = {}
    for (element, place), table in zip(walked.tables, body.tables, strict=True):
        if element not in layouts:
            rows = tuple(tuple(cell.text if cell else "" for cell in row) for row in table.rows)
            placed.setdefault(place, []).append(Table(rows))
    for element, place in walked.pictures:
        if not _is_decoration(element):
            placed.setdefault(place, []).append(Picture())
    items: list[Item] = []
    for place, run in enumerate(walked.runs):
        items += placed.pop(place, [])
        if _innermost(run.holder) is None or _innermost(run.holder) in layouts:
            items.append(Paragraph(" ".join(run.text.split())))
    for left in placed.values():
        items += left
    return Paper(tuple(items), _title(markup), published_on=_published(markup))


def _is_layout(table: Element) -> bool:
    """Whether another table stands in it, or it has one box in a row."""
    if any(inner is not table for inner in table.iter("table")):
        return True
    return all(sum(1 for _ in row.iter("td", "th")) < 2 for row in table.iter("tr"))


def _innermost(element: Element | None) -> Element | None:
    while element is not None and element.tag != "table":
        element = element.getparent()
    return element


def _is_decoration(picture: Element) -> bool:
    sizes = (picture.get("width") or "", picture.get("height") or "")
    return any(size.rstrip("px").isdecimal() and int(size.rstrip("px")) <= _TINY for size in sizes)


def _head(markup: str) -> etree._Element | None:
    try:
        root = etree.fromstring(markup[:200_000], etree.HTMLParser())
    except (etree.LxmlError, ValueError):
        return None
    return root


def _title(markup: str) -> str:
    """What the page calls itself: ArticleTitle, else its title."""
    root = _head(markup)
    if root is None:
        return ""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and meta.get("content"):
            return " ".join(str(meta.get("content")).split())
    title = next(root.iter("title"), None)
    return " ".join("".join(title.itertext()).split()) if title is not None else ""


def _published(markup: str) -> date | None:
    root = _head(markup)
    for meta in () if root is None else root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        hit = _DAY.search(meta.get("content") or "") if _PUBLISHED.match(name) else None
        if hit:
            try:
                return date(*map(int, hit.groups()))
            except ValueError:
                return None
    return None
