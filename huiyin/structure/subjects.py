"""What a unit can answer for: kinds of matters, and whatever else an app declares."""

from collections.abc import Callable, Iterable

from huiyin.casework import rooms

_declared: list[Callable[[], Iterable[tuple[str, str]]]] = []


def declare(more: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """More for which a unit can answer: (key, words)."""
    _declared.append(more)


def kinds() -> list[tuple[str, str]]:
    """Kinds of matters as the desk calls them."""
    return [(room.key, room.label) for room in rooms.rooms() if room.workflow is not None]


def subjects() -> list[tuple[str, str]]:
    """The kinds of matters, and whatever else was declared."""
    return [*kinds(), *(one for more in _declared for one in more())]
