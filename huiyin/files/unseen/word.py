"""Word: 修订、批注、隐藏文字, and a copy in which the changes are accepted and the rest is gone."""

import re
from collections.abc import Iterator
from typing import Any

from huiyin.checks import Unseen
from huiyin.common.office import hiding, words
from huiyin.common.office.markup import MC, M, W
from huiyin.common.office.styles import Styles

from . import parts, pictures
from .parts import Parts

_CHANGES = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange",
        "trPrChange", "sectPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel",
    )
)  # fmt: skip
_SETTINGS = frozenset(
    f"{W}{name}" for name in ("trackRevisions", "docVars", "rsids", "attachedTemplate", "mailMerge")
)
_SECRETIVE = re.compile(
    r"^\s*(?:SET|ASK|COMMENTS|PRIVATE|QUOTE|DOCVARIABLE|ADDIN|INFO|DATABASE|IF)\b|[A-Za-z]:\\|\\\\",
    re.I,
)
"""Codes of fields that say more than what is shown, or name a place on somebody's disk."""
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_TEXTS = ("header", "footer", "footnotes", "endnotes", "glossaryDocument")


def texts(file: Parts) -> list[str]:
    """The parts that hold text."""
    return [file.main, *file.of_kind(*_TEXTS)]


def find(content: bytes) -> list[Unseen]:
    file = Parts(content)
    styles = words.styles_of(file.parts, file.main)
    unseen = [*_changes(file), *_comments(file), *_hidden(file, styles)]
    if file.of_kind(*parts.EMBEDDED):
        unseen.append(Unseen("embedded", "嵌入的文件"))
    if any(True for name in file.of_kind("settings") for _ in file.tree(name).iter(f"{W}docVars")):
        unseen.append(Unseen("properties", "文档变量"))
    if file.of_kind("aFChunk"):
        unseen.append(Unseen("embedded", "嵌入的另一篇文章"))
    return [*unseen, *_codes(file), *parts.beside(file), *pictures.within(file.parts)]


def _codes(file: Parts) -> Iterator[Unseen]:
    """域代码, and text for older programs only."""
    roots = [file.tree(name) for name in texts(file)]
    codes = [code for root in roots for code, _ in _secretive(root)]
    if codes or any(True for root in roots for _ in root.iter(f"{W}fldData")):
        yield Unseen("hidden", f"域代码（“{''.join(codes).strip()[:30]}”）")
    if any(
        hiding.has_other_words(one) for root in roots for one in root.iter(f"{MC}AlternateContent")
    ):
        yield Unseen("hidden", "只有旧版软件才显示的文字")


def _secretive(root: Any) -> Iterator[tuple[str, Any]]:
    """Codes of fields that nobody sees, and the element of each."""
    for paragraph in root.iter(f"{W}p"):
        pieces = list(paragraph.iter(f"{W}instrText"))
        code = "".join(piece.text or "" for piece in pieces)
        if any(_SECRETIVE.search(one) for one in (code, *(piece.text or "" for piece in pieces))):
            yield from ((piece.text or "", piece) for piece in pieces)
    for field in root.iter(f"{W}fldSimple"):
        if _SECRETIVE.search(field.get(f"{W}instr", "")):
            yield field.get(f"{W}instr", ""), field


def _changes(file: Parts) -> Iterator[Unseen]:
    marks = [one for name in texts(file) for one in file.tree(name).iter(*_CHANGES)]
    if marks:
        deleted = "".join(
            node.text or ""
            for mark in marks
            if mark.tag in {f"{W}del", f"{W}moveFrom"}
            for node in mark.iter(f"{W}delText", f"{W}t")
        )
        count = f"{len(marks)} 处修订"
        yield Unseen("changes", f"{count}（删去了“{deleted[:30]}”）" if deleted else count)


def _comments(file: Parts) -> Iterator[Unseen]:
    notes = [
        "".join(node.text or "" for node in one.iter(f"{W}t"))
        for name in file.of_kind("comments")
        for one in file.tree(name).iter(f"{W}comment")
    ]
    if notes:
        yield Unseen("comments", f"{len(notes)} 条批注（“{notes[0][:30]}”）")


def _hidden(file: Parts, styles: Styles) -> Iterator[Unseen]:
    elements = [one for name in texts(file) for one in hiding.hidden(file.tree(name), styles)]
    hidden_texts = [_words(element) for element in elements if not _is_blank_run(element)]
    if hidden_texts:
        yield Unseen("hidden", f"隐藏的文字（“{''.join(hidden_texts)[:30]}”）")


def _words(element: Any) -> str:
    """The text of the element, or its kind."""
    text = "".join(node.text or "" for node in element.iter(f"{W}t", f"{M}t"))
    return text or ("空行" if element.tag == f"{W}tr" else "图形")


def _is_blank_run(element: Any) -> bool:
    """Hidden marks of paragraphs and blanks tell nothing."""
    if element.tag not in {f"{W}r", f"{M}r"}:
        return False
    shown = element.iter(f"{W}t", f"{M}t", f"{W}drawing", f"{W}pict", f"{W}object")
    return not any((node.text or "").strip() or len(node) for node in shown)


def clean(content: bytes) -> bytes:
    file = Parts(content)
    styles = words.styles_of(file.parts, file.main)
    for name in texts(file):
        root = file.tree(name)
        words.accept(root)
        words.drop_comments(root)
        words.drop_hidden(root, styles)
        words.drop_other_looks(root)
        for _, field in list(_secretive(root)):
            _plain_field(field)
        _drop(root, f"{W}dataBinding", f"{W}fldData", _OLE)
    for name in file.of_kind("settings"):
        _drop(file.tree(name), *_SETTINGS)
    file.cut(parts.ALWAYS_CUT | parts.EMBEDDED)
    file.blind_addresses()
    parts.clear_properties(file)
    parts.media(file, pictures.plain)
    return file.content()


def _plain_field(field: Any) -> None:
    """Keep the shown value, remove the code."""
    if field.tag == f"{W}fldSimple":
        words.unwrap(field)
    else:
        field.text = ""


def _drop(root: Any, *names: str) -> None:
    for one in list(root.iter(*names)):
        one.getparent().remove(one)
