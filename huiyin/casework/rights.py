"""Who may make a move or a start: a right asked in the agency of the matter, or a function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from huiyin.audit.actors import Actor, Place

from .models import Matter

M = TypeVar("M", bound=Matter)
Rule = str | Callable[[Actor, M], bool]
"""Of a move: `"licensing.publish_licence"`, or a function where a right alone does not decide."""
StartRule = str | Callable[[Actor, Place], bool]
"""Of a start: the same, asked in the agency for which the matter is made."""


@dataclass(frozen=True)
class Right:
    """The rule that a string names; tests know every one of them."""

    name: str

    def __call__(self, actor: Actor, about: Matter | Place) -> bool:
        where = about.agency_id if isinstance(about, Matter) else about
        return actor.may(self.name, where)


@dataclass(frozen=True)
class Another(Right):
    """The same, of another person than those who had a hand in what the matter is to say."""

    def __call__(self, actor: Actor, about: Any) -> bool:
        return super().__call__(actor, about) and not about.is_written_by(actor)


def rule_of(rule: Rule[M]) -> Callable[[Actor, M], bool]:
    return Right(rule) if isinstance(rule, str) else rule


def start_rule_of(rule: StartRule) -> Callable[[Actor, Place], bool]:
    return Right(rule) if isinstance(rule, str) else rule
