"""Where one is in a list: the list goes along in the address (`in`), so two tabs have two places.

Next and previous are asked of the order itself, from the record on: they are right after a
reload, after a move that takes the record out of the list, and however long the list is.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.casework.gate import DeskRequest
from huiyin.casework.rooms import Room

from .narrowing import Reader
from .order import Order

NAME = "in"
"""Of the query string of a list, in the address and in the forms of a record."""
WHOLE = "all"
"""The list as the room shows it, narrowed by nothing."""
LONGEST = 500
LEFT_OUT = frozenset({"page", "export", "csrfmiddlewaretoken", NAME})
MOST = 100
"""As many are counted; more are said to be more."""


def query_of(query: QueryDict) -> str:
    """What goes along of a list's own query string; nothing where it would be too long."""
    kept = query.copy()
    for name in [name for name in kept if name in LEFT_OUT or not kept[name]]:
        kept.pop(name)
    text = kept.urlencode()
    return (text or WHOLE) if len(text) <= LONGEST else ""


def marks(text: str) -> str:
    """The end of an address that leads to a record of this list."""
    return f"?{urlencode({NAME: text})}" if text else ""


@dataclass(frozen=True)
class Place:
    """One record in the list that one came from."""

    room: Room
    matter: Any
    query: str
    order: Order

    @cached_property
    def _after(self) -> list[int]:
        return self.order.following(self.matter, MOST)

    @property
    def left(self) -> int:
        """How many follow, as far as they are counted."""
        return len(self._after)

    @property
    def left_words(self) -> str:
        unit = self.room.unit
        return f"{MOST - 1} {unit}以上" if self.left >= MOST else f"{self.left} {unit}"

    @property
    def next(self) -> str:
        return self._address(self._after[:1])

    @cached_property
    def previous(self) -> str:
        return self._address(self.order.turned().following(self.matter, 1))

    @property
    def back(self) -> str:
        """The list."""
        return f"/desk/{self.room.key}/?{'view=all' if self.query == WHOLE else self.query}"

    @property
    def marks(self) -> str:
        return marks(self.query)

    def _address(self, keys: list[int]) -> str:
        return f"/desk/{self.room.key}/{keys[0]}/{self.marks}" if keys else ""


def of(request: DeskRequest, room: Room, matter: Any) -> Place | None:
    """The place that the address or the form names; None where one came from nowhere."""
    text = request.POST.get(NAME, "") or request.GET.get(NAME, "")
    if not text or len(text) > LONGEST:
        return None
    query = QueryDict(text)
    reader = Reader(room, request.actor, query, timezone.localdate(), offers=False)
    reader.read()
    return Place(room, matter, query_of(query) or WHOLE, reader.order())
