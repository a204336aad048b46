"""找出要遮盖的地方: boxes proposed for given words and for numbers of persons."""

from collections.abc import Iterator, Sequence

from huiyin.common.confined import Work, confined
from huiyin.common.folding import fold
from huiyin.common.homes import homes
from huiyin.common.numbers_of_persons import numbers

from . import first_reader, second_reader
from .boxes import Box, Rect
from .first_reader import Pages
from .glyphs import Glyph
from .limits import STANDARD, Limits
from .refusals import TooLarge
from .survey import MEDIA_TYPE as PDF
from .survey import survey
from .words import Found, Haystack, visual_order

_MARGIN = 0.001


@confined(Work.DRAWING, refusal=TooLarge)
def find(
    content: bytes,
    words: Sequence[str] = (),
    *,
    media_type: str = PDF,
    ground: str = "个人隐私",
    detect: bool = True,
    limits: Limits = STANDARD,
) -> list[Box]:
    """Boxes for every place of the words, and of identity, mobile and card numbers.

    A proposal: a person looks at it. Pictures have no characters with places; for them it is empty.
    """
    if media_type != PDF:
        return []
    survey(content, limits)
    wanted = [piece for piece in map(fold, words) if piece]
    displayed = first_reader.displayed(content)
    boxes: dict[tuple[int, ...], Box] = {}
    with Pages(displayed) as pages:
        for number, glyphs in _readings(pages, displayed):
            for hit in _hits(glyphs, wanted, detect=detect):
                for rect in _rects(hit):
                    key = (number, *(round(side * 200) for side in rect))
                    boxes.setdefault(key, Box.over(number, rect, ground, _MARGIN))
    return _without_repeats(sorted(boxes.values(), key=lambda box: (box.page, box.y, box.x)))


def _readings(pages: Pages, displayed: bytes) -> Iterator[tuple[int, list[Glyph]]]:
    geometries = [pages.geometry(number) for number in range(pages.count)]
    for number in range(pages.count):
        yield number, pages.glyphs(number)
    try:
        yield from enumerate(second_reader.read(displayed, geometries))
    except second_reader.UnreadableError:
        return  # the first reader's places stand; the proof names the reader that failed


def _hits(glyphs: list[Glyph], wanted: Sequence[str], *, detect: bool) -> Iterator[Found]:
    for order in (glyphs, visual_order(glyphs)):
        text = Haystack(order)
        for piece in wanted:
            yield from text.find(piece)
        if detect:
            yield from _personal(order)


def _personal(glyphs: list[Glyph]) -> Iterator[Found]:
    """Numbers and homes of persons, as the reader of every other door finds them."""
    text, owners = _spelled(glyphs)
    spans = [(hit.start, hit.end) for hit in numbers(text, doubtful=True)]
    spans += [(home.start, home.end) for home in homes(text, doubtful=True)]
    for start, end in spans:
        under = [owner for owner in owners[start:end] if owner is not None]
        yield Found(text[start:end], tuple(under))


def _spelled(glyphs: list[Glyph]) -> tuple[str, list[Glyph | None]]:
    """The text of the characters, with a break where a line or a column ends."""
    parts: list[str] = []
    owners: list[Glyph | None] = []
    for before, glyph in zip([None, *glyphs], glyphs, strict=False):
        if before is not None and not _continues(before.rect, glyph.rect):
            parts.append("\n")
            owners.append(None)
        parts.append(glyph.text)
        owners += [glyph] * len(glyph.text)
    return "".join(parts), owners


def _rects(hit: Found) -> list[Rect]:
    """One rectangle a line or a column: a string may go on in the next one."""
    rects: list[Rect] = []
    for glyph in hit.glyphs:
        rect = glyph.rect.around(glyph.ink)
        if not _is_shown(glyph):
            continue
        if rects and _continues(rects[-1], rect):
            rects[-1] = rects[-1].around(rect)
        else:
            rects.append(rect)
    clipped = [Rect(max(r[0], 0), max(r[1], 0), min(r[2], 1), min(r[3], 1)) for r in rects]
    return [rect for rect in clipped if rect.area]


def _continues(line: Rect, rect: Rect) -> bool:
    """In the same row; or below or above in the same column, as in sideways text."""
    x, y = rect.centre
    if line.top <= y <= line.bottom:
        return True
    wide, tall = rect.right - rect.left, rect.bottom - rect.top
    is_column = line.left <= x <= line.right and line.right - line.left < wide * 1.5
    return is_column and line.top - tall < y < line.bottom + tall


def _is_shown(glyph: Glyph) -> bool:
    return glyph.rect.meets(Rect(0, 0, 1, 1))


def _without_repeats(boxes: list[Box]) -> list[Box]:
    """Both readers find the same place with slightly different edges: the larger box stays."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda item: -item.rect.area):
        if not any(
            other.page == box.page and box.rect.share_within(other.rect) > 0.7 for other in kept
        ):
            kept.append(box)
    return sorted(kept, key=lambda box: (box.page, box.y, box.x))
