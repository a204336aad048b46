"""What rooms above say on the page of 公示及时性, below the weeks of one kind of record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Room


@dataclass(frozen=True)
class Beside:
    """A part of the page.

    Attributes:
        template: takes `said`, `part` and `is_several`.
        said: of one room, as this actor may see it on a day; None: nothing.
    """

    template: str
    said: Callable[[Room, Actor, date], Any]


_parts: list[Beside] = []


def declare(part: Beside) -> Beside:
    """Make a part known; they stand in the order of declaration."""
    _parts.append(part)
    return part


def of(room: Room, actor: Actor, today: date) -> list[tuple[str, Any]]:
    """(template, what it says) of the parts that have something to say."""
    found = [(part.template, part.said(room, actor, today)) for part in _parts]
    return [(template, said) for template, said in found if said is not None]
