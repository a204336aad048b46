"""Characters at their places to lines and paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_APART = 0.6
"""of the size of a letter: a gap that wide is a blank"""
_INDENT = 0.8
_SHORT = 2.5
"""sizes that a last line of a paragraph ends before the margin, at the least"""
_SAME = 0.45
"""of the size of a letter: so near are the middles of the letters of one line"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character with its box; y grows upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def size(self) -> float:
        return max(self.y1 - self.y0, 1.0)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Letters beside each other, in order."""

    letters: tuple[Letter, ...]

    @property
    def x0(self) -> float:
        return self.letters[0].x0

    @property
    def x1(self) -> float:
        return self.letters[-1].x1

    @property
    def y(self) -> float:
        return self.letters[0].middle

    @property
    def size(self) -> float:
        return max(letter.size for letter in self.letters)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words())

    def words(self) -> "Iterator[Line]":
        """Runs of letters without a wide gap."""
        run: list[Letter] = []
        for letter in self.letters:
            if run and letter.x0 - run[-1].x1 > _APART * letter.size:
                yield Words(tuple(run))
                run = []
            run.append(letter)
        if run:
            yield Words(tuple(run))


class Words(Line):
    """A run of letters: its text has no blanks."""

    __slots__ = ()

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def lines(letters: Iterable[Letter]) -> list[Line]:
    """Top to bottom, each from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (-one.middle, one.x0)):
        if rows and abs(rows[-1][0].middle - letter.middle) <= _SAME * letter.size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [Line(tuple(sorted(row, key=lambda one: one.x0))) for row in rows]


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page begin and end."""

    left: float
    right: float

    @classmethod
    def of(cls, page: Sequence[Line]) -> "Margins":
        left = min((line.x0 for line in page), default=0.0)
        return cls(left, max((line.x1 for line in page), default=0.0))

    def begins(self, line: Line, before: Line | None) -> bool:
        """Whether a paragraph begins with this line; the first of a page may carry on another."""
        if line.x0 > self.left + _INDENT * line.size:
            return True
        return before is not None and before.x1 < self.right - _SHORT * before.size
