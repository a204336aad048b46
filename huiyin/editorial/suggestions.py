"""采纳建议: writing what a check proposes into the draft, at the place it was found."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from lxml import html as lxml_html

from huiyin.disclosure.models import DocumentPage

TITLE, BODY = "标题", "正文"
FIELDS = {"内容概述": "summary", "关键词": "keywords", "作者": "author", "来源": "source"}
"""Parts of a finding that are a field of one line."""


def can_take_over(finding: Any) -> bool:
    """Whether what is proposed can be written into the draft: not into a file or a picture's name."""
    return (
        finding.suggestion is not None
        and bool(finding.fault)
        and finding.where.part in {TITLE, BODY, *FIELDS}
    )


def take_over(page: DocumentPage, finding: Any) -> None:
    """Replace the fault by the suggestion in title or body; the page is not saved.

    Raises:
        ValidationError: there is nothing to take over, or the place is not there any more.
    """
    if not can_take_over(finding):
        raise ValidationError("这一项没有可以直接采纳的建议，请在编辑器中修改")
    field = FIELDS.get(finding.where.part)
    wanted = (finding.before, finding.fault, finding.after)
    if finding.where.part == TITLE:
        changed = _in_text(page.title, *wanted, finding.suggestion)
        if changed is not None:
            page.title = page.draft_title = changed
            return
    if field is not None:
        changed = _in_text(getattr(page, field), *wanted, finding.suggestion)
    else:
        changed = in_html(page.body, *wanted, finding.suggestion)
    if changed is None:
        raise ValidationError("在稿件中没有找到这处内容，可能已经改过。请刷新后再看")
    setattr(page, field or "body", changed)


def _in_text(text: str, before: str, fault: str, after: str, instead: str) -> str | None:
    if before + fault + after in text:
        return text.replace(before + fault + after, before + instead + after, 1)
    return text.replace(fault, instead, 1) if fault in text else None


def in_html(body: str, before: str, fault: str, after: str, instead: str) -> str | None:
    """The body with the fault replaced, whatever tags lie within it; None if it is not there."""
    root = lxml_html.fragment_fromstring(body, create_parent="div")
    places = [place for place in _places(root) if not place[0].isspace()]
    text = "".join(place[0] for place in places)
    lead, middle, tail = ("".join(part.split()) for part in (before, fault, after))
    offset = text.find(lead + middle + tail)
    if offset < 0 or not middle:
        return None
    start = offset + len(lead)
    _replace(places[start : start + len(middle)], instead)
    inner = lxml_html.tostring(root, encoding="unicode")
    return str(inner)[len("<div>") : -len("</div>")]


Place = tuple[str, Any, str, int]
"""A character, the element that holds it, `text` or `tail`, and where in it."""


def _places(element: Any) -> Iterator[Place]:
    for at, character in enumerate(element.text or ""):
        yield character, element, "text", at
    for child in element:
        if isinstance(child.tag, str):
            yield from _places(child)
        for at, character in enumerate(child.tail or ""):
            yield character, child, "tail", at


def _replace(places: list[Place], instead: str) -> None:
    """Take the characters out, from the last to the first, and put the new words where they began."""
    for number in range(len(places) - 1, -1, -1):
        _, element, slot, at = places[number]
        text = getattr(element, slot)
        put = instead if number == 0 else ""
        setattr(element, slot, text[:at] + put + text[at + 1 :])
