"""PDF: properties, comments, attached files, scripts, hidden layers, earlier versions."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from huiyin.checks import Unseen

from . import parts, pdf_spoken, pdf_words, pictures
from .kinds import CannotCleanError, NotReadableError

_SAYS = ("/Author", "/Title", "/Subject", "/Keywords", "/Company", "/Manager", "/SourceModified")
_TELLING = re.compile(
    rb"dc:creator|dc:title|dc:description|dc:rights|pdf:Keywords|pdfx:|photoshop:|History|Author|Company|Manager"
)
_PLAIN_NOTES = frozenset({"/Link", "/Widget"})
_UNSEEN = 2 | 32  # hidden, not shown on screens
_SILENT = frozenset({"/Text", "/Popup", "/FileAttachment"})
_BROKEN = (
    pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, RecursionError, RuntimeError,
)  # fmt: skip
_OF_FIELDS = ("/V", "/DV", "/RV", "/TU", "/AP", "/AA", "/Opt")
_JPEG = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))
_ABOUT_FILE = ("/Threads", "/SpiderInfo", "/PieceInfo")
_BESIDE = ("/AA", "/PieceInfo", "/Metadata", "/Thumb", "/LastModified")


def find(content: bytes) -> list[Unseen]:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            unseen = [*_about(pdf), *_notes(pdf), *_beside(pdf)]
    except _BROKEN as error:
        raise NotReadableError("PDF 打不开") from error
    if words := [one for one in pdf_words.find(content) if one.strip()]:
        unseen.append(Unseen("hidden", f"看不见的文字（“{''.join(words)[:30]}”）"))
    versions = content.count(b"startxref") - 1 - int(b"/Linearized" in content[:2048])
    if versions > 0:
        unseen.append(Unseen("hidden", "修改前的旧版本"))
    return unseen


def _about(pdf: pikepdf.Pdf) -> Iterator[Unseen]:
    info: Any = pdf.trailer.get("/Info", {})
    usual = {"/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", *_SAYS}
    values = [str(info[key]).strip() for key in info if key in _SAYS or key not in usual]
    values = [value for value in values if value]
    if values:
        yield Unseen("properties", f"作者、标题等文件属性（{'、'.join(values)[:60]}）")
    texts = (item for item in pdf.objects if isinstance(item, pikepdf.Stream))
    if any(text.get("/Subtype") == "/XML" and _TELLING.search(text.read_bytes()) for text in texts):
        yield Unseen("properties", "元数据里的作者、标题或修改记录")


def _notes(pdf: pikepdf.Pdf) -> Iterator[Unseen]:
    notes = [
        note
        for page in pdf.pages
        for note in page.obj.get("/Annots", [])
        if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") not in _PLAIN_NOTES
    ]
    if notes:
        remark = next((str(note["/Contents"]) for note in notes if note.get("/Contents")), "")
        count = f"{len(notes)} 处批注"
        yield Unseen("comments", f"{count}（“{remark[:30]}”）" if remark else count)


def _beside(pdf: pikepdf.Pdf) -> Iterator[Unseen]:
    root: Any = pdf.Root
    names: Any = root.get("/Names", {})
    if len(pdf.attachments) or "/EmbeddedFiles" in names or _any_has(pdf, "/AF", "/EF"):
        yield Unseen("embedded", "嵌入的文件")
    if "/JavaScript" in names or _runs(root.get("/OpenAction")) or _any_has(pdf, "/AA"):
        yield Unseen("embedded", "脚本")
    if words := pdf_spoken.spoken(pdf):
        yield Unseen("hidden", f"只有读屏软件才读出的文字（“{words[0][:30]}”）")
    if _hidden_layers(root):
        yield Unseen("hidden", "隐藏的图层")
    if "/Templates" in names:
        yield Unseen("hidden", "隐藏的页面模板")
    if any(True for _ in _unseen_fields(pdf)) or "/XFA" in root.get("/AcroForm", {}):
        yield Unseen("hidden", "看不见的表单内容")
    if any(_is_local(item) for item in pdf.objects):
        yield Unseen("properties", "指向本机或内部网络的地址")
    if count := sum(1 for _ in _photographs(pdf)):
        yield Unseen("properties", f"{count} 张插图的拍摄信息")
    if _any_has(pdf, "/PieceInfo", "/Thumb") or any(key in root for key in _ABOUT_FILE):
        yield Unseen("properties", "软件留下的编辑数据或缩略图")


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All of them, with those that stand within a page or a field."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
            yield item
    for page in pdf.pages:
        yield from (note for note in page.obj.get("/Annots", []) if _is_dictionary(note))


def _is_dictionary(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary)


def _any_has(pdf: pikepdf.Pdf, *keys: str) -> bool:
    return any(key in item for item in _dictionaries(pdf) for key in keys)


def _unseen_fields(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Fields of a form that hold something and are drawn nowhere."""
    for item in _dictionaries(pdf):
        if any(key in item for key in _OF_FIELDS) and _is_unseen_field(item):
            yield item


def _is_unseen_field(item: Any) -> bool:
    if item.get("/Subtype") == "/Widget":
        return bool(int(item.get("/F", 0)) & _UNSEEN)
    if "/FT" not in item:
        return False
    return all(_is_dictionary(kid) and _is_unseen_field(kid) for kid in item.get("/Kids", []))


def _is_local(item: Any) -> bool:
    """A note that leads to somebody's own disk or network."""
    action: Any = item.get("/A") if _is_dictionary(item) else None
    if action is None or not _is_dictionary(action):
        return False
    targets = [action.get(key) for key in ("/URI", "/F", "/Win")]
    targets += [target.get("/F") for target in targets if _is_dictionary(target)]
    return action.get("/S") == "/Launch" or any(
        parts.is_local(str(target), "") for target in targets if isinstance(target, pikepdf.String)
    )


def _photographs(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, bytes]]:
    """Pictures that carry more than themselves, and each without it."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or item.get("/Filter") not in _JPEG:
            continue
        content = item.read_raw_bytes()
        try:
            plain = pictures.plain(content)
        except NotReadableError:
            continue  # nobody else can read it either
        if plain != content:
            yield item, plain


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
        with pikepdf.open(io.BytesIO(pdf_words.clean(content))) as pdf:
            _clean_pages(pdf)
            _drop_beside(pdf)
            return _saved(pdf)
    except CannotCleanError:
        raise
    except _BROKEN as error:
        raise NotReadableError("PDF 打不开") from error


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )  # fmt: skip
    return out.getvalue()


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
    pdf_spoken.drop(pdf)
    _forget(pdf.trailer, "/Info")
    _forget(root, "/AA", "/AF", "/Metadata", *_ABOUT_FILE)
    _forget(root.get("/AcroForm", {}), "/XFA")
    if _runs(root.get("/OpenAction")):
        _forget(root, "/OpenAction")
    if "/Names" in root:
        _forget(root["/Names"], "/JavaScript", "/EmbeddedFiles", "/Templates")
    for picture, plain in list(_photographs(pdf)):
        picture.write(
            plain, filter=pikepdf.Name.DCTDecode, decode_parms=picture.get("/DecodeParms")
        )
    for field in list(_unseen_fields(pdf)):
        _forget(field, *_OF_FIELDS)
    for item in list(_dictionaries(pdf)):
        _forget(item, "/Metadata", "/PieceInfo", "/AA", "/AF", "/EF")
        if _is_local(item):
            _forget(item, "/A")
