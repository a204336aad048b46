"""What was covered, as strings that can be looked for: spelling variants are one string."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from huiyin.common.folding import fold, is_telling, plain

from .glyphs import Glyph

_SEGMENTS = re.compile(r"[^\w\-‐-―]+|_+")
_CLASSES = re.compile(r"[0-9]+[x]?|[a-z]+|[^\W0-9a-z_]+")
_IDENTIFYING = re.compile(r"[0-9]{7}")
_DIGITS = re.compile(r"[0-9]+x?")
_LATIN = re.compile(r"[0-9a-z]+")


def pieces(run: str) -> set[str]:
    """The strings of a covered run that must stand nowhere in the result."""
    parts = {fold(run)}
    for segment in _SEGMENTS.split(plain(run).casefold()):
        folded = fold(segment)
        parts.add(folded)
        parts.update(_CLASSES.findall(folded))
    return {part for part in parts if is_telling(part)}


def is_identifying(piece: str) -> bool:
    """A number of a person or an account: nobody can declare it harmless."""
    return bool(_IDENTIFYING.search(piece))


class Found(NamedTuple):
    """Where a string stands: the characters that make it."""

    text: str
    glyphs: tuple[Glyph, ...]


class Haystack:
    """The characters of a page as one string, each knowing its place."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self.text, self.owners = "", []
        parts = []
        for glyph in glyphs:
            folded = fold(glyph.text)
            parts.append(folded)
            self.owners += [glyph] * len(folded)
        self.text = "".join(parts)

    def find(self, piece: str) -> list[Found]:
        """Every place of the piece; a short number or word must stand by itself."""
        places, start = [], self.text.find(piece)
        while start >= 0:
            end = start + len(piece)
            if not _is_part_of_longer(self.text, start, end):
                places.append(Found(piece, tuple(self.owners[start:end])))
            start = self.text.find(piece, start + 1)
        return places


def occurs(piece: str, text: str) -> bool:
    """True when the piece stands in a folded text, by the rule of `Haystack.find`."""
    start = text.find(piece)
    while start >= 0:
        if not _is_part_of_longer(text, start, start + len(piece)):
            return True
        start = text.find(piece, start + 1)
    return False


def _is_part_of_longer(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    if is_identifying(piece) or not _LATIN.fullmatch(piece):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    kind = str.isdigit if _DIGITS.fullmatch(piece) else _is_letter
    return kind(before) or kind(after)


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters as lines from top to bottom, each from left to right, however drawn.

    Those that lean alike make lines together: read with the head leaned as they are.
    """
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.turn, one.line.centre[1], one.line.left)):
        middle, first = glyph.line.centre[1], rows[-1][0] if rows else glyph
        if rows and first.turn == glyph.turn and first.line.top <= middle <= first.line.bottom:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(line, key=lambda one: one.line.left) for line in rows]


def visual_order(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for line in lines(glyphs) for glyph in line]


def runs(glyphs: Iterable[Glyph]) -> list[str]:
    """The text of the characters, line by line, with a blank where there is a gap."""
    texts = []
    for line in lines(glyphs):
        text, before = "", None
        for glyph in line:
            gap = glyph.line.left - before.line.right if before else 0.0
            width = max(glyph.line.right - glyph.line.left, 0.001)
            text += (" " if gap > width * 0.6 else "") + glyph.text
            before = glyph
        texts.append(" ".join(text.split()))
    return [text for text in texts if text]
