"""Which places of an agency's own list a text names."""

from collections import defaultdict
from itertools import pairwise
from typing import Self

from huiyin.common.folding import letters

from .models import Place

SHORTEST = 2


class Named:
    """The names of an agency, by their first two characters: a text is read once."""

    def __init__(self, names: dict[str, int]) -> None:
        self._by_start = defaultdict[str, list[tuple[str, int]]](list)
        for name, key in names.items():
            self._by_start[name[:SHORTEST]].append((name, key))

    @classmethod
    def of(cls, agency: int, more: str = "") -> Self:
        """One query; `more` is a place that may not stand on the list."""
        rows = Place.objects.in_use().filter(agency=agency).order_by()
        names = {
            letters(name): row.pk
            for row in rows.only("pk", "reference", "aliases")
            for name in row.names
        }
        if more and letters(more) not in names:
            names[letters(more)] = 0
        return cls({name: key for name, key in names.items() if len(name) >= SHORTEST})

    def in_text(self, *texts: str) -> frozenset[int]:
        """The keys of the places; of names that contain each other, the longest one."""
        hits: set[int] = set()
        for text in map(letters, texts):
            end = 0
            for start, two in enumerate(map("".join, pairwise(text))):
                here = self._by_start.get(two)
                fits = [one for one in here or () if text.startswith(one[0], start)]
                if not fits:
                    continue
                name, key = max(fits, key=lambda one: len(one[0]))
                if start + len(name) > end:
                    hits.add(key)
                    end = start + len(name)
        return frozenset(hits)
