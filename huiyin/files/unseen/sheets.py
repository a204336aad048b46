"""Excel: hidden sheets, rows and columns, comments, sources, and a copy with what is seen alone."""

from collections.abc import Iterator
from typing import Any

from huiyin.checks import Unseen
from huiyin.common.office import sheets
from huiyin.common.office.cells import S
from huiyin.common.office.sheets import Sheet

from . import parts, pictures
from .parts import Parts, R

_SOURCES = frozenset(
    {
        "externalLink", "connections", "queryTable", "pivotCacheDefinition", "pivotTable",
        "pivotCacheRecords", "slicerCache", "timelineCache", "xmlMaps", "revisionHeaders",
    }
)  # fmt: skip
_EMBEDDED = parts.EMBEDDED | {"ctrlProp"}
_AFTER_VALUES = frozenset({"calcChain", "sheetMetadata", "table"})
_SCENARIOS = f"{S}scenarios"
_ABOUT = ("fileSharing", "absPath", "webPublishing", "customWorkbookViews")


def find(content: bytes) -> list[Unseen]:
    file = Parts(content)
    unseen = [*_hidden(file), *_comments(file)]
    if file.of_kind(*_EMBEDDED):
        unseen.append(Unseen("embedded", "嵌入的文件或控件"))
    kinds = {kind for _, _, kind, _ in file.relations()}
    if kinds & _SOURCES:
        unseen.append(Unseen("hidden", "数据来源（外部链接、数据透视表的缓存或修订记录）"))
    if any(_local(one) in _ABOUT for one in file.tree(file.main).iter()):
        unseen.append(Unseen("properties", "文件所在的路径"))
    if any(one.get("hidden") in {"1", "true"} for one in file.tree(file.main).iter(f"{S}definedName")
           if not one.get("name", "").startswith("_xlnm")):  # fmt: skip
        unseen.append(Unseen("hidden", "隐藏的名称"))
    if any(True for name in file.of_kind("worksheet") for _ in file.tree(name).iter(_SCENARIOS)):
        unseen.append(Unseen("hidden", "方案管理器里的数值和姓名"))
    return [*unseen, *parts.beside(file), *pictures.within(file.parts)]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _hidden(file: Parts) -> Iterator[Unseen]:
    listed = sheets.sheets(file.parts)
    if names := [sheet.name for sheet in listed if sheet.is_hidden]:
        yield Unseen("hidden", f"隐藏的工作表（{'、'.join(names)[:40]}）")
    for sheet in listed:
        if not sheet.is_hidden and sheet.part in file.parts:
            count = sum(1 for _ in _hidden_cells(file.tree(sheet.part), sheet))
            if count:
                yield Unseen("hidden", f"“{sheet.name[:20]}”里看不见的行、列或单元格（{count} 格）")


def _hidden_cells(root: Any, sheet: Sheet) -> Iterator[tuple[Any, Any]]:
    """Row and cell of each hidden cell that says something."""
    if not sheet.hides_any:
        return
    for number, row in sheets.numbered(root, "row"):
        column = 0
        for cell in row.findall(f"{S}c"):
            place = sheets.place(cell.get("r", ""))
            column = place[1] if place else column + 1
            if len(cell) and sheet.hides(number, column):
                yield row, cell


def _comments(file: Parts) -> Iterator[Unseen]:
    words = [
        "".join(one.itertext()).strip()
        for name in file.of_kind("comments", "threadedComment")
        for one in file.tree(name).iter()
        if _local(one) in {"comment", "threadedComment"}
    ]
    if words:
        yield Unseen("comments", f"{len(words)} 条批注（“{words[0][:30]}”）")


def clean(content: bytes) -> bytes:
    """Formulas become their values first: what they pointed at may be gone afterwards."""
    file = Parts(content)
    book = file.tree(file.main)
    listed = sheets.sheets(file.parts)
    if any(one.kind in {"hidden", "comments"} for one in find(content)):
        _drop_sheets(file, book, listed)
        for sheet in listed:
            if not sheet.is_hidden and sheet.part in file.parts:
                _only_seen(file.tree(sheet.part), sheet)
                if sheet.hides_any:
                    file.cut(_AFTER_VALUES, below=sheet.part)
        file.cut(_SOURCES | {"calcChain"})
        _forget_strings(file, listed)
    for one in [one for one in book.iter() if _local(one) in _ABOUT]:
        one.getparent().remove(one)
    for name in file.of_kind("worksheet"):
        if any("vmlDrawing" in kind for part, _, kind, _ in file.relations() if part == name):
            file.cut(frozenset({"vmlDrawing"}), below=name)
    for name in file.of_kind("worksheet"):
        for one in list(file.tree(name).iter(_SCENARIOS)):
            one.getparent().remove(one)
    file.cut(parts.ALWAYS_CUT | {"vmlDrawing"})
    file.blind_addresses()
    parts.clear_properties(file)
    parts.media(file, pictures.plain)
    return file.content()


def _drop_sheets(file: Parts, book: Any, listed: list[Sheet]) -> None:
    kept = [number for number, sheet in enumerate(listed) if not sheet.is_hidden]
    elements = list(book.iter(f"{S}sheet"))
    for sheet, element in zip(listed, elements, strict=True):
        if sheet.is_hidden:
            key = element.get(f"{R}id", "")
            file.cut_one(file.main, key)
            if element.getparent() is not None:
                element.getparent().remove(element)
    for name in list(book.iter(f"{S}definedName")):
        place = name.get("localSheetId")
        is_kept = place is not None and int(place) in kept and not name.get("hidden")
        if is_kept and not any(
            sheet.is_hidden and sheet.name in (name.text or "") for sheet in listed
        ):
            name.set("localSheetId", str(kept.index(int(place))))
        else:
            name.getparent().remove(name)
    for names in list(book.iter(f"{S}definedNames")):
        if not len(names):
            names.getparent().remove(names)
    for view in book.iter(f"{S}workbookView"):
        for about in ("activeTab", "firstSheet"):
            view.attrib.pop(about, None)


def _only_seen(root: Any, sheet: Sheet) -> None:
    for row, cell in list(_hidden_cells(root, sheet)):
        row.remove(cell)
    for formula in list(root.iter(f"{S}f")):
        formula.getparent().remove(formula)
    for about in [
        one
        for one in root.iter()
        if _local(one)
        in {"conditionalFormatting", "dataValidations", "autoFilter", "sortState", "extLst"}
    ]:
        if about.getparent() is not None:
            about.getparent().remove(about)


def _forget_strings(file: Parts, listed: list[Sheet]) -> None:
    """Words that no cell shows any more are left in the common list: they go from it."""
    used = {
        int(cell.findtext(f"{S}v") or "-1")
        for sheet in listed if not sheet.is_hidden and sheet.part in file.parts
        for cell in file.tree(sheet.part).iter(f"{S}c") if cell.get("t") == "s"
    }  # fmt: skip
    for name in file.of_kind("sharedStrings"):
        for number, string in enumerate(file.tree(name).findall(f"{S}si")):
            if number not in used:
                for child in list(string):
                    string.remove(child)
                string.append(string.makeelement(f"{S}t", {}))
