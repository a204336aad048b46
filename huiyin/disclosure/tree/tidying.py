"""整理正文: what editors and Word leave behind, without changing a word of the text."""

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from huiyin.common.confined import Work, confined
from huiyin.web.html import sanitise

_EMPTY = re.compile(r"[\s\xa0\u3000\u200b]*")
SHIFTED = {"h1": "h2"}
"""The title of a document is the one h1 of its page."""


class UnreadableTextError(ValueError):
    """It cannot be read; the message says what to do."""


@confined(
    Work.READING,
    refusal=UnreadableTextError,
    sentence="正文过长或结构异常，未能在限定的时间内整理。请分成几次粘贴，或先粘贴为纯文本再排版",
)
def tidy_typed(html: str) -> str:
    """`tidy` of what somebody sent: a text may be built to keep the server busy.

    Raises:
        UnreadableTextError: it was not read to its end.
    """
    return tidy(html)


def tidy(html: str) -> str:
    """Sanitised HTML with one rank of headings, no empty paragraphs, and heads that say so in tables."""
    root = lxml_html.fragment_fromstring(_shift(html), create_parent="div")
    for column in list(root.iter("colgroup")):
        column.drop_tree()
    for cell in root.iter("td", "th"):
        _one_paragraph(cell)
    for table in root.iter("table"):
        _head(table)
    for picture in list(root.iter("img")):
        if not (picture.get("src") or "").strip():
            picture.drop_tree()
    for block in list(root.iter("p", "h2", "h3", "h4", "h5", "h6", "li")):
        if _is_empty(block):
            block.drop_tree()
    inner = lxml_html.tostring(root, encoding="unicode")
    return sanitise(str(inner)[len("<div>") : -len("</div>")])


def _shift(html: str) -> str:
    """h1 is the title's: those in the body go one rank down, before anything drops them."""
    for old, new in SHIFTED.items():
        html = re.sub(rf"<(/?){old}\b", rf"<\1{new}", html, flags=re.IGNORECASE)
    return html


def _is_empty(block: Any) -> bool:
    has_part = any(True for _ in block.iter("img", "table", "hr"))
    return not has_part and bool(_EMPTY.fullmatch("".join(block.itertext())))


def _one_paragraph(cell: Any) -> None:
    """A cell that holds just one paragraph holds its words."""
    if len(cell) == 1 and cell[0].tag == "p" and not (cell.text or "").strip():
        cell[0].drop_tag()


def _head(table: Any) -> None:
    """A first row of head cells is the table's head; each says that it heads a column."""
    rows = list(table.iter("tr"))
    if not rows or table.find("thead") is not None:
        return
    first = rows[0]
    if not len(first) or any(cell.tag != "th" for cell in first):
        return
    for cell in first:
        cell.set("scope", "col")
    if any(cell.get("rowspan", "1") != "1" for cell in first):
        return  # a head of two rows stays in one body, so that its cells may reach down
    head = etree.Element("thead")
    first.getparent().remove(first)
    head.append(first)
    table.insert(1 if len(table) and table[0].tag == "caption" else 0, head)
