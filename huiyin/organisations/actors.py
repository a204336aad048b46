"""From a signed-in account to an Actor: rights come from the posts held today."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind, visitor

from .models import Membership


def actor_of(user: Any, origin: str = "") -> Actor:
    """The actor behind an account, with all permissions of the posts held today.

    A right belongs to the agency of the post that gives it. Two queries. A superuser may
    everything everywhere; an account without a post, nothing.
    """
    if not isinstance(user, User) or not user.is_active:
        return visitor(origin)
    memberships = [] if user.is_superuser else _memberships(user)
    grants, units = _grants(memberships)
    return Actor(
        kind=ActorKind.PERSON,
        name=user.name or user.username,
        key=str(user.pk),
        origin=origin,
        grants=grants,
        everywhere=user.is_superuser,
        units=units,
        stands_for=frozenset(str(one.stands_for.user_id) for one in memberships if one.stands_for),
    )


def acting(request: HttpRequest) -> Actor:
    """Who makes this request, as the middleware found out."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


Grants = dict[int, frozenset[str]]


def _memberships(user: User) -> list[Membership]:
    held = Membership.objects.on(timezone.localdate()).filter(user=user)
    return list(held.select_related("post__organisation__parent__parent", "stands_for"))


def _grants(memberships: list[Membership]) -> tuple[Grants, Grants]:
    """What the posts held today give: by agency, its units included, and by organisation."""
    groups = {membership.post.group_id for membership in memberships}
    rights_of: dict[int, set[str]] = {group: set() for group in groups}
    if groups:
        known = Permission.objects.filter(group__in=groups)
        for group, app, codename in known.values_list(
            "group", "content_type__app_label", "codename"
        ):
            rights_of[group].add(f"{app}.{codename}")
    grants: Grants = {}
    units: Grants = {}
    for post in (membership.post for membership in memberships):
        for rights, place in ((grants, post.agency.pk), (units, post.organisation_id)):
            rights[place] = rights.get(place, frozenset()) | rights_of[post.group_id]
    return grants, units


class ActorMiddleware:
    """Sets `request.actor`, worked out at its first use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = request.META.get("REMOTE_ADDR", "")
        request.actor = SimpleLazyObject(lambda: actor_of(request.user, origin))  # type: ignore[attr-defined]
        return self.get_response(request)
