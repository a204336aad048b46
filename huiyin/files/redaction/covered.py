"""Content under the boxes of the original: shown to the reviewer, then searched in the result."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from huiyin.common.confined import Work, confined

from . import first_reader, ocr, pictures, second_reader
from .boxes import Box, Rect
from .first_reader import Pages
from .glyphs import Geometry, Glyph
from .limits import STANDARD, Limits
from .refusals import TooLarge
from .survey import MEDIA_TYPE as PDF
from .survey import survey
from .words import runs

_COVERED = 0.35  # a character is under a box with this share of it, or with its centre
_CUT = 0.05  # less than this does not count as cut into
_COLUMNS = 2  # lines no longer than this are columns of sideways text: read as they were drawn
_NOTE_KEYS = ("/V", "/DV", "/Contents", "/TU", "/RC", "/T")


@dataclass(frozen=True, slots=True)
class Under:
    """被遮盖的内容: the strings under one box, and those that the box only cuts into."""

    box: Box
    strings: tuple[str, ...]
    cut: tuple[str, ...]  # these stay partly readable: make the box larger


@confined(Work.DRAWING, refusal=TooLarge)
def text_under(
    content: bytes, boxes: Sequence[Box], media_type: str = PDF, *, limits: Limits = STANDARD
) -> list[Under]:
    """For the reviewer: the text that each box removes, according to every reader."""
    if media_type != PDF:
        return [
            Under(box, strings, ())
            for box, strings in _read_picture(content, boxes, media_type, limits)
        ]
    survey(content, limits)
    displayed = first_reader.displayed(content)
    strings: dict[int, dict[str, None]] = defaultdict(dict)
    cut: dict[int, dict[str, None]] = defaultdict(dict)
    with Pages(displayed) as pages:
        geometries = [pages.geometry(number) for number in range(pages.count)]
        for number, glyphs in _by_page(pages, displayed, geometries, boxes):
            for index, box in enumerate(boxes):
                if box.page == number:
                    whole, part = _split(glyphs, box.rect)
                    strings[index].update(dict.fromkeys(whole))
                    cut[index].update(dict.fromkeys(part))
    for index, text in _annotations(content, boxes, geometries):
        strings[index][text] = None
    return [Under(box, tuple(strings[index]), tuple(cut[index])) for index, box in enumerate(boxes)]


def _by_page(
    pages: Pages, displayed: bytes, geometries: list[Geometry], boxes: Sequence[Box]
) -> Iterator[tuple[int, list[Glyph]]]:
    wanted = {box.page for box in boxes}
    for number in sorted(wanted):
        yield number, pages.glyphs(number)
    try:
        for number, glyphs in enumerate(second_reader.read(displayed, geometries, only=wanted)):
            if number in wanted:
                yield number, glyphs
    except second_reader.UnreadableError:
        return  # `Redacted.notes` says so, and the proof repeats it


def _split(glyphs: list[Glyph], rect: Rect) -> tuple[list[str], list[str]]:
    """Lines under the box, in visual and in drawing order; and characters that it cuts."""
    whole, cut = [], []
    for glyph in glyphs:
        x, y = glyph.ink.centre
        inside = rect.left <= x <= rect.right and rect.top <= y <= rect.bottom
        share = glyph.ink.share_within(rect)
        if inside or share >= _COVERED:
            whole.append(glyph)
        if _CUT < share < 1 - _CUT:
            cut.append(glyph)
    drawn = "".join(glyph.text for glyph in whole).split("\n")
    by_line = runs(whole)
    is_sideways = len(by_line) > 1 and all(len(run) <= _COLUMNS for run in by_line)
    is_one_line = len(by_line) == 1 and not whole[0].turn
    one_line = [" ".join(text.split()) for text in drawn] if is_one_line or is_sideways else []
    covered = one_line if is_sideways else by_line + one_line
    return [text for text in dict.fromkeys(covered) if text], runs(cut)


def _annotations(
    content: bytes, boxes: Sequence[Box], geometries: list[Geometry]
) -> Iterator[tuple[int, str]]:
    """The values of fields and the words of notes that lie under a box, also where unseen."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            for note in page.obj.get("/Annots", []):
                if not isinstance(note, pikepdf.Dictionary) or "/Rect" not in note:
                    continue
                sides = [float(side) for side in note.Rect]  # type: ignore[attr-defined]
                rect = geometries[number].displayed(*sides)
                for index, box in enumerate(boxes):
                    if box.page == number and rect.share_within(box.rect) >= _COVERED:
                        yield from ((index, text) for text in _words_of(note))


def _words_of(note: pikepdf.Dictionary) -> Iterator[str]:
    keys = _NOTE_KEYS[:-1] if note.get("/Subtype") == "/Widget" else _NOTE_KEYS
    owners = [note]
    parent = note.get("/Parent")
    if isinstance(parent, pikepdf.Dictionary) and "/FT" in parent:
        owners.append(parent)
    for owner in owners:
        for key in keys:
            if isinstance(value := owner.get(key), pikepdf.String) and str(value).strip():
                yield str(value).strip()


def _read_picture(
    content: bytes, boxes: Sequence[Box], media_type: str, limits: Limits
) -> Iterator[tuple[Box, tuple[str, ...]]]:
    """Of a picture only character recognition can tell, where it is installed."""
    picture = pictures.open_picture(content, media_type, limits)
    for box in boxes:
        page = pictures.page(picture, box.page, limits)
        left, top, right, bottom = pictures.pixels(box.rect, page.size)
        text = ocr.read(page.crop((left, top, right + 1, bottom + 1)))
        yield box, tuple(line.strip() for line in (text or "").splitlines() if line.strip())
