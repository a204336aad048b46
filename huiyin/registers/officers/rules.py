"""Who may do what with the list of officers."""

from huiyin.audit.actors import Actor

from .models import Officer

KEEP = "registers.keep_officers"


def may_release(actor: Actor, officer: Officer) -> bool:
    """Another person than those who drafted the change."""
    may = actor.may("registers.release_officers", officer.agency_id)
    return may and not officer.is_written_by(actor)
