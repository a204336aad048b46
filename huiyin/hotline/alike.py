"""相似的工单 to choose from: the open requests of the agency that one of them may be joined to."""

from django.db.models import QuerySet

from .models import ServiceRequest
from .similar import nearest

OFFERED = 10


def alike(request: ServiceRequest) -> "QuerySet[ServiceRequest]":
    """Those that it may be joined to, the newest first; never a confidential one."""
    rows = ServiceRequest.objects.handled()
    hits = nearest(request, rows)[:OFFERED]
    return rows.filter(pk__in=[hit.request.pk for hit in hits]).order_by("-pk")
