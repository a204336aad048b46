"""并案: the requests of a 苗头 become one main case and what hangs on it, each by its own move."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.actors import Actor
from huiyin.hotline import rules
from huiyin.hotline.actions import join
from huiyin.hotline.models import ServiceRequest, Surge

VIEW = "hotline.view_requests"


def joinable(surge: Surge, actor: Actor) -> list[ServiceRequest]:
    """Its open requests that may become one, the main case first: one that is a main case
    already, else the oldest.
    """
    seen = ServiceRequest.objects.visible_to(actor, VIEW).handled()
    rows = list(
        seen.filter(pk__in=surge.requests.all(), is_confidential=False).order_by(
            "received_on", "pk"
        )
    )
    waiting = ServiceRequest.objects.filter(
        main__in=rows, state=ServiceRequest.State.JOINED
    ).values_list("main", flat=True)
    mains = set(waiting)
    leading = [row for row in rows if row.pk in mains][:1]
    return leading + [row for row in rows if row.pk not in mains]


def can_join(surge: Surge, actor: Actor) -> bool:
    return surge.is_standing and actor.may(rules.ASSIGN, surge.agency_id)


@transaction.atomic
def make_main(
    surge: Surge, keys: Sequence[int], *, actor: Actor, at: datetime
) -> tuple[ServiceRequest, int]:
    """The main case, and how many were hung on it.

    Raises:
        ValidationError: fewer than two of those that were chosen can be joined now.
    """
    rows = [row for row in joinable(surge, actor) if row.pk in set(keys)]
    if len(rows) < 2:
        raise ValidationError("请至少选择两件在办工单；已经并案或者办结的不能再并")
    main, *others = rows
    for row in others:
        join(row, actor=actor, at=at, main=main)
    return main, len(others)
