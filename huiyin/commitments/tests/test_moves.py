"""What cannot be said of a commitment, what is owed when, and what nobody outside reads."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.commitments import actions
from huiyin.commitments.models import Commitment, Step
from huiyin.publicity.holders import HolderKind

from .trial import PICTURE, commitment

pytestmark = pytest.mark.django_db
IDENTITY = "34179919900101123X"
PERSON = {"holder_kind": HolderKind.PERSON, "holder_name": "王小明", "holder_uscc": ""}


@pytest.fixture
def kept(bureau, robot, morning):
    return lambda **values: actions.register(commitment(bureau, **values), actor=robot, at=morning)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"committed_on": date(2030, 1, 1), "perform_by": None}, "committed_on"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to"),
        ({"perform_by": date(2020, 1, 1)}, "perform_by"),
        ({"holder_uscc": ""}, "holder_uscc"),
        ({"holder_uscc": IDENTITY}, "holder_uscc"),
        ({"holder_kind": HolderKind.PERSON}, "holder_uscc"),
        ({"published_on": date(2020, 6, 1), "may_be_public": False}, "published_on"),
        ({"breached_on": date(2020, 6, 1)}, "breach"),
        ({"type": "诚信型"}, "type"),
        ({"content": ""}, "content"),
    ],
    ids=["tomorrow", "ends before", "performed before", "no code", "identity number as code",
         "person with a code", "public without consent", "breach without facts", "type", "empty"],
)  # fmt: skip
def test_what_cannot_be_is_said_at_the_field(kept, values, field):
    with pytest.raises(ValidationError) as refused:
        kept(**values)
    assert field in refused.value.message_dict


def test_the_earlier_duty_stands_on_the_list(kept, robot, morning):
    one = kept()
    assert (one.publish_due_on, one.check_on) == (date(2020, 5, 14), date(2020, 8, 6))
    assert (one.due_on, one.step) == (one.publish_due_on, Step.PUBLISH)
    one = actions.publish(one, actor=robot, at=morning)
    assert (one.due_on, one.step) == (one.check_on, Step.CHECK)
    one = actions.follow_up(one, actor=robot, at=morning, result="在办", check_on=date(2027, 3, 1))
    assert one.due_on == date(2027, 3, 1)
    one = actions.fulfil(
        one, actor=robot, at=morning, performed_on=date(2020, 9, 1), result="已补齐"
    )
    assert (one.due_on, one.check_on) == (None, None)


def test_without_a_day_of_its_own_the_local_term_says_when_it_is_checked(kept):
    assert kept(perform_by=None).check_on == date(2020, 11, 2)


def test_what_may_not_be_public_owes_no_publication(kept):
    one = kept(may_be_public=False)
    assert (one.step, one.due_on) == (Step.CHECK, one.check_on)


@pytest.mark.parametrize("days", [13, 14, 15])
def test_list_and_record_agree_on_what_waits(kept, days):
    one = kept(may_be_public=False, perform_by=timezone.localdate() + timedelta(days=days))
    assert one.is_waiting == Commitment.objects.waiting().filter(pk=one.pk).exists() == (days < 15)


def test_a_breach_needs_a_file(kept, robot, morning):
    with pytest.raises(ValidationError, match="违诺证据"):
        actions.find_breach(kept(), actor=robot, at=morning, breach="倾倒", consequence="撤销许可")


def test_a_breach_found_wrongly_leaves_it_as_it_stood(kept, robot, morning):
    one = actions.fulfil(
        kept(), actor=robot, at=morning, performed_on=date(2020, 7, 1), result="已补齐"
    )
    broken = actions.find_breach(
        one, actor=robot, at=morning, breach="倾倒", consequence="撤销许可", file=PICTURE
    )
    assert broken.state == Commitment.State.BREACHED
    cleared = actions.clear_breach(broken, actor=robot, at=morning, reason="车辆不是该公司的")
    assert cleared.state == Commitment.State.FULFILLED


def test_a_correction_decides_nothing(kept, robot, morning):
    with pytest.raises(ValidationError, match="不能更正"):
        actions.amend(
            kept(), actor=robot, at=morning,
            values={"state": "fulfilled", "performed_on": date(2020, 7, 1)},
        )  # fmt: skip


def test_nobody_outside_reads_a_persons_name_number_or_paper(client, kept, robot, morning):
    one = kept(**PERSON, holder_id=IDENTITY, content=f"本人王小明（{IDENTITY}）承诺属实")
    one = actions.add_file(one, actor=robot, at=morning, role="paper", file=PICTURE)
    actions.publish(one, actor=robot, at=morning)
    for address in (
        f"/commitments/{one.pk}/",
        "/commitments/",
        "/commitments.csv",
        "/commitments.json",
    ):
        answer = client.get(address)
        text = (answer.getvalue() if answer.streaming else answer.content).decode()
        assert one.reference in text
        assert not any(word in text for word in ("王小明", IDENTITY, PICTURE[0])), address
    assert one.reference not in client.get("/commitments/?holder=王小明").content.decode()
