"""Which entries an auditor reads: those of its agencies, or, with a right of its own, all of the site."""

from typing import Any

from django.db.models import Q

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.organisations.models import Membership

PERMISSION = "audit.view_entry"
VIEW_ALL = "audit.view_all"


def sees_all(actor: Actor) -> bool:
    return actor.may_somewhere(VIEW_ALL)


def visible_to(actor: Actor) -> Any:
    """Entries of the agencies whose auditor the actor is, and of no agency those by or about their own people.

    Signing in, passwords and posts concern the agency whose people they are; what the system or
    a visitor did beside every agency is for the auditor of the whole site.
    """
    entries = Entry.objects.order_by("-pk")
    if sees_all(actor):
        return entries
    own = actor.agencies_with(PERMISSION) or frozenset()
    keys = _own_people(own)
    by_or_about = Q(actor_kind=ActorKind.PERSON.value, actor_key__in=keys)
    by_or_about |= Q(subject_type=User._meta.label_lower, subject_key__in=keys)
    mine = Q(agency_id__in=own) | Q(agency_id__isnull=True) & by_or_about
    return entries.filter(mine)


def _own_people(agencies: frozenset[int]) -> list[str]:
    """Whoever holds or held a post of these agencies or of a unit in them."""
    where = Q()
    for place in ("organisation", "organisation__parent", "organisation__parent__parent"):
        where |= Q(**{f"post__{place}__in": agencies})
    memberships = Membership.objects.filter(where).values_list("user", flat=True).distinct()
    return [str(pk) for pk in memberships]
