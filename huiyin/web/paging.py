"""The page of a list that an address asks for."""

from typing import Self

from django.http import Http404, HttpRequest

from huiyin.common import paging


class Paging(paging.Paging):
    """A page of a public list: an address that names none is nobody's."""

    @classmethod
    def of(cls, request: HttpRequest, total: int, size: int = 20) -> Self:
        """The page that `?page=` asks for.

        Raises:
            Http404: it is no number, or there is no such page.
        """
        asked = request.GET.get("page", "1") or "1"
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 9):
            raise Http404("页码应为数字")
        page = cls(int(asked), total, size)
        if not 1 <= page.number <= page.last:
            raise Http404(f"没有第 {asked} 页")
        return page
