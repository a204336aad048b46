"""The result as an object tree and as bytes: nothing in it that the writer does not write."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from . import strange_pictures
from .limits import Limits
from .packed import streams
from .refusals import BrokenFile
from .survey import MEDIA_TYPE as PDF
from .tree import reached

_KEYS = frozenset(
    {
        "/Type",
        "/Subtype",
        "/Pages",
        "/Lang",
        "/Count",
        "/Kids",
        "/Parent",
        "/MediaBox",
        "/UserUnit",
        "/Rotate",
        "/Resources",
        "/XObject",
        "/P",
        "/Font",
        "/W",
        "/C",
        "/Contents",
        "/Filter",
        "/DecodeParms",
        "/Predictor",
        "/Colors",
        "/Columns",
        "/Rows",
        "/K",
        "/BlackIs1",
        "/Length",
        "/Width",
        "/Height",
        "/ColorSpace",
        "/BitsPerComponent",
        "/BaseFont",
        "/Encoding",
        "/DescendantFonts",
        "/ToUnicode",
        "/FontDescriptor",
        "/CIDSystemInfo",
        "/DW",
        "/CIDToGIDMap",
        "/FontFile2",
        "/Length1",
        "/Registry",
        "/Ordering",
        "/Supplement",
        "/FontName",
        "/Flags",
        "/FontBBox",
        "/ItalicAngle",
        "/Ascent",
        "/Descent",
        "/CapHeight",
        "/StemV",
    }
)
_TRAILER = frozenset({"/Size", "/Root"})
_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
_LEAST_BYTES = 6  # shorter sequences stand in any picture by chance
_PLACES = {
    "/Info": "文档信息",
    "/Metadata": "元数据",
    "/Outlines": "书签",
    "/Annots": "批注或表单",
    "/AcroForm": "表单",
    "/Names": "附件或名称",
    "/OCProperties": "图层",
    "/StructTreeRoot": "结构标记",
    "/OpenAction": "脚本",
    "/AA": "脚本",
}


def strange(content: bytes, media_type: str, limits: Limits) -> list[str]:
    """不应有的内容: whatever goes beyond the writer's small vocabulary, named by its kind."""
    if media_type != PDF:
        return strange_pictures.strange(content, media_type, limits)
    faults = []
    if content.count(b"startxref") != 1 or not content.endswith(b"%%EOF\n"):
        faults.append("结果里有不止一个版本，或者末尾有多余的数据")
    with _opened(content) as pdf:
        names = set(pdf.trailer.keys()) - _TRAILER
        for item in pdf.objects:
            names |= _keys(item) - _KEYS
        count = sum(item.is_indirect for item in reached([pdf.trailer]))
        if count != len(pdf.objects):
            faults.append("结果里有不属于任何一页的数据")
    places = {_PLACES.get(name, "页面以外的内容") for name in names}
    return faults + [f"结果里仍有{place}" for place in sorted(places)]


def strings_of(content: bytes) -> Iterator[tuple[str, str]]:
    """Every string and name of every object, with the place it is known by."""
    with _opened(content) as pdf:
        for key, value in pdf.trailer.items():
            if key == "/Info":
                yield from (("文档信息", text) for text in _texts(value, 0))
        for item in pdf.objects:
            place = _place(item)
            yield from ((place, text) for text in _texts(item, 0))
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/XML":
                yield "元数据", item.read_bytes().decode("utf-8", "replace")


def bytes_of(content: bytes, pieces: Iterable[str], limits: Limits) -> list[str]:
    """The pieces that stand in the bytes, packed or not, in any usual encoding."""
    wanted: dict[bytes, str] = {}
    for piece in pieces:
        for spelled in (piece, piece.upper()):
            for encoding in _ENCODINGS:
                coded = spelled.encode(encoding)
                if len(coded) >= _LEAST_BYTES:
                    wanted[coded] = piece
                    wanted[coded.hex().encode()] = piece
                    wanted[coded.hex().upper().encode()] = piece
    contained = {piece for coded, piece in wanted.items() if coded in content}
    for data in streams(content, limits):
        contained |= {piece for coded, piece in wanted.items() if coded in data}
    return sorted(contained)


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(content))
    except pikepdf.PdfError as error:
        raise BrokenFile("结果") from error


def _keys(item: Any) -> set[str]:
    """All keys of a dictionary and of those within it."""
    if isinstance(item, pikepdf.Array):
        return set().union(*(_keys(part) for part in item if not _is_indirect(part)))
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return set()
    keys = set(item.keys())
    for value in item.values():
        if not _is_indirect(value):
            keys |= _keys(value)
    return keys


def _is_indirect(item: Any) -> bool:
    return isinstance(item, pikepdf.Object) and item.is_indirect


def _place(item: Any) -> str:
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return "数据里"
    if "/FT" in item:
        return "表单里"
    if item.get("/Type") == "/Annot" or "/Rect" in item:
        return "批注里"
    if item.get("/Type") in ("/Filespec", "/EmbeddedFile"):
        return "附件里"
    return "书签里" if "/Title" in item else "数据里"


def _texts(item: Any, depth: int) -> Iterator[str]:
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif depth < 8 and isinstance(item, pikepdf.Array):
        for part in item:
            if not _is_indirect(part):
                yield from _texts(part, depth + 1)
    elif depth < 8 and isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            yield key
            if not _is_indirect(value):
                yield from _texts(value, depth + 1)
