"""相似工单: what others have reported, in much the same words and of the same place."""

from dataclasses import dataclass

from django.db.models import Case, QuerySet, When

from huiyin.audit.actors import Actor
from huiyin.casework import rooms, searching
from huiyin.coordination.models import HANDLE
from huiyin.search import likeness

from .callers import SEE
from .models import ServiceRequest, ServiceRequestQuerySet
from .named import Named

VIEW = "hotline.view_requests"
SHOWN = 5
JOINABLE = 10
LEAST = 0.3
"""Likeness from which a request is offered; measured on real requests in `tests/real`."""
WORDS = 600
"""Characters of a text that are compared."""
SAME_PLACE, OTHER_PLACE = 1.35, 0.5
"""What the words count where both name one place, and where each names only others."""


@dataclass(frozen=True)
class Similar:
    """A request, how like it is (0 to 1), and what else it shares."""

    request: ServiceRequest
    likeness: float
    is_same_place: bool = False
    is_same_caller: bool = False

    @property
    def per_cent(self) -> int:
        return round(self.likeness * 100)


def similar(request: ServiceRequest, actor: Actor) -> list[Similar]:
    """Those that are handled and most like one that is being typed, as far as the actor may know.

    Three queries. Never a confidential one, and nothing for one: what is confidential hangs on
    nothing. That the caller is the same is told to whoever may see callers.
    """
    return _known(request, actor, ServiceRequest.objects.handled())[:SHOWN]


def said_before(request: ServiceRequest, actor: Actor) -> list[Similar]:
    """Those most like one that is registered, open or answered; open ones first."""
    hits = _known(request, actor, ServiceRequest.objects.valid())
    open_ones = [hit for hit in hits if hit.request.state in ServiceRequest.OPEN][:SHOWN]
    return [*open_ones, *(hit for hit in hits if hit not in open_ones)][: SHOWN + 1]


def joinable(request: ServiceRequest) -> "QuerySet[ServiceRequest]":
    """Those that it may be joined to, the likeliest first; never a confidential one."""
    rows = ServiceRequest.objects.handled()
    keys = [hit.request.pk for hit in _ranked(request, rows)[:JOINABLE]]
    places = [When(pk=key, then=place) for place, key in enumerate(keys)]
    rows = rows.filter(pk__in=keys)
    return rows.order_by(Case(*places)) if keys else rows


def _known(request: ServiceRequest, actor: Actor, rows: ServiceRequestQuerySet) -> list[Similar]:
    rows = rows.visible_to(actor, VIEW, HANDLE).select_related("unit")
    return _ranked(request, rows, knows_callers=actor.may(SEE, request.agency_id))


def _ranked(
    request: ServiceRequest, rows: ServiceRequestQuerySet, *, knows_callers: bool = False
) -> list[Similar]:
    room = rooms.find("hotline")
    table = searching.table_of(ServiceRequest, room.search) if room else None
    if request.is_confidential or table is None:
        return []
    nearest = likeness.in_rows(table, *_texts(request))
    if not nearest.keys:
        return []
    rows = rows.filter(agency=request.agency_id, is_confidential=False, pk__in=nearest.keys)
    named, digest = Named.of(request.agency_id, request.place), request.caller_digest
    places = named.in_text(*_texts(request))
    hits = []
    for row in rows.exclude(pk=request.pk).order_by():
        there = named.in_text(*_texts(row))
        share = _with_place(nearest.weights.share(*_texts(row)), places, there)
        if share >= LEAST:
            is_same = knows_callers and bool(digest) and row.caller_digest == digest
            hits.append(Similar(row, share, bool(places & there), is_same))
    return sorted(hits, key=lambda hit: (-hit.likeness, -hit.request.pk))


def _texts(request: ServiceRequest) -> tuple[str, str, str]:
    return request.subject, request.place, request.content[:WORDS]


def _with_place(share: float, places: frozenset[int], others: frozenset[int]) -> float:
    if places & others:
        return min(share * SAME_PLACE, 1.0)
    return share * OTHER_PLACE if places and others else share
