"""The card of an app above casework: what the house must know of it, declared once in its `apps.py`.

Rail, usual posts, timetable, words of the log and headings of the figures read the cards, so that
a new kind of matter edits no table of theirs. An app below casework has no card: those tables name
it themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

from huiyin.audit.actors import Actor
from huiyin.jobs.schedule import When


class Group(StrEnum):
    """The groups of the rail, from above; the value is the caption."""

    MINE = ""
    CASES = "办件"
    DISCLOSURE = "信息公开"
    REGISTERS = "专项公开"
    DATA = "数据和报告"
    REST = "其他"


@dataclass(frozen=True)
class RoomDoor:
    """Where a room stands on the rail. Name, address and who may enter are the room's own."""

    room: str
    icon: str
    group: Group
    order: int = 50
    """Within the group, smallest first; equal ones in the order of INSTALLED_APPS."""


@dataclass(frozen=True)
class PageDoor:
    """A page of the desk that is no room: it stands on the rail for whoever holds a right.

    Attributes:
        rights: any one of them opens the page; none at all: it is open to everybody.
        may: instead of `rights`, where the question is another.
    """

    label: str
    address: str
    icon: str
    group: Group
    rights: tuple[str, ...] = ()
    order: int = 50
    may: Callable[[Actor], bool] | None = None

    def may_enter(self, actor: Actor) -> bool:
        if self.may is not None:
            return self.may(actor)
        return not self.rights or actor.may_somewhere(*self.rights)


@dataclass(frozen=True)
class Heading:
    """Under what the figures `<app label>.…` stand.

    Attributes:
        public: heading on the portal.
        order: place on the portal, smallest first.
        room: key of the room whose name is the heading on the desk; without one 其他.
        dates_years: whether the portal offers the years in which this room has records.
    """

    public: str
    order: int
    room: str = ""
    dates_years: bool = False


class MatterConfig(AppConfig):
    """The card. Everything on it is optional.

    Attributes:
        declares: modules that make something known by being imported.
        posts: usual post → rights that it gets from this app; a new name adds a post.
        doors: rooms and pages on the rail.
        jobs: function in the app's `tasks.py` → when it runs.
        verbs: verb of the log without the app's label (`remedy.register`) → its Chinese. The
            moves of a workflow bear their own labels and are not listed.
        facts: name of a fact in the log → its Chinese, where `desk.facts` does not know it.
        tones: word of a state → the colour beside it on the desk: good, warn, bad.
        heading: of its figures.
        overview: keys of the figures on the leaders' board; of the first one the months are drawn,
            and of the first share.
    """

    declares: tuple[str, ...] = ()
    posts: Mapping[str, tuple[str, ...]] = {}
    doors: tuple[RoomDoor | PageDoor, ...] = ()
    jobs: Mapping[str, When] = {}
    verbs: Mapping[str, str] = {}
    facts: Mapping[str, str] = {}
    tones: Mapping[str, str] = {}
    heading: Heading | None = None
    overview: tuple[str, ...] = ()

    default = False  # Django takes the one config of an `apps.py`, and this one is imported there

    def __init_subclass__(cls, **details: Any) -> None:
        super().__init_subclass__(**details)
        cls.default = True

    def ready(self) -> None:
        from huiyin.organisations import roles  # noqa: PLC0415 - models need the apps first

        for module in self.declares:
            import_module(f"{self.name}.{module}")
        roles.grant(self.posts)


@cache
def cards() -> tuple[MatterConfig, ...]:
    """All cards in the order of INSTALLED_APPS."""
    return tuple(app for app in apps.get_app_configs() if isinstance(app, MatterConfig))


def modules(name: str) -> list[str]:
    """The modules of this name in the apps with a card, found by their name."""
    return [f"{card.name}.{name}" for card in cards() if module_has_submodule(card.module, name)]


def jobs() -> dict[str, When]:
    """Path of the function → when it runs."""
    return {f"{card.name}.tasks.{job}": when for card in cards() for job, when in card.jobs.items()}


@cache
def verbs() -> dict[str, str]:
    """Verb as the log has it → its Chinese."""
    return {f"{card.label}.{verb}": said for card in cards() for verb, said in card.verbs.items()}


@cache
def facts() -> dict[str, str]:
    """Name of a fact → its Chinese."""
    return _agreed(card.facts for card in cards())


@cache
def tones() -> dict[str, str]:
    """Word of a state → the colour beside it."""
    return _agreed(card.tones for card in cards())


def _agreed(tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What all cards say together.

    Raises:
        ValueError: two of them say different things of the same word.
    """
    known: dict[str, str] = {}
    for word, said in (pair for table in tables for pair in table.items()):
        if known.setdefault(word, said) != said:
            raise ValueError(f"of {word} one card says {known[word]}, another {said}")
    return known


@cache
def overviews() -> dict[str, tuple[str, ...]]:
    """App label → figures on the leaders' board, in the order of the portal."""
    known = {card.label: card.overview for card in cards()}
    return {label: known[label] for label in headings() if known[label]}


@cache
def headings() -> dict[str, Heading]:
    """App label → heading of its figures, in the order of the portal."""
    known = {card.label: card.heading for card in cards() if card.heading is not None}
    return dict(sorted(known.items(), key=lambda one: one[1].order))
