"""Words of a PDF that nobody sees: not drawn, clear, beside the page, white on white, covered.

Words of an earlier recognition lie under or over their scan: they say what the picture shows, the
search reads them, and they stay. What may be seen after all is drawn with and without its words.
"""

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from .kinds import CannotCleanError, NotReadableError

_NOT_DRAWN = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_STROKED = {1, 2, 5, 6}
_OPAQUE, _FAINT = 250, 12
_WHITE = 247
_TINY = 1.0  # points
_SCALE = 2
_DEEPEST = 4
_MOST_PAGES = 300
_MOST_COVERS = 1000
"""of a page; the largest ones"""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Drawn:
    """An object in the order of drawing: where it stands on the page, what it says."""

    item: Any
    box: Box
    said: str = ""

    @property
    def kind(self) -> int:
        return int(self.item.type)

    @property
    def colour(self) -> tuple[int, int, int, int]:
        parts = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetFillColor(self.item, *parts):
            return (0, 0, 0, 255)
        red, green, blue, opaque = (part.value for part in parts)
        return red, green, blue, opaque

    @property
    def mode(self) -> int:
        return int(pdfium.FPDFTextObj_GetTextRenderMode(self.item))

    @property
    def area(self) -> float:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box lies within."""
        x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


def find(content: bytes) -> list[str]:
    """What the hidden words say, page by page.

    Raises:
        NotReadableError: it cannot be read.
    """
    with _opened(content) as document:
        return [
            one.said for number in range(min(len(document), _MOST_PAGES))
            for one in hidden(document[number])
        ]  # fmt: skip


def clean(content: bytes) -> bytes:
    """The file without them; not one pixel changes.

    Raises:
        NotReadableError: it cannot be read.
        CannotCleanError: a page would look otherwise.
    """
    with _opened(content) as document:
        changed = False
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            if not (hits := hidden(page)):
                continue
            before = _picture(page)
            for hit in hits:
                page.remove_obj(hit.item)
            page.gen_content()
            if ImageChops.difference(before, _picture(document[number])).getbbox() is not None:
                raise CannotCleanError("去掉看不见的文字会改变页面，没有替换。请在原软件中清理")
            changed = True
        if not changed:
            return content
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _opened(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise NotReadableError("PDF 打不开") from error


def hidden(page: Any) -> list[_Drawn]:
    """The words of a page that nobody sees."""
    drawn = list(_drawn(page))
    pictures = [one for one in drawn if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    covers = [(at, one) for at, one in enumerate(drawn) if _covers(one)]
    covers = sorted(covers, key=lambda cover: -cover[1].area)[:_MOST_COVERS]
    paper: Box = page.get_cropbox()
    unseen, doubtful = list[_Drawn](), list[_Drawn]()
    for at, one in enumerate(drawn):
        if not any(sign.isalnum() for sign in one.said):
            continue
        if one.mode in _NOT_DRAWN:
            unseen += [] if any(picture.holds(one.box) for picture in pictures) else [one]
        elif _is_beside(one.box, paper) or _is_clear_or_tiny(one):
            unseen.append(one)
        elif _is_white(one) or any(later > at and cover.holds(one.box) for later, cover in covers):
            doubtful.append(one)
    return [*unseen, *_without_trace(page, doubtful, paper)]


def _drawn(page: Any) -> Iterator[_Drawn]:
    layer = page.get_textpage()
    try:
        for item in page.get_objects(max_depth=_DEEPEST, textpage=layer):
            box, around = item.get_bounds(), item.container
            while around is not None:
                box, around = around.get_matrix().on_rect(*box), around.container
            is_text = item.type == pdfium.FPDF_PAGEOBJ_TEXT
            yield _Drawn(item, box, item.extract() if is_text else "")
    finally:
        layer.close()


def _is_beside(box: Box, paper: Box) -> bool:
    return box[2] <= paper[0] or box[0] >= paper[2] or box[3] <= paper[1] or box[1] >= paper[3]


def _is_clear_or_tiny(one: _Drawn) -> bool:
    if one.mode not in _STROKED and one.colour[3] < _FAINT:
        return True
    matrix = one.item.get_matrix()
    stretch = max(hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d))
    return float(one.item.get_font_size()) * stretch < _TINY


def _is_white(one: _Drawn) -> bool:
    return one.mode not in _STROKED and min(one.colour[:3]) >= _WHITE


def _covers(one: _Drawn) -> bool:
    """A filled shape; whether it hides is looked at afterwards."""
    if one.kind != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(one.item, fill, stroke)
    return fill.value != pdfium.FPDF_FILLMODE_NONE and one.colour[3] >= _OPAQUE


def _without_trace(page: Any, doubtful: list[_Drawn], paper: Box) -> list[_Drawn]:
    """Those of which no pixel tells: drawn with and without them."""
    if not doubtful:
        return []
    with_words = _picture(page)
    for one in doubtful:
        pdfium.FPDFPageObj_SetIsActive(one.item, False)
    traces = ImageChops.difference(with_words, _picture(page))
    for one in doubtful:
        pdfium.FPDFPageObj_SetIsActive(one.item, True)
    return [one for one in doubtful if traces.crop(_pixels(one.box, paper)).getbbox() is None]


def _pixels(box: Box, paper: Box) -> tuple[int, int, int, int]:
    return (
        int((box[0] - paper[0]) * _SCALE) - 1, int((paper[3] - box[3]) * _SCALE) - 1,
        int((box[2] - paper[0]) * _SCALE) + 2, int((paper[3] - box[1]) * _SCALE) + 2,
    )  # fmt: skip


def _picture(page: Any) -> Image.Image:
    """As it lies before it is turned."""
    drawn = page.render(scale=_SCALE, rotation=(360 - page.get_rotation()) % 360)
    picture: Image.Image = drawn.to_pil().convert("RGB")
    return picture
