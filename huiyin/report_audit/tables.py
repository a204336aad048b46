"""The tables of parts two, three and four, recognised by their words wherever they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from huiyin.national_forms.forms import forms

from . import labels
from .labels import bare
from .papers.values import Table
from .report import Value

_FEWEST = 4
"""heads of columns that make a table of applications"""
_APPLICANTS = 7
_MOSTLY = 0.8
_REMEDIES = 15

Row = tuple[str, ...]


@dataclass
class Cells:
    """What the tables say, and how their labels were taken."""

    values: dict[str, Value] = field(default_factory=dict)
    misprints: list[tuple[str, str]] = field(default_factory=list)
    """Label as printed, and key of the line as which it was taken."""
    strange: list[str] = field(default_factory=list)
    """Labels of lines that no form has."""
    is_by_place: bool = False
    """The heads of a table could not be read: its columns were taken in their usual order."""

    def put(self, key: str, text: str) -> None:
        """What stands first stays; a line under the heads of another block is of some other table."""
        if key in labels.cells():
            self.values.setdefault(key, Value.of(text))


@dataclass
class Reader:
    """Table after table: one that carries on another has its columns."""

    cells: Cells = field(default_factory=Cells)
    handled_columns: dict[int, str] = field(default_factory=dict)
    """By the place from the right, so that a piece with fewer columns of labels is the same."""
    block_columns: dict[int, str] = field(default_factory=dict)
    unknown: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Lines of part three with strange labels: the line before, the label, its boxes."""
    last_line: str = ""
    awaits_remedies: bool = False
    """The heads of part four stood at the end of a page."""

    def read(self, table: Table) -> None:
        """Each row by what it is; tables of something else say nothing."""
        rows = [row for row in table.rows if any(cell.strip() for cell in row)]
        if not rows:
            return
        if _outcome_row(rows) is not None:
            self._contested(rows)
            return
        if self.awaits_remedies and len(rows[0]) == _REMEDIES and _are_numbers(rows[0]):
            self._remedies_by_place(rows[0])
            return
        if columns := _applicants(rows):
            self.handled_columns = self._completed(columns, rows)
        elif not self.handled_columns:
            self.handled_columns = self._usual(rows)
        for row in rows:
            if not self._handled(row):
                self._disclosed(row)

    def _completed(self, columns: dict[int, str], rows: Sequence[Row]) -> dict[int, str]:
        """With the heads that stayed on the page before, if as many columns of numbers have none."""
        absent = [key for key in labels.columns().values() if key not in columns.values()]
        lines = [row for row in rows if _is_numbered_line(row)]
        headless = [place for place in _number_places(lines) if place not in columns]
        if not absent or len(absent) != len(headless):
            return columns
        self.cells.is_by_place = True
        return columns | dict(zip(headless, absent, strict=True))

    def _usual(self, rows: Sequence[Row]) -> dict[int, str]:
        """The usual order, where the heads cannot be read but the last number is mostly the sum."""
        lines = [row for row in rows if _is_numbered_line(row)]
        places = _number_places(lines)
        if len(lines) < _FEWEST or len(places) != _APPLICANTS:
            return {}
        numbers = [[Value.of(row[place]).number or 0 for place in places] for row in lines]
        sums = sum(1 for *parts, total in numbers if sum(parts) == total)
        if sums < _MOSTLY * len(lines):
            return {}
        self.cells.is_by_place = True
        return dict(zip(places, labels.columns().values(), strict=True))

    def _handled(self, row: Row) -> bool:
        """A line of part three: whether it is one."""
        width = len(row)
        columns = {
            width + place: key for place, key in self.handled_columns.items() if width + place >= 0
        }
        first = min(columns, default=0)
        if first < 1 or len(columns) < len(self.handled_columns) or _is_head(row):
            return False
        texts = [text for text in dict.fromkeys(row[:first]) if text.strip()]
        boxes: dict[str, str] = {}
        for place, key in sorted(columns.items()):
            boxes[key] = boxes.get(key) or row[place]
        for text in reversed(texts):
            if hit := labels.match(text, labels.lines()):
                self._put_line(hit, text, boxes)
                return True
        if texts and sum(Value.of(text).number is not None for text in boxes.values()) >= _FEWEST:
            is_numbered = any(text.strip() for text in boxes.values())
            if is_numbered and not labels.match(texts[-1], labels.disclosed_lines()):
                self.unknown.append((self.last_line, texts[-1], boxes))
                return True
        return False

    def _put_line(self, hit: labels.Match, text: str, boxes: dict[str, str]) -> None:
        self.last_line = hit.key
        if not hit.is_exact:
            self.cells.misprints.append((text, hit.key))
        for column, box in boxes.items():
            self.cells.put(f"{hit.key}.{column}", box)

    def finish(self) -> Cells:
        """A strange label between two known lines is the one line that is missing there."""
        order = [line.key for line in forms()[-1].lines]
        for before, label, boxes in self.unknown:
            place = order.index(before) + 1 if before in order else len(order)
            key = order[place] if place < len(order) else ""
            after = order[place + 1] if place + 1 < len(order) else ""
            is_gap = key and f"{key}.total" not in self.cells.values
            if is_gap and f"{after}.total" in self.cells.values:
                self._put_line(labels.Match(key, False), label, boxes)
            else:
                self.cells.strange.append(label)
        return self.cells

    def _disclosed(self, row: Row) -> None:
        """A line of part two, or the heads above the next ones."""
        if any(bare(text) == labels.content() for text in row):
            heads = {place: labels.match(text, labels.disclosed_columns())
                     for place, text in enumerate(row)}  # fmt: skip
            self.block_columns = {place: hit.key for place, hit in heads.items() if hit}
            return
        hit = next(
            ((place, one) for place, text in enumerate(row)
             if (one := labels.match(text, labels.disclosed_lines()))), None,
        )  # fmt: skip
        if hit is None or not self.block_columns:
            return
        place, line = hit
        boxes: dict[str, str] = {}
        if max(self.block_columns) < len(row):
            for at, key in self.block_columns.items():
                boxes[key] = boxes.get(key) or row[at]
        else:
            numbers = [text for at, text in enumerate(row) if at > place]
            keys = dict.fromkeys(self.block_columns.values())
            boxes = dict(zip(keys, numbers, strict=False))
        for key, box in boxes.items():
            self.cells.put(f"{line.key}.{key}", box)

    def _contested(self, rows: Sequence[Row]) -> None:
        """The one line of part four, below three levels of heads."""
        heads = _outcome_row(rows) or 0
        line = next((row for row in rows[heads + 1 :] if _are_numbers(row)), None)
        self.awaits_remedies = line is None
        if line is None:
            return
        above = rows[: heads + 1]
        keys: dict[int, str] = {}
        for place in range(len(line)):
            texts = [row[place] for row in above if place < len(row)]
            outcome = labels.match(texts[-1], labels.outcomes()) if texts else None
            kind = labels.proceeding(texts[:-1])
            if outcome and kind:
                keys[place] = f"{kind}.{outcome.key}"
        if len(set(keys.values())) == _REMEDIES:
            for place, key in keys.items():
                self.cells.put(key, line[place])
        elif len(line) == _REMEDIES:
            self._remedies_by_place(line)

    def _remedies_by_place(self, line: Row) -> None:
        """Numbers whose heads stand on another page, or cannot be told apart."""
        self.cells.is_by_place = True
        for head, box in zip(forms()[-1].remedies, line, strict=True):
            self.cells.put(head.key, box)


