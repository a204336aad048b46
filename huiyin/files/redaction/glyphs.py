"""Characters with their places, as a reader of the page finds them."""

from typing import NamedTuple

from .boxes import Rect


class Glyph(NamedTuple):
    """One character on a displayed page."""

    text: str
    rect: Rect  # its line box: what belongs to the character when lines and gaps are measured
    ink: Rect  # where it leaves traces; at least part of `rect`
    upright: bool = True


class Geometry(NamedTuple):
    """One canonical geometry for all: what shows of the page, turned as a reader sees it."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int  # clockwise: 0, 90, 180 or 270

    @property
    def size(self) -> tuple[float, float]:
        """Displayed width and height in points."""
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
