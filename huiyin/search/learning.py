"""学词: terms to suggest, learned from public texts: columns, titles, words, frequent queries.

Runs in a background job: the table of readings that it needs is too large for a web worker.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count
from pypinyin import lazy_pinyin, pinyin_dict

from . import chinese, storing
from .models import Asked, Entry, Reading, Term

TITLES, WORDS, COLUMNS, QUERIES = 5_000, 20_000, 2_000, 500
"""at most so many of each"""
DIFFERENT = 5
"""visitors who must have asked the same before it is suggested to others"""
KEPT = timedelta(days=30)
_LONGEST_WORD, _OFTEN = 6, 3
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_EDGES = frozenset("的了和与及或在为对由从将被把等之以其")
_BATCH = 1000


def learn(names: Iterable[str] = (), *, at: date) -> int:
    """Rebuild the table of terms; returns its size. `names` are columns, with texts or not."""
    Asked.objects.filter(on__lt=at - KEPT).delete()
    if not Reading.objects.exists():
        _read_characters()
    terms = [*_columns(names), *_titles(), *_words(), *_queries()]
    with transaction.atomic():
        Term.objects.all().delete()
        Term.objects.bulk_create(terms, batch_size=_BATCH)
        # what was taken down while this was learning
        storing.forget_terms(term.text for term in terms if term.kind == Term.Kind.TITLE)
    return len(terms)


def _term(kind: Term.Kind, text: str, weight: int) -> Term:
    sounds = [
        sound.replace("ü", "v").lower()
        for sound in lazy_pinyin(chinese.fold(text), errors="default")
    ]
    return Term(
        kind=kind,
        text=text,
        pinyin="".join(sounds)[:400],
        initials="".join(sound[:1] for sound in sounds)[:100],
        weight=weight,
    )


def _columns(names: Iterable[str]) -> Iterator[Term]:
    known = Entry.objects.public().exclude(column_name="").order_by().values_list("column_name")
    counted = known.annotate(count=Count("pk")).order_by("-count")[:COLUMNS]
    counts = Counter({name[:100]: 1 for name in names if name}) + Counter(
        {name[:100]: count for name, count in counted}
    )
    return (_term(Term.Kind.COLUMN, name, count) for name, count in counts.most_common(COLUMNS))


def _newest_titles(most: int) -> Iterable[str]:
    return (
        Entry.objects.public()
        .order_by("-published_on", "-pk")
        .values_list("title", flat=True)[:most]
    )


def _titles() -> Iterator[Term]:
    short = dict.fromkeys(title for title in _newest_titles(TITLES) if len(title) <= 100)
    return (_term(Term.Kind.TITLE, title, 1) for title in short)


def _words() -> Iterator[Term]:
    """Runs of two to six characters that several titles share."""
    counts: Counter[str] = Counter()
    for title in _newest_titles(TITLES):
        counts.update(
            {
                run[start : start + length]
                for run in _RUN.findall(title)
                for length in range(2, _LONGEST_WORD + 1)
                for start in range(len(run) - length + 1)
            }
        )
    words = (
        (word, count)
        for word, count in counts.items()
        if count >= _OFTEN and word[0] not in _EDGES and word[-1] not in _EDGES
    )
    most = sorted(words, key=lambda pair: (-pair[1], pair[0]))[:WORDS]
    return (_term(Term.Kind.WORD, word, count) for word, count in most)


def _queries() -> Iterator[Term]:
    """Queries of several visitors that occur in a public title, so that none reveals a secret."""
    frequent = (
        Asked.objects.order_by()
        .values_list("text")
        .annotate(visitors=Count("visitor", distinct=True))
        .filter(visitors__gte=DIFFERENT)
        .order_by("-visitors", "text")[:QUERIES]
    )
    for text, visitors in frequent:
        if Entry.objects.public().filter(title__contains=text).exists():
            yield _term(Term.Kind.QUERY, text, visitors)


def _read_characters() -> None:
    readings = [
        Reading(character=chr(code), pinyin=lazy_pinyin(chr(code))[0].replace("ü", "v")[:8])
        for code in sorted(pinyin_dict.pinyin_dict)
        if 0x4E00 <= code <= 0x9FFF
    ]
    Reading.objects.bulk_create(readings, batch_size=_BATCH, ignore_conflicts=True)
