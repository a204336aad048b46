"""One search of a result by all available readers, for the proof."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image

from huiyin.common.folding import fold

from . import first_reader, kept, ocr, pictures, second_reader, second_renderer
from .boxes import Box, Rect
from .engine import Redacted
from .first_reader import Pages
from .glyphs import Geometry, Glyph
from .limits import Limits
from .objects import bytes_of, strange, strings_of
from .refusals import Refused
from .same import differences, is_drawn_upon, raster, uncovered
from .survey import MEDIA_TYPE as PDF
from .visible import is_touched
from .words import Haystack, occurs, visual_order


@dataclass(frozen=True, slots=True)
class Survivor:
    """残留: a covered string that can still be found, and where to put the next box."""

    text: str = field(repr=False)
    reader: str
    where: str
    page: int | None = None
    rect: Rect | None = None

    def __str__(self) -> str:
        return f"“{self.text}”仍在{self.where}"


class Search:
    """One look at the result by every reader; a reader that fails is a fault, not a pass."""

    def __init__(
        self, redacted: Redacted, boxes: Sequence[Box], secrets: list[str], limits: Limits
    ) -> None:
        self.redacted, self.boxes, self.secrets, self.limits = redacted, boxes, secrets, limits
        self.readers: list[str] = []
        self.notes: list[str] = []
        self.faults: list[str] = []
        self.survivors: list[Survivor] = []
        self.words: dict[str, list[Counter[str]]] = {}

    def run(self, original: bytes, media_type: str) -> None:
        content = self.redacted.content
        try:
            if self.redacted.media_type == PDF:
                self._read_pages(content)
                self._read_objects(content)
                self.faults += kept.differences(original, self.words, self.redacted, self.boxes)
            self.faults += strange(content, self.redacted.media_type, self.limits)
            self.faults += uncovered(self.redacted, self.boxes, self.limits)
            self.faults += differences(original, media_type, self.redacted, self.boxes, self.limits)
            if media_type == PDF:
                self._read_original(original)
                self._compare(original, content)
        except Refused as error:
            self.faults.append(f"结果读不出来（{error}）")
        self._read_pixels()

    def _compare(self, original: bytes, content: bytes) -> None:
        """第二个绘图程序 draws both; a page of the original that it cannot draw proves nothing."""
        name = second_renderer.name()
        if not name:
            self.notes.append(second_renderer.NONE)
            return
        pages = self.redacted.pages
        new = second_renderer.draw(content, pages)
        with Pages(original) as shown:
            if shown.count != pages:
                return  # already reported as a fault
            geometries = [shown.geometry(number) for number in range(pages)]
        old = second_renderer.draw(second_renderer.levelled(original, geometries), pages)
        for number in range(pages):
            try:
                drawn = next(old)
            except second_renderer.RendererError as error:
                where = f"第 {number + 1} 页起" if number else ""
                self.notes.append(f"{name} {where}画不了原件（{error}），图像只由 PDFium 核对")
                return
            try:
                self._compare_page(number, name, drawn, next(new))
            except second_renderer.RendererError as error:
                self.faults.append(f"{name} 画不了结果（{error}）")
                return
        self.readers.append(name)

    def _compare_page(self, number: int, name: str, old: Image.Image, new: Image.Image) -> None:
        rects = [box.rect for box in self.boxes if box.page == number]
        where = f"第 {number + 1} 页"
        if place := second_renderer.lost(old, new, rects):
            at = f"（从上往下 {place.top:.0%} 处）"
            self.faults.append(f"{where}{at}有 {name} 画得出而结果里没有的内容")
        if place := second_renderer.lost(new, old, rects):
            at = f"（从上往下 {place.top:.0%} 处）"
            self.notes.append(f"{where}{at}有 {name} 没有画出的内容，请对照原件看一眼")

    def _read_pages(self, content: bytes) -> None:
        with Pages(content) as pages:
            geometries = [pages.geometry(number) for number in range(pages.count)]
            for number in range(pages.count):
                self._read_glyphs(first_reader.NAME, number, pages.glyphs(number))
        self.readers.append(first_reader.NAME)
        try:
            self._second(content, geometries)
        except second_reader.UnreadableError as error:
            self.faults.append(f"{second_reader.NAME} 读不了结果（{error}）")
        else:
            self.readers.append(second_reader.NAME)

    def _second(self, content: bytes, geometries: list[Geometry]) -> None:
        for number, glyphs in enumerate(second_reader.read(content, geometries)):
            self._read_glyphs(second_reader.NAME, number, glyphs)

    def _read_glyphs(self, reader: str, number: int, glyphs: list[Glyph]) -> None:
        """No covered string anywhere, and under a box no character but those of its ground."""
        page_boxes = [box for box in self.boxes if box.page == number]
        captions = Counter(fold("".join(box.ground for box in page_boxes)))
        open_glyphs = []
        for glyph in glyphs:
            characters = Counter(fold(glyph.text))
            if _lies_in(glyph, page_boxes) and characters <= captions:
                captions -= characters
                continue
            open_glyphs.append(glyph)
            if _lies_in(glyph, page_boxes) and characters:
                self.faults.append(f"第 {number + 1} 页的框下仍有文字（{reader}）")
        self.words.setdefault(reader, []).append(kept.characters(open_glyphs))
        for piece, glyphs_of_it in self._hits(open_glyphs):
            self._survives(piece, reader, number, glyphs_of_it)

    def _hits(self, glyphs: list[Glyph]) -> Iterator[tuple[str, Sequence[Glyph]]]:
        for order in (glyphs, visual_order(glyphs)):
            text = Haystack(order)
            for piece in self.secrets:
                yield from ((piece, hit.glyphs) for hit in text.find(piece))

    def _survives(self, piece: str, reader: str, number: int, glyphs: Sequence[Glyph]) -> None:
        rect = glyphs[0].rect
        for glyph in glyphs:
            rect = rect.around(glyph.rect)
        where = f"第 {number + 1} 页（从上往下 {rect.top:.0%} 处）"
        self.survivors.append(Survivor(piece, reader, where, number, _rounded(rect)))

    def _read_original(self, original: bytes) -> None:
        """没有遮到的地方: covered strings that the original has elsewhere, too.

        Where one reader misreads them, or nobody can say what lies upon what, they are no text of
        the result and still to be seen in its picture. Words of an earlier recognition count, too.
        """
        if not self.secrets:
            return
        displayed = first_reader.displayed(original)
        with Pages(displayed) as pages:
            geometries = [pages.geometry(number) for number in range(pages.count)]
            for number in range(pages.count):
                self._read_uncovered(first_reader.NAME, number, pages.glyphs(number))
        try:
            for number, glyphs in enumerate(second_reader.read(displayed, geometries)):
                self._read_uncovered(second_reader.NAME, number, glyphs)
        except second_reader.UnreadableError:
            return  # `Redacted.notes` says so

    def _read_uncovered(self, reader: str, number: int, glyphs: list[Glyph]) -> None:
        rects = [box.rect for box in self.boxes if box.page == number]
        free = [glyph for glyph in glyphs if not any(is_touched(glyph, rect) for rect in rects)]
        hits = list(self._hits(free))
        if not hits:
            return
        picture = raster(self.redacted, number, self.limits).convert("L")
        for piece, glyphs_of_it in hits:
            if all(is_drawn_upon(picture, glyph.ink) for glyph in glyphs_of_it):
                self._survives(piece, reader, number, glyphs_of_it)

    def _read_objects(self, content: bytes) -> None:
        """Every string of every object, and every byte that can be unpacked."""
        grounds = {fold(box.ground) for box in self.boxes}
        for where, text in strings_of(content):
            folded = fold(text)
            for piece in self.secrets:
                if folded not in grounds and occurs(piece, folded):
                    self.survivors.append(Survivor(piece, "qpdf", f"文件的{where}"))
        for piece in bytes_of(content, self.secrets, self.limits):
            self.survivors.append(Survivor(piece, "逐字节", "文件的数据里"))
        self.readers += ["qpdf", "逐字节"]

    def _read_pixels(self) -> None:
        if not ocr.is_installed():
            self.notes.append("没有安装文字识别（tesseract），图像由人核对")
            return
        try:
            for number, picture in _pictures(self.redacted, self.limits):
                folded = fold(ocr.read(picture) or "")
                for piece in self.secrets:
                    if occurs(piece, folded):
                        where = f"第 {number + 1} 页的图像里"
                        self.survivors.append(Survivor(piece, ocr.NAME, where, number))
        except ocr.OcrError as error:
            self.faults.append(f"文字识别没有完成（{error}），请重试或请管理员检查 tesseract")
        else:
            self.readers.append(ocr.NAME)


def _lies_in(glyph: Glyph, boxes: Sequence[Box]) -> bool:
    x, y = glyph.rect.centre
    rects = (box.rect for box in boxes)
    return any(rect.left < x < rect.right and rect.top < y < rect.bottom for rect in rects)


def _rounded(rect: Rect) -> Rect:
    return Rect(*(round(side, 4) for side in rect))


def _pictures(redacted: Redacted, limits: Limits) -> Iterator[tuple[int, Image.Image]]:
    if redacted.media_type == PDF:
        with Pages(redacted.content) as pages:
            for number in range(pages.count):
                scale = first_reader.scale_for(pages.geometry(number), limits)
                yield number, pages.picture(number, scale)
        return
    picture = pictures.open_picture(redacted.content, redacted.media_type, limits)
    for number in range(redacted.pages):
        yield number, pictures.page(picture, number, limits)
