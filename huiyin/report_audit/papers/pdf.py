"""PDF with a text layer: its tables by their lines or by the places of their numbers, and its text."""

import io
import re
from collections.abc import Iterator
from functools import cached_property

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTFigure, LTImage, LTLine, LTPage, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from .aligned import Aligned, aligned
from .lines import Letter, Line, Margins, lines
from .ruled import Frame, Rule, frames
from .values import Item, Paper, Paragraph, Picture, Table, UnreadableReportError

NO_TEXT = "这份 PDF 没有文字层（可能是扫描件），读不出内容，没有猜测。请提供 Word、网页或者可以复制文字的 PDF"
GAPS = "表格没有框线，又有空白的格子，看不出数字在哪一栏，没有采用。请提供 Word 或者网页"
_DAMAGED = "PDF 打不开，可能已经损坏或者加了密码。请重新导出一份再试"
_THIN = 3.0
_SMALL = 60.0
"""points: a picture so low or narrow holds no table"""
_MOST_PAGES = 200
_PAGE_NUMBER = re.compile(r"[-—–－·\s第]*\d{1,3}[-—–－·\s页]*")
_LEAST_LETTERS = 30
_FULL = 12
"""lines by which a page has margins of its own"""
_HEADING = re.compile(r"[一二三四五六]、\S{3,30}")


class _Pages(PDFLayoutAnalyzer):
    """Keeps the pages as they are drawn."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.pages: list[LTPage] = []

    def receive_layout(self, ltpage: LTPage) -> None:
        self.pages.append(ltpage)


def read(content: bytes) -> Paper:
    """The pages one after the other.

    Raises:
        UnreadableReportError: damaged, locked, too long, or without a text layer.
    """
    manager = PDFResourceManager()
    device = _Pages(manager)
    interpreter = PDFPageInterpreter(manager, device)
    try:
        for number, page in enumerate(PDFPage.get_pages(io.BytesIO(content))):
            if number >= _MOST_PAGES:
                raise UnreadableReportError("PDF 的页数太多，不像一份年度报告")
            interpreter.process_page(page)
    except UnreadableReportError:
        raise
    except Exception as error:  # whatever a strange file provokes in a library of many parsers
        raise UnreadableReportError(_DAMAGED) from error
    pages = [_Page(page) for page in device.pages]
    if sum(len(page.letters) for page in pages) < _LEAST_LETTERS:
        raise UnreadableReportError(NO_TEXT)
    usual = Margins.of([line for page in pages for line in page.text])
    items = tuple(_joined(item for page in pages for item in page.items(usual)))
    return Paper(items, remarks=(GAPS,) if any(page.loose.has_gaps for page in pages) else ())


class _Page:
    """What is drawn on a page, sorted by kind."""

    def __init__(self, page: LTPage) -> None:
        self.letters: list[Letter] = []
        self.rules: list[Rule] = []
        self.pictures: list[float] = []
        self._sort(page)

    def _sort(self, around: LTContainer) -> None:
        for thing in around:
            if isinstance(thing, LTChar):
                if thing.get_text().strip():
                    self.letters.append(Letter(thing.get_text(), *thing.bbox))
            elif isinstance(thing, LTImage):
                if min(thing.width, thing.height) > _SMALL:
                    self.pictures.append(thing.y1)
            elif isinstance(thing, LTFigure):
                self._sort(thing)
            elif isinstance(thing, LTCurve):
                self.rules += _rules(thing)

    @cached_property
    def tables(self) -> list[tuple[Frame, list[Letter]]]:
        """Each frame with the letters in it."""
        return [
            (frame, [letter for letter in self.letters if frame.holds(letter)])
            for frame in frames(self.rules)
        ]

    @cached_property
    def text(self) -> list[Line]:
        """The lines outside of frames, without the number of the page."""
        inside = {id(letter) for _, letters in self.tables for letter in letters}
        left = (letter for letter in self.letters if id(letter) not in inside)
        return [line for line in lines(left) if not _PAGE_NUMBER.fullmatch(line.text)]

    @cached_property
    def loose(self) -> Aligned:
        """What stands outside of frames."""
        return aligned(self.text)

    def items(self, usual: Margins) -> Iterator["_Placed"]:
        """Top to bottom; a page of a few lines has the margins of the others."""
        placed: list[tuple[float, _Placed]] = [(y, Picture()) for y in self.pictures]
        placed += [(frame.top, Table(frame.rows(letters))) for frame, letters in self.tables]
        placed += self.loose.tables
        rest = self.loose.rest
        margins = Margins.of(rest) if len(rest) >= _FULL else usual
        before: Line | None = None
        for line in rest:
            begins = margins.begins(line, before) or _HEADING.fullmatch(line.text) is not None
            placed.append((line.y, _Begun(line.text, begins)))
            before = line
        return (item for _, item in sorted(placed, key=lambda one: -one[0]))


class _Begun:
    """A line of text, and whether a paragraph begins with it."""

    def __init__(self, text: str, is_first: bool) -> None:
        self.text, self.is_first = text, is_first


_Placed = Table | Picture | _Begun


def _joined(placed: Iterator[_Placed]) -> Iterator[Item]:
    """Lines to paragraphs, also over the end of a page."""
    text = ""
    for item in placed:
        if isinstance(item, _Begun) and not item.is_first:
            text += item.text
            continue
        if text:
            yield Paragraph(text)
        text = item.text if isinstance(item, _Begun) else ""
        if not isinstance(item, _Begun):
            yield item
    if text:
        yield Paragraph(text)


def _rules(curve: LTCurve) -> Iterator[Rule]:
    x0, y0, x1, y1 = curve.bbox
    if y1 - y0 <= _THIN and x1 - x0 > _THIN:
        yield Rule(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= _THIN and y1 - y0 > _THIN:
        yield Rule(False, (x0 + x1) / 2, y0, y1)
    elif isinstance(curve, LTRect) and curve.stroke and not isinstance(curve, LTLine):
        yield from (Rule(True, y, x0, x1) for y in (y0, y1))
        yield from (Rule(False, x, y0, y1) for x in (x0, x1))
