"""PDF: properties, comments, attached files, scripts, hidden layers, earlier versions."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from huiyin.checks import Unseen

from .kinds import CannotCleanError, NotReadableError

_SAYS = ("/Author", "/Title", "/Subject", "/Keywords", "/Company", "/Manager", "/SourceModified")
_TELLING = re.compile(rb"dc:creator|dc:title|dc:description|pdf:Keywords|photoshop:|History|Author")
_PLAIN_NOTES = frozenset({"/Link", "/Widget"})
_UNSEEN = 2 | 32  # hidden, not shown on screens
_SILENT = frozenset({"/Text", "/Popup", "/FileAttachment"})
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError, RuntimeError)
_BESIDE = ("/AA", "/PieceInfo", "/Metadata", "/Thumb", "/LastModified")


def find(content: bytes) -> list[Unseen]:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found = [*_about(pdf), *_notes(pdf), *_beside(pdf)]
    except _BROKEN as error:
        raise NotReadableError("PDF 打不开") from error
    versions = content.count(b"startxref") - 1 - int(b"/Linearized" in content[:2048])
    if versions > 0:
        found.append(Unseen("hidden", "修改前的旧版本"))
    return found


def _about(pdf: pikepdf.Pdf) -> Iterator[Unseen]:
    info: Any = pdf.trailer.get("/Info", {})
    usual = {"/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", *_SAYS}
    told = [str(info[key]).strip() for key in info if key in _SAYS or key not in usual]
    told = [one for one in told if one]
    if told:
        yield Unseen("properties", f"作者、标题等文件属性（{'、'.join(told)[:60]}）")
    texts = (item for item in pdf.objects if isinstance(item, pikepdf.Stream))
    if any(one.get("/Subtype") == "/XML" and _TELLING.search(one.read_bytes()) for one in texts):
        yield Unseen("properties", "元数据里的作者、标题或修改记录")


def _notes(pdf: pikepdf.Pdf) -> Iterator[Unseen]:
    notes = [
        note
        for page in pdf.pages
        for note in page.obj.get("/Annots", [])
        if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") not in _PLAIN_NOTES
    ]
    if notes:
        said = next((str(note["/Contents"]) for note in notes if note.get("/Contents")), "")
        told = f"{len(notes)} 处批注"
        yield Unseen("comments", f"{told}（“{said[:30]}”）" if said else told)


def _beside(pdf: pikepdf.Pdf) -> Iterator[Unseen]:
    root: Any = pdf.Root
    names: Any = root.get("/Names", {})
    if len(pdf.attachments) or "/EmbeddedFiles" in names or "/AF" in root:
        yield Unseen("embedded", "嵌入的文件")
    if "/JavaScript" in names or "/AA" in root or _runs(root.get("/OpenAction")):
        yield Unseen("embedded", "脚本")
    if _hidden_layers(root):
        yield Unseen("hidden", "隐藏的图层")
    if any(key in page.obj for page in pdf.pages for key in ("/PieceInfo", "/Thumb")):
        yield Unseen("properties", "软件留下的编辑数据或缩略图")


def _runs(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") not in (None, "/GoTo")


def _hidden_layers(root: Any) -> bool:
    layers = root.get("/OCProperties", {})
    usual = layers.get("/D", {})
    return bool(len(usual.get("/OFF", []))) or usual.get("/BaseState") == "/OFF"


def clean(content: bytes) -> bytes:
    """Comments that are drawn on the page become part of it; the rest goes.

    Raises:
        NotReadableError: it cannot be read.
        CannotCleanError: it is signed, and would not be afterwards.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if any(_is_signature(item) for item in pdf.objects):
                raise CannotCleanError("PDF 带有电子签名，清理后签名失效。请清理后再签名")
            _clean_pages(pdf)
            _drop_beside(pdf)
            out = io.BytesIO()
            pdf.save(
                out,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
            return out.getvalue()
    except CannotCleanError:
        raise
    except _BROKEN as error:
        raise NotReadableError("PDF 打不开") from error


def _is_signature(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/FT") == "/Sig" and "/V" in item


def _clean_pages(pdf: pikepdf.Pdf) -> None:
    left = [_keep_notes(page, _is_drawn) for page in pdf.pages]
    if any(note.get("/Subtype") not in _PLAIN_NOTES for notes in left for note in notes):
        pdf.flatten_annotations("screen")
    for page in pdf.pages:
        for note in _keep_notes(page, lambda note: note.get("/Subtype") in _PLAIN_NOTES):
            _forget(note, "/Contents", "/T" if note.get("/Subtype") == "/Link" else "/Popup", "/AA")
        _forget(page.obj, *_BESIDE)


def _is_drawn(note: pikepdf.Dictionary) -> bool:
    """Not a mere sign with a note behind it, and not kept from being seen."""
    kind, flags = note.get("/Subtype"), int(note.get("/F", 0))
    return kind not in _SILENT and (kind == "/Widget" or not flags & _UNSEEN)


def _keep_notes(page: pikepdf.Page, wanted: Callable[[Any], bool]) -> list[Any]:
    notes: Any = page.obj.get("/Annots")
    if notes is None:
        return []
    kept = [note for note in notes if isinstance(note, pikepdf.Dictionary) and wanted(note)]
    page.obj["/Annots"] = pikepdf.Array(kept)
    return kept


def _forget(item: Any, *keys: str) -> None:
    for key in keys:
        if key in item:
            del item[key]


def _drop_beside(pdf: pikepdf.Pdf) -> None:
    root: Any = pdf.Root
    _forget(pdf.trailer, "/Info")
    _forget(root, "/AA", "/AF", "/PieceInfo", "/Metadata")
    if _runs(root.get("/OpenAction")):
        _forget(root, "/OpenAction")
    if "/Names" in root:
        _forget(root["/Names"], "/JavaScript", "/EmbeddedFiles")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
            _forget(item, "/Metadata", "/PieceInfo")
