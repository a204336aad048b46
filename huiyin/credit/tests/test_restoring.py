"""What a revoked repair leaves to be put up again: owed, on the to-do list, an alarm."""

from datetime import date

import pytest

from huiyin.credit.actions import register, revoke
from huiyin.penalties import actions as penalties
from huiyin.penalties import deadlines
from huiyin.penalties.desk import ROOM
from huiyin.penalties.models import Penalty
from huiyin.publicity.models import Publication

from . import trial

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/penalties/?published=restore"
OTHER_WORDS = {"values": {"content": "罚款人民币壹仟元"}}
ANNULLED = {
    "annulment": "revoked", "annulled_on": trial.DAY, "annulled_by": "复议决定", "reason": "事实不清",
}  # fmt: skip


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def penalty(bureau, morning):
    return trial.published(bureau, morning)


@pytest.fixture
def repaired(penalty, who):
    matter = register(trial.repair(penalty), **who)
    for name, details in (("accept", {}), ("propose_refusal", trial.REASON)):
        matter = trial.workflow.moves[name].run(matter, **details, **who)
    return trial.workflow.moves["decide"].run(trial.granting(matter), **who)


def revoked(repaired, penalty, who):
    revoke(repaired, reason="承诺书盖章虚假", **who)
    penalty.refresh_from_db()
    return penalty


def owed(penalty):
    return [one.due for one in penalty.reckonings() if one.rule is deadlines.RESTORE]


def alarms(who):
    return {alarm[1]: alarm[2] for alarm in ROOM.alarms(who["actor"], who["at"].date())}


def test_other_words_are_owed_within_seven_working_days(repaired, penalty, who):
    penalties.amend(penalty, **OTHER_WORDS, **who)
    penalty = revoked(repaired, penalty, who)
    assert (penalty.restore_since, owed(penalty)) == (who["at"].date(), [date(2026, 3, 12)])
    assert penalty.due_on == date(2026, 3, 12)
    assert ROOM.todo.step(penalty) == "重新公示"
    assert "republish" in ROOM.todo.steps[penalty.state]
    assert list(Penalty.objects.to_restore()) == [penalty]
    assert alarms(who)[ADDRESS] == 1
    again = penalties.republish(penalty, **who)
    assert (again.is_public, again.restore_since) == (True, None)
    assert (owed(again), again.due_on) == ([], None)
    assert ADDRESS not in alarms(who)


def test_the_same_words_are_back_and_nothing_is_owed(repaired, penalty, who):
    penalty = revoked(repaired, penalty, who)
    assert (penalty.is_public, penalty.restore_since, owed(penalty)) == (True, None, [])
    assert ADDRESS not in alarms(who)


def withheld(penalty, who):
    penalties.amend(penalty, values={**OTHER_WORDS["values"], "withheld": "secret"}, **who)


def taken_down_before(penalty, who):
    penalties.amend(penalty, **OTHER_WORDS, **who)
    last = Publication.objects.of(penalty).last()
    last.ending = "withdrawn"
    last.save()


@pytest.mark.parametrize("why", [withheld, taken_down_before])
def test_what_is_not_to_be_put_up_is_not_owed(repaired, penalty, who, why):
    why(penalty, who)
    penalty = revoked(repaired, penalty, who)
    assert (penalty.is_public, owed(penalty), penalty.due_on) == (False, [], None)
    assert ADDRESS not in alarms(who)


def annul(penalty, who):
    penalties.annul(penalty, **ANNULLED, **who)


def repair_again(penalty, who):
    penalties.repair(penalty, by_decision="XF2026-00002", **who)


def void(penalty, who):
    penalties.void(penalty, reason="重复登记", **who)


@pytest.mark.parametrize("then", [annul, repair_again, void])
def test_what_ends_the_duty(repaired, penalty, who, then):
    penalties.amend(penalty, **OTHER_WORDS, **who)
    penalty = revoked(repaired, penalty, who)
    then(penalty, who)
    penalty.refresh_from_db()
    assert owed(penalty) == []
    assert not Penalty.objects.to_restore().exists()
    assert ADDRESS not in alarms(who)
