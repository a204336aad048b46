"""图像: pictures inside a PDF that cannot be decoded, or not completely.

A picture that fails is drawn as nothing: a scan would silently be published blank.
"""

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as c
from PIL import Image, ImageChops

from . import fax, jbig2, photographs
from .first_reader import LOCK, objects_of

_NAMES = {
    "/JBIG2Decode": "JBIG2 图像",
    "/JPXDecode": "JPEG 2000 图像",
    "/CCITTFaxDecode": "传真格式图像",
    "/DCTDecode": "JPEG 图像",
}
_OWN_SIZE = frozenset(_NAMES)  # kinds whose data does not tell by its length whether it is whole
_BLANK = 1000  # bytes, and a quarter of one a row: more than an empty sheet takes
_INLINE = re.compile(rb"(?:^|[\s>\])])BI\s.*?\sID\s", re.DOTALL)
_DEFAULT_COLUMNS = 1728  # of a fax without a given width


def faults(images: Sequence[pikepdf.Stream]) -> Iterator[tuple[pikepdf.Stream, str]]:
    """Each incomplete picture, with the message for it."""
    if not images:
        return
    with _opened(_alone(images)) as pdf:
        for number, image in enumerate(images):
            kind = _kind(image)
            page = pdf[number]
            drawn = [item for item in objects_of(page.raw) if _is_image(item)]
            if not drawn or _fails(drawn[0], page, kind, image):
                yield image, f"{_NAMES.get(kind, '图像')}已损坏或格式特殊，画不完整"
            page.close()


def undrawn_inline(content: bytes) -> Iterator[str]:
    """Pictures that stand within the drawing itself."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        counts = [_inline_pictures(page) for page in pdf.pages]
        for number, page in enumerate(pdf.pages):
            for _, fault in faults(_taken_out(pdf, page)):
                yield f"第 {number + 1} 页有{fault}"
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


def _taken_out(pdf: pikepdf.Pdf, page: pikepdf.Page) -> list[pikepdf.Stream]:
    """The pictures within the drawing as objects like all others."""
    known = len(pdf.objects)
    try:
        page.externalize_inline_images(min_size=0)
    except (pikepdf.PdfError, RuntimeError):
        return []  # the drawing is named as broken
    new = list(pdf.objects)[known:]
    return [item for item in new if isinstance(item, pikepdf.Stream) and _is_picture(item)]


def _is_picture(item: pikepdf.Stream) -> bool:
    return bool(item.get("/Subtype") == "/Image")


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


def _parameters(image: pikepdf.Stream) -> Any:
    """The parameters of the last filter, that of the picture itself."""
    parameters: Any = image.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[-1] if len(parameters) else None
    return parameters if isinstance(parameters, pikepdf.Dictionary) else pikepdf.Dictionary()


def _fails(item: object, page: pypdfium2.PdfPage, kind: str, image: pikepdf.Stream) -> bool:
    picture = _bitmap(item)
    if picture is None:
        return True
    data, height = _data(item), int(image.get("/Height", 0))
    if kind not in _OWN_SIZE:
        return len(data) < _expected(item, page)
    if not _is_whole(data, kind, image):
        return True
    lowest, highest = picture.convert("L").getextrema()
    return kind != "/DCTDecode" and lowest == highest and len(data) > _BLANK + height // 4


def _is_whole(data: bytes, kind: str, image: pikepdf.Stream) -> bool:
    """Checked by a second decoder, or by the first one's result for longer and for changed data."""
    parameters, height = _parameters(image), int(image.get("/Height", 0))
    if kind == "/DCTDecode":
        return photographs.is_whole_jpeg(data)
    if kind == "/JPXDecode":
        return photographs.is_whole_jpeg2000(data)
    if kind == "/CCITTFaxDecode":
        columns, k = int(parameters.get("/Columns", _DEFAULT_COLUMNS)), int(parameters.get("/K", 0))
        aligned = bool(parameters.get("/EncodedByteAlign", False))
        return fax.is_whole(data, height, fax.Coding(columns, k, aligned))
    letters: Any = parameters.get("/JBIG2Globals")
    shared = letters.read_bytes() if isinstance(letters, pikepdf.Stream) else b""
    size = int(image.get("/Width", 0)), height
    return jbig2.is_formed(data, shared, height) and _is_read_to_its_end(data, shared, size)


def _is_read_to_its_end(data: bytes, shared: bytes, size: tuple[int, int]) -> bool:
    """More data changes nothing; other data at the end of a region changes it."""
    tails = list(jbig2.with_other_tails(data))
    trials = [(data, shared), (jbig2.with_more(data), jbig2.with_more(shared))]
    trials += [(other, shared) for _, other in tails]
    drawn = _drawn(trials, size)
    plain, more = next(drawn), next(drawn)
    if plain is None or more is None or plain.tobytes() != more.tobytes():
        return False
    return all(
        other is None or ImageChops.difference(plain, other).crop(area).getbbox()
        for (area, _), other in zip(tails, drawn, strict=True)
    )


def _drawn(
    trials: Sequence[tuple[bytes, bytes]], size: tuple[int, int]
) -> Iterator[Image.Image | None]:
    """JBIG2 data and the letters it shares with other pages, as pictures in grey."""
    with pikepdf.new() as pdf:
        images = []
        for data, shared in trials:
            image = pdf.make_stream(b"")
            parameters = pikepdf.Dictionary()
            if shared:
                parameters.JBIG2Globals = pdf.make_stream(shared)
            image.write(data, filter=pikepdf.Name.JBIG2Decode, decode_parms=parameters)
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.Width, image.Height = size
            image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 1
            images.append(image)
        content = _alone(images)
    with _opened(content) as opened:
        for number in range(len(trials)):
            page = opened[number]
            bitmaps = [_bitmap(item) for item in objects_of(page.raw) if _is_image(item)]
            page.close()
            yield bitmaps[0].convert("L") if bitmaps and bitmaps[0] else None


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
    metadata = c.FPDF_IMAGEOBJ_METADATA()
    c.FPDFImageObj_GetImageMetadata(item, page, metadata)
    row = (int(metadata.width) * int(metadata.bits_per_pixel) + 7) // 8
    return int(row * max(int(metadata.height) - fax.ROWS_OFF, 0))
