"""What a matter does when a task beside it has moved: the kind of matter says so, none is known here."""

from collections.abc import Callable
from datetime import datetime

from huiyin.audit.actors import Actor

from .models import Assignment

Follower = Callable[[Assignment, datetime], None]
_followers: dict[str, Follower] = {}


def declare(kind: str, follower: Follower) -> None:
    """For matters of this model label: called in the transaction of each move of a task."""
    _followers[kind] = follower


def follow(task: Assignment, actor: Actor, at: datetime) -> None:
    if (follower := _followers.get(task.about_kind)) is not None:
        follower(task, at)


def is_followed(kind: str) -> bool:
    """Whether matters of this kind stand where their lead stands: they give it out themselves."""
    return kind in _followers
