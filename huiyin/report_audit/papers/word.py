"""Word: paragraphs and tables of the text as its reader sees it, all changes accepted."""

from collections.abc import Iterator
from typing import Any

from huiyin.common.office import package, words
from huiyin.common.office.markup import W, value

from .values import Item, Paper, Paragraph, Picture, Table, UnreadableReportError

_CHANGES = ("ins", "del", "moveFrom", "moveTo")
CHANGED = "文件带有修订痕迹，按接受全部修订以后的内容核查"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
_WIDEST = 60
_THROUGH = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag"))


def read(content: bytes) -> Paper:
    """The body of the file, top to bottom.

    Raises:
        UnreadableReportError: damaged, locked, or no Word file.
    """
    try:
        parts = package.read(content)
        is_changed = _has_changes(package.parse(parts[package.main_part(parts)]))
        seen = package.read(words.as_read(content))
        body = package.parse(seen[package.main_part(seen)]).find(f"{W}body")
    except (package.UnreadablePackageError, KeyError) as error:
        raise UnreadableReportError(f"Word 文件{error}。请用办公软件打开后另存一份再试") from error
    if body is None:
        raise UnreadableReportError("Word 文件里没有正文")
    items = tuple(_items(body))
    return Paper(items, remarks=(CHANGED,) if is_changed else ())


def _has_changes(root: Any) -> bool:
    return next(root.iter(*(f"{W}{name}" for name in _CHANGES)), None) is not None


def _items(around: Any) -> Iterator[Item]:
    for child in around:
        if child.tag == f"{W}p":
            if text := _text(child):
                yield Paragraph(text)
            if next(child.iter(*_PICTURES), None) is not None:
                yield Picture()
        elif child.tag == f"{W}tbl":
            yield from _table(child)
        elif child.tag in _THROUGH:
            yield from _items(child)


def _table(table: Any) -> Iterator[Item]:
    """A table, or what stands in one that only lays out others."""
    if any(inner is not table for inner in table.iter(f"{W}tbl")):
        for cell in table.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tbl")) is table:
                yield from _items(cell)
        return
    yield Table(tuple(_rows(table)))
    if next(table.iter(*_PICTURES), None) is not None:
        yield Picture()


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    above: dict[int, str] = {}
    for row in table.iter(f"{W}tr"):
        line = [""] * _skipped(row)
        for cell in row.iter(f"{W}tc"):
            text = " ".join(filter(None, map(_text, cell.iter(f"{W}p"))))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and value(merge) != "restart":
                text = above.get(len(line), text)
            width = value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
            line += [text] * min(int(width) if width.isdecimal() else 1, _WIDEST)
        above = dict(enumerate(line))
        yield tuple(line[:_WIDEST])


def _skipped(row: Any) -> int:
    before = value(row.find(f"{W}trPr/{W}gridBefore")) or "0"
    return int(before) if before.isdecimal() and len(before) < 3 else 0


def _text(paragraph: Any) -> str:
    """Words of this paragraph; those of a text box within it are its own."""
    words_of = paragraph.iter(f"{W}t")
    return " ".join(
        "".join(
            node.text or "" for node in words_of if next(node.iterancestors(f"{W}p")) is paragraph
        ).split()
    )
