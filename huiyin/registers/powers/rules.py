"""Who may do what with the list of powers."""

from huiyin.audit.actors import Actor

from .models import Power

KEEP = "registers.keep_powers"


def may_release(actor: Actor, power: Power) -> bool:
    """Another person than those who drafted the change."""
    return actor.may("registers.release_powers", power.agency_id) and not power.is_written_by(actor)
