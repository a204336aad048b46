"""Tables without lines: words far apart on a line, and numbers that stand under each other."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .lines import Line
from .values import Table

_NUMBER = re.compile(r"[+\-]?[\d０-９,，]+(?:[.．][\d０-９]+)?|[-—–/]")
_HEADING = re.compile(r"[一二三四五六]、\S{3,30}")
_BEGINS = re.compile(r"[（(][一二三四五六七]|[一二三四]、|\d[.、．]?\D")
_LEAST = 5
"""numbers of a line of a table whose columns are found by them"""
_FEWEST_LINES = 3
_WIDE = 1.2
"""of the size of a letter: words so far apart are boxes of a table"""
_LONGEST = 24
"""characters of a word that may be a box by itself"""

Placed = tuple[float, Table]


def aligned(page: Sequence[Line]) -> tuple[list[Line], list[Placed]]:
    """The lines that belong to no table, and each table at its height."""
    rest: list[Line] = []
    tables: list[Placed] = []
    for block in _blocks(page):
        if sum(1 for line in block if _is_scattered(line)) < 2:
            rest += block
            continue
        numbered = [line for line in block if len(_numbers(line)) >= _LEAST]
        if len(numbered) < _FEWEST_LINES:
            rows = tuple(tuple(word.text for word in line.words()) for line in block)
        else:
            rows = tuple(_rows(block, numbered))
        tables.append((block[0].y, Table(rows)))
    return rest, tables


def _blocks(page: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that may be of one table, and runs that are not."""
    block: list[Line] = []
    was_boxes = False
    for line in page:
        is_boxes = _is_scattered(line) or _may_belong(line)
        if block and (is_boxes != was_boxes):
            yield block
            block = []
        block.append(line)
        was_boxes = is_boxes
    if block:
        yield block


def _is_scattered(line: Line) -> bool:
    words = list(line.words())
    gaps = (right.x0 - left.x1 for left, right in pairwise(words))
    return any(gap > _WIDE * line.size for gap in gaps)


def _may_belong(line: Line) -> bool:
    """A short line, as of a label that runs on; a heading or a sentence is none."""
    text = line.text
    return len(text) <= _LONGEST and text[-1:] not in "。；：" and not _HEADING.fullmatch(text)


def _numbers(line: Line) -> list[Line]:
    return [word for word in line.words() if _NUMBER.fullmatch(word.text)]


def _centre(word: Line) -> float:
    return (word.x0 + word.x1) / 2


def _rows(block: Sequence[Line], numbered: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """The head, then each line of numbers with the words on its left that are nearest to it."""
    widest = max(len(_numbers(line)) for line in numbered)
    full = [_numbers(line) for line in numbered if len(_numbers(line)) == widest]
    columns = [median(_centre(line[place]) for line in full) for place in range(widest)]
    edge = min(word.x0 for line in numbered for word in _numbers(line)) - 1
    first, last = numbered[0], numbered[-1]
    yield from _head([line for line in block if line.y > first.y], columns, edge)
    left = [
        word
        for line in block
        for word in line.words()
        if word.x0 < edge and last.y - 6 * line.size < line.y <= first.y + line.size
    ]
    for line, words in zip(numbered, _labels(left, [line.y for line in numbered]), strict=True):
        boxes = [""] * len(columns)
        for word in _numbers(line):
            boxes[_nearest(columns, word)] += word.text
        yield (*_label_boxes(words), *boxes)


def _labels(words: Sequence[Line], lines: Sequence[float]) -> list[list[Line]]:
    """Words of the label of each line: from numbering to numbering, else those that are nearest."""
    begun: list[list[Line]] = []
    for word in words:
        before = begun[-1][0] if begun else None
        if _BEGINS.match(word.text) and before is not None and before.y - word.y < 1:
            begun[-1].insert(0, word)  # a group on the left of its first line
        elif _BEGINS.match(word.text) or before is None:
            begun.append([word])
        else:
            begun[-1].append(word)
    if len(begun) == len(lines):
        return begun
    nearest: dict[float, list[Line]] = {y: [] for y in lines}
    for word in words:
        nearest[min(lines, key=lambda y: abs(y - word.y))].append(word)
    return list(nearest.values())


def _label_boxes(words: Sequence[Line]) -> tuple[str, str]:
    """What stands on the left of the label, and the label: words above each other are one box."""
    groups: list[list[Line]] = []
    for word in sorted(words, key=lambda one: one.x0):
        over = [one for one in groups if min(max(w.x1 for w in one), word.x1) - max(min(w.x0 for w in one), word.x0) > 1]  # fmt: skip
        if over:
            over[-1].append(word)
        else:
            groups.append([word])
    texts = [
        "".join(word.text for word in sorted(group, key=lambda one: -one.y)) for group in groups
    ]
    return ("".join(texts[:-1]), texts[-1]) if texts else ("", "")


def _head(
    lines: Sequence[Line], columns: Sequence[float], edge: float
) -> Iterator[tuple[str, ...]]:
    """Each line of the head, and all of it joined down the columns for words that run on."""
    joined = [""] * len(columns)
    for line in lines:
        boxes = [""] * len(columns)
        for word in line.words():
            if word.x1 > edge:
                place = _nearest(columns, word)
                boxes[place] += word.text
                joined[place] += word.text
        yield ("", "", *boxes)
    yield ("", "", *joined)


def _nearest(columns: Sequence[float], word: Line) -> int:
    return min(range(len(columns)), key=lambda place: abs(columns[place] - _centre(word)))
