"""遮盖框: where something is covered, in fractions of the page as a reader sees it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .refusals import BadBox, NoBoxes, TooLarge

SLACK = 1e-6  # what a browser's arithmetic may be off
LONGEST_GROUND = 60


class Rect(NamedTuple):
    """Left, top, right, bottom in fractions of the displayed page; the origin is its top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return max(self.right - self.left, 0.0) * max(self.bottom - self.top, 0.0)

    def meets(self, other: "Rect") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def share_within(self, other: "Rect") -> float:
        """How much of this lies in the other, 0 to 1; a thing without area counts by its centre."""
        if not self.area:
            x, y = self.centre
            return float(other.left <= x <= other.right and other.top <= y <= other.bottom)
        if not self.meets(other):
            return 0.0
        common = Rect(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )
        return common.area / self.area

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def around(self, other: "Rect") -> "Rect":
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Box:
    """One place to cover, and why (条例第三十七条): `ground` is printed where it fits."""

    page: int
    x: float
    y: float
    width: float
    height: float
    ground: str

    @property
    def rect(self) -> Rect:
        return Rect(
            max(self.x, 0.0),
            max(self.y, 0.0),
            min(self.x + self.width, 1.0),
            min(self.y + self.height, 1.0),
        )

    @classmethod
    def over(cls, page: int, rect: Rect, ground: str, margin: float = 0.0) -> "Box":
        """The box over a rectangle, a little wider on each side but never beyond the page."""
        left, top = max(rect.left - margin, 0.0), max(rect.top - margin, 0.0)
        right, bottom = min(rect.right + margin, 1.0), min(rect.bottom + margin, 1.0)
        return cls(page, left, top, right - left, bottom - top, ground)


def check(boxes: Sequence[Box], pages: int, *, most: int = 5000) -> None:
    """Refuse a list of boxes that could not mean what the person thinks it means."""
    if not boxes:
        raise NoBoxes
    if len(boxes) > most:
        raise TooLarge(f"遮盖框有 {len(boxes)} 个，一份文件最多 {most} 个。请用大框代替成片的小框")
    for number, box in enumerate(boxes, 1):
        if fault := _fault(box, pages):
            raise BadBox(f"第 {number} 个框：{fault}")


def _fault(box: Box, pages: int) -> str:
    sides = (box.x, box.y, box.width, box.height)
    if not all(math.isfinite(side) for side in sides):
        return "位置不是数字，请重新画"
    if not 0 <= box.page < pages:
        return f"画在第 {box.page + 1} 页，而文件只有 {pages} 页"
    if box.width <= 0 or box.height <= 0 or box.rect.area <= 0:
        return "没有大小，请重新画"
    beyond = (box.x, box.y, 1 - box.x - box.width, 1 - box.y - box.height)
    if min(beyond) < -SLACK:
        return "超出了页面，请画在页面以内"
    ground = box.ground.strip()
    if not ground or not ground.isprintable():
        return "没有写明不予公开的依据"
    return f"依据超过 {LONGEST_GROUND} 个字，请写条款" if len(ground) > LONGEST_GROUND else ""
