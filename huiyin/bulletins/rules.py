"""Who compiles bulletins and sends them to the reviews."""

from huiyin.audit.actors import Actor, ActorKind, Place
from huiyin.editorial.rules import may_begin

from .models import Bulletin

VIEW, SEND, KEEP = (
    "bulletins.view_bulletins",
    "bulletins.send_bulletin",
    "bulletins.keep_practice",
)


def may_compile(actor: Actor, where: Place) -> bool:
    """The timetable each week; a person where it did not."""
    return actor.kind is ActorKind.SYSTEM or actor.may(SEND, where)


def may_send(actor: Actor, bulletin: Bulletin) -> bool:
    """Whoever sends it drafts its manuscript."""
    return actor.may(SEND, bulletin.agency_id) and may_begin(actor, bulletin.agency_id)
