"""Content of a PDF beside its pages: refused if it cannot be handled, else listed as removed."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from .limits import Limits
from .packed import streams
from .refusals import BrokenFile, DynamicForm, Encrypted, TooLarge

MEDIA_TYPE = "application/pdf"
_LZW_SWELLS = 500  # times, at the worst that is still plausible
_OUTLINE_DEPTH = 5000
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError, RuntimeError)


def survey(content: bytes, limits: Limits) -> dict[str, int]:
    """隐藏内容: what a reader of the pages would not see, by kind. Raises a refusal if needed."""
    if len(content) > limits.content:
        raise TooLarge(f"文件超过 {limits.content // 1_000_000} MB。请拆分后再处理")
    if b"%PDF-" not in content[:1024]:
        raise BrokenFile("PDF ")
    for _ in streams(content, limits):
        continue  # reading them to the end is the check
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            _refuse(pdf, limits)
            counts = Counter(dict(_beside_the_pages(pdf)))
            counts.update(_on_the_pages(pdf))
    except pikepdf.PasswordError as error:
        raise Encrypted from error
    except _BROKEN as error:
        raise BrokenFile("PDF ") from error
    counts["旧版本"] = max(content.count(b"startxref") - 1 - _linearized(content), 0)
    return {kind: count for kind, count in counts.items() if count}


def _linearized(content: bytes) -> int:
    """A file made for the web has two tables of contents without being changed."""
    return int(b"/Linearized" in content[:2048])


def _refuse(pdf: pikepdf.Pdf, limits: Limits) -> None:
    if pdf.is_encrypted:
        raise Encrypted
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise DynamicForm
    if not len(pdf.pages):
        raise BrokenFile("PDF ")
    if len(pdf.pages) > limits.pages:
        raise TooLarge(f"PDF 有 {len(pdf.pages)} 页，一次最多 {limits.pages} 页。请拆分后再处理")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            _refuse_stream(item, limits)


def _refuse_stream(item: pikepdf.Stream, limits: Limits) -> None:
    if item.get("/Subtype") == "/Image":
        pixels = int(item.get("/Width", 0)) * int(item.get("/Height", 0))
        if pixels > limits.image_pixels:
            raise TooLarge("PDF 里有过大的图片，不能安全处理。请降低分辨率另存后再处理")
        return
    packed = int(item.get("/Length", 0))
    if "LZW" in str(item.get("/Filter", "")) and packed * _LZW_SWELLS > limits.stream:
        raise TooLarge("PDF 里有展开后过大的内容，不能安全处理。请打印成普通 PDF 再处理")


def _beside_the_pages(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    root: Any = pdf.Root
    names: Any = root.get("/Names", {})
    yield "文档信息", len(pdf.trailer.get("/Info", {}))
    yield "元数据", int("/Metadata" in root)
    yield "书签", _outline(root.get("/Outlines"))
    yield "附件", max(len(pdf.attachments), int("/EmbeddedFiles" in names))
    yield "脚本", int("/JavaScript" in names) + int("/OpenAction" in root) + int("/AA" in root)
    layers: Any = root.get("/OCProperties", {})
    yield "图层", len(layers.get("/OCGs", []))
    fields = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    yield "表单域", sum("/FT" in item for item in fields)
    yield "电子签名", sum(item.get("/FT") == "/Sig" and "/V" in item for item in fields)
    yield "结构标记", int("/StructTreeRoot" in root)


def _outline(outlines: Any) -> int:
    count, item = 0, outlines.get("/First") if isinstance(outlines, pikepdf.Dictionary) else None
    while isinstance(item, pikepdf.Dictionary) and count < _OUTLINE_DEPTH:
        count, item = count + 1, item.get("/Next")
    return count


def _on_the_pages(pdf: pikepdf.Pdf) -> Counter[str]:
    counts: Counter[str] = Counter()
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            if isinstance(note, pikepdf.Dictionary):
                counts["批注和链接"] += note.get("/Subtype") != "/Widget"
        counts["页面元数据"] += sum(
            key in page.obj for key in ("/Metadata", "/PieceInfo", "/Thumb")
        )
    return counts
