"""What cannot be of a penalty, and what follows from its days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from huiyin.penalties import actions
from huiyin.penalties.desk import ROOM
from huiyin.penalties.models import Grade, Penalty
from huiyin.publicity.models import Ending, Publication

from .trial import (
    ANNULLED,
    DAY,
    EVIDENCE,
    PROPOSAL,
    SERVED,
    SPOT,
    decision,
    numbered,
    on_spot,
    penalty,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def case(bureau, who):
    return actions.add_evidence(actions.register(penalty(bureau), **who), **EVIDENCE, **who)


def told(case, who, **more):
    case = actions.propose(case, **PROPOSAL, **who)
    return actions.notify(case, notified_on=DAY, **more, **who)


def test_each_step_owes_the_next(case, who):
    assert case.due_on == DAY + timedelta(days=90)
    decided = actions.decide(told(case, who), **numbered(case), **who)
    assert (decided.due_on, decided.publish_due_on) == (date(2026, 3, 11), date(2026, 3, 11))
    assert decided.decide_due_on == DAY + timedelta(days=90)
    served = actions.publish(actions.serve(decided, **SERVED, **who), **who)
    assert served.due_on == date(2026, 3, 17)
    paid = actions.pay(served, amount=Decimal(2000), paid_on=DAY, receipt="1", **who)
    assert (paid.due_on, paid.is_paid) == (None, True)


def test_who_speaks_up_is_not_punished_more(case, who):
    case = told(case, who)
    lighter = actions.propose(case, **{**PROPOSAL, "fine": Decimal(1500)}, **who)
    assert lighter.fine == 1500
    with pytest.raises(ValidationError, match="更重的处罚"):
        actions.propose(case, **{**PROPOSAL, "fine": Decimal("2000.01")}, **who)


def test_a_fine_lies_within_its_grade(case, who):
    grade = Grade.objects.create(
        offence="擅自倾倒建筑垃圾", level="light", circumstances="及时清运", least=Decimal(500), most=Decimal(1999),
        valid_from=date(2020, 1, 1), basis="测试",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="500至1,999元"):
        actions.propose(case, **PROPOSAL, grade=grade, **who)


def test_a_decision_waits_for_the_days_of_a_hearing(case, who, morning):
    case = told(case, who, offers_hearing=True)
    with pytest.raises(ValidationError, match="要求听证的期限到 2026-03-09"):
        actions.decide(case, **numbered(case), **who)
    later = {**who, "at": morning + timedelta(days=7)}
    assert actions.decide(case, **numbered(case), **later).state == "decided"


@pytest.mark.parametrize(
    ("holder", "fine", "is_allowed"),
    [("自然人", 200, True), ("自然人", "200.01", False), ("法人及非法人组织", 3000, True),
     ("法人及非法人组织", "3000.01", False)],
)  # fmt: skip
def test_on_the_spot_up_to_the_limit(bureau, who, holder, fine, is_allowed):
    new = penalty(bureau, holder_kind=holder)
    new.holder_uscc = "" if holder == "自然人" else new.holder_uscc
    case = on_spot(actions.register(new, **who))
    given = {**SPOT, "reference": "云城管当罚〔2026〕1号", "fine": Decimal(fine)}
    if is_allowed:
        assert actions.decide_on_spot(case, **given, **who).state == "served"
    else:
        with pytest.raises(ValidationError, match="超过当场处罚限额"):
            actions.decide_on_spot(case, **given, **who)


def test_what_is_annulled_leaves_at_once_and_owes_its_reason(bureau, who):
    public = actions.publish(actions.register(decision(bureau), **who), **who)
    gone = actions.annul(public, **ANNULLED, **who)
    assert not Penalty.objects.public(DAY).exists()
    assert gone.due_on == date(2026, 3, 5)
    assert Publication.objects.of(gone).get().ending == Ending.ANNULLED
    told = actions.explain(gone, public_reason="事实不清，已被撤销", **who)
    assert told.due_on is None
    assert list(Penalty.objects.explained()) == [told]


@pytest.mark.parametrize("withheld", ["minor", "secret", "safety"])
def test_what_may_not_be_public_is_not_put_up(bureau, who, withheld):
    kept = actions.register(decision(bureau, withheld=withheld), **who)
    assert kept.due_on is None
    with pytest.raises(ValidationError, match="不予公示"):
        actions.publish(kept, **who)


def test_an_annulled_penalty_is_an_alarm_until_the_reason_is_told(case, who):
    decided = actions.decide(told(case, who), **numbered(case), **who)
    annulled = actions.annul(actions.publish(decided, **who), **ANNULLED, **who)
    address = "/desk/penalties/?published=unexplained"
    assert (address, 1) in [alarm[1:] for alarm in ROOM.alarms(who["actor"], DAY)]
    assert list(Penalty.objects.unexplained()) == [annulled]
    actions.explain(annulled, public_reason="复议撤销", **who)
    assert address not in [alarm[1] for alarm in ROOM.alarms(who["actor"], DAY)]
