"""可能的承办单位: who can say where a call most likely goes adds a function to `sources`.

The apps that learn it stand above the hotline, so they come to it (see `routing.apps`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from huiyin.audit.actors import Actor
from huiyin.hotline.models import ServiceRequest


@dataclass(frozen=True)
class Hint:
    """A unit, how certain it is in words, and the words of the call that speak for it."""

    unit: int
    name: str
    certainty: str
    words: tuple[str, ...]


sources: list[Callable[[ServiceRequest, Actor], list[Hint]]] = []


def units(request: ServiceRequest, actor: Actor) -> list[Hint]:
    """Where a call that is being typed most likely goes."""
    return [hint for source in sources for hint in source(request, actor)]