def read(tables: Iterator[Table]) -> Cells:
    """All that the tables of a report say."""
    reader = Reader()
    for table in tables:
        reader.read(table)
    return reader.finish()


def _applicants(rows: Sequence[Row]) -> dict[int, str]:
    """Columns of part three by their place from the right, if these rows have its heads."""
    columns: dict[int, str] = {}
    widest = max(map(len, rows))
    for row in rows:
        if _is_numbered_line(row):
            break
        if len(row) < widest:
            continue
        for place, text in enumerate(row):
            if key := labels.column(text):
                columns[place - len(row)] = key
    return columns if len(set(columns.values())) >= _FEWEST else {}


def _number_places(lines: Sequence[Row]) -> list[int]:
    """Columns, by their place from the right, in which each line has a number or nothing."""
    width = min(map(len, lines), default=0)
    return [
        place
        for place in range(-width, 0)
        if any(row[place].strip() for row in lines)
        and all(Value.of(row[place]).number is not None for row in lines)
    ]


def _is_head(row: Row) -> bool:
    return sum(1 for text in row if bare(text) in labels.columns()) >= _FEWEST


def _is_numbered_line(row: Row) -> bool:
    return any(labels.match(text, labels.lines()) for text in row if len(text) > 3) and any(
        text.strip() and Value.of(text).number is not None for text in row
    )


def _outcome_row(rows: Sequence[Row]) -> int | None:
    """The last row with the outcomes of proceedings: one head may stand in two rows."""
    last = None
    for number, row in enumerate(rows):
        outcomes = [labels.outcomes().get(bare(text)) for text in row]
        if len({one for one in outcomes if one}) >= _FEWEST and "upheld" in outcomes:
            last = number
    return last


def _are_numbers(row: Row) -> bool:
    numbers = [Value.of(text).number is not None for text in row]
    return sum(numbers) >= len(numbers) // 2
