"""各版本对照: two revisions of a document side by side, paragraph by paragraph, changes marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Revision

from huiyin.common.differences import Work, of_texts, runs
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
    """All facts that differ, then the whole text.

    All within one budget of work, whatever was written: where it ends, paragraphs differ as a whole.
    """
    before, after = old.as_object(), new.as_object()
    work = Work()
    rows = [
        Row(
            label, *_pieces(str(getattr(before, name) or ""), str(getattr(after, name) or ""), work)
        )
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    files = [", ".join(_names(page)) for page in (before, after)]
    if files[0] != files[1]:
        rows.append(Row("附件", *_pieces(files[0], files[1], work)))
    texts = [to_text(page.body).splitlines() for page in (before, after)]
    return [*rows, *_body(texts[0], texts[1], work)]


def _names(page: DocumentPage) -> list[str]:
    return [str(item.name) for item in page.attachments.all()]


def _body(before: list[str], after: list[str], work: Work) -> Iterator[Row]:
    for run in runs(before, after, work):
        if run.is_equal:
            for line in before[run.i1 : run.i2]:
                yield Row("正文", [Piece(line, False)], [Piece(line, False)])
            continue
        left, right = before[run.i1 : run.i2], after[run.j1 : run.j2]
        for number in range(max(len(left), len(right))):
            yield Row("正文", *_pieces(_at(left, number), _at(right, number), work))


def _at(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _pieces(old: str, new: str, work: Work) -> tuple[list[Piece], list[Piece]]:
    """Both sides with what differs marked; two lines that share little differ as a whole."""
    runs = of_texts(old, new, work)
    before = [Piece(old[run.i1 : run.i2], not run.is_equal) for run in runs if run.i2 > run.i1]
    after = [Piece(new[run.j1 : run.j2], not run.is_equal) for run in runs if run.j2 > run.j1]
    return before, after
