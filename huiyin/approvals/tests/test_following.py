"""变更、延续: the decision that grants one ends the former licence as the law has it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.approvals import actions
from huiyin.approvals.models import Purpose
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.licensing.tests.trial import licence

from . import trial

pytestmark = pytest.mark.django_db
DAY = trial.AT.date()
UNTIL = date(2026, 12, 31)
OLD, NEW = "云城管许字〔2025〕7号", "云城管许字〔2026〕70号"
GRANT = {
    "reference": NEW,
    "content": "准予占用",
    "valid_from": DAY,
    "valid_until": date(2027, 12, 31),
}


@pytest.fixture
def former(bureau, robot):
    record = licence(
        bureau, reference=OLD, matter=LicenceMatter.objects.get(name="占用城市道路审批"),
        decided_on=date(2025, 3, 3), valid_from=date(2025, 3, 3), valid_to=UNTIL,
    )  # fmt: skip
    record = licensing.register(record, actor=robot, at=trial.AT)
    return licensing.publish(record, actor=robot, at=trial.AT)


@pytest.fixture
def accepted(bureau, robot, former):
    """An application of this kind about the former licence."""

    def make(purpose, **values):
        one = trial.application(bureau, purpose=purpose, former_reference=OLD, **values)
        one = actions.register(one, actor=robot, at=trial.AT)
        return actions.accept(one, actor=robot, at=trial.AT)

    return make


def granted(one, robot, **values):
    at = trial.AT + timedelta(hours=1)
    one = actions.propose_grant(one, actor=robot, at=at, **{**GRANT, **values})
    return actions.decide(one, actor=robot, at=at + timedelta(minutes=5))


ENDS = [
    pytest.param(Purpose.CHANGE, {}, "changed", False, id="a change"),
    pytest.param(Purpose.RENEWAL, {"valid_from": UNTIL + timedelta(days=1)}, "valid", True, id="a renewal"),
]  # fmt: skip


@pytest.mark.parametrize(("purpose", "values", "state", "is_public"), ENDS)
def test_what_is_granted_takes_the_place_of_the_former(
    accepted, former, robot, purpose, values, state, is_public
):
    one = granted(accepted(purpose), robot, **values)
    former = Licence.objects.get(pk=former.pk)
    assert (former.state, former.successor) == (state, one.licence)
    assert former.is_public_on(DAY) is is_public
    assert not former.is_public_on(UNTIL + timedelta(days=1))


def test_the_former_of_a_refused_change_holds_on(accepted, former, robot):
    one = actions.propose_refusal(accepted("change"), actor=robot, at=trial.AT, **trial.REASON)
    actions.decide(one, actor=robot, at=trial.AT)
    former.refresh_from_db()
    assert (former.state, former.successor) == ("valid", None)


PERIODS = [
    pytest.param(
        "change", {"valid_from": DAY + timedelta(days=1)}, "valid_from", id="from tomorrow"
    ),
    pytest.param("renewal", {"valid_until": UNTIL}, "valid_until", id="no longer than before"),
]


@pytest.mark.parametrize(("purpose", "values", "field"), PERIODS)
def test_a_period_that_cannot_be_is_refused_at_its_field(accepted, robot, purpose, values, field):
    with pytest.raises(ValidationError) as refused:
        granted(accepted(purpose), robot, **values)
    assert list(refused.value.message_dict) == [field]


def test_of_two_changes_the_second_is_not_granted(accepted, robot):
    first, second = accepted("change"), accepted("change")
    second = actions.propose_grant(
        second, actor=robot, at=trial.AT, **{**GRANT, "reference": "云城管许字〔2026〕71号"}
    )
    granted(first, robot)
    with pytest.raises(ValidationError, match="已变更，不能准予"):
        actions.decide(second, actor=robot, at=trial.AT + timedelta(hours=2))
    assert not Licence.objects.filter(reference="云城管许字〔2026〕71号").exists()


def test_what_has_expired_meanwhile_is_not_changed(accepted, former, robot):
    one = accepted("change")
    Licence.objects.filter(pk=former.pk).update(valid_to=DAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="已过有效期"):
        granted(type(one).objects.get(pk=one.pk), robot)


def test_a_former_licence_about_another_matter_is_refused(bureau, robot, former):
    other = LicenceMatter.objects.get(name="挖掘城市道路审批")
    one = trial.application(bureau, purpose="change", former_reference=OLD, matter=other)
    with pytest.raises(ValidationError) as refused:
        actions.register(one, actor=robot, at=trial.AT)
    assert list(refused.value.message_dict) == ["former_reference"]
