"""What a manuscript was made of: rooms above say where at the desk it is looked at."""

from collections.abc import Callable

from huiyin.audit.actors import Actor

from .models import Manuscript

Origin = Callable[[Manuscript, Actor], tuple[str, str] | None]
"""Label and address, for somebody who may look there."""
_origins: list[Origin] = []


def declare(origin: Origin) -> None:
    _origins.append(origin)


def of(manuscript: Manuscript, actor: Actor) -> list[tuple[str, str]]:
    """The links of a manuscript to its origins."""
    return [link for origin in _origins if (link := origin(manuscript, actor)) is not None]
