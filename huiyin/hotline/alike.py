"""相似的工单: open requests of the agency whose place and subject share most with one of them."""

from django.db.models import QuerySet

from .models import ServiceRequest

READ = 300  # of the newest open ones
OFFERED = 10
LEAST = 0.3


def alike(request: ServiceRequest) -> "QuerySet[ServiceRequest]":
    """Those that it may be joined to, the likeliest first; never a confidential one."""
    rows = (
        ServiceRequest.objects.handled()
        .filter(agency=request.agency_id, is_confidential=False)
        .exclude(pk=request.pk)
        .order_by("-pk")
    )
    own = _pairs(request.subject, request.place)
    near = []
    for pk, subject, place in rows.values_list("pk", "subject", "place")[:READ]:
        likeness = _likeness(own, _pairs(subject, place))
        if likeness >= LEAST:
            near.append((-likeness, pk))
    return rows.filter(pk__in=[pk for _, pk in sorted(near)[:OFFERED]])


def _pairs(*texts: str) -> frozenset[str]:
    """Each two characters that stand beside each other: words of Chinese without a dictionary."""
    return frozenset(text[i : i + 2] for text in texts for i in range(len(text) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How many pairs they share, of all they have together."""
    return len(one & other) / max(len(one | other), 1)
