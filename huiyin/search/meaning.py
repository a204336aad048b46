"""会意: what somebody may mean who typed a pinyin, its initials, or a character that sounds alike."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from . import chinese
from .models import Reading, Term

LONGEST, MOST = 30, 8
_LETTERS = re.compile(r"[a-z' ]{2,60}")
_ORDER = {Term.Kind.COLUMN: 0, Term.Kind.QUERY: 1, Term.Kind.WORD: 2, Term.Kind.TITLE: 3}
_LOOKED_AT = 60
_FARTHEST = 2


class Meant(NamedTuple):
    """Another text, and why it may be what was meant: `pinyin`, `sound` or `slip`."""

    text: str
    why: str


def suggestions(typed: str) -> list[Term]:
    """Up to eight terms that begin with what was typed, in characters or in letters; then those
    that contain it."""
    text = " ".join(typed.split())[:LONGEST]
    if not text:
        return []
    letters = _letters(text)
    begins = Q(text__startswith=text)
    if letters:
        begins |= Q(pinyin__startswith=letters) | Q(initials__startswith=letters)
    found = _best(Term.objects.filter(begins).exclude(kind=Term.Kind.WORD))
    if len(found) < MOST and len(text) > 1 and not letters:
        contains = Term.objects.filter(text__contains=text).exclude(kind=Term.Kind.WORD)
        found += _best(contains.exclude(pk__in=[term.pk for term in found]))
    return list({term.text: term for term in found}.values())[:MOST]


def by_pinyin(typed: str) -> list[str]:
    """Terms whose pinyin, or the initials of it, are just what was typed; the likeliest first."""
    letters = _letters(typed)
    if not letters:
        return []
    exact = Term.objects.filter(Q(pinyin=letters) | Q(initials=letters)).exclude(
        kind=Term.Kind.TITLE
    )
    whole = sorted(
        exact.order_by("-weight")[:_LOOKED_AT],
        key=lambda term: (term.pinyin != letters, -term.weight, term.text),
    )
    return list(dict.fromkeys(term.text for term in whole))[:3]


def otherwise(typed: str) -> list[Meant]:
    """What may have been meant where nothing was found: by pinyin, by sound, or by one or two slips."""
    if meant := by_pinyin(typed):
        return [Meant(text, "pinyin") for text in meant]
    text = chinese.fold(typed)[:LONGEST]
    if len(text) < 2:
        return []
    terms = Term.objects.exclude(kind=Term.Kind.TITLE)
    sound = _sound(text)
    if sound:
        alike = terms.filter(pinyin=sound).exclude(text=text).order_by("-weight", "text")[:3]
        if found := [Meant(term.text, "sound") for term in alike]:
            return found
    near = terms.filter(_near(text, sound)).order_by("-weight")[:500]
    far = _FARTHEST if len(text) > 3 else 1
    distances = {
        term.text: (distance(text, chinese.fold(term.text)), -term.weight) for term in near
    }
    close = sorted((told, other) for other, told in distances.items() if 0 < told[0] <= far)
    return [Meant(other, "slip") for _, other in close[:3]]


def distance(one: str, other: str) -> int:
    """How many characters must be put in, left out, changed or exchanged with their neighbour."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        line = [row]
        for column, up in enumerate(other, 1):
            best = min(above[column] + 1, line[-1] + 1, above[column - 1] + (left != up))
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == up:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, above = above, line
    return above[-1]


def _near(text: str, sound: str) -> Q:
    """Terms that share the beginning, the end or the first sounds."""
    near = Q(text__startswith=text[:1]) | Q(text__endswith=text[-1:])
    if len(sound) > 3:
        near |= Q(pinyin__startswith=sound[:3])
    return near


def _letters(typed: str) -> str:
    """A text in Latin letters as it may be a pinyin; nothing otherwise."""
    plain = " ".join(typed.lower().split()).replace("ü", "v")
    return plain.replace(" ", "").replace("'", "") if _LETTERS.fullmatch(plain) else ""


def _sound(text: str) -> str:
    """How a text is read, character by character; what is no Chinese stays as it is."""
    known = dict(Reading.objects.filter(pk__in=set(text)).values_list("pk", "pinyin"))
    return "".join(known.get(character, character) for character in text) if known else ""


def _best(terms: Iterable[Term]) -> list[Term]:
    chosen = terms.order_by("-weight", "text")[:_LOOKED_AT]  # type: ignore[attr-defined]
    return sorted(
        chosen, key=lambda term: (_ORDER[Term.Kind(term.kind)], -term.weight, len(term.text))
    )[:MOST]
