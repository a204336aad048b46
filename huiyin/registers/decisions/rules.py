"""Who may do what with decisions and opinions."""

from huiyin.audit.actors import Actor, ActorKind, Place
from huiyin.casework.rights import Another

from .models import Decision

KEEP = "registers.keep_decisions"
RELEASE = "registers.release_decisions"
"""What everybody will read is released by the head."""
BY_ANOTHER = Another(RELEASE)
"""A text, by another head than those who had a hand in it."""


def may_close(actor: Actor, decision: Decision) -> bool:
    """The clock, or the head where the clock is late."""
    return actor.kind is ActorKind.SYSTEM or actor.may(RELEASE, decision.agency_id)


def may_say(actor: Actor, where: Place) -> bool:
    """Everybody may say what they think of a draft; the body looks whether it is still time."""
    return actor.kind is ActorKind.VISITOR or actor.may(KEEP, where)
