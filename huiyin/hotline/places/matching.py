"""地名补全: the places that what was typed most likely means."""

from collections.abc import Iterable

from huiyin.common.folding import plain
from huiyin.hotline.models import Place
from huiyin.organisations.models import Organisation

SHOWN = 8
READ = 60
"""Rows that are read for them: names that begin with the words come before others."""
LONGEST = 30


def matching(agency: Organisation, typed: str) -> list[Place]:
    """Names that begin with what was typed first, then shorter ones; one query."""
    words = "".join(plain(typed).split())[:LONGEST]
    if not words:
        return []
    rows = Place.objects.in_use().filter(agency=agency).named(words)[:READ]
    return sorted(rows, key=lambda place: _order(place, words))[:SHOWN]


def _order(place: Place, words: str) -> tuple[bool, bool, int, str]:
    names: Iterable[str] = place.names
    begins = any(name.startswith(words) for name in names)
    spelt = place.letters.startswith(f" {words.lower()}")
    return not begins, not spelt, len(place.reference), place.reference
