"""画不出来的内容: content that other viewers show and PDFium does not draw.

It would be missing from preview and result unnoticed. So the file is refused, and the message names
page and kind and says what to do.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import ImageChops

from . import images, pictures
from .first_reader import Pages, displayed
from .refusals import NotDrawn
from .tree import reached

_KINDS = {
    "/FreeText": "文本框批注",
    "/Square": "矩形批注",
    "/Circle": "椭圆批注",
    "/Line": "线条批注",
    "/Polygon": "多边形批注",
    "/PolyLine": "折线批注",
    "/Ink": "手写批注",
    "/Stamp": "图章批注",
    "/Highlight": "高亮批注",
    "/Underline": "下划线批注",
    "/StrikeOut": "删除线批注",
    "/Squiggly": "波浪线批注",
    "/Caret": "插入符批注",
    "/Redact": "还没有执行的密文标记",
    "/Watermark": "水印批注",
    "/Screen": "多媒体",
    "/Movie": "多媒体",
    "/RichMedia": "多媒体",
    "/3D": "三维模型",
}
_ICONS = {"/Text": "附注", "/FileAttachment": "附件", "/Sound": "录音"}
_WITHOUT_LOOK = {"/Link", "/Popup", "/Widget", "/PrinterMark", "/TrapNet", *_ICONS}
_UNSEEN = 2 | 32  # flags of a note: hidden, or not for the screen
_ELSEWHERE = frozenset(
    {"/Parent", "/P", "/Pg", "/Dest", "/A", "/AA", "/Popup", "/IRT", "/Thumb", "/PieceInfo"}
    | {"/Metadata", "/OC", "/StructParent", "/V", "/DV"}
)  # from a page's objects to other pages, or to what is never drawn


def refuse_undrawn(content: bytes) -> None:
    """Raise where a part of a page would be left out without anybody having said so."""
    faults: dict[str, None] = {}
    widgets: list[tuple[int, pikepdf.Dictionary]] = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/Collection" in pdf.Root:
            faults["文件是 PDF 包，内容在里面的附件里，请把附件逐个取出来处理"] = None
        for number, page in enumerate(pdf.pages):
            notes = list(_notes(page))
            faults.update(dict.fromkeys(_say(number, kind) for kind in _undrawn_notes(notes)))
            widgets += [(number, note) for note in notes if _is_bare_field(note)]
        faults.update(dict.fromkeys(_broken(pdf)))
        faults.update(dict.fromkeys(_blank_fields(content, widgets)))
    faults.update(dict.fromkeys(images.undrawn_inline(content)))
    if faults:
        raise NotDrawn(list(faults))


def icons(content: bytes) -> dict[str, int]:
    """附注、附件、录音: marks that only stand for something beside the page; they are left out."""
    counts: dict[str, int] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for note in _notes(page):
                kind = _ICONS.get(str(note.get("/Subtype")))
                if kind and not _has_look(note):
                    counts[kind] = counts.get(kind, 0) + 1
    return counts


def _say(number: int, kind: str) -> str:
    return f"第 {number + 1} 页有{kind}没有存下外观"


def _notes(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    """The annotations that a viewer shows."""
    notes: Any = page.obj.get("/Annots", [])
    for note in notes if isinstance(notes, pikepdf.Array) else []:
        if isinstance(note, pikepdf.Dictionary) and not int(note.get("/F", 0)) & _UNSEEN:
            yield note


def _undrawn_notes(notes: list[pikepdf.Dictionary]) -> Iterator[str]:
    for note in notes:
        kind = str(note.get("/Subtype", ""))
        if kind not in _WITHOUT_LOOK and not _has_look(note):
            yield _KINDS.get(kind, f"批注（{kind.lstrip('/') or '未写明种类'}）")


def _has_look(note: pikepdf.Dictionary) -> bool:
    """An appearance that draws something: PDFium draws nothing else."""
    looks = note.get("/AP")
    look = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(look, pikepdf.Dictionary):
        states: Any = look
        look = states.get(str(note.get("/AS", "/Off")))
        if look is None:
            return any(isinstance(state, pikepdf.Stream) for state in states.values())
    if not isinstance(look, pikepdf.Stream):
        return False
    try:
        return bool(look.read_bytes().strip())
    except pikepdf.PdfError:
        return True  # named as broken


def _is_bare_field(note: pikepdf.Dictionary) -> bool:
    """A filled field without an appearance: PDFium draws most of them, but not all."""
    if note.get("/Subtype") != "/Widget" or _has_look(note) or "/Rect" not in note:
        return False
    owners = [note, note.get("/Parent", pikepdf.Dictionary())]
    kind = next((str(owner.get("/FT")) for owner in owners if "/FT" in owner), "")
    value = next((owner.get("/V") for owner in owners if "/V" in owner), None)
    return kind != "/Sig" and value is not None and str(value).strip() not in ("", "/Off")


def _blank_fields(content: bytes, widgets: list[tuple[int, pikepdf.Dictionary]]) -> Iterator[str]:
    """Filled fields whose place looks the same with the fields drawn and without."""
    if not widgets:
        return
    with Pages(content) as bare, Pages(displayed(content)) as full:
        for number in sorted({page for page, _ in widgets}):
            geometry = bare.geometry(number)
            off = ImageChops.difference(bare.picture(number, 1), full.picture(number, 1))
            for page, note in widgets:
                if page == number:
                    sides: Any = note.get("/Rect")
                    rect = geometry.displayed(*(float(side) for side in sides))
                    left, top, right, bottom = pictures.pixels(rect, off.size)
                    if rect.area and not off.crop((left, top, right + 1, bottom + 1)).getbbox():
                        yield _say(number, "表单域")


def _broken(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Streams that cannot be unpacked, and pictures that cannot be decoded, by their pages."""
    first_page: dict[tuple[int, int], int] = {}
    image_streams: list[pikepdf.Stream] = []
    pdf.get_warnings()
    for number, page in enumerate(pdf.pages):
        for item in _streams(page):
            if first_page.setdefault(item.objgen, number) != number:
                continue
            if item.get("/Subtype") == "/Image":
                image_streams.append(item)
            elif not _unpacks(pdf, item):
                yield f"第 {number + 1} 页有一部分内容已损坏，读不出来"
    for item, fault in images.faults(image_streams):
        yield f"第 {first_page[item.objgen] + 1} 页有{fault}"


def _unpacks(pdf: pikepdf.Pdf, item: pikepdf.Stream) -> bool:
    try:
        item.read_bytes()
    except pikepdf.PdfError:
        return False
    return not pdf.get_warnings()


def _streams(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    """Every stream that the page is drawn from: contents, pictures, forms, patterns, letters."""
    starts = [page.obj.get("/Contents"), page.resources, page.obj.get("/Annots")]
    for item in reached(starts, without=_ELSEWHERE, leaves=("/Page",)):
        if isinstance(item, pikepdf.Stream):
            yield item
