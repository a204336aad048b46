"""撤销机构: what a dissolved unit holds goes to its successor or the coordinator, and says so."""

from datetime import datetime

from huiyin.audit.actors import system
from huiyin.organisations import actions as organisations
from huiyin.organisations.models import Organisation

from . import actions
from .models import Assignment, Escalation, Supervision

SELF = system("机构撤销")


def hand_over(unit: Organisation, at: datetime) -> None:
    """Tasks first: a matter follows its lead, and what stands beside it follows then."""
    for task in Assignment.objects.unreported().filter(unit=unit).order_by("pk"):
        actions.pass_task_on(task, actor=SELF, at=at)
    for asked in Supervision.objects.open().filter(unit=unit).order_by("pk"):
        actions.pass_supervision_on(asked, actor=SELF, at=at)
    for rung in Escalation.objects.open().filter(unit=unit).order_by("pk"):
        actions.pass_on(rung, actor=SELF, at=at)


organisations.endings.append(hand_over)
