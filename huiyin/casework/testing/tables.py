"""The table that a kind of matter is tried against: rows for moves, starts and ways to a state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework.models import Matter
from huiyin.casework.workflow import Workflow
from huiyin.organisations.models import Organisation

M = TypeVar("M", bound=Matter)
Grants = frozenset[str]
CLERK, STRANGER, VISITOR, SYSTEM = "clerk", "stranger", "visitor", "system"
"""A person of the agency, one of another agency, anybody who is not signed in, the software."""
EVERYBODY = "*"
MANY = 9
Step = str | Callable[[M], M]


class Person(NamedTuple):
    """Somebody who tries, with the rights held for the occasion."""

    name: str
    grants: Grants
    """What is held in the agency of the matter."""
    actor: Actor

    @property
    def is_of_the_house(self) -> bool:
        return self.actor.is_person and self.name != STRANGER

    def __str__(self) -> str:
        rights = sorted(self.grants)
        words = ", ".join(rights) or "no right"
        if len(rights) > MANY:
            words = "all rights or all but one"
        also = ", and every right elsewhere" if len(self.actor.grants) > 1 else ""
        return f"{self.name} with {words}{also}"


@dataclass(frozen=True)
class Rights:
    """Whom a rule lets through.

    `rights` is one right, or several: `"foi.a & foi.b"` needs both, `"foi.a | foi.b"` either,
    `EVERYBODY` none, and with "" no person has it by a right. `only` and `barred` name people by
    the move they made on the way to the state: with the right, only these, or anybody but these.
    `also` names people outside the agency who need no right; `known_to` those who know of a
    matter that is kept from everybody else.
    """

    rights: str = ""
    also: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    known_to: tuple[str, ...] = ()
    system: bool | None = None
    """Whether the software may; None leaves it to the trial."""

    def whose(self) -> tuple[str, ...]:
        """Who of the agency makes it, given the right."""
        return self.only or self.known_to or (CLERK,)

    def alternatives(self) -> list[Grants]:
        """The least sets of rights, each of which is enough."""
        if self.rights in ("", EVERYBODY):
            return [frozenset()] if self.rights else []
        return [
            frozenset(right.strip() for right in either.split("&"))
            for either in self.rights.split("|")
        ]

    def maker(self, name: str) -> str:
        """Who makes it on a way: somebody of its name, or the software where no right opens it."""
        return name if self.alternatives() or self.also or self.system is False else SYSTEM

    def opens_to(self, person: Person, system: bool = True) -> bool:
        """Whether the table lets this actor through; `system` says whether the software may."""
        if person.name == SYSTEM:
            return system if self.system is None else self.system
        if person.name in self.also:
            return True
        return (
            person.is_of_the_house
            and any(needed <= person.grants for needed in self.alternatives())
            and all(not some or person.name in some for some in (self.only, self.known_to))
            and person.name not in self.barred
        )


@dataclass(frozen=True)
class Row(Rights, Generic[M]):
    """A move from some states; a move with different rights in different states has several rows."""

    to: Mapping[str, str] = field(default_factory=dict)
    """The state it leaves → the state it reaches."""
    arguments: Mapping[str, Any] | Callable[[M], Mapping[str, Any]] = field(default_factory=dict)
    before: tuple[Step[M], ...] = ()
    """Steps that are made first, where the state alone does not make the record fit."""
    unmet: tuple[str, ...] = ()
    """States in which the rule allows it and the record as it stands does not."""
    after: timedelta = timedelta()
    """How long after the moment of the trial it is made."""

    def arguments_for(self, matter: M) -> Mapping[str, Any]:
        return self.arguments(matter) if callable(self.arguments) else self.arguments


@dataclass(frozen=True)
class Start(Rights, Generic[M]):
    """A way to make a new matter: it calls the start with this actor."""

    make: "Callable[[Scene, Actor], M]" = field(kw_only=True)


@dataclass(frozen=True)
class Scene:
    """Where and when a trial is held."""

    bureau: Organisation
    elsewhere: Organisation
    at: datetime


def also_elsewhere(actor: Actor, scene: Scene, grants: Grants) -> Actor:
    """The same person with these rights in another agency: they are none here."""
    there = {scene.elsewhere.pk: grants}
    return replace(actor, grants={**actor.grants, **there}, units={**actor.units, **there})


def stays(*states: str) -> dict[str, str]:
    """For `Row.to` of a move that changes no state."""
    return dict(zip(states, states, strict=True))


def someone(scene: Scene, name: str, grants: Grants) -> Actor:
    """A person of the bureau with these rights there and no account."""
    here = {scene.bureau.pk: grants}
    return Actor(ActorKind.PERSON, name, f"person:{name}", "127.0.0.1", here)


def of_the_unit(scene: Scene, name: str, grants: Grants) -> Actor:
    """A person with one post, in the agency itself: it is the unit that gets a task."""
    here = {(scene.elsewhere if name == STRANGER else scene.bureau).pk: grants}
    key = f"person:{name}"
    return Actor(ActorKind.PERSON, name, key, "127.0.0.1", here, units=here)


@dataclass(frozen=True)
class Trial(Generic[M]):
    """The table of one kind of matter.

    `ways` tells by which start and steps each state is reached. Whoever makes a step has its name
    (`"review"`), so that each step is another person's; `"submit by begin"` says otherwise, and
    `"approve to held"` which row is meant where several lead on. Something else than a move that
    has to be done first (a text written in the editor) is a function.
    """

    workflow: Workflow[M]
    starts: Mapping[str, Start[M]]
    moves: Mapping[str, Row[M] | tuple[Row[M], ...]]
    ways: Mapping[str, Sequence[str]]
    people: Mapping[str, Callable[[M], Actor]] = field(default_factory=dict)
    """Actors without a right, for whom `Row.also` may open a move: the applicant of this matter."""
    system: bool = True
    """Whether the software may what some right opens."""
    prepare: Callable[[Scene], None] = lambda scene: None
    person: Callable[[Scene, str, Grants], Actor] = someone

    def __str__(self) -> str:
        return str(self.workflow.model._meta.label_lower)

    def rows(self, name: str) -> tuple[Row[M], ...]:
        rows = self.moves.get(name, ())
        return rows if isinstance(rows, tuple) else (rows,)

    def row(self, name: str, state: str, target: str = "") -> Row[M]:
        """The row by which a way leaves this state."""
        return next(
            row
            for row in self.rows(name)
            if row.to.get(state, "") and target in ("", row.to[state])
        )
