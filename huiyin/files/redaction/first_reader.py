"""PDFium: draws the pages as a reader sees them and finds the characters on them.

PDFium is not safe for threads; every call stands under one lock.
"""

import ctypes
import io
import math
import threading
from collections.abc import Iterator
from functools import cached_property
from types import TracebackType
from typing import Self

import pikepdf
import pypdfium2
import pypdfium2.raw as c
from PIL import Image

from .glyphs import Geometry, Glyph
from .limits import Limits
from .refusals import BrokenFile, TooLarge

NAME = "PDFium"
POINTS = 72
LOCK = threading.RLock()


class Pages:
    """The pages of a PDF with what belongs to them drawn in: filled fields, stamps, notes."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with LOCK:
            try:
                self.pdf = pypdfium2.PdfDocument(content)
                self.count = len(self.pdf)
            except pypdfium2.PdfiumError as error:
                raise BrokenFile("PDF ") from error
        if not self.count:
            raise BrokenFile("PDF ")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with LOCK:
            self.pdf.close()

    def geometry(self, number: int) -> Geometry:
        with LOCK, self._page(number) as page:
            left, bottom, right, top = page.get_bbox()
            rotation = page.get_rotation()
        if right <= left or top <= bottom:
            raise BrokenFile(f"PDF 第 {number + 1} 页")
        return Geometry(left, bottom, right, top, rotation, self._units[number])

    @cached_property
    def _units(self) -> list[float]:
        """UserUnit of each page, which PDFium ignores."""
        try:
            with pikepdf.open(io.BytesIO(self.content)) as pdf:
                return [_unit(page.obj.get("/UserUnit", 1)) for page in pdf.pages]
        except pikepdf.PdfError as error:
            raise BrokenFile("PDF ") from error

    def picture(
        self, number: int, scale: float, *, text: bool = True, smooth: bool = True
    ) -> Image.Image:
        """The page as pixels; without its text, or without soft edges, where that is asked for."""
        with LOCK, self._page(number) as page:
            if not text:
                for item in objects_of(page.raw):
                    if c.FPDFPageObj_GetType(item) == c.FPDF_PAGEOBJ_TEXT:
                        c.FPDFPageObj_SetIsActive(item, False)
            bitmap = page.render(
                scale=scale, may_draw_forms=False, draw_annots=False, no_smoothtext=not smooth,
                no_smoothimage=not smooth, no_smoothpath=not smooth,
            )  # fmt: skip
            picture: Image.Image = bitmap.to_pil().convert("RGB")
            picture.load()
            bitmap.close()
            return picture

    def holds_pictures(self, number: int) -> bool:
        with LOCK, self._page(number) as page:
            kinds = (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING)
            return any(c.FPDFPageObj_GetType(item) in kinds for item in objects_of(page.raw))

    def glyphs(self, number: int) -> list[Glyph]:
        """Every character the page holds, in the order of the file, seen or not."""
        geometry = self.geometry(number)
        with LOCK, self._page(number) as page:
            text = page.get_textpage()
            try:
                return list(_glyphs(text.raw, geometry))
            finally:
                text.close()

    def _page(self, number: int) -> "_Open":
        return _Open(self.pdf, number)


class _Open:
    """One page, closed again at once: memory does not grow with the number of pages."""

    def __init__(self, pdf: pypdfium2.PdfDocument, number: int) -> None:
        try:
            self.page = pdf[number]
        except pypdfium2.PdfiumError as error:
            raise BrokenFile(f"PDF 第 {number + 1} 页") from error

    def __enter__(self) -> pypdfium2.PdfPage:
        return self.page

    def __exit__(self, *error: object) -> None:
        self.page.close()


def displayed(content: bytes) -> bytes:
    """The file with fields, stamps and notes drawn into its pages, for both readers alike."""
    with LOCK:
        try:
            pdf = pypdfium2.PdfDocument(content)
            pdf.init_forms()
            for number in range(len(pdf)):
                page = pdf[number]
                if c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY) == c.FLATTEN_FAIL:
                    raise BrokenFile(f"PDF 第 {number + 1} 页")
                page.close()
            out = io.BytesIO()
            pdf.save(out)
            pdf.close()
        except pypdfium2.PdfiumError as error:
            raise BrokenFile("PDF ") from error
    return out.getvalue()


def _unit(value: object) -> float:
    try:
        unit = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 1.0
    return unit if 0 < unit < math.inf else 1.0


def scale_for(geometry: Geometry, limits: Limits) -> float:
    """Pixels a unit: the wanted resolution, less for a large drawing, never unreadable."""
    width, height = geometry.size
    most = math.sqrt(limits.page_pixels / (width * height))
    unit = max(geometry.unit, 1.0)
    scale = min(limits.dpi / POINTS * unit, most)
    if scale < limits.least_dpi / POINTS * unit:
        raise TooLarge("PDF 的页面过大，画出来会看不清。请缩小页面另存后再处理")
    return scale


def objects_of(page: object) -> Iterator[object]:
    """The objects of the page and of the forms drawn on it."""
    for index in range(c.FPDFPage_CountObjects(page)):
        yield from _within(c.FPDFPage_GetObject(page, index), 0)


def _within(item: object, depth: int) -> Iterator[object]:
    yield item
    if depth < 30 and c.FPDFPageObj_GetType(item) == c.FPDF_PAGEOBJ_FORM:
        for index in range(c.FPDFFormObj_CountObjects(item)):
            yield from _within(c.FPDFFormObj_GetObject(item, index), depth + 1)


def _glyphs(text: object, geometry: Geometry) -> Iterator[Glyph]:
    """The characters; those that share one drawn shape (ﬁ) are one."""
    previous: Glyph | None = None
    for glyph in _characters(text, geometry):
        if previous and glyph.ink == previous.ink and previous.ink.area:
            previous = previous._replace(text=previous.text + glyph.text)
            continue
        if previous:
            yield previous
        previous = glyph
    if previous:
        yield previous


def _characters(text: object, geometry: Geometry) -> Iterator[Glyph]:
    sides = [ctypes.c_double() for _ in range(4)]
    loose = c.FS_RECTF()
    for index in range(c.FPDFText_CountChars(text)):
        code = c.FPDFText_GetUnicode(text, index)
        if not code or c.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not c.FPDFText_GetCharBox(text, index, *sides):
            continue
        left, right, bottom, top = (side.value for side in sides)
        ink = rect = geometry.displayed(left, bottom, right, top)
        if c.FPDFText_GetLooseCharBox(text, index, loose):
            rect = geometry.displayed(loose.left, loose.bottom, loose.right, loose.top)
        leaning = max(math.degrees(c.FPDFText_GetCharAngle(text, index)), 0.0)
        yield geometry.glyph(_character(code), rect, ink, leaning)


def _character(code: int) -> str:
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
