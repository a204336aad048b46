"""A table as it is printed: heads over several columns, groups over several rows.

One grid is the page, the workbook and the Word file, so that none of them can say something else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

Path = tuple[str, ...]
"""A head from the outermost group to its own words."""


@dataclass(frozen=True)
class Box:
    """One box; it covers `down` rows and `across` columns."""

    content: str | int | Decimal
    down: int = 1
    across: int = 1
    scope: str = ""
    """Of a head: what it is the head of, in the words of HTML. A value has none."""
    address: str = ""
    """Where the records behind a value are."""

    @property
    def is_head(self) -> bool:
        return bool(self.scope)


@dataclass(frozen=True)
class Grid:
    """A table with its title; `widths` are the parts of the columns in the whole."""

    title: str
    head: list[list[Box]]
    body: list[list[Box]]
    widths: tuple[int, ...]

    @property
    def rows(self) -> list[list[Box]]:
        return [*self.head, *self.body]

    def placed(self) -> Iterator[tuple[int, int, Box]]:
        """Each box with the row and the column of its upper left corner."""
        occupied: set[tuple[int, int]] = set()
        for row, boxes in enumerate(self.rows):
            column = 0
            for box in boxes:
                while (row, column) in occupied:
                    column += 1
                yield row, column, box
                occupied |= {
                    (row + down, column + across)
                    for down in range(box.down)
                    for across in range(box.across)
                }


def column_heads(paths: Sequence[Path]) -> list[list[Box]]:
    """The rows of heads over the columns, the outermost first."""
    depth = max(map(len, paths))
    rows: list[list[Box]] = [[] for _ in range(depth)]
    for begun in _begun(paths):
        for level, words, leaves, is_last in begun:
            down = depth - level if is_last else 1
            rows[level].append(Box(words, down, leaves, "col" if is_last else "colgroup"))
    return rows


def row_heads(paths: Sequence[Path]) -> list[list[Box]]:
    """For each row the heads that begin there, the outermost first."""
    depth = max(map(len, paths))
    return [
        [
            Box(words, leaves, depth - level if is_last else 1, "row" if is_last else "rowgroup")
            for level, words, leaves, is_last in begun
        ]
        for begun in _begun(paths)
    ]


def _begun(paths: Sequence[Path]) -> Iterator[list[tuple[int, str, int, bool]]]:
    """For each leaf the heads that begin with it: level, words, number of leaves, whether its own."""
    for place, path in enumerate(paths):
        begun = []
        for level, words in enumerate(path):
            group = path[: level + 1]
            if place and paths[place - 1][: level + 1] == group:
                continue
            following = (other[: level + 1] == group for other in paths[place:])
            leaves = next((n for n, same in enumerate(following) if not same), len(paths) - place)
            begun.append((level, words, leaves, level == len(path) - 1))
        yield begun
