"""相似的在办工单: what others have reported already, of the same place and in the same words."""

from dataclasses import dataclass

from huiyin.audit.actors import Actor
from huiyin.coordination.models import HANDLE

from .models import ServiceRequest, ServiceRequestQuerySet

VIEW = "hotline.view_requests"
READ = 400
"""Of the newest open ones."""
SHOWN = 5
LEAST = 0.25
WORDS = 200
"""Characters of a text that are compared."""
PLACE_COUNTS = 0.3
"""What the same place adds to a likeness between 0 and 1."""


@dataclass(frozen=True)
class Similar:
    """An open request, and how like it is, from 0 to 1."""

    request: ServiceRequest
    likeness: float

    @property
    def per_cent(self) -> int:
        return round(self.likeness * 100)


def similar(request: ServiceRequest, actor: Actor) -> list[Similar]:
    """The open requests most like one that is being typed, as far as the actor may know; one query.

    Never a confidential one, and nothing for one: what is confidential hangs on nothing.
    """
    if request.is_confidential:
        return []
    rows = ServiceRequest.objects.visible_to(actor, VIEW, HANDLE).handled()
    return nearest(request, rows.select_related("unit"))[:SHOWN]


def nearest(request: ServiceRequest, rows: ServiceRequestQuerySet) -> list[Similar]:
    """Of the agency's newest among `rows` those like the request, the likeliest first."""
    words = _pairs(f"{request.subject}{request.content[:WORDS]}")
    if not words:
        return []
    known = rows.filter(agency=request.agency_id, is_confidential=False).exclude(pk=request.pk)
    newest = known.order_by("-pk")[:READ]
    place = "".join(request.place.split())
    hits = [Similar(row, _likeness(row, words, place)) for row in newest]
    hits = [hit for hit in hits if hit.likeness >= LEAST]
    return sorted(hits, key=lambda hit: (-hit.likeness, -hit.request.pk))


def _likeness(row: ServiceRequest, words: frozenset[str], place: str) -> float:
    """The share of the fewer words that both have, more where the place is the same."""
    own = _pairs(f"{row.subject}{row.content[:WORDS]}")
    shared = len(words & own) / max(min(len(words), len(own)), 1)
    there = "".join(row.place.split())
    is_there = bool(place and there) and (place in there or there in place)
    is_named = bool(place) and place in f"{row.subject}{row.content}"
    return min(shared * (1 - PLACE_COUNTS) + (PLACE_COUNTS if is_there or is_named else 0), 1.0)


def _pairs(text: str) -> frozenset[str]:
    """Each two characters that stand beside each other: words of Chinese without a dictionary."""
    plain = "".join(char for char in text if char.isalnum())
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))
