"""知识推荐: published documents and answers that may help with a reply, with the passage that fits.

What is abolished or past its last day is never offered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q
from django.db.models.functions import Substr

from huiyin.checks.sentences import sentences
from huiyin.hotline.models import ServiceRequest
from huiyin.search import likeness
from huiyin.search.chinese import fold
from huiyin.search.models import Entry
from huiyin.web.addresses import absolute

SHOWN = 5
READ = 40
"""Of the likeliest entries, those whose texts are compared."""
BODY = 8000
WORDS = 300
LEAST = 0.12
"""Share of what a request says that title and one passage of a text have, from which it is offered."""
LONGEST = 120


@dataclass(frozen=True)
class Known:
    """A text that may help: what it is, where it is read, the passage that fits."""

    title: str
    number: str
    url: str
    agency: str
    published_on: date
    passage: str
    share: float

    @property
    def cited(self) -> str:
        """《题名》（文号）网址, as it goes into a reply."""
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{absolute(self.url)}"


def known(request: ServiceRequest, *, today: date) -> list[Known]:
    """The likeliest ones, those of the own agency first; two queries."""
    nearest = likeness.in_entries(request.subject, request.content[:WORDS])
    in_force = Q(over_on=None) | Q(over_on__gt=today)
    rows = Entry.objects.public().filter(in_force, pk__in=nearest.keys[:READ])
    rows = rows.filter(Q(key__startswith="document:") | Q(key__startswith="message:"))
    rows = rows.exclude(key=f"message:{request.pk}").order_by()
    hits = []
    for row in rows.annotate(beginning=Substr("text__body", 1, BODY)):
        passage, share = _best(row.title, row.beginning or "", nearest.weights)
        if share >= LEAST:
            one = Known(
                row.title,
                row.doc_number,
                row.url,
                row.agency_name,
                row.published_on,
                passage,
                share,
            )
            hits.append((row.agency != request.agency.slug, one))
    hits.sort(key=lambda hit: (hit[0], -hit[1].share, hit[1].url))
    return [one for _, one in hits[:SHOWN]]


def _best(title: str, body: str, weights: likeness.Weights) -> tuple[str, float]:
    """The passage that has most of the words, and what share it has together with the title."""
    passages = [(weights.share(title, passage), passage) for passage in _passages(body)]
    share, passage = max(passages, default=(weights.share(title), ""), key=lambda one: one[0])
    return passage, share


def _passages(body: str) -> Iterator[str]:
    """Each sentence, and two that follow each other where they are short."""
    parts = [part.strip() for _, part in sentences(body) if fold(part)]
    yield from (part[:LONGEST] for part in parts)
    yield from (f"{one}。{two}" for one, two in pairwise(parts) if len(one) + len(two) <= LONGEST)
