"""升级: reported to a superior, who gives a word about it; over when the term is."""

from datetime import datetime
from typing import Annotated

from huiyin.audit.actors import Actor, ActorKind, Place
from huiyin.casework import numbering
from huiyin.casework.forms import TextField
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.coordination.models import Escalation

State = Escalation.State
NUMBERS = numbering.declare("SJT", "coordination.escalation", 5)
escalations = Workflow(Escalation)


def _by_the_timetable(actor: Actor, where: Place) -> bool:
    """Nobody decides whether a superior is told."""
    return actor.kind is ActorKind.SYSTEM


@escalations.start("升级", rule=_by_the_timetable)
def escalate(rung: Escalation, *, actor: Actor, at: datetime) -> Escalation:
    """升级: one rung of the ladder; without anybody on it, the record says so."""
    rung.raised_at, rung.raised_on = at, at.date()
    rung.state = State.RAISED if rung.holders else State.UNHELD
    rung.full_clean(exclude={"reference"})
    NUMBERS.give(rung, rung.raised_on.year)
    return rung


def may_attend(actor: Actor, rung: Escalation) -> bool:
    """Whoever stands on this rung today, also if nobody did when it was reached."""
    return rung.is_on_own_rung(actor)


@escalations.move(
    "过问", sources={State.RAISED, State.UNHELD}, target=State.ATTENDED, rule=may_attend
)
def attend(
    rung: Escalation,
    *,
    actor: Actor,
    at: datetime,
    instruction: Annotated[str, TextField("过问意见", 300, rows=3)],
) -> None:
    """过问: what the superior has to say to whoever is late."""
    rung.instruction, rung.attended_on = instruction, at.date()


@escalations.move("了结", sources=Escalation.OPEN, target=State.SETTLED, rule=by_the_system)
def settle(rung: Escalation, *, actor: Actor, at: datetime) -> None:
    """了结: what was late has been done, or is owed no more."""
    rung.settled_on = at.date()


@escalations.move("转由承接单位负责", sources=Escalation.OPEN, rule=by_the_system)
def pass_on(rung: Escalation, *, actor: Actor, at: datetime) -> None:
    """转由承接单位负责: the unit was dissolved."""
    rung.unit = rung.unit.successor or rung.agency
