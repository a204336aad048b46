"""Page images for the tool that draws boxes, in the geometry the boxes are measured in."""

import io
from collections.abc import Iterator, Sequence

from PIL import Image

from huiyin.common.confined import Work, confined

from . import first_reader, pictures
from .boxes import Box
from .engine import add_page
from .first_reader import Pages
from .limits import STANDARD, Limits
from .refusals import TooLarge
from .survey import MEDIA_TYPE as PDF
from .survey import survey
from .undrawn import refuse_undrawn
from .writer import PdfWriter

WIDEST = 4000


def page_images(
    content: bytes, media_type: str, width: int = 1000, *, limits: Limits = STANDARD
) -> Iterator[bytes]:
    """A PNG of each page, `width` pixels wide, one after the other."""
    if media_type == PDF:
        survey(content, limits)
        with Pages(first_reader.displayed(content)) as pages:
            for number in range(pages.count):
                yield _png(_drawn(pages, number, width, limits))
        return
    picture = pictures.open_picture(content, media_type, limits)
    for number in range(pictures.count(picture)):
        yield _png(_narrowed(pictures.page(picture, number, limits), width))


@confined(Work.DRAWING, refusal=TooLarge)
def page_count(content: bytes, media_type: str, *, limits: Limits = STANDARD) -> int:
    """How many pages there are; raises where the file cannot be handled at all."""
    if media_type == PDF:
        survey(content, limits)
        refuse_undrawn(content)
        with Pages(content) as pages:
            return pages.count
    picture = pictures.open_picture(content, media_type, limits)
    pictures.page(picture, 0, limits)  # its pixels, or a refusal
    pictures.refuse_broken(content, picture)
    return pictures.count(picture)


@confined(Work.DRAWING, refusal=TooLarge)
def page_image(
    content: bytes, media_type: str, number: int, width: int = 1000, *, limits: Limits = STANDARD
) -> bytes:
    """A PNG of one page of a file that `page_count` has let pass."""
    if media_type == PDF:
        with Pages(first_reader.displayed(content)) as pages:
            return _png(_drawn(pages, number, width, limits))
    picture = pictures.open_picture(content, media_type, limits)
    return _png(_narrowed(pictures.page(picture, number, limits), width))


@confined(Work.DRAWING, refusal=TooLarge)
def result_image(
    content: bytes,
    media_type: str,
    boxes: Sequence[Box],
    number: int,
    width: int = 1000,
    *,
    limits: Limits = STANDARD,
) -> bytes:
    """A PNG of one page as `redact` would draw it, without redacting all the others."""
    page_boxes = [box for box in boxes if box.page == number]
    if media_type != PDF:
        picture = pictures.open_picture(content, media_type, limits)
        page = pictures.page(picture, number, limits)
        return _png(_narrowed(pictures.burn(page, [box.rect for box in page_boxes]), width))
    writer = PdfWriter()
    with Pages(first_reader.displayed(content)) as pages:
        add_page(writer, pages, number, pages.geometry(number), page_boxes, None, limits)
    with Pages(writer.finish()) as redacted:
        return _png(_drawn(redacted, 0, width, limits))


def _drawn(pages: Pages, number: int, width: int, limits: Limits) -> Image.Image:
    across, down = pages.geometry(number).size
    scale = min(_within(width) / across, (limits.page_pixels / (across * down)) ** 0.5)
    return pages.picture(number, scale)


def _narrowed(page: Image.Image, width: int) -> Image.Image:
    width = _within(width)
    if page.width <= width:
        return page
    return page.resize((width, max(round(page.height * width / page.width), 1)))


def _within(width: int) -> int:
    return min(max(width, 50), WIDEST)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
