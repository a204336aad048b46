"""OFD (GB/T 33190): properties, notes, attached files, earlier versions, what is not drawn.

Only looked into, never changed: nearly every such file is sealed, and a change breaks the seal.
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from lxml import etree

from huiyin.checks import Unseen
from huiyin.common.office import package

from . import pictures

_TELLING = frozenset({"Title", "Author", "Subject", "Abstract", "Keyword", "CustomData", "Cover"})
_SILENT = frozenset({"Link", "Watermark", "Stamp"})
"""Notes that only lead somewhere, or that everybody sees on the page."""
_OBJECTS = frozenset({"TextObject", "ImageObject", "PathObject", "CompositeObject"})
_PICTURES = (".jpg", ".jpeg", ".png")


def find(content: bytes) -> list[Unseen]:
    parts = package.read(content)
    trees = {name: package.parse(part) for name, part in parts.items() if name.endswith(".xml")}
    elements = [one for tree in trees.values() for one in tree.iter(etree.Element)]
    return [
        *_properties(elements),
        *_notes(elements),
        *_beside(elements),
        *_not_drawn(trees),
        *_photographs(parts),
    ]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _properties(elements: list[Any]) -> Iterator[Unseen]:
    texts = [
        _words(element)
        for element in elements
        if _local(element) in _TELLING and _is_within(element, "DocInfo") and _words(element)
    ]
    if texts:
        yield Unseen(
            "properties", f"作者、标题等文件属性（{'、'.join(dict.fromkeys(texts))[:60]}）"
        )
    if any(_local(element) in {"Extension", "CustomTag"} for element in elements):
        yield Unseen("properties", "软件留下的附加数据")


def _notes(elements: list[Any]) -> Iterator[Unseen]:
    notes = [
        element for element in elements
        if _local(element) == "Annot" and element.get("Type") not in _SILENT
    ]  # fmt: skip
    if notes:
        remark = next((text for note in notes if (text := _words(note) or note.get("Remark"))), "")
        count = f"{len(notes)} 处批注"
        yield Unseen("comments", f"{count}（“{remark[:30]}”）" if remark else count)


def _beside(elements: list[Any]) -> Iterator[Unseen]:
    names = {_local(element) for element in elements}
    if "Attachment" in names:
        yield Unseen("embedded", "嵌入的文件")
    versions = [
        element for element in elements if _local(element) == "Version" and element.get("BaseLoc")
    ]
    if len(versions) > 1:
        yield Unseen("hidden", "修改前的旧版本")
    if any(_local(element) == "GotoA" for element in elements):
        yield Unseen("embedded", "打开附件的动作")


def _not_drawn(trees: dict[str, Any]) -> Iterator[Unseen]:
    """Objects that are switched off, clear, or beside the paper."""
    undrawn = [
        _words(one) or "图形"
        for name, tree in trees.items()
        for one in tree.iter(etree.Element)
        if _local(one) in _OBJECTS and _is_unseen(one, _paper(name, tree, trees))
    ]
    if undrawn:
        yield Unseen("hidden", f"看不见的文字或图形（“{''.join(undrawn)[:30]}”）")


def _is_unseen(element: Any, paper: tuple[float, float] | None) -> bool:
    around = [element, *element.iterancestors()]
    if any(one.get("Visible", "true").lower() == "false" for one in around):
        return True
    if element.get("Alpha") == "0" or any(
        one.get("Alpha") == "0" for one in element if _local(one) == "FillColor"
    ):
        return True
    box = _numbers(element.get("Boundary"))
    if paper is None or len(box) != 4 or _local(element.getparent()) not in {"Layer", "PageBlock"}:
        return False
    left, top, width, height = box
    return left + width <= 0 or top + height <= 0 or left >= paper[0] or top >= paper[1]


def _paper(name: str, tree: Any, trees: dict[str, Any]) -> tuple[float, float] | None:
    """The size of the page that a part draws: its own, else that of the document."""
    above = name
    places = [tree]
    while above := posixpath.dirname(above):
        places += [trees[one] for one in (f"{above}/Document.xml",) if one in trees]
    for place in places:
        for box in place.iter("{*}PhysicalBox"):
            if len(numbers := _numbers(box.text)) == 4:
                return numbers[2], numbers[3]
    return None


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(one) for one in (text or "").split()]
    except ValueError:
        return []


def _is_within(element: Any, name: str) -> bool:
    return any(_local(ancestor) == name for ancestor in element.iterancestors())


def _photographs(parts: dict[str, bytes]) -> list[Unseen]:
    media = {f"/media/{name}": part for name, part in parts.items()
             if name.lower().endswith(_PICTURES)}  # fmt: skip
    return pictures.within(media)
