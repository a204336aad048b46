"""区分处理 (条例第三十七条): creates a new file without the covered content."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image

from . import first_reader, pictures, second_reader
from .boxes import Box, Rect, check
from .first_reader import Pages
from .glyphs import Geometry, Glyph
from .limits import STANDARD, Limits
from .packing import Packed, is_print, packed
from .survey import MEDIA_TYPE as PDF
from .survey import survey
from .undrawn import icons, refuse_undrawn
from .visible import is_touched, visible
from .writer import PdfWriter

LEFT_OUT = "未保留的文字"
"""Key in the report: characters outside the boxes that are not in the result as text."""
_FINER = 1.5  # times, for scans in black and white


@dataclass(frozen=True, slots=True)
class Redacted:
    """The new file. `report` lists the removed content of the old one, `grounds` the reasons by
    page.
    """

    content: bytes = field(repr=False)
    media_type: str
    pages: int
    report: dict[str, int]
    grounds: tuple[tuple[int, str], ...]
    notes: tuple[str, ...] = ()


def redact(
    content: bytes,
    media_type: str,
    boxes: Sequence[Box],
    *,
    limits: Limits = STANDARD,
    searchable: bool = True,
) -> Redacted:
    """Draw every page anew with its boxes burned in; nothing else of the file is copied."""
    if media_type != PDF:
        return _redact_picture(content, media_type, boxes, limits)
    hidden = Counter(survey(content, limits))
    refuse_undrawn(content)
    displayed = first_reader.displayed(content)
    with Pages(displayed) as pages:
        check(boxes, pages.count)
        writer = PdfWriter()
        geometries = [pages.geometry(number) for number in range(pages.count)]
        second = _confirmations(displayed, geometries) if searchable else iter(())
        unread = False
        for number, geometry in enumerate(geometries):
            confirmed = next(second, None)
            unread = unread or (searchable and confirmed is None)
            page_boxes = [box for box in boxes if box.page == number]
            left_out = add_page(writer, pages, number, geometry, page_boxes, confirmed, limits)
            hidden[LEFT_OUT] += left_out
        redacted, count = writer.finish(), pages.count
    notes = []
    if counts := icons(content):
        named = "、".join(f"{kind} {number} 处" for kind, number in counts.items())
        notes.append(f"只是图标的批注（{named}）没有画进结果")
    if hidden["电子签名"]:
        notes.append("原件的电子签名不再有效：结果是新文件")
    if unread:
        notes.append("第二个读取程序读不了原件的文字，结果只有图像，不能检索")
    elif hidden[LEFT_OUT]:
        notes.append("看不见、叠在一起或者两个程序读法不一的文字没有写回结果")
    report = {kind: number for kind, number in hidden.items() if number}
    return Redacted(redacted, PDF, count, report, _grounds(boxes), tuple(notes))


def _confirmations(displayed: bytes, geometries: list[Geometry]) -> Iterator[list[Glyph]]:
    """What the second reader finds; it ends early where that reader cannot go on."""
    try:
        yield from second_reader.read(displayed, geometries)
    except second_reader.UnreadableError:
        return


def add_page(
    writer: PdfWriter,
    pages: Pages,
    number: int,
    geometry: Geometry,
    boxes: list[Box],
    confirmed: list[Glyph] | None,
    limits: Limits,
) -> int:
    """Draw one page into the result; returns the number of characters left out as text."""
    scale = first_reader.scale_for(geometry, limits)
    picture = pages.picture(number, scale)
    glyphs = pages.glyphs(number)
    covered = [box.rect for box in boxes]
    kept: list[Glyph] = []
    if confirmed and glyphs:
        bare = pages.picture(number, scale, text=False)
        kept = visible(glyphs, confirmed, picture, bare, covered)
    writer.add_page(geometry, _packed(pages, number, picture, covered, limits), kept, boxes)
    open_glyphs = [
        glyph for glyph in glyphs if not any(is_touched(glyph, rect) for rect in covered)
    ]
    return _characters(open_glyphs) - _characters(kept)


def _characters(glyphs: Iterable[Glyph]) -> int:
    return sum(len(glyph.text) for glyph in glyphs if not glyph.text.isspace())


def _packed(
    pages: Pages, number: int, smooth: Image.Image, covered: list[Rect], limits: Limits
) -> Packed:
    """The page with its boxes burned in; a scan in black and white keeps its finer points."""
    photographic = pages.holds_pictures(number)
    scale = smooth.width / pages.geometry(number).size[0]
    sharp = pages.picture(number, scale, smooth=False)
    if (
        photographic
        and is_print(sharp)
        and sharp.width * sharp.height * _FINER**2 < limits.page_pixels
    ):
        smooth = pages.picture(number, scale * _FINER)
        sharp = pages.picture(number, scale * _FINER, smooth=False)
    burned = (pictures.burn(drawn, covered) for drawn in (smooth, sharp))
    return packed(*burned, photographic=photographic)


def _redact_picture(
    content: bytes, media_type: str, boxes: Sequence[Box], limits: Limits
) -> Redacted:
    picture = pictures.open_picture(content, media_type, limits)
    pictures.refuse_broken(content, picture)
    pages = pictures.count(picture)
    check(boxes, pages)
    report = pictures.remarks(picture)

    def burned() -> Iterator[Image.Image]:
        for number in range(pages):
            rects = [box.rect for box in boxes if box.page == number]
            yield pictures.burn(pictures.page(picture, number, limits), rects)

    redacted, written = pictures.save(burned(), media_type)
    return Redacted(redacted, written, pages, report, _grounds(boxes))


def _grounds(boxes: Sequence[Box]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted((box.page, box.ground.strip()) for box in boxes))
