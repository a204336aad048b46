"""What a matter does when one of its tasks moves; each kind of matter registers its own here."""

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
    """Whether matters of this kind follow their lead task, and so assign it themselves."""
    return kind in _followers
