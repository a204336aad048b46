"""撤销机构: what a dissolved unit still has to mend goes to its successor, else to its agency."""

from datetime import datetime

from huiyin.audit.actors import system
from huiyin.organisations import actions as organisations
from huiyin.organisations.models import Organisation

from . import actions
from .models import Rectification

SELF = system("机构撤销")


def hand_over(unit: Organisation, at: datetime) -> None:
    for matter in Rectification.objects.open().filter(unit=unit).order_by("pk"):
        actions.pass_on(matter, actor=SELF, at=at)


organisations.endings.append(hand_over)
