"""会意: suggestions for a query typed as pinyin, as initials, or with a character that sounds alike."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet

from . import chinese, storing
from .models import Entry, Reading, Term

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
    """Up to eight terms that begin with the typed text (characters or pinyin), then those with it."""
    text = " ".join(typed.split())[:LONGEST]
    if not text:
        return []
    letters = _letters(text)
    begins = Q(text__startswith=text)
    if letters:
        begins |= Q(pinyin__startswith=letters) | Q(initials__startswith=letters)
    known = _terms()
    terms = _best(known.filter(begins).exclude(kind=Term.Kind.WORD))
    if len(terms) < MOST and len(text) > 1 and not letters:
        contains = known.filter(text__contains=text).exclude(kind=Term.Kind.WORD)
        terms += _best(contains.exclude(pk__in=[term.pk for term in terms]))
    return list({term.text: term for term in terms}.values())[:MOST]


def by_pinyin(typed: str) -> list[str]:
    """Terms whose pinyin, or the initials of it, are just what was typed; the likeliest first."""
    letters = _letters(typed)
    if not letters:
        return []
    exact = _terms().filter(Q(pinyin=letters) | Q(initials=letters)).exclude(kind=Term.Kind.TITLE)
    terms = sorted(
        exact.order_by("-weight")[:_LOOKED_AT],
        key=lambda term: (term.pinyin != letters, -term.weight, term.text),
    )
    return list(dict.fromkeys(term.text for term in terms))[:3]


def otherwise(typed: str) -> list[Meant]:
    """Other queries where there were no hits: by pinyin, by sound, or by one or two typing errors."""
    if meant := by_pinyin(typed):
        return [Meant(text, "pinyin") for text in meant]
    text = chinese.fold(typed)[:LONGEST]
    if len(text) < 2:
        return []
    terms = _terms().exclude(kind=Term.Kind.TITLE)
    sound = _sound(text)
    if sound:
        alike = terms.filter(pinyin=sound).exclude(text=text).order_by("-weight", "text")[:3]
        if homophones := [Meant(term.text, "sound") for term in alike]:
            return homophones
    near = terms.filter(_near(text, sound)).order_by("-weight")[:500]
    far = _FARTHEST if len(text) > 3 else 1
    distances = {
        term.text: (distance(text, chinese.fold(term.text)), -term.weight) for term in near
    }
    close = sorted(
        (closeness, other) for other, closeness in distances.items() if 0 < closeness[0] <= far
    )
    return [Meant(other, "slip") for _, other in close[:3]]


def distance(one: str, other: str) -> int:
    """Edit distance: insertions, deletions, substitutions and swaps of neighbours."""
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
    """A text in Latin letters as possible pinyin; empty for any other text."""
    plain = " ".join(typed.lower().split()).replace("ü", "v")
    return plain.replace(" ", "").replace("'", "") if _LETTERS.fullmatch(plain) else ""


def _sound(text: str) -> str:
    """The pinyin of a text, character by character; other characters stay as they are."""
    known = dict(Reading.objects.filter(pk__in=set(text)).values_list("pk", "pinyin"))
    return "".join(known.get(character, character) for character in text) if known else ""


def _terms() -> "QuerySet[Term]":
    """The terms that may be suggested: none that occurs only in entries past their last day."""
    past = list(Entry.objects.past().values_list("title", flat=True))
    known = Term.objects.all()
    return known.exclude(pk__in=storing.said_only_in(past)) if past else known


def _best(terms: Iterable[Term]) -> list[Term]:
    chosen = terms.order_by("-weight", "text")[:_LOOKED_AT]  # type: ignore[attr-defined]
    return sorted(
        chosen, key=lambda term: (_ORDER[Term.Kind(term.kind)], -term.weight, len(term.text))
    )[:MOST]
