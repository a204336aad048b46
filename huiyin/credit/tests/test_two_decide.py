"""Two people decide the same repair: one wins, the other is told; once published, once ended."""

import pytest

from huiyin.casework.workflow import MoveRefusedError
from huiyin.credit.actions import accept, decide, propose_refusal, register
from huiyin.credit.models import Repair
from huiyin.penalties.models import Penalty
from huiyin.publicity.models import Publication
from tests.test_two_clerks import at_once

from . import trial

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_who_decide_wins(bureau, robot, morning):
    who = {"actor": robot, "at": morning}
    matter = register(trial.repair(trial.published(bureau, morning)), **who)
    matter = propose_refusal(accept(matter, **who), **trial.REASON, **who)
    matter = trial.granting(matter)
    outcomes = at_once(*[lambda: decide(matter, **who)] * 2)
    first, second = sorted(outcomes, key=lambda outcome: isinstance(outcome, Exception))
    assert (first.state, type(second)) == (Repair.State.GRANTED, MoveRefusedError)
    assert first.notices.count() == 1
    penalty = Penalty.objects.get(pk=matter.penalty_id)
    assert Publication.objects.of(penalty).count() == 1
    assert penalty.repaired_on == morning.date()
