"""Who may do what with a matter to be mended."""

from huiyin.audit.actors import Actor
from huiyin.casework.reading import Reading
from huiyin.coordination.models import HANDLE

from .models import Rectification

KEEP, ISSUE = "rectification.keep_rectification", "rectification.issue_rectification"
CHECK = "rectification.check_rectification"


def may_handle(actor: Actor, matter: Rectification) -> bool:
    """Somebody with a post in the unit itself, once it was issued: before, the unit knows nothing."""
    return matter.state != "registered" and actor.may_in_unit(HANDLE, matter.unit_id)


EVIDENCE = Reading(
    "rectification.evidence.read",
    (KEEP, ISSUE, CHECK),
    "整改材料由责任单位和下达、复查整改的岗位查看。",
    also=may_handle,
)


def may_report(actor: Actor, matter: Rectification) -> bool:
    """The unit, or whoever enters what it sent on paper."""
    return may_handle(actor, matter) or actor.may(KEEP, matter.agency_id)


def may_decide(actor: Actor, matter: Rectification) -> bool:
    """Whoever orders it, and has not asked for more time."""
    is_asker = actor.is_person and actor.key == matter.wanted_by
    return actor.may(ISSUE, matter.agency_id) and not is_asker
