"""What another system, or a correction, says of a rating is a visit like any other."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.hotline.models import ServiceRequest, Visit, VisitDoor


def stand(request: ServiceRequest) -> None:
    """What a rating of the first answer says of where the request stands."""
    if request.is_again:
        return
    if request.rated_on is None:
        request.evaluated_on = request.resolution_on
    else:
        request.evaluated_on = request.evaluated_on or request.rated_on
        request.visited_at = request.visited_at or first_moment(request.rated_on)


def keep(requests: Iterable[ServiceRequest], actor: Actor) -> None:
    """The visits of new requests that were rated before they came."""
    Visit.objects.bulk_create(_visit(request, actor) for request in requests)


def put(request: ServiceRequest, actor: Actor) -> None:
    """A rating was entered or corrected: the visit that bore it says so, or a new one does."""
    visits = Visit.objects.filter(request=request, round_number=1)
    former = visits.exclude(satisfaction="").order_by("-pk").first()
    if former is not None:
        former.satisfaction = request.satisfaction
        former.save(update_fields=["satisfaction"])
        _stand_objected(request, former)
    elif request.satisfaction:
        visit = _visit(request, actor)
        visit.save()
        _stand_objected(request, visit)


def _stand_objected(request: ServiceRequest, visit: Visit) -> None:
    if not request.is_again:
        request.objected_on = request.rated_on if visit.is_objection else None


def _visit(request: ServiceRequest, actor: Actor) -> Visit:
    assert request.rated_on is not None  # noqa: S101 - a rating has its day
    return Visit(
        request=request,
        door=VisitDoor.TABLE,
        at=first_moment(request.rated_on),
        is_reached=True,
        satisfaction=request.satisfaction,
        person_key=actor.key if actor.is_person else "",
        person_name=actor.name[:100],
    )


def first_moment(day: date) -> datetime:
    """Where only the day is known."""
    return timezone.make_aware(datetime.combine(day, time.min))
