"""Tables as their lines draw them: where no line parts two boxes they are one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lines import Letter, lines

_NEAR = 3.0
"""points: lines so near are one, and touch"""
_MOST_LINES = 3000
"""of a page; a drawing has more"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across (`is_across`) or down the page: its place, and from where to where."""

    is_across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Frame:
    """The lines that touch each other: the frame of a table."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    """From the top down."""
    rules: tuple[Rule, ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    def holds(self, letter: Letter) -> bool:
        return (
            self.xs[0] - 1 <= letter.centre <= self.xs[-1] + 1
            and self.ys[-1] - 1 <= letter.middle <= self.ys[0] + 1
        )

    def rows(self, letters: Sequence[Letter]) -> tuple[tuple[str, ...], ...]:
        """The text of each box at each place that it covers; places without a box of their own once."""
        boxes = self._boxes()
        texts = self._texts(boxes, letters)
        rows, last = [], None
        for row in range(len(self.ys) - 1):
            covered = [boxes[row, column] for column in range(len(self.xs) - 1)]
            if covered != last:
                rows.append(tuple(texts.get(box, "") for box in covered))
            last = covered
        return tuple(rows)

    def _texts(
        self, boxes: dict[tuple[int, int], tuple[int, int]], letters: Sequence[Letter]
    ) -> dict[tuple[int, int], str]:
        inside: dict[tuple[int, int], list[Letter]] = defaultdict(list)
        for letter in letters:
            row = _between([-y for y in self.ys], -letter.middle)
            column = _between(self.xs, letter.centre)
            inside[boxes[row, column]].append(letter)
        return {
            box: "".join(word.text for line in lines(held) for word in line.words())
            for box, held in inside.items()
        }

    def _boxes(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each place between the lines the first place of its box."""
        height, width = len(self.ys) - 1, len(self.xs) - 1
        parts = self._parting()
        box = {(row, column): (row, column) for row in range(height) for column in range(width)}

        def first(place: tuple[int, int]) -> tuple[int, int]:
            while box[place] != place:
                place = box[place]
            return place

        for row in range(height):
            for column in range(width):
                if row and (True, row, column) not in parts:
                    _join(box, first((row - 1, column)), first((row, column)))
                if column and (False, row, column) not in parts:
                    _join(box, first((row, column - 1)), first((row, column)))
        return {place: first(place) for place in box}

    def _parting(self) -> set[tuple[bool, int, int]]:
        """Places (row, column) with a line above them (True) or on their left (False)."""
        parts = set()
        for rule in self.rules:
            if rule.is_across:
                row = _nearest(self.ys, rule.at)
                middles = [(a + b) / 2 for a, b in zip(self.xs, self.xs[1:], strict=False)]
                parts |= {
                    (True, row, n) for n, x in enumerate(middles) if rule.start <= x <= rule.end
                }
            else:
                column = _nearest(self.xs, rule.at)
                middles = [(a + b) / 2 for a, b in zip(self.ys, self.ys[1:], strict=False)]
                parts |= {
                    (False, n, column) for n, y in enumerate(middles) if rule.start <= y <= rule.end
                }
        return parts


def _join(
    box: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]
) -> None:
    box[max(one, other)] = min(one, other)


def frames(rules: Sequence[Rule]) -> list[Frame]:
    """The tables of a page, the uppermost first; lonely lines are none."""
    if len(rules) > _MOST_LINES:
        return []
    found = [_frame(group) for group in _touching(rules)]
    return sorted((one for one in found if one is not None), key=lambda frame: -frame.top)


def _frame(rules: Sequence[Rule]) -> Frame | None:
    ys = _places(rule.at for rule in rules if rule.is_across)
    xs = _places(rule.at for rule in rules if not rule.is_across)
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Frame(tuple(xs), tuple(reversed(ys)), tuple(rules))


def _places(numbers: Iterator[float]) -> list[float]:
    places: list[list[float]] = []
    for number in sorted(numbers):
        if places and number - places[-1][-1] <= _NEAR:
            places[-1].append(number)
        else:
            places.append([number])
    return [sum(near) / len(near) for near in places]


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of lines that meet."""
    across = [rule for rule in rules if rule.is_across]
    down = [rule for rule in rules if not rule.is_across]
    group = list(range(len(rules)))
    place = {id(rule): number for number, rule in enumerate((*across, *down))}

    def first(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for one in across:
        for other in down:
            if (
                one.start - _NEAR <= other.at <= one.end + _NEAR
                and other.start - _NEAR <= one.at <= other.end + _NEAR
            ):
                group[first(place[id(one)])] = first(place[id(other)])
    groups: dict[int, list[Rule]] = defaultdict(list)
    for rule in (*across, *down):
        groups[first(place[id(rule)])].append(rule)
    return list(groups.values())


def _between(places: Sequence[float], at: float) -> int:
    """The number of the gap in which it lies."""
    gaps = [number for number, place in enumerate(places[:-1]) if place <= at]
    return gaps[-1] if gaps else 0


def _nearest(places: Sequence[float], at: float) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - at))
