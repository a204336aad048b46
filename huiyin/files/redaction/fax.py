"""传真格式 (ITU-T T.4 and T.6): whether the data consists of all rows and nothing else.

A drawing program goes on behind damage with whatever the bits happen to mean, or leaves the rest
white. Here every code has to exist, every row to end at its last point, and the data behind the
last row. The code words are those of the second reader; points are not made.
"""

from typing import Any, NamedTuple

from pdfminer.ccitt import CCITTG4Parser

ROWS_OFF = 2  # rows that some programs leave out at the end
_LONGEST = 13  # bits of a code word
_END = "000000000001"
_ZEROS = "0" * 11
_PADDING = 24  # bits behind the last row


class Coding(NamedTuple):
    """How the rows are packed: /DecodeParms of the picture."""

    columns: int
    k: int = 0
    is_aligned: bool = False


class _DamagedError(Exception):
    """Bits that are no row."""


def is_whole(data: bytes, rows: int, coding: Coding) -> bool:
    """So many rows and nothing behind them but the mark of the end."""
    try:
        return _Reader(data, coding).holds(rows)
    except _DamagedError:
        return False


_Codes = dict[str, tuple[Any, int]]


def _codes(tree: Any) -> _Codes:
    """Every word of thirteen bits: what it begins with, and how many bits that takes."""
    codes: _Codes = {}
    todo = [(tree, "")]
    while todo:
        node, prefix = todo.pop()
        if isinstance(node, list):
            todo += [(node[0], prefix + "0"), (node[1], prefix + "1")]
        elif node is not None and len(prefix) <= _LONGEST:
            free = _LONGEST - len(prefix)
            for rest in range(1 << free):
                word = prefix + (f"{rest:0{free}b}" if free else "")
                codes[word] = (node, len(prefix))
    return codes


_MODES = _codes(CCITTG4Parser.MODE)
_RUNS = (_codes(CCITTG4Parser.WHITE), _codes(CCITTG4Parser.BLACK))


class _Reader:
    """Goes through the rows; each is kept as the places where its colour changes."""

    def __init__(self, data: bytes, coding: Coding) -> None:
        self.bits = f"{int.from_bytes(data):0{len(data) * 8}b}" if data else ""
        self.size = len(self.bits)
        self.bits += "0" * _LONGEST
        self.at, self.coding = 0, coding

    def holds(self, rows: int) -> bool:
        row: list[int] = []
        for number in range(rows):
            if self._begins():
                return number >= rows - ROWS_OFF
            row = self._row(row)
            if self.at > self.size:
                return False
        return self._begins() or self.size - self.at <= _PADDING or "1" not in self.bits[self.at :]

    def _begins(self) -> bool:
        """Step over the mark of a line; True at the mark of the end, or where the bits are out."""
        if self.coding.is_aligned:
            self.at += -self.at % 8
        marks = 0
        while self.bits.startswith(_ZEROS, self.at):
            one = self.bits.find("1", self.at)
            if one < 0:
                return True
            self.at, marks = one + 1, marks + 1
            if self.coding.k > 0 and self.bits.startswith("1" + _END, self.at):
                self.at += 1  # the tag of a line that is none
            if marks > 1:
                return True
        return self.at >= self.size

    def _row(self, above: list[int]) -> list[int]:
        is_plain = self.coding.k == 0
        if self.coding.k > 0:
            is_plain = self.bits[self.at] == "1"
            self.at += 1
        return self._plain() if is_plain else self._upon(above)

    def _plain(self) -> list[int]:
        row, place, colour = [], 0, 0
        while place < self.coding.columns:
            place += self._run(colour)
            row.append(place)
            colour = 1 - colour
        self._check_end(place)
        return row

    def _upon(self, above: list[int]) -> list[int]:
        """A row coded relative to the one above it (T.6, 2.2)."""
        columns = self.coding.columns
        above = [*above, columns, columns, columns]
        row: list[int] = []
        place, colour, near = 0, 0, 0
        while place < columns:
            mode = self._code(_MODES)
            near = max(near - 2, 0)
            while above[near] < columns and (
                near % 2 != colour or (above[near] <= place and (place or row))
            ):
                near += 1
            if mode == "p":
                place = above[near + 1] if above[near] < columns else columns
            elif mode == "h":
                for tint in (colour, 1 - colour):
                    place += self._run(tint)
                    row.append(place)
            elif isinstance(mode, int) and above[near] + mode >= place:
                place = above[near] + mode
                row.append(place)
                colour = 1 - colour
            else:
                raise _DamagedError
        self._check_end(place)
        return row

    def _run(self, colour: int) -> int:
        total = 0
        while True:
            length: int = self._code(_RUNS[colour])
            total += length
            if length < 64:
                return total

    def _code(self, codes: _Codes) -> Any:
        value, length = codes.get(self.bits[self.at : self.at + _LONGEST], (None, 0))
        if value is None or self.at > self.size:
            raise _DamagedError
        self.at += length
        return value

    def _check_end(self, place: int) -> None:
        if place != self.coding.columns:
            raise _DamagedError
