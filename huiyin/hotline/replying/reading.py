"""The draft of a reply, read beside its request: points, passages, documents, other answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from huiyin.hotline import publicity
from huiyin.hotline.models import ServiceRequest
from huiyin.search.models import Entry

from . import remarks
from .points import Point, lacking, nearest, points
from .remarks import Remark

RECENT = 200
"""Latest answers of the agency that are compared."""
COPIED = 0.6
"""Share of a reply that stands in another one word for word, from which it is said."""


@dataclass(frozen=True)
class TakenUp:
    """A point of the request, the words of the reply that take it up, and what they lack."""

    point: Point
    words: str
    lacks: str

    @property
    def is_doubtful(self) -> bool:
        return not self.words or bool(self.lacks)


@dataclass(frozen=True)
class Read:
    """The machine's list of a draft; before anything is written, only the points."""

    points: list[TakenUp]
    remarks: list[Remark]
    is_written: bool


def read(request: ServiceRequest, reply: str, *, today: date) -> Read:
    """Every point of the request, and every passage to look at twice. Two queries."""
    asked = [
        TakenUp(point, nearest(point, reply), lacking(point, reply))
        for point in points(request.subject, request.content)
    ]
    is_written = bool(reply.strip())
    return Read(asked, list(_remarks(request, reply, today)) if is_written else [], is_written)


def _remarks(request: ServiceRequest, reply: str, today: date) -> Iterator[Remark]:
    yield from remarks.sends_elsewhere(reply)
    yield from _personal(request, reply)
    yield from remarks.of_documents(reply, _in_catalogue(reply, today))
    yield from remarks.undated(reply)
    yield from _copied(request, reply)
    yield from remarks.has_contact(reply)


def _personal(request: ServiceRequest, reply: str) -> Iterator[Remark]:
    words = "答复里有个人信息，确有必要才写"
    for trace in publicity.given_away(request, "public_answer", reply):
        yield Remark("personal", trace.label, words, trace.shown)


def _in_catalogue(reply: str, today: date) -> dict[str, bool]:
    """Of the numbers in the reply those that a public document has, and whether one is in force."""
    asked = [tail for number in remarks.numbers(reply) for tail in remarks.tails(number)]
    if not asked:
        return {}
    rows = Entry.objects.public().filter(doc_number__in=asked)
    known: dict[str, bool] = {}
    for number, over_on in rows.values_list("doc_number", "over_on"):
        known[number] = known.get(number, False) or over_on is None or over_on > today
    return known


def _copied(request: ServiceRequest, reply: str) -> Iterator[Remark]:
    """Of the latest answers to others the one that has most of this text word for word.

    Confidential answers are not compared: that would tell of them.
    """
    others = ServiceRequest.objects.answered().filter(
        agency=request.agency_id, is_confidential=False
    )
    rows = others.exclude(pk=request.pk).order_by("-answered_on", "-pk")
    own = remarks.shingles(reply)
    shares = (
        (remarks.copied_share(own, text), reference)
        for reference, text in rows.values_list("reference", "answer_text")[:RECENT]
    )
    best, number = max(shares, key=lambda one: one[0], default=(0.0, ""))
    if best >= COPIED:
        words = f"有{best:.0%}与 {number} 的答复一字不差，请核对是不是这件事的情况"
        yield Remark("copied", "照抄别的答复", words)
