"""Who may do what another has written."""

from huiyin.audit.actors import Actor

from .models import Proposal

SIGN, PUBLISH = "proposals.sign_reply", "proposals.publish_reply"


def may_sign(actor: Actor, proposal: Proposal) -> bool:
    """The main leader, who did not write it."""
    return actor.may(SIGN, proposal.agency_id) and not proposal.is_written_by(actor)


def may_publish(actor: Actor, proposal: Proposal) -> bool:
    """Another person than whoever proposed it."""
    return actor.may(PUBLISH, proposal.agency_id) and not proposal.is_written_by(actor)
