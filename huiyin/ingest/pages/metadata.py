"""目录信息块: pairs of label and value in any markup."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from . import dates
from .indexnumbers import looks_like_index_number
from .labels import ONLY_BESIDE_OTHERS, WEAK, Hit, compact, field_of, hits, is_blank
from .tree import Line
from .values import Remark

_NEAR = 4  # lines between two pairs of one block
_DATED = frozenset({"published_at", "formed_on", "effective_on", "abolished_on"})
_LEADING_DATE = re.compile(r"^\s*\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")


@dataclass(frozen=True)
class Pair:
    """A label with its value and the number of the line where it stands."""

    label: str
    field: str
    value: str
    line: int
    last: int
    """the number of the last line that belongs to it"""


@dataclass(frozen=True)
class Block:
    """The content of all blocks of a page: field → values in order, and the raw pairs."""

    values: dict[str, list[tuple[str, str]]]
    """field → (label, value) that are not blank, each value once"""
    pairs: tuple[Pair, ...]
    remarks: tuple[Remark, ...]

    def first(self, field: str) -> str:
        values = self.values.get(field)
        return values[0][1] if values else ""


def read(lines: list[Line], *, blank_is_value: bool) -> Block:
    """Find the blocks, mark their lines as used, and return their values."""
    pairs = _pairs(lines, blank_is_value)
    kept = [pair for group in _groups(pairs) if _is_block(group, lines) for pair in group]
    for pair in kept:
        for number in range(pair.line, pair.last + 1):
            lines[number].use()
    return _block(kept)


def _pairs(lines: list[Line], blank_is_value: bool) -> list[Pair]:
    pairs: list[Pair] = []
    below = _values_stand_below(lines)
    beside = _shapes_with_values(lines)
    for number, line in enumerate(lines):
        if pairs and number <= pairs[-1].last and number != pairs[-1].line:
            continue
        if line.pair is not None:
            label, value = line.pair
            pairs.append(Pair(compact(label), field_of(label) or "other", value, number, number))
        elif line.text:
            pairs += _line_pairs(lines, number, below, beside, blank_is_value)
    return pairs


def _line_pairs(
    lines: list[Line],
    number: int,
    below: bool,
    beside: set[tuple[bool, bool]],
    blank_is_value: bool,
) -> list[Pair]:
    line = lines[number]
    labels = hits(line.text)
    if not labels or (_is_cell(line) and not labels[0].has_colon):
        return []  # a label alone in a cell that has no neighbour heads a column of a list
    pairs = [Pair(hit.label, hit.field, hit.value, number, number) for hit in labels]
    if (early := _LEADING_DATE.match(line.text)) and not any(
        h.field == "published_at" for h in labels
    ):
        pairs.insert(0, Pair("发布时间", "published_at", early.group().strip(), number, number))
    last = labels[-1]
    if last.value or len(labels) > 1 or (not below and _shape(last, line) in beside):
        return pairs  # labels of this look have their values beside them: this one has none
    place = _next(lines, number, blank_is_value)
    if place is not None and _takes_next(last, line, lines[place], below):
        pairs[-1] = Pair(last.label, last.field, lines[place].plain, number, place)
    return pairs


def _is_cell(line: Line) -> bool:
    return line.element is not None and line.element.tag in {"td", "th"}


def _next(lines: list[Line], number: int, blank_is_value: bool) -> int | None:
    """The next line that may be the value; in text files there may be blank lines between."""
    reach = 2 if blank_is_value else 3
    for place in range(number + 1, min(number + reach, len(lines))):
        if lines[place].text:
            return None if _is_label_line(lines[place]) else place
        if blank_is_value:
            return None
    return None


def _is_label_line(line: Line) -> bool:
    return line.pair is not None or bool(hits(line.text)) or field_of(line.plain) is not None


def _takes_next(hit: Hit, line: Line, following: Line, below: bool) -> bool:
    """Whether the label is above its value: elements of one kind in a row, or lines of a text."""
    if hit.field == "other":
        return False
    if below or line.element is None or following.element is None:
        return below or not hit.has_colon
    element, other = line.element, following.element
    if element is other:
        return not hit.has_colon
    neighbours = element.getnext() is other and element.tag == other.tag
    return neighbours and (not hit.has_colon or element.tag in {"div", "span"})


def _shape(hit: Hit, line: Line) -> tuple[bool, bool]:
    return hit.has_colon, "\x1f" in line.text


def _shapes_with_values(lines: list[Line]) -> set[tuple[bool, bool]]:
    """The looks of labels whose value is on the same line."""
    labelled = ((hits(line.text), line) for line in lines if line.pair is None and line.text)
    return {_shape(h[0], line) for h, line in labelled if len(h) == 1 and h[0].value}


def _values_stand_below(lines: list[Line]) -> bool:
    """True where labels with a colon have their values on the next line, seen by a sure one."""
    for line, following in pairwise(lines):
        labels = hits(line.text) if line.pair is None and len(line.text) < 30 else []
        if len(labels) == 1 and not labels[0].value and labels[0].has_colon:
            if labels[0].field == "index_number" and looks_like_index_number(following.plain):
                return True
            if labels[0].field in _DATED and _is_only_date(following.plain):
                return True
    return False


def _is_only_date(text: str) -> bool:
    return len(text) < 24 and dates.starts_with_date(text)


def _groups(pairs: list[Pair]) -> Iterable[list[Pair]]:
    group: list[Pair] = []
    for pair in pairs:
        if group and pair.line - group[-1].last > _NEAR:
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _is_block(group: list[Pair], lines: list[Line]) -> bool:
    """A real block has two catalogue fields, an index number, or a publication date with a date in it."""
    fields = {pair.field for pair in group if pair.label not in ONLY_BESIDE_OTHERS}
    if any(pair.field == "index_number" and looks_like_index_number(pair.value) for pair in group):
        return True
    dated = any(
        pair.field == "published_at"
        and dates.starts_with_date(pair.value)
        and (pair.label not in ONLY_BESIDE_OTHERS or fields & {"source", "views", "author"})
        for pair in group
    )
    if dated:
        return True
    short = all(len(lines[pair.line].text) < 200 or lines[pair.line].pair for pair in group)
    return short and (len(fields - WEAK) >= 2 or {"source", "views"} <= fields)


def _block(pairs: list[Pair]) -> Block:
    values: dict[str, list[tuple[str, str]]] = {}
    remarks: dict[str, Remark] = {}
    by_label: dict[str, str] = {}
    for pair in pairs:
        if is_blank(pair.value):
            continue
        known = values.setdefault(pair.field, [])
        if _same(by_label.setdefault(pair.label, pair.value), pair.value):
            if not any(label == pair.label for label, _ in known):
                known.append((pair.label, pair.value))
        elif pair.field not in {"other", "views", "class"}:
            message = f"“{pair.label}”出现两次且不一致：采用“{by_label[pair.label][:60]}”，未采用“{pair.value[:60]}”"
            remarks.setdefault(message, Remark("conflict", message))
    return Block(values, tuple(pairs), tuple(remarks.values()))


def _same(one: str, other: str) -> bool:
    """Equal except for spaces, or the same day with and without time."""
    if re.sub(r"\s", "", one) == re.sub(r"\s", "", other):
        return True
    try:
        first, second = dates.parse(one), dates.parse(other)
    except dates.DateError:
        return False
    return first.day == second.day and None in (first.clock, second.clock)
