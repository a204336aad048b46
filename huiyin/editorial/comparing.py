"""各版本对照: two revisions of a document side by side, paragraph by paragraph, changes marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from wagtail.models import Revision

from huiyin.disclosure.models import DocumentPage
from huiyin.web.html import to_text

LABELS = {
    "title": "标题",
    "doc_number": "文号",
    "formed_on": "成文日期",
    "issuer": "发布机构",
    "source": "来源",
    "author": "作者",
    "category": "组配分类",
    "theme": "主题分类",
    "genre": "体裁分类",
    "effective_on": "生效日期",
    "keywords": "关键词",
    "summary": "内容概述",
}
LIKE_ENOUGH = 0.4


@dataclass(frozen=True)
class Piece:
    """Some words; `changed` where the other side does not have them."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Row:
    """One paragraph of both sides; a side without it is empty."""

    label: str
    before: list[Piece]
    after: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.changed for piece in (*self.before, *self.after))


def rows(old: Revision, new: Revision) -> list[Row]:
    """All facts that differ, then the whole text."""
    before, after = old.as_object(), new.as_object()
    told = [
        Row(label, *_pieces(str(getattr(before, name) or ""), str(getattr(after, name) or "")))
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    files = [", ".join(_names(page)) for page in (before, after)]
    if files[0] != files[1]:
        told.append(Row("附件", *_pieces(*files)))
    return [*told, *_body(to_text(before.body).splitlines(), to_text(after.body).splitlines())]


def _names(page: DocumentPage) -> list[str]:
    return [str(item.name) for item in page.attachments.all()]


def _body(before: list[str], after: list[str]) -> Iterator[Row]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            for line in before[i1:i2]:
                yield Row("正文", [Piece(line, False)], [Piece(line, False)])
            continue
        left, right = before[i1:i2], after[j1:j2]
        for number in range(max(len(left), len(right))):
            yield Row("正文", *_pieces(_at(left, number), _at(right, number)))


def _at(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _pieces(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both sides with what differs marked; two lines that share little differ as a whole."""
    matcher: Any = SequenceMatcher(None, old, new, autojunk=False)
    if not old or not new or matcher.ratio() < LIKE_ENOUGH:
        return _whole(old), _whole(new)
    before, after = [], []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 > i1:
            before.append(Piece(old[i1:i2], kind != "equal"))
        if j2 > j1:
            after.append(Piece(new[j1:j2], kind != "equal"))
    return before, after


def _whole(text: str) -> list[Piece]:
    return [Piece(text, True)] if text else []
