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

    Two queries. A superuser may everything everywhere; an account without a post, nothing.
    """
    if not isinstance(user, User) or not user.is_active:
        return visitor(origin)
    held = list(
        Membership.objects.on(timezone.localdate())
        .filter(user=user)
        .select_related("post__organisation__parent__parent", "post__group")
    )
    permissions: set[str] = set()
    if held and not user.is_superuser:
        group_ids = [membership.post.group_id for membership in held]
        permissions = _permissions(group_ids)
    return Actor(
        kind=ActorKind.PERSON,
        name=user.name or user.username,
        key=str(user.pk),
        origin=origin,
        grants=frozenset(permissions),
        agencies=None
        if user.is_superuser
        else frozenset(membership.post.organisation.agency.pk for membership in held),
        all_grants=user.is_superuser,
    )


def acting(request: HttpRequest) -> Actor:
    """Who makes this request, as the middleware found out."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _permissions(group_ids: list[int]) -> set[str]:
    return {
        f"{app}.{codename}"
        for app, codename in Permission.objects.filter(group__in=group_ids).values_list(
            "content_type__app_label", "codename"
        )
    }


class ActorMiddleware:
    """Sets `request.actor`, worked out at its first use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = request.META.get("REMOTE_ADDR", "")
        request.actor = SimpleLazyObject(lambda: actor_of(request.user, origin))  # type: ignore[attr-defined]
        return self.get_response(request)
