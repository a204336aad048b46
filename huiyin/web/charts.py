"""图: pictures of numbers as SVG that is text, drawn here, without script.

Every picture says in words what it shows (`desc`), tells its series apart by pattern and form as well
as by colour, and brings the table of its numbers. Places and lengths are worked out here; the one
template `web/_chart.html` only draws. Sizes are units of the picture, which grows with its page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Number = int | Decimal
WIDE, LYING = 760, 540
"""Of an upright picture, and of lying bars, whose names and numbers are read on a telephone."""
_LEFT, _LONGEST, _STEP, _THICK = 244, 212, 34, 22
_TOP, _HIGH, _FOOT, _EDGE = 26, 170, 30, 46
"""Of an upright picture: above it, its height, the names below it, the scale left of it."""


@dataclass(frozen=True)
class Box:
    """A bar. `look` is `first` (full) or `second` (hatched)."""

    x: float
    y: float
    width: float
    height: float
    look: str = "first"


@dataclass(frozen=True)
class Word:
    x: float
    y: float
    text: str
    look: str = "label"
    anchor: str = "start"


@dataclass(frozen=True)
class Path:
    """A line through points; `look` is `first` (whole, dots) or `second` (dashed, squares)."""

    points: tuple[tuple[float, float], ...]
    look: str = "first"

    @property
    def text(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True)
class Cell:
    text: str
    address: str = ""


@dataclass(frozen=True)
class Series:
    """What is compared: a name, and a number for each place; None is no number, which is not 0."""

    name: str
    values: Sequence[Number | None]
    addresses: Sequence[str] = ()

    def cell(self, place: int, unit: str, missing: str) -> Cell:
        value = self.values[place]
        if value is None:
            return Cell(missing)
        return Cell(f"{value:,}{unit}", self.addresses[place] if self.addresses else "")


@dataclass(frozen=True)
class Chart:
    """One picture. `key` begins its ids, so it is the only one of its page."""

    key: str
    title: str
    text: str
    height: int
    width: int = WIDE
    boxes: Sequence[Box] = ()
    paths: Sequence[Path] = ()
    words: Sequence[Word] = ()
    rules: Sequence[Box] = ()
    """Thin lines of the scale: `height` 0."""
    legend: Sequence[tuple[str, str]] = ()
    """(look, name) of each series, where there are several."""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    """The numbers as a table; without heads they stand beside the picture already."""
    is_line: bool = field(default=False)

    @property
    def is_lying(self) -> bool:
        return self.width == LYING


@dataclass(frozen=True)
class Row:
    """A bar with its name and what is written at its end."""

    label: str
    value: Number
    text: str
    look: str = "first"


def bars(key: str, title: str, rows: Sequence[Row], legend: Sequence[str] = ()) -> Chart | None:
    """Lying bars, each with its number; fewer than two are no picture."""
    if len(rows) < 2:
        return None
    largest = max(row.value for row in rows) or 1
    boxes, words = [], []
    for place, row in enumerate(rows):
        y, width = place * _STEP + 4, max(int(row.value * _LONGEST / largest), 2)
        boxes.append(Box(_LEFT, y, width, _THICK, row.look))
        words.append(Word(_LEFT - 12, y + 15, _short(row.label), anchor="end"))
        words.append(Word(_LEFT + width + 8, y + 15, row.text, "value"))
    said = "，".join(f"{row.label}{row.text}" for row in rows)
    names = [("first", legend[0]), ("second", legend[1])] if legend else []
    return Chart(
        key, title, f"横条图：{said}。", len(rows) * _STEP + 8, LYING,
        boxes=boxes, words=words, legend=names,
    )  # fmt: skip


def columns(
    key: str, title: str, labels: Sequence[str], series: Sequence[Series], unit: str
) -> Chart | None:
    """Standing bars beside each other, at most two series; nothing at all is no picture."""
    known = [value for one in series for value in one.values if value is not None]
    if not any(known):
        return None
    top = _round_up(max(known))
    step = (WIDE - _EDGE) / len(labels)
    thick = min(step * 0.76 / len(series), 36)
    boxes, words = [], []
    for place, label in enumerate(labels):
        middle = _EDGE + step * (place + 0.5)
        words.append(Word(round(middle, 1), _TOP + _HIGH + 20, label, anchor="middle"))
        for number, one in enumerate(series):
            value = one.values[place]
            if value is None:
                continue
            x = middle + (number - len(series) / 2) * thick
            high = float(value) / float(top) * _HIGH
            boxes.append(_box(x + 1, _TOP + _HIGH - high, thick - 2, high, _look(number)))
            if value:
                y = round(_TOP + _HIGH - high - 7, 1)
                words.append(Word(round(x + thick / 2, 1), y, f"{value:,}", "small", "middle"))
    return _upright(key, title, "柱状图", labels, series, unit, top, boxes=boxes, words=words)


def lines(
    key: str, title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "%"
) -> Chart | None:
    """The course of a rate from 0 to 100; a month without a value interrupts it."""
    if sum(value is not None for one in series for value in one.values) < 2:
        return None
    step = (WIDE - _EDGE) / len(labels)
    words = [
        Word(round(_EDGE + step * (place + 0.5), 1), _TOP + _HIGH + 20, label, anchor="middle")
        for place, label in enumerate(labels)
    ]
    paths = []
    for number, one in enumerate(series):
        run: list[tuple[float, float]] = []
        for place, value in enumerate([*one.values, None]):
            if value is None:
                if run:
                    paths.append(Path(tuple(run), _look(number)))
                run = []
                continue
            x, y = _EDGE + step * (place + 0.5), _TOP + _HIGH * (1 - float(value) / 100)
            run.append((round(x, 1), round(y, 1)))
            if number == 0:
                words.append(Word(round(x, 1), round(y - 9, 1), f"{value:g}", "small", "middle"))
    return _upright(
        key, title, "折线图", labels, series, unit, Decimal(100), paths=paths, words=words
    )


def stacked(
    key: str, title: str, labels: Sequence[str], series: Sequence[Series], unit: str
) -> Chart | None:
    """Two parts of each whole behind each other: in time, and not."""
    first, second = series
    wholes = [int(a or 0) + int(b or 0) for a, b in zip(first.values, second.values, strict=True)]
    if not any(wholes):
        return None
    largest, boxes, words = max(wholes), list[Box](), list[Word]()
    for place, label in enumerate(labels):
        y, x = place * _STEP + 4, float(_LEFT)
        for number, one in enumerate(series):
            width = round(int(one.values[place] or 0) * _LONGEST / largest, 1)
            if width:
                boxes.append(_box(x, y, width, _THICK, _look(number)))
            x += width
        words.append(Word(_LEFT - 12, y + 15, _short(label), anchor="end"))
        parts = "＋".join(f"{one.values[place] or 0}" for one in series)
        words.append(Word(round(x + 8, 1), y + 15, parts, "value"))
    heads, rows = _table(labels, series, unit)
    return Chart(
        key, title, _said("叠条图", labels, series, unit), len(labels) * _STEP + 8, LYING,
        boxes=boxes, words=words, legend=_legend(series), heads=heads, rows=rows,
    )  # fmt: skip


def spark(key: str, title: str, values: Sequence[Number]) -> Chart | None:
    """The course in the height of a line of text, without scale; its words have the numbers."""
    if len(values) < 2 or not any(values):
        return None
    top, step = float(max(values)), 112 / (len(values) - 1)
    points = [
        (round(4 + place * step, 1), round(24 - float(value) / top * 20, 1))
        for place, value in enumerate(values)
    ]
    said = "、".join(f"{value:,}" for value in values)
    return Chart(key, title, f"逐月：{said}。", 28, 120, paths=[Path(tuple(points))], is_line=True)


def _upright(
    key: str, title: str, kind: str, labels: Sequence[str], series: Sequence[Series], unit: str,
    top: Number, *, boxes: Sequence[Box] = (), paths: Sequence[Path] = (), words: Sequence[Word],
) -> Chart:  # fmt: skip
    rules, scale = [], []
    for part in range(5):
        y = _TOP + _HIGH * (1 - part / 4)
        rules.append(_box(_EDGE, y, WIDE - _EDGE, 0))
        scale.append(Word(_EDGE - 6, round(y + 4, 1), f"{top * part / 4:g}", "small", "end"))
    heads, rows = _table(labels, series, unit)
    return Chart(
        key, title, _said(kind, labels, series, unit), _TOP + _HIGH + _FOOT,
        boxes=boxes, paths=paths, words=[*scale, *words], rules=rules,
        legend=_legend(series), heads=heads, rows=rows,
    )  # fmt: skip


def _said(kind: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """Everything that is drawn, in words."""
    told = []
    for one in series:
        cells = [one.cell(place, unit, "无").text for place in range(len(labels))]
        pairs = "，".join(f"{label}{text}" for label, text in zip(labels, cells, strict=True))
        told.append(f"{one.name}：{pairs}")
    return f"{kind}。{'；'.join(told)}。"


def _table(
    labels: Sequence[str], series: Sequence[Series], unit: str
) -> tuple[list[str], list[list[Cell]]]:
    rows = [
        [Cell(label), *(one.cell(place, "", "—") for one in series)]
        for place, label in enumerate(labels)
    ]
    return ["", *(f"{one.name}（{unit}）" for one in series)], rows


def _legend(series: Sequence[Series]) -> list[tuple[str, str]]:
    return [(_look(number), one.name) for number, one in enumerate(series)]


def _look(number: int) -> str:
    return "second" if number else "first"


def _box(x: float, y: float, width: float, height: float, look: str = "first") -> Box:
    return Box(round(x, 1), round(y, 1), round(width, 1), round(height, 1), look)


def _short(label: str) -> str:
    return label if len(label) <= 15 else f"{label[:14]}…"


def _round_up(value: Number) -> Number:
    """The end of the scale: four even steps, in round numbers."""
    size = 1
    while True:
        for times in (4, 8, 12, 20, 28):
            if size * times >= value:
                return size * times
        size *= 10
