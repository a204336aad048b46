"""Which category a text means: by its code, name, path or alias, or by what clerks chose before."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import F, FilteredRelation, Q

from .models import Category
from .models.categories import CODE

_CODED = re.compile(rf"({CODE})(?:\s|\Z)")
Asked = tuple[str, date]
"""A text, and the day of the request that it came with."""


def meanings(agency: int, asked: Collection[Asked]) -> dict[Asked, Category]:
    """What each text meant on its day, by one statement; a text that may mean two means neither."""
    if not asked:
        return {}
    meant: dict[Asked, Category] = {}
    books: dict[date, _Book] = {}
    rows = list(_rows(agency, asked))
    for text, day in asked:
        if day not in books:
            books[day] = _Book(_in_force(rows, day))
        node = books[day].meaning(text, day)
        if node is not None:
            meant[text, day] = node
    return meant


def _rows(agency: int, asked: Collection[Asked]) -> Iterable[Any]:
    """Each node, once more for each choice that clerks made for one of these texts."""
    texts = {text for text, _ in asked}
    chosen = FilteredRelation("terms", condition=Q(terms__text__in=texts))
    nodes = Category.objects.valid().filter(agency=agency)
    if len(asked) == 1:
        (text, day), bare = next(iter(asked)), next(iter(texts)).strip()
        nodes = Category.objects.in_force(agency, day)
    nodes = nodes.annotate(chosen=chosen).annotate(
        text=F("chosen__text"), since=F("chosen__valid_from")
    )
    if len(asked) == 1:
        code = _CODED.match(bare)
        named = Q(name=bare) | Q(path=bare) | Q(words__contains=bare) | Q(text=text)
        nodes = nodes.filter(named | Q(code=code[1]) if code else named)
    return nodes.select_related("scheme")


def _in_force(rows: Iterable[Any], day: date) -> list[Any]:
    """As `Category.objects.in_force`, of rows that were read."""
    days = {row.scheme.valid_from for row in rows}
    begun = [one for one in days if one <= day]
    holds = max(begun) if begun else min(days, default=None)
    return [row for row in rows if row.scheme.valid_from == holds and row.is_in_force(day)]


@dataclass
class _Book:
    """The nodes of one day, by all that names them."""

    rows: list[Any]
    by_code: dict[str, Any] = field(init=False)
    by_path: dict[str, Any] = field(init=False)
    by_word: dict[str, dict[int, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_code = {row.code: row for row in self.rows}
        self.by_path = {row.path: row for row in self.rows}
        self.by_word = defaultdict(dict)
        for row in self.rows:
            for word in (row.name, *row.aliases):
                self.by_word[word][row.pk] = row

    def meaning(self, text: str, day: date) -> Category | None:
        """What clerks chose comes first, then code and path, which name one node, then words."""
        bare = text.strip()
        chosen = [row for row in self.rows if row.text == text and row.since <= day]
        if chosen:
            return cast(Category, max(chosen, key=lambda row: row.since))
        coded = _CODED.match(bare)
        row = self.by_code.get(coded[1]) if coded else None
        if coded and row and bare[coded.end(1) :].strip() in ("", row.path, row.name):
            return cast(Category, row)
        words = list(self.by_word.get(bare, {}).values())
        return self.by_path.get(bare) or (words[0] if bare and len(words) == 1 else None)
