"""同一号码: what a telephone number brought before. Numbers are compared by digest, and never logged.

Whoever looks a number up may see callers, and each look is in the log with its reason.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import looking
from huiyin.coordination.models import HANDLE
from huiyin.organisations.models import Organisation

from .models import ServiceRequest, ServiceRequestQuerySet, caller_digest

VIEW, SEE = "hotline.view_requests", "hotline.see_caller"
VERB = "hotline.caller.look-up"
MOST = 50
NO_NUMBER = "请填写完整的电话号码：手机 11 位，座机带区号"


def look_up(
    agency: Organisation, phone: str, *, actor: Actor, at: datetime, reason: str
) -> list[ServiceRequest]:
    """What a number brought, as far as this actor may know of it, the newest first.

    Raises:
        PermissionDenied: the actor may not see callers of this agency.
        ValidationError: it is no number, or no reason.
    """
    _permit(actor, agency.pk)
    digest = caller_digest(phone, agency)
    if not digest:
        raise ValidationError({"phone": NO_NUMBER})
    return _looked(_of(actor, agency.pk, digest), agency, actor, at, reason)


def others_of(
    request: ServiceRequest, *, actor: Actor, at: datetime, reason: str
) -> list[ServiceRequest]:
    """What else the number of this request brought.

    Raises:
        PermissionDenied: the actor may not see callers of its agency.
        ValidationError: no reason.
    """
    _permit(actor, request.agency_id)
    rows = _of(actor, request.agency_id, request.caller_digest).exclude(pk=request.pk)
    rows = rows if request.caller_digest else rows.none()
    return _looked(rows, request, actor, at, reason)


def _permit(actor: Actor, agency: int) -> None:
    if not actor.may(SEE, agency):
        raise PermissionDenied("您的岗位不能按电话号码查找诉求人的其他工单。")


def _of(actor: Actor, agency: int, digest: str) -> ServiceRequestQuerySet:
    rows = ServiceRequest.objects.visible_to(actor, VIEW, HANDLE).valid()
    rows = rows.filter(agency=agency, caller_digest=digest)
    return rows.select_related("unit", "agency").order_by("-received_on", "-pk")


@transaction.atomic
def _looked(
    rows: ServiceRequestQuerySet, subject: models.Model, actor: Actor, at: datetime, reason: str
) -> list[ServiceRequest]:
    requests = list(rows[:MOST])
    said = looking.checked(reason)
    log.record(actor, VERB, subject, at=at, reason=said, requests=len(requests))
    return requests


def mark(rows: Iterable[Any]) -> None:
    """Set how many requests each number brought before, for all rows by one query at most."""
    page: Sequence[ServiceRequest] = [row for row in rows if row.caller_digest]
    known = ServiceRequest.objects.filter(pk__in=[row.pk for row in page]).order_by()
    counts = dict(known.values_list("pk", _before()))
    for row in page:
        row.calls_before = counts[row.pk] or 0


def before(request: ServiceRequest) -> int:
    """How many requests the number of this one brought before it."""
    if not request.caller_digest:
        return 0
    mark([request])
    return request.calls_before


def _before() -> Subquery:
    """Confidential ones are not among them: a count tells that they are there."""
    same = (
        ServiceRequest.objects.valid()
        .exclude(caller_digest="")
        .filter(
            agency=OuterRef("agency"),
            caller_digest=OuterRef("caller_digest"),
            is_confidential=False,
        )
    )
    earlier = Q(received_on__lt=OuterRef("received_on")) | Q(
        received_on=OuterRef("received_on"), pk__lt=OuterRef("pk")
    )
    counted = same.filter(earlier).order_by().annotate(one=F("agency")).values("one")
    return Subquery(counted.annotate(number=Count("pk")).values("number"))
