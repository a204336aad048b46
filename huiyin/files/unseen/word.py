"""Word: 修订、批注、隐藏文字, and a copy in which the changes are accepted and the rest is gone."""

from collections.abc import Iterator
from typing import Any

from huiyin.checks import Unseen
from huiyin.common.office import words
from huiyin.common.office.words import W

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
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_TEXTS = ("header", "footer", "footnotes", "endnotes", "glossaryDocument")


def texts(file: Parts) -> list[str]:
    """The parts that hold text."""
    return [file.main, *file.of_kind(*_TEXTS)]


def find(content: bytes) -> list[Unseen]:
    file = Parts(content)
    styles = words.styles_of(file.parts, file.main)
    found = [*_changes(file), *_comments(file), *_hidden(file, styles)]
    if file.of_kind(*parts.EMBEDDED):
        found.append(Unseen("embedded", "嵌入的文件"))
    if any(True for name in file.of_kind("settings") for _ in file.tree(name).iter(f"{W}docVars")):
        found.append(Unseen("properties", "文档变量"))
    return [*found, *parts.beside(file), *pictures.within(file.parts)]


def _changes(file: Parts) -> Iterator[Unseen]:
    marks = [one for name in texts(file) for one in file.tree(name).iter(*_CHANGES)]
    if marks:
        gone = "".join(
            node.text or ""
            for mark in marks
            if mark.tag in {f"{W}del", f"{W}moveFrom"}
            for node in mark.iter(f"{W}delText", f"{W}t")
        )
        told = f"{len(marks)} 处修订"
        yield Unseen("changes", f"{told}（删去了“{gone[:30]}”）" if gone else told)


def _comments(file: Parts) -> Iterator[Unseen]:
    notes = [
        "".join(node.text or "" for node in one.iter(f"{W}t"))
        for name in file.of_kind("comments")
        for one in file.tree(name).iter(f"{W}comment")
    ]
    if notes:
        yield Unseen("comments", f"{len(notes)} 条批注（“{notes[0][:30]}”）")


def _hidden(file: Parts, styles: words.Styles) -> Iterator[Unseen]:
    hidden = []
    for name in texts(file):
        for run in file.tree(name).iter(f"{W}r"):
            said = "".join(node.text or "" for node in run.iter(f"{W}t"))
            if said.strip() and styles.hides(run):
                hidden.append(said)
        hidden += [
            "".join(node.text or "" for node in row.iter(f"{W}t")) or "空行"
            for row in file.tree(name).iter(f"{W}tr")
            if words.is_on(row.find(f"{W}trPr/{W}hidden"))
        ]
    if hidden:
        yield Unseen("hidden", f"隐藏的文字（“{''.join(hidden)[:30]}”）")


def clean(content: bytes) -> bytes:
    file = Parts(content)
    styles = words.styles_of(file.parts, file.main)
    for name in texts(file):
        root = file.tree(name)
        words.accept(root)
        words.drop_comments(root)
        words.drop_hidden(root, styles)
        _drop(root, f"{W}dataBinding", _OLE)
    for name in file.of_kind("settings"):
        _drop(file.tree(name), *_SETTINGS)
    file.cut(parts.ALWAYS_CUT | parts.EMBEDDED)
    file.blind_addresses()
    parts.clear_properties(file)
    parts.media(file, pictures.plain)
    return file.content()


def _drop(root: Any, *names: str) -> None:
    for one in list(root.iter(*names)):
        one.getparent().remove(one)
