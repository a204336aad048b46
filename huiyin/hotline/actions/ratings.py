"""What a person says of an answer, by whichever door it comes, and what follows from it.

One rule for the telephone, the link, the form and a table: what is said is a visit of the round
of that answer, and an objection in it (not resolved, not satisfied) leads to 重办 or 维持答复.
Rating and resolution on the request are those of the first answer (docs/adr/0057).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.hotline.models import ServiceRequest, Visit, VisitDoor, is_objection

DAYS = {"satisfaction": "rated_on", "resolution": "resolution_on"}
"""What a table may say of an answer → the day on which it was said."""


def hear(request: ServiceRequest, visit: Visit, day: date) -> None:
    """What was said of the present answer: the first one's stays on the request."""
    request.evaluated_on = day
    request.objected_on = day if visit.is_objection else None
    if request.is_again:
        return
    for name, said_on in DAYS.items():
        if said := getattr(visit, name):
            setattr(request, name, said)
            setattr(request, said_on, day)


def said_of(request: ServiceRequest) -> tuple[str, ...]:
    return tuple(getattr(request, name) for name in DAYS)


def date_said(request: ServiceRequest, day: date | None) -> None:
    """Date what has no day by `day`; what is not said has no day. Of the first answer alone."""
    for name, said_on in DAYS.items():
        if not getattr(request, name):
            setattr(request, said_on, None)
        elif getattr(request, said_on) is None:
            setattr(request, said_on, day)
    if request.is_again:
        return
    first = request.rated_on or request.resolution_on
    request.evaluated_on = first and (request.evaluated_on or first)
    if first is not None:
        request.visited_at = request.visited_at or first_moment(first)


def note_objection(request: ServiceRequest) -> None:
    """Of a new request: what it brings was said of the answer that came along."""
    if is_objection(request.resolution, request.satisfaction):
        request.objected_on = request.evaluated_on


def keep(requests: Iterable[ServiceRequest], actor: Actor) -> None:
    """The visits of new requests of which something was said before they came."""
    said = (request for request in requests if any(said_of(request)))
    Visit.objects.bulk_create(_by_table(request, request.evaluated_on, actor) for request in said)


def correct(request: ServiceRequest, actor: Actor) -> None:
    """What was said of the first answer is entered or corrected: the visit that bore it says so."""
    visit = _latest(request, 1)
    if visit is None:
        if not any(said_of(request)):
            return
        visit = _by_table(request, request.evaluated_on, actor)
    visit.satisfaction, visit.resolution = request.satisfaction, request.resolution
    visit.save()
    if not request.is_again:
        request.objected_on = request.evaluated_on if visit.is_objection else None


def hear_table(
    request: ServiceRequest, values: Mapping[str, Any], actor: Actor, day: date
) -> dict[str, Any]:
    """A table that says another thing of a request that was answered again says it of this answer.

    The rest of the values is returned.
    """
    if not (request.is_again and request.state == ServiceRequest.State.ANSWERED):
        return dict(values)
    said = {name: values[name] for name in DAYS if values.get(name)}
    if said:
        visit = _latest(request, request.round_number) or _by_table(request, day, actor)
        for name, value in said.items():
            setattr(visit, name, value)
        visit.save()
        request.visited_at = request.visited_at or visit.at
        hear(request, visit, day)
    return {name: value for name, value in values.items() if name not in DAYS}


def _latest(request: ServiceRequest, round_number: int) -> Visit | None:
    """The visit in which something was said of the answer of that round."""
    visits = Visit.objects.filter(request=request, round_number=round_number)
    return visits.exclude(satisfaction="", resolution="").order_by("pk").last()


def _by_table(request: ServiceRequest, day: date | None, actor: Actor) -> Visit:
    assert day is not None  # noqa: S101 - what is said has its day
    return Visit(
        request=request,
        round_number=request.round_number,
        door=VisitDoor.TABLE,
        at=first_moment(day),
        is_reached=True,
        satisfaction="" if request.is_again else request.satisfaction,
        resolution="" if request.is_again else request.resolution,
        person_key=actor.key if actor.is_person else "",
        person_name=actor.name[:100],
    )


def first_moment(day: date) -> datetime:
    """Where only the day is known."""
    return timezone.make_aware(datetime.combine(day, time.min))
