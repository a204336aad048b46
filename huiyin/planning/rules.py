"""Who keeps the plan, and who reports what a unit has done."""

from huiyin.audit.actors import Actor
from huiyin.casework.reading import Reading
from huiyin.coordination.models import HANDLE

from .models import KEEP, PlanItem


def may_report(actor: Actor, item: PlanItem) -> bool:
    """Somebody with a post in the unit, or whoever enters what it sent on paper."""
    in_unit = item.unit_id is not None and actor.may_in_unit(HANDLE, item.unit_id)
    return in_unit or actor.may(KEEP, item.agency_id)


EVIDENCE = Reading(
    "planning.evidence.read",
    (KEEP,),
    "佐证材料由责任科室和管理工作计划的岗位查看。",
    also=may_report,
)
