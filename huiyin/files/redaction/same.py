"""The result as pixels: black under every box, and elsewhere what the original shows."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

import pikepdf
from PIL import Image, ImageChops, ImageStat

from . import first_reader, pictures
from .boxes import Box, Rect
from .engine import Redacted
from .first_reader import Pages
from .limits import Limits
from .refusals import BrokenFile
from .survey import MEDIA_TYPE as PDF

_BLACK = 90  # of 255: what JPEG may make of black beside white
_CELLS = 60  # across, for the comparison
_MEAN_OFF, _CELL_OFF = 6.0, 90  # of 255: all cells on average, and one cell
_WIDTH = 600  # pixels at which the original is drawn for it
_SIZE = 0.01  # of the shape


def uncovered(redacted: Redacted, boxes: Sequence[Box], limits: Limits) -> list[str]:
    """框下应为全黑: boxes of which a pixel in the result's own picture is not black."""
    faults = []
    for number in sorted({box.page for box in boxes}):
        picture = raster(redacted, number, limits).convert("L")
        for box in boxes:
            if box.page == number:
                left, top, right, bottom = pictures.pixels(box.rect, picture.size)
                _, brightest = picture.crop((left, top, right + 1, bottom + 1)).getextrema()
                if brightest > _BLACK:  # type: ignore[operator]
                    faults.append(f"第 {number + 1} 页有一个框没有涂满")
    return faults


def raster(redacted: Redacted, number: int, limits: Limits) -> Image.Image:
    """The picture that makes the page, as it is stored: white captions are not part of it."""
    if redacted.media_type != PDF:
        picture = pictures.open_picture(redacted.content, redacted.media_type, limits)
        return pictures.page(picture, number, limits)
    try:
        with pikepdf.open(io.BytesIO(redacted.content)) as pdf:
            image = pdf.pages[number].obj.Resources.XObject.P
            return pikepdf.PdfImage(cast(pikepdf.Stream, image)).as_pil_image()
    except (pikepdf.PdfError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise BrokenFile(f"结果第 {number + 1} 页的图像") from error


def is_drawn_upon(picture: Image.Image, place: Rect) -> bool:
    """Whether anything at all can be seen there, however pale."""
    if not place.meets(Rect(0, 0, 1, 1)):
        return False
    left, top, right, bottom = pictures.pixels(place, picture.size, grow=2)
    darkest, brightest = picture.crop((left, top, right + 1, bottom + 1)).getextrema()
    return bool(darkest != brightest)


def differences(
    original: bytes, media_type: str, redacted: Redacted, boxes: Sequence[Box], limits: Limits
) -> list[str]:
    """与原件不一致: a page missing, turned, cut or blank would be over-redaction."""
    faults = []
    with _pages(original, media_type, limits) as (count, draw):
        if count != redacted.pages:
            return [f"原件 {count} 页，结果 {redacted.pages} 页"]
        for number in range(count):
            rects = [box.rect for box in boxes if box.page == number]
            old = pictures.burn(draw(number, _WIDTH, True), rects)
            new = pictures.burn(raster(redacted, number, limits).convert("RGB"), rects)
            if abs(old.height / old.width - new.height / new.width) > _SIZE:
                faults.append(f"第 {number + 1} 页的大小与原件不同")
            elif _differ(old, new):
                # hair lines: pale where edges are soft, black where a point is black or white
                sharp = pictures.burn(draw(number, new.width, False), rects)
                if _differ(sharp, new):
                    faults.append(f"第 {number + 1} 页框外的内容与原件不一致")
    return faults


def _differ(old: Image.Image, new: Image.Image) -> bool:
    """Compared as coarse cells, so that sharpness and packing do not matter."""
    size = _CELLS, max(round(old.height * _CELLS / old.width), 1)
    cells = [picture.resize(size, Image.Resampling.BOX) for picture in (old, new)]
    off = ImageChops.difference(*cells).convert("L")
    return bool(ImageStat.Stat(off).mean[0] > _MEAN_OFF or off.getextrema()[1] > _CELL_OFF)  # type: ignore[operator]


@contextmanager
def _pages(
    content: bytes, media_type: str, limits: Limits
) -> Iterator[tuple[int, Callable[[int, int, bool], Image.Image]]]:
    """How many pages, and how to draw one of them at a width, with soft edges or without."""
    if media_type != PDF:
        picture = pictures.open_picture(content, media_type, limits)
        yield pictures.count(picture), lambda number, _, __: pictures.page(picture, number, limits)
        return
    with Pages(first_reader.displayed(content)) as pages:

        def draw(number: int, width: int, smooth: bool) -> Image.Image:
            return pages.picture(number, width / pages.geometry(number).size[0], smooth=smooth)

        yield pages.count, draw
