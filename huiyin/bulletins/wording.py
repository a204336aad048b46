"""What the document of a bulletin says; the rows stand below it and are no part of the text."""

from django.utils.html import format_html, format_html_join

from . import rows
from .listing import decided
from .models import Bulletin, Row

CHANGES = (
    "下表逐件列出公示情况，随各件决定更新：停止公示的，本页同时停止。"
    "对公示内容有异议的，可以向本机关提出。"
)


def title(bulletin: Bulletin) -> str:
    return f"{bulletin.agency.on(bulletin.ends_on).name}{bulletin.title}"


def body(bulletin: Bulletin) -> str:
    """As HTML: how many decisions of each kind, those of earlier weeks apart."""
    listed = list(bulletin.rows.all())
    own = _counts([row for row in listed if not row.is_late])
    late = _counts([row for row in listed if row.is_late])
    said = f"将本机关{bulletin.week}作出的{own}予以公示。" if own else _none(bulletin)
    if late:
        said += f"另补登以前作出、当时没有列入的{late}。"
    paragraphs = [said, CHANGES] if listed else [said]
    return format_html(
        "{}", format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in paragraphs))
    )


def _counts(listed: list[Row]) -> str:
    return "、".join(f"{kind}决定{number}件" for kind, number in rows.counted(listed))


def _none(bulletin: Bulletin) -> str:
    names = "、".join(kind.label for _, kind, _ in decided())
    return f"{bulletin.week}，本机关没有作出{names}决定。"
