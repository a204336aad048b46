"""Tables without lines: words far apart on a line, and numbers that stand under each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .lines import Line
from .values import Table

_NUMBER = re.compile(r"[+\-]?[\d０-９,，]+(?:[.．][\d０-９]+)?|[-—–/]")
_HEADING = re.compile(r"[一二三四五六]、\S{3,30}")
_BEGINS = re.compile(r"[（(][一二三四五六七]|[一二三四]、|\d[.、．]?\D")
_LEAST = 5
"""numbers of a line of a table whose columns are found by them"""
_ALONE = 10
"""so many numbers are one line under its heads, as of part four"""
_WIDE = 1.2
"""of the size of a letter: words so far apart are boxes of a table"""
_LONGEST = 24
"""characters of a word that may be a box by itself"""

Placed = tuple[float, Table]


@dataclass
class Aligned:
    """Of a page: the lines that belong to no table, each table at its height, and whether one had gaps.

    Where a box is blank nothing tells which, once no line of the table is full: it is not guessed.
    """

    rest: list[Line] = field(default_factory=list)
    tables: list[Placed] = field(default_factory=list)
    has_gaps: bool = False


def aligned(page: Sequence[Line]) -> Aligned:
    """The page taken apart."""
    result = Aligned()
    for block in _blocks(page):
        numbered = [line for line in block if _LEAST <= len(_numbers(line)) < _ALONE]
        is_full = any(len(_numbers(line)) >= _LEAST for line in block)
        if not is_full and sum(1 for line in block if _is_scattered(line)) < 2:
            result.rest += block
            continue
        if not numbered:
            rows = tuple(_under_heads(block))
        elif (table := _table(block, numbered)) is not None:
            rows = table
        else:
            result.has_gaps = True
            continue
        result.tables.append((block[0].y, Table(rows)))
    return result


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


def _table(block: Sequence[Line], numbered: Sequence[Line]) -> tuple[tuple[str, ...], ...] | None:
    """The head, then each line of numbers with its label; None where a line is not full."""
    widest = max(len(_numbers(line)) for line in numbered)
    full = [_numbers(line) for line in numbered if len(_numbers(line)) == widest]
    columns = [median(_centre(line[place]) for line in full) for place in range(widest)]
    edge = min(word.x0 for line in full for word in line) - 1
    first = numbered[0]
    body = [line for line in block if line.y <= first.y + line.size]
    beside = [line for line in body if _is_numbers(line, edge)]
    if any(len(_numbers(line)) < widest for line in beside):
        return None
    words = [word for line in body for word in line.words() if word.x0 < edge]
    rows = [*_head([line for line in block if line.y > first.y], columns, edge)]
    for label, line in zip(_labels(words, beside), beside, strict=True):
        rows.append((*_label_boxes(label), *(word.text for word in _numbers(line))))
    return tuple(rows)


def _under_heads(block: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """Each line by its words; numbers after a label stand under the heads above them."""
    heads: list[Line] = []
    for line in block:
        words, numbers = list(line.words()), _numbers(line)
        if not numbers and len(words) > 1:
            heads = words
        if len(words) == 1 and heads:
            yield (words[0].text, *([""] * (len(heads) - 1)))
        elif numbers and len(numbers) == len(words) - 1 < len(heads):
            boxes = [words[0].text, *([""] * (len(heads) - 1))]
            for word in words[1:]:
                boxes[_nearest([_centre(head) for head in heads], word)] += word.text
            yield tuple(boxes)
        else:
            yield tuple(word.text for word in words)


def _is_numbers(line: Line, edge: float) -> bool:
    """Whether right of the labels there are numbers and nothing else."""
    right = [word.text for word in line.words() if word.x1 > edge]
    return bool(right) and all(_NUMBER.fullmatch(text) for text in right)


def _labels(words: Sequence[Line], lines: Sequence[Line]) -> list[list[Line]]:
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
    nearest: list[list[Line]] = [[] for _ in lines]
    for word in words if lines else ():
        place = min(range(len(lines)), key=lambda number: abs(lines[number].y - word.y))
        nearest[place].append(word)
    return nearest


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
