"""Which characters may stand in the result as text: only those that anybody can see on it.

Hidden layers, white or covered text, text of an earlier recognition: whatever leaves no trace in
the picture is left out. So the text never says more than the picture beside it.
"""

from collections import defaultdict
from collections.abc import Sequence

from PIL import Image, ImageChops

from huiyin.common.folding import fold

from .boxes import Rect
from .glyphs import Glyph
from .words import visual_order

_ROWS = 50  # of a page, to look for a character near its place only
_TRACE = 48  # of 255: how much a character must darken or lighten its place
_TOUCHED = 0.05  # of its area
_SHARED = 0.5  # of the smaller one's area


def visible(
    glyphs: Sequence[Glyph],
    confirmed: Sequence[Glyph],
    with_text: Image.Image,
    without_text: Image.Image,
    covered: Sequence[Rect],
) -> list[Glyph]:
    """The characters to write back: seen, read alike by both readers, and outside every box."""
    traces = ImageChops.difference(with_text, without_text).convert("L")
    known = _by_character(confirmed)
    shown = [
        glyph
        for glyph in glyphs
        if glyph.text.isprintable()
        and not glyph.text.isspace()
        and glyph.line.area
        and not any(is_touched(glyph, rect) for rect in covered)
        and _on_page(glyph.rect)
        and _is_confirmed(glyph, known)
        and _leaves_a_trace(glyph.ink, traces)
    ]
    stacked = _stacked(glyphs)
    kept = [glyph for glyph in shown if id(glyph) not in stacked]
    leaning = [glyph for glyph in kept if glyph.turn]
    upright = [glyph for glyph in kept if not glyph.turn]
    return _on_lines(upright + visual_order(leaning))


def _on_lines(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Neighbours of one line get one height: some fonts give `y` and `L` boxes of their own."""
    lines: list[tuple[float, float, list[Glyph]]] = []
    for glyph in glyphs:
        _, top, _, bottom = glyph.line
        if (
            lines
            and lines[-1][2][0].turn == glyph.turn
            and lines[-1][0] <= glyph.line.centre[1] <= lines[-1][1]
        ):
            top, bottom, line = min(top, lines[-1][0]), max(bottom, lines[-1][1]), lines[-1][2]
            line.append(glyph)
            lines[-1] = (top, bottom, line)
        else:
            lines.append((top, bottom, [glyph]))
    return [
        glyph._replace(flow=Rect(glyph.line.left, top, glyph.line.right, bottom))
        for top, bottom, line in lines
        for glyph in line
    ]


def is_touched(glyph: Glyph, covered: Rect) -> bool:
    """More than the edge of it lies under the box."""
    return max(glyph.rect.share_within(covered), glyph.ink.share_within(covered)) > _TOUCHED


def _on_page(rect: Rect) -> bool:
    return min(rect.left, rect.top) > -0.01 and max(rect.right, rect.bottom) < 1.01


_Known = dict[tuple[str, int], list[Rect]]


def _by_character(glyphs: Sequence[Glyph]) -> _Known:
    """What the other reader found, by character and height on the page."""
    known: _Known = defaultdict(list)
    for glyph in glyphs:
        text = fold(glyph.text)
        for row in range(int(glyph.rect.top * _ROWS) - 1, int(glyph.rect.bottom * _ROWS) + 2):
            known[text, row].append(glyph.rect)
    return known


def _is_confirmed(glyph: Glyph, known: _Known) -> bool:
    """The other reader finds the same character at this place."""
    x, y = glyph.ink.centre
    for rect in known.get((fold(glyph.text), int(y * _ROWS)), ()):
        wide, tall = (rect.right - rect.left) / 2, (rect.bottom - rect.top) / 2
        if (
            rect.left - wide <= x <= rect.right + wide
            and rect.top - tall <= y <= rect.bottom + tall
        ):
            return True
    return False


def _leaves_a_trace(ink: Rect, traces: Image.Image) -> bool:
    width, height = traces.size
    left, top = max(int(ink.left * width), 0), max(int(ink.top * height), 0)
    right = min(int(ink.right * width) + 1, width)
    bottom = min(int(ink.bottom * height) + 1, height)
    if right <= left or bottom <= top:
        return False
    _, most = traces.crop((left, top, right, bottom)).getextrema()
    return bool(most >= _TRACE)  # type: ignore[operator]


def _stacked(glyphs: Sequence[Glyph]) -> set[int]:
    """Different characters upon each other: nobody can say which of them is the seen one."""
    stacked: set[int] = set()
    open_now: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda item: item.ink.left):
        if glyph.text.isspace() or not glyph.ink.area:
            continue
        left = glyph.ink.left
        open_now = [other for other in open_now if other.ink[2] > left]
        for other in open_now:
            if _upon(glyph.ink, other.ink) and fold(glyph.text) != fold(other.text):
                stacked.update((id(glyph), id(other)))
        open_now.append(glyph)
    return stacked


def _upon(one: Rect, other: Rect) -> bool:
    if one[1] >= other[3] or other[1] >= one[3]:
        return False
    small, large = sorted((one, other), key=lambda rect: rect.area)
    return small.share_within(large) > _SHARED
