"""Characters with their places, as a reader of the page finds them."""

import math
from typing import NamedTuple

from .boxes import Rect

_SQUARE = 1  # degrees
_SINGULAR = 0.2  # cosine of twice the angle


class Glyph(NamedTuple):
    """One character on a displayed page."""

    text: str
    rect: Rect  # its line box: what belongs to the character when lines and gaps are measured
    ink: Rect  # where it leaves traces; at least part of `rect`
    turn: int = 0  # degrees clockwise that it leans as the page is displayed
    flow: Rect | None = None  # `rect` for a reader who leans his head likewise

    @property
    def line(self) -> Rect:
        """The place along its own line: what is to the right of it comes later, at any angle."""
        return self.flow or self.rect


class Geometry(NamedTuple):
    """One canonical geometry for all: what shows of the page, turned as a reader sees it."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int  # clockwise: 0, 90, 180 or 270
    unit: float = 1.0  # of its lengths, in points (UserUnit)

    @property
    def size(self) -> tuple[float, float]:
        """Displayed width and height in units of the page."""
        across, down = self.right - self.left, self.top - self.bottom
        return (down, across) if self.rotation in (90, 270) else (across, down)

    def displayed(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """A rectangle of the page's own space, in fractions of the displayed page."""
        across, down = self.right - self.left, self.top - self.bottom
        xs = sorted(((left - self.left) / across, (right - self.left) / across))
        ys = sorted(((self.top - top) / down, (self.top - bottom) / down))
        if self.rotation == 90:
            xs, ys = sorted(1 - y for y in ys), xs
        elif self.rotation == 180:
            xs, ys = sorted(1 - x for x in xs), sorted(1 - y for y in ys)
        elif self.rotation == 270:
            xs, ys = ys, sorted(1 - x for x in xs)
        return Rect(xs[0], ys[0], xs[1], ys[1])

    def glyph(self, text: str, rect: Rect, ink: Rect, leaning: float) -> Glyph:
        """A character that leans `leaning` degrees clockwise on the page as it is stored."""
        turn = _whole(leaning + self.rotation)
        if not turn:
            return Glyph(text, rect, ink)
        if turn % 90:
            ink = _heart(ink)
        return Glyph(text, rect, ink, turn, self._flow(rect, turn))

    def _flow(self, rect: Rect, turn: int) -> Rect:
        width, height = self.size
        across, down = (rect.right - rect.left) * width, (rect.bottom - rect.top) * height
        long, tall = _unturned(across, down, turn)
        x, y = rect.centre
        along, below = turned(x * width, y * height, -turn)
        return Rect(
            (along - long / 2) / width,
            (below - tall / 2) / height,
            (along + long / 2) / width,
            (below + tall / 2) / height,
        )


def turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    """A point (down is positive) turned clockwise about the origin."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return x * cosine - y * sine, x * sine + y * cosine


def _whole(degrees: float) -> int:
    """To the degree; a hand's breadth off the square is square."""
    turn = round(degrees) % 360
    nearest = round(turn / 90) * 90
    return nearest % 360 if abs(turn - nearest) <= _SQUARE else turn


def _unturned(across: float, down: float, turn: int) -> tuple[float, float]:
    """Sides of the box whose outline, when it is turned, is so wide and so high."""
    cosine, sine = (abs(part) for part in turned(1, 0, turn))
    off = cosine**2 - sine**2
    long, tall = 0.0, 0.0
    if abs(off) > _SINGULAR:
        long = (across * cosine - down * sine) / off
        tall = (down * cosine - across * sine) / off
    if long > 0 and tall > 0:
        return long, tall
    side = (across + down) / 2 / (cosine + sine)  # near 45 degrees every box has a square outline
    return side, side


def _heart(rect: Rect) -> Rect:
    """The middle of the outline of a leaning character, where no neighbour reaches."""
    x, y = rect.centre
    across, down = (rect.right - rect.left) / 4, (rect.bottom - rect.top) / 4
    return Rect(x - across, y - down, x + across, y + down)
