"""图像: pictures inside a PDF that cannot be decoded, or not to the end.

A picture that fails is drawn as nothing: a scan would go out blank and nobody would have said so.
"""

import ctypes
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pikepdf
import pypdfium2
import pypdfium2.raw as c
from PIL import Image, UnidentifiedImageError

from .first_reader import LOCK, objects_of

_NAMES = {
    "/JBIG2Decode": "JBIG2 图像",
    "/JPXDecode": "JPEG 2000 图像",
    "/CCITTFaxDecode": "传真格式图像",
    "/DCTDecode": "JPEG 图像",
}
_OWN_SIZE = frozenset(_NAMES)  # kinds whose data does not tell by its length whether it is whole
_ROWS_OFF = 2  # lines that some programs leave out at the end
_BLANK = 1000  # bytes, and a quarter of one a row: more than an empty sheet takes
_INLINE = re.compile(rb"(?:^|[\s>\])])BI\s.*?\sID\s", re.DOTALL)
_JBIG2_KINDS = frozenset({0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, *range(48, 54), 62})
_JBIG2_DRAWN = frozenset({6, 7, 22, 23, 38, 39, 42, 43})
_UNKNOWN_LENGTH = 0xFFFFFFFF


def faults(images: Sequence[pikepdf.Stream]) -> Iterator[tuple[pikepdf.Stream, str]]:
    """Each picture that does not come out whole, and what is to be said of it."""
    if not images:
        return
    with _opened(_alone(images)) as pdf:
        for number, image in enumerate(images):
            kind = _kind(image)
            page = pdf[number]
            drawn = [item for item in objects_of(page.raw) if _is_image(item)]
            height = image.get("/Height", 0)
            if not drawn or _fails(drawn[0], page, kind, int(height)):
                yield image, f"{_NAMES.get(kind, '图像')}已损坏或格式特殊，画不完整"
            page.close()


def undrawn_inline(content: bytes) -> Iterator[str]:
    """Pictures that stand within the drawing itself."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        counts = [_inline_pictures(page) for page in pdf.pages]
    if not any(counts):
        return
    with _opened(content) as opened:
        for number, count in enumerate(counts):
            if not count:
                continue
            page = opened[number]
            drawn = [_bitmap(item) for item in objects_of(page.raw) if _is_image(item)]
            if None in drawn or len(drawn) < count:
                yield f"第 {number + 1} 页有图像已损坏或格式特殊，画不完整"
            page.close()


def _inline_pictures(page: pikepdf.Page) -> int:
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    try:
        data = b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
    except pikepdf.PdfError:
        return 0  # named as broken
    return len(_INLINE.findall(data))


def _alone(images: Sequence[pikepdf.Stream]) -> bytes:
    """A file with one picture a page, so that masks and patterns are tried like all others."""
    with pikepdf.new() as pdf:
        for image in images:
            page = pdf.add_blank_page(page_size=(100, 100))
            page.obj.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(Im=pdf.copy_foreign(image))
            )
            page.obj.Contents = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im Do Q")
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with LOCK:
        pdf = pypdfium2.PdfDocument(content)
        try:
            yield pdf
        finally:
            pdf.close()


def _kind(image: pikepdf.Stream) -> str:
    filters = image.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        filters = filters[-1] if len(filters) else None
    return str(filters or "")


def _is_image(item: object) -> bool:
    return bool(c.FPDFPageObj_GetType(item) == c.FPDF_PAGEOBJ_IMAGE)


def _fails(item: object, page: pypdfium2.PdfPage, kind: str, height: int) -> bool:
    picture = _bitmap(item)
    if picture is None:
        return True
    data = _data(item)
    if kind == "/JBIG2Decode" and not _is_whole_jbig2(data):
        return True
    if kind in ("/DCTDecode", "/JPXDecode") and not _is_whole_photograph(data):
        return True
    if kind in _OWN_SIZE:
        lowest_highest = picture.convert("L").getextrema()
        is_blank = lowest_highest[0] == lowest_highest[1]
        return kind != "/DCTDecode" and is_blank and len(data) > _BLANK + height // 4
    return len(data) < _expected(item, page)


def _bitmap(item: object) -> Image.Image | None:
    raw = c.FPDFImageObj_GetBitmap(item)
    if not raw:
        return None
    picture: Image.Image = pypdfium2.PdfBitmap.from_raw(raw).to_pil()  # frees it when it goes
    return picture.copy()


def _data(item: object) -> bytes:
    """The picture as it is packed, once the general filters are undone."""
    size = c.FPDFImageObj_GetImageDataDecoded(item, None, 0)
    held = ctypes.create_string_buffer(size)
    c.FPDFImageObj_GetImageDataDecoded(item, held, size)
    return held.raw


def _expected(item: object, page: pypdfium2.PdfPage) -> int:
    """The least number of bytes that makes the picture whole."""
    told = c.FPDF_IMAGEOBJ_METADATA()
    c.FPDFImageObj_GetImageMetadata(item, page, told)
    row = (int(told.width) * int(told.bits_per_pixel) + 7) // 8
    return int(row * max(int(told.height) - _ROWS_OFF, 0))


def _is_whole_photograph(data: bytes) -> bool:
    """A second decoder gets to its end; what it does not know at all is PDFium's to say."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["JPEG", "JPEG2000"]) as picture:
                picture.load()
    except UnidentifiedImageError:
        return True
    except OSError:
        return False
    return True


def _is_whole_jbig2(data: bytes) -> bool:
    """Every segment is of a known kind and all there, and at least one of them draws."""
    position, drawn = 0, 0
    while position + 11 <= len(data):
        kind, start, length = _jbig2_segment(data, position)
        if kind not in _JBIG2_KINDS:
            return False
        drawn += kind in _JBIG2_DRAWN
        if length == _UNKNOWN_LENGTH:
            return True
        position = start + length
    return position <= len(data) and drawn > 0


def _jbig2_segment(data: bytes, position: int) -> tuple[int, int, int]:
    """Kind, where its data begins, and how long it is (ISO/IEC 14492, 7.2)."""
    number = int.from_bytes(data[position : position + 4])
    flags, at = data[position + 4], position + 5
    count = data[at] >> 5
    if count == 7:
        count = int.from_bytes(data[at : at + 4]) & 0x1FFFFFFF
        at += 4 + (count + 8) // 8
    else:
        at += 1
    at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
    at += 4 if flags & 0x40 else 1
    return flags & 0x3F, at + 4, int.from_bytes(data[at : at + 4])
