"""PowerPoint: hidden slides, speaker's notes, comments, and a copy without them."""

from collections.abc import Iterator
from typing import Any

from huiyin.checks import Unseen
from huiyin.common.office import package

from . import parts, pictures, shapes
from .parts import Parts, R
from .shapes import P, words

_NO = {"0", "false"}
_CUT = frozenset({"notesSlide", "notesMaster", "handoutMaster", "tags", "customProperty"})


def shown(file: Parts) -> Iterator[tuple[Any, str, bool]]:
    """Slides in their order: the entry in the list, the part, whether it is shown."""
    targets = package.relations(file.parts, file.main)
    for entry in list(file.tree(file.main).iter(f"{P}sldId")):
        name = targets.get(entry.get(f"{R}id", ""), ("", ""))[1]
        if name in file.parts:
            yield entry, name, file.tree(name).get("show") not in _NO


def find(content: bytes) -> list[Unseen]:
    file = Parts(content)
    unseen_parts = []
    slides = list(shown(file))
    if count := sum(not is_shown for _, _, is_shown in slides):
        unseen_parts.append(Unseen("hidden", f"{count} 张隐藏的幻灯片"))
    unseen = [one for _, name, is_shown in slides if is_shown for one in shapes.hidden(file, name)]
    if unseen:
        text = "".join(words(one) for one in unseen)
        unseen_parts.append(Unseen("hidden", f"看不见的图形或文字（“{text[:30]}”）"))
    notes = [words(file.tree(name)) for name in file.of_kind("notesSlide")]
    if spoken := [note for note in notes if note]:
        unseen_parts.append(Unseen("hidden", f"{len(spoken)} 页演讲者备注（“{spoken[0][:30]}”）"))
    comments = [name for kind in ("comments", "modernComment") for name in file.of_kind(kind)]
    if comments:
        unseen_parts.append(Unseen("comments", "批注"))
    if file.of_kind(*parts.EMBEDDED):
        unseen_parts.append(Unseen("embedded", "嵌入的文件"))
    return [*unseen_parts, *parts.beside(file), *pictures.within(file.parts)]


def clean(content: bytes) -> bytes:
    file = Parts(content)
    for entry, name, is_shown in list(shown(file)):
        if not is_shown:
            number = entry.get("id")
            file.cut_one(file.main, entry.get(f"{R}id", ""))
            _forget_slide(file.tree(file.main), number)
            continue
        shapes.drop(file, name)
    for name in file.of_kind("slide", "slideLayout", "slideMaster"):
        for data in list(file.tree(name).iter(f"{P}custDataLst")):
            data.getparent().remove(data)
    file.cut(parts.ALWAYS_CUT | _CUT | {"modernComment"})
    for listed in [*file.tree(file.main).iter(f"{P}notesMasterIdLst", f"{P}handoutMasterIdLst")]:
        listed.getparent().remove(listed)
    file.blind_addresses()
    parts.clear_properties(file)
    parts.media(file, pictures.plain)
    return file.content()


def _forget_slide(root: Any, number: str | None) -> None:
    """Sections name their slides; a show by selection may name one that is gone."""
    for one in list(root.iter()):
        local = str(one.tag).rpartition("}")[2]
        if (local == "sldId" and one.get("id") == number) or local == "custShowLst":
            one.getparent().remove(one)
