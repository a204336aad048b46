"""pdfminer.six: a second reader that shares no code with the first."""

import io
import math
from collections.abc import Container, Iterator

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from .glyphs import Geometry, Glyph

NAME = "pdfminer.six"


class UnreadableError(Exception):
    """This reader cannot parse the file; the caller decides what that means."""


class _Glyphs(PDFLayoutAnalyzer):
    """Keeps the characters of one page and nothing else."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.page: LTPage | None = None

    def paint_path(self, *args: object, **kwargs: object) -> None:
        """Ignored: lines and fills have no text."""

    def render_image(self, name: str, stream: object) -> None:
        """Ignored: pictures have no text."""

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage


def read(
    content: bytes, geometries: list[Geometry], only: Container[int] | None = None
) -> Iterator[list[Glyph]]:
    """The characters of each page in turn, placed by the geometry that the other reader uses.

    Pages outside `only` are passed over: they come as empty lists.
    """
    manager = PDFResourceManager()
    device = _Glyphs(manager)
    interpreter = PDFPageInterpreter(manager, device)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        pages = PDFPage.create_pages(document)
        for number, (page, geometry) in enumerate(zip(pages, geometries, strict=True)):
            if only is not None and number not in only:
                yield []
                continue
            page.rotate = 0  # the geometry turns, once
            x, y = page.mediabox[0], page.mediabox[1]
            interpreter.process_page(page)
            yield [_glyph(char, geometry, x, y) for char in _chars(device.page)]
    except Exception as error:  # whatever a hostile file provokes in a library of many parsers
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def _chars(item: LTComponent | None) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for child in item:
            yield from _chars(child)


def _glyph(char: LTChar, geometry: Geometry, x: float, y: float) -> Glyph:
    rect = geometry.displayed(char.x0 + x, char.y0 + y, char.x1 + x, char.y1 + y)
    a, b = char.matrix[:2]
    return geometry.glyph(char.get_text(), rect, rect, -math.degrees(math.atan2(b, a)))
