"""Pages of a list: one number, its neighbours, and where it starts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Paging:
    """One page of a list of `total` things, `size` a page, counted from 1."""

    number: int
    total: int
    size: int = 20

    @classmethod
    def near(cls, requested: str | None, total: int, size: int) -> Self:
        """The requested page, for staff: the first if it is not a number, the last if it does not
        exist.
        """
        try:
            number = int(requested or 1)
        except ValueError:
            number = 1
        paging = cls(number, total, size)
        return paging if 1 <= number <= paging.last else cls(paging.last, total, size)

    @property
    def last(self) -> int:
        return max(-(-self.total // self.size), 1)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def part(self) -> slice:
        """The items of the list on this page."""
        return slice(self.offset, self.offset + self.size)

    @property
    def first_shown(self) -> int:
        return self.offset + 1

    @property
    def last_shown(self) -> int:
        return min(self.offset + self.size, self.total)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def numbers(self) -> Iterator[int | None]:
        """First, last, and those around the present one; None where some are left out."""
        shown = {1, self.last, *range(max(self.number - 2, 1), min(self.number + 2, self.last) + 1)}
        before = 0
        for number in sorted(shown):
            if number == before + 2:
                yield before + 1
            elif number > before + 2:
                yield None
            yield number
            before = number
