"""Pages of a list: the number asked for, its neighbours, and where it starts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest


@dataclass(frozen=True)
class Paging:
    """One page of a list of `total` things, `size` a page, counted from 1."""

    number: int
    total: int
    size: int = 20

    @classmethod
    def of(cls, request: HttpRequest, total: int, size: int = 20) -> "Paging":
        """The page that `?page=` asks for.

        Raises:
            Http404: it is no number, or there is no such page.
        """
        asked = request.GET.get("page", "1") or "1"
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 9):
            raise Http404("页码应为数字")
        paging = cls(int(asked), total, size)
        if not 1 <= paging.number <= paging.last:
            raise Http404(f"没有第 {asked} 页")
        return paging

    @property
    def last(self) -> int:
        return max(-(-self.total // self.size), 1)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

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
