"""Who does something: a person, the system, or a visitor. "No user" never means the system."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    PERSON = "person"
    SYSTEM = "system"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting party, with what it may do and from where it acts.

    `grants` are permission names (`foi.answer_application`); `agencies` are the keys of the
    organisations whose records it may see, None meaning all of them.
    """

    kind: ActorKind
    name: str
    key: str = ""
    origin: str = ""
    grants: frozenset[str] = field(default_factory=frozenset)
    agencies: frozenset[int] | None = frozenset()
    all_grants: bool = False

    def may(self, permission: str) -> bool:
        return self.all_grants or permission in self.grants

    def sees(self, agency_id: int | None) -> bool:
        return self.agencies is None or agency_id in self.agencies

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON


def system(name: str, *, origin: str = "") -> Actor:
    """The software itself, acting under a name that says which part (`clock`, `import`)."""
    return Actor(ActorKind.SYSTEM, name, origin=origin, agencies=None, all_grants=True)


def visitor(origin: str = "") -> Actor:
    """Somebody who is not signed in; may nothing but what a rule opens to everyone."""
    return Actor(ActorKind.VISITOR, "访客", origin=origin)
