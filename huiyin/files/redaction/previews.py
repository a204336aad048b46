"""What the tool for drawing boxes shows: the pages in the geometry the boxes are measured in."""

import io
from collections.abc import Iterator

from PIL import Image

from . import first_reader, pictures
from .first_reader import Pages
from .limits import STANDARD, Limits
from .survey import MEDIA_TYPE as PDF
from .survey import survey

WIDEST = 4000


def page_images(
    content: bytes, media_type: str, width: int = 1000, *, limits: Limits = STANDARD
) -> Iterator[bytes]:
    """A PNG of each page, `width` pixels wide, one after the other."""
    width = min(max(width, 50), WIDEST)
    if media_type == PDF:
        survey(content, limits)
        with Pages(first_reader.displayed(content)) as pages:
            for number in range(pages.count):
                across, down = pages.geometry(number).size
                scale = min(width / across, (limits.page_pixels / (across * down)) ** 0.5)
                yield _png(pages.picture(number, scale))
        return
    picture = pictures.open_picture(content, media_type, limits)
    for number in range(pictures.count(picture)):
        page = pictures.page(picture, number, limits)
        if page.width > width:
            page = page.resize((width, max(round(page.height * width / page.width), 1)))
        yield _png(page)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
