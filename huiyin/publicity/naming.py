"""按名称查找: the records on view about somebody, by what their publications name him.

What is looked through are publications, whose wordings are masked: a natural person is found by no
name, nor anybody by what is hidden in one. The index follows them in their transaction; which of
the records are public today is asked of the records.
"""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef

from huiyin.casework import searching
from huiyin.search import rows
from huiyin.search.chinese import fold

from .models import Channel, Publication, PublicisedQuerySet

_R = TypeVar("_R", bound=PublicisedQuerySet[Any])
TABLE = searching.declare(Publication, "named")
COUNTED = 2000
"""Publications up to which their records are counted."""
MOST = 5000
"""Of words in more, the records are read in the order of their list, which soon has enough."""


def is_common(text: str) -> bool:
    """Whether very many publications name somebody so, of whatever kind and time."""
    keys = _keys(_words(text))
    return keys is None or len(keys) > COUNTED


def found(records: _R, text: str) -> _R:
    """Of these records those whose present publication names somebody with every word of the text.

    Case, width, signs and traditional characters make no difference.
    """
    words = _words(text)
    keys = _keys(words)
    says = Publication.objects.filter(
        about_kind=records.model._meta.label_lower, channel=Channel.SITE, ended_at=None
    )
    if keys is not None:
        return records.filter(pk__in=says.filter(searching.listed(keys)).values("about_pk"))
    for word in words:
        says = says.filter(named__contains=word)
    return records.filter(Exists(says.filter(about_pk=OuterRef("pk"))))


def _words(text: str) -> list[str]:
    return [word for part in text.split() if (word := fold(part))]


def _keys(words: list[str]) -> tuple[int, ...] | None:
    """Of the publications; None where there are more than `MOST`. Signs alone name nobody."""
    known = rows.keys(TABLE, " ".join(words), MOST)
    return known.keys if known else ()
