"""Who stands at the door: before any right is looked up."""

from django.http import HttpRequest

from huiyin.audit.actors import Actor, ActorKind

from .models import User


def actor_for(user: User, origin: str) -> Actor:
    """The person of this account, with no grants: what it does here concerns only itself."""
    return Actor(ActorKind.PERSON, user.name or user.username, str(user.pk), origin)


def origin_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
