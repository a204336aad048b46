"""找出要遮盖的地方: boxes proposed for given words and for numbers of persons."""

import re
from collections.abc import Iterator, Sequence

from huiyin.common import identity
from huiyin.common.folding import fold

from . import first_reader, second_reader
from .boxes import Box, Rect
from .first_reader import Pages
from .glyphs import Glyph
from .limits import STANDARD, Limits
from .survey import MEDIA_TYPE as PDF
from .survey import survey
from .words import Found, Haystack, visual_order

_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9x]")
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86)?1[3-9][0-9]{9}(?![0-9])")
_CARD = re.compile(r"(?<![0-9])[3-6][0-9]{14,18}(?![0-9])")
_MARGIN = 0.001
GROUNDS = {"identity": "个人隐私", "mobile": "个人隐私", "card": "个人隐私"}


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
    shown = first_reader.displayed(content)
    found: dict[tuple[int, ...], Box] = {}
    with Pages(shown) as pages:
        for number, glyphs in _readings(pages, shown):
            for hit in _hits(glyphs, wanted, detect=detect):
                for rect in _rects(hit):
                    key = (number, *(round(side * 200) for side in rect))
                    found.setdefault(key, Box.over(number, rect, ground, _MARGIN))
    return _without_repeats(sorted(found.values(), key=lambda box: (box.page, box.y, box.x)))


def _readings(pages: Pages, shown: bytes) -> Iterator[tuple[int, list[Glyph]]]:
    geometries = [pages.geometry(number) for number in range(pages.count)]
    for number in range(pages.count):
        yield number, pages.glyphs(number)
    try:
        yield from enumerate(second_reader.read(shown, geometries))
    except second_reader.UnreadableError:
        return  # the first reader's places stand; the proof names the reader that failed


def _hits(glyphs: list[Glyph], wanted: Sequence[str], *, detect: bool) -> Iterator[Found]:
    for order in (glyphs, visual_order(glyphs)):
        text = Haystack(order)
        for piece in wanted:
            yield from text.find(piece)
        if detect:
            yield from (hit for hit in text.match(_IDENTITY) if identity.is_valid(hit.text))
            yield from text.match(_MOBILE)
            yield from (hit for hit in text.match(_CARD) if _has_check_digit(hit.text))


def _rects(hit: Found) -> list[Rect]:
    """One rectangle a line or a column: a string may go on in the next one."""
    found: list[Rect] = []
    for glyph in hit.glyphs:
        rect = glyph.rect.around(glyph.ink)
        if not _is_shown(glyph):
            continue
        if found and _continues(found[-1], rect):
            found[-1] = found[-1].around(rect)
        else:
            found.append(rect)
    clipped = [Rect(max(r[0], 0), max(r[1], 0), min(r[2], 1), min(r[3], 1)) for r in found]
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


def _has_check_digit(number: str) -> bool:
    """Luhn, as bank cards have it (GB/T 14504)."""
    total = 0
    for position, digit in enumerate(reversed([int(char) for char in number])):
        doubled = digit * 2 if position % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
