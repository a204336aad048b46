"""在岗: who is asked on a day for holding a right: whoever stands in, and not who is away."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from huiyin.accounts.models import User
from huiyin.casework.models import Matter
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership, Organisation, holds

from .models import HANDLE, RIGHTS, Rung


def holders(right: str, places: Q, day: date) -> list[User]:
    """Those in office there on that day whose post gives them this right."""
    memberships = Membership.objects.answering(day).filter(places, holds(right))
    people = User.objects.filter(pk__in=memberships.values("user"), is_active=True)
    return list(people.order_by("pk"))


def handlers(unit: Organisation, day: date) -> list[User]:
    """Who handles what is asked of this unit."""
    return holders(HANDLE, Q(post__organisation=unit), day)


def on_rung(rung: int, unit: Organisation, matter: Matter, day: date) -> list[User]:
    """Who stands on a rung above a unit and may know of the matter."""
    agency = matter.agency
    places = Q(post__organisation=unit)
    if rung != Rung.UNIT:
        inside = Q(post__organisation__parent=agency, post__organisation__is_agency=False)
        places = Q(post__organisation=agency) | inside
    people = holders(RIGHTS[rung], places, day)
    return [person for person in people if not matter.is_kept_from(actor_of(person))]


def addresses(people: Iterable[User]) -> list[str]:
    """Where they are written to; who shares an address gets one letter."""
    return sorted({person.email for person in people if person.email})
