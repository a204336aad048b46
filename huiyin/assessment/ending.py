"""撤销机构: what a unit that was merged still owes is its successor's, else its agency's."""

from datetime import datetime

from huiyin.audit.actors import system
from huiyin.organisations import actions as organisations
from huiyin.organisations.models import Organisation

from . import actions
from .models import Assessment

SELF = system("机构撤销")


def hand_over(unit: Organisation, at: datetime) -> None:
    """Whoever is assessed for that year already is assessed once: then the unit's own ends."""
    heir = unit.successor or unit.agency
    for matter in Assessment.objects.open().filter(unit=unit).order_by("pk"):
        same = Assessment.objects.valid().filter(
            agency=matter.agency_id, unit=heir, year=matter.year
        )
        if same.exists():
            reason = f"{unit.name}已撤销，由{heir.name}承接，{heir.name}本年度另有考核"
            actions.void(matter, reason=reason[:300], actor=SELF, at=at)
        else:
            actions.pass_on(matter, actor=SELF, at=at)


organisations.endings.append(hand_over)
