"""The rows of a sheet as they wait to be read: packed, a few hundred together.

A table of 100,000 rows is three million cells, and as lists of texts they take ten times what the
file does, in the child that reads it and again in the process that imports. So they come packed,
and are unpacked as they are gone through.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, overload

from huiyin.common.confined import wire

AT_ONCE = 250
_MOST = 128 * 1024 * 1024
"""Bytes of a part, unpacked."""
_FAST = 1

Row = list[Any]


@dataclass(frozen=True)
class Rows(Sequence[Row]):
    """Rows of cells; one that is looked at is a copy, which nobody else sees changed."""

    parts: list[bytes] = field(default_factory=list, repr=False)
    length: int = 0
    cells: int = 0
    """Of all rows."""
    widest: int = 0
    """Cells of the widest row."""

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            first, last, step = place.indices(self.length)
            return list(islice(self.since(first), 0, max(last - first, 0), step))
        if not 0 <= place < self.length:
            raise IndexError(place)
        part, at = divmod(place, AT_ONCE)
        return self.part(part)[at]

    def __iter__(self) -> Iterator[Row]:
        return self.since(0)

    def since(self, first: int) -> Iterator[Row]:
        """Those from this place on, one after the other."""
        part, at = divmod(first, AT_ONCE)
        for number in range(part, len(self.parts)):
            yield from islice(self.part(number), at, None)
            at = 0

    def part(self, number: int) -> list[Row]:
        """The rows from `number * AT_ONCE` on. A child that was compromised can send nothing but
        plain values, here too.

        Raises:
            wire.BrokenOffError: it did, or more than there can be.
        """
        unpacking = zlib.decompressobj()
        try:
            content = unpacking.decompress(self.parts[number], _MOST)
        except zlib.error as error:
            raise wire.BrokenOffError("these are no rows") from error
        if not unpacking.eof:
            raise wire.BrokenOffError("too much in one part")
        rows: list[Row] = wire.answer(content)
        return rows


def packed(rows: Iterable[Row]) -> Rows:
    """These rows, of which no more than a few are alive at a time.

    Raises:
        MemoryError: cells longer than any table has.
    """
    rest = iter(rows)
    parts: list[bytes] = []
    length = cells = widest = 0
    while some := list(islice(rest, AT_ONCE)):
        content = wire.packed(some)
        if len(content) > _MOST:
            raise MemoryError
        parts.append(zlib.compress(content, _FAST))
        widths = [len(row) for row in some]
        length += len(some)
        cells += sum(widths)
        widest = max(widest, *widths)
    return Rows(parts, length, cells, widest)
