"""Who acts: a person, the system, or a visitor. "No user" never means the system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    PERSON = "person"
    SYSTEM = "system"
    VISITOR = "visitor"


Place = int | None
"""Where a right is checked: the key of an agency; None for matters of the whole site."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting party, with what it may do where, and from where it acts.

    `grants` maps each agency for which it acts to its rights there (`foi.answer_application`): a
    right held in one agency does not count in another. `units` maps each organisation in which it
    holds a post, an agency or a unit of one, to the rights of that post. `everywhere` is every
    right in all of them.
    """

    kind: ActorKind
    name: str
    key: str = ""
    origin: str = ""
    grants: Mapping[int, frozenset[str]] = field(default_factory=dict, hash=False)
    everywhere: bool = False
    units: Mapping[int, frozenset[str]] = field(default_factory=dict, hash=False)
    stands_for: frozenset[str] = frozenset()
    """Keys of the persons who are away and whose posts it holds meanwhile."""

    @property
    def keys(self) -> frozenset[str]:
        """Of whom what waits by name waits for this actor: itself, and for whom it stands in."""
        return self.stands_for | {self.key} if self.is_person else frozenset()

    def may(self, right: str, where: Place) -> bool:
        """Whether it holds this right in this agency."""
        return self.everywhere or (where is not None and right in self.grants.get(where, ()))

    def may_somewhere(self, *rights: str) -> bool:
        """Whether it holds one of these rights in any agency: for menus and pages without a record.

        The records are then narrowed by `agencies_with`, and each one is checked with `may`.
        """
        return self.everywhere or any(not held.isdisjoint(rights) for held in self.grants.values())

    def agencies_with(self, *rights: str) -> frozenset[int] | None:
        """The agencies in which it holds one of these rights; None for all agencies."""
        if self.everywhere:
            return None
        return frozenset(
            agency for agency, held in self.grants.items() if not held.isdisjoint(rights)
        )

    def may_in_unit(self, right: str, unit: int) -> bool:
        """Whether a post in exactly this organisation gives it this right."""
        return self.everywhere or right in self.units.get(unit, ())

    def units_with(self, right: str) -> frozenset[int] | None:
        """The organisations in which a post gives it this right; None for all of them."""
        if self.everywhere:
            return None
        return frozenset(unit for unit, held in self.units.items() if right in held)

    def sees(self, where: Place) -> bool:
        """Whether it acts for this agency at all."""
        return self.everywhere or where in self.grants

    @property
    def agencies(self) -> frozenset[int] | None:
        """The agencies for which it acts; None for all of them."""
        return None if self.everywhere else frozenset(self.grants)

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON


def system(name: str, *, origin: str = "") -> Actor:
    """The software itself, acting under a name that says which part (`clock`, `import`)."""
    return Actor(ActorKind.SYSTEM, name, origin=origin, everywhere=True)


def visitor(origin: str = "") -> Actor:
    """Somebody who is not signed in, with only the rights that a rule gives to everyone."""
    return Actor(ActorKind.VISITOR, "访客", origin=origin)


def guest(name: str, agency: int, *, key: str = "", origin: str = "") -> Actor:
    """A visitor who contacts this agency, without rights in it."""
    return Actor(ActorKind.VISITOR, name, key, origin, {agency: frozenset()})
