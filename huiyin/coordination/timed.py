"""计时事项: what can be late beside a clock, and what is supervised by rule. Each kind says its own.

Every running clock (`casework.Clock`) climbs the ladder by itself; a day by which something has to
be done does where its kind is declared here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from huiyin.casework import clocks
from huiyin.casework.models import Matter
from huiyin.organisations.models import Organisation

from .models import LIT, OTHER, Assignment, Cause, Role, Supervision


@dataclass(frozen=True)
class Timed:
    """A last day that a kind of matter has.

    Attributes:
        open: the matters that still owe something; narrowed by agency and last day.
        due: the column with the last day.
        round: the column that tells one handling of a matter from the next one.
    """

    key: str
    label: str
    model: type[Matter]
    open: Callable[[], "QuerySet[Any]"]
    due: str = "due_on"
    round: str = ""

    def round_of(self, matter: Any) -> int:
        return int(getattr(matter, self.round)) if self.round else 1


Caught = Callable[[Organisation, int, date], "QuerySet[Any]"]
"""Agency, from how many on, day → the open matters to which that has happened."""
_timed: dict[str, Timed] = {}
_causes: dict[tuple[str, Cause], Caught] = {}


def declare(timed: Timed) -> None:
    """Whose last day has lights and climbs the ladder; each key once."""
    if timed.key in _timed:
        raise ValueError(f"{timed.key} is declared twice")
    _timed[timed.key] = timed


def supervise_when(key: str, cause: Cause, caught: Caught) -> None:
    """Let the rows of 自动督办规定 on this cause hold for the kind of that key."""
    _causes[key, cause] = caught


def days() -> list[Timed]:
    return list(_timed.values())


def causes() -> list[tuple[Timed, Cause, Caught]]:
    return [(_timed[key], cause, caught) for (key, cause), caught in _causes.items()]


def of_kind(matter: Matter) -> Timed | None:
    """What of this matter itself is timed."""
    return next((one for one in _timed.values() if type(matter) is one.model), None)


def labels() -> dict[str, str]:
    """Key → what is timed, in words: for tables and forms."""
    own = {timed.key: timed.label for timed in _timed.values()}
    ticking = {key: rule.label for key, rule in clocks.rules().items()}
    return {OTHER: "其他（没有单独规定的）", **own, **ticking}


def _owed() -> "QuerySet[Any]":
    """The lead of a matter that is timed itself is late with that matter, not twice."""
    own = [timed.model._meta.label_lower for timed in _timed.values()]
    return Assignment.objects.unreported().exclude(role=Role.LEAD, about_kind__in=own)


declare(Timed(LIT, "答复督办", Supervision, lambda: Supervision.objects.filter(state="asked")))
declare(Timed(Assignment._meta.label_lower, "反馈意见", Assignment, _owed))
