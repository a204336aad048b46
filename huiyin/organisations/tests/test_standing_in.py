"""代职: rights and what is asked go to the deputy for some days, and come back by themselves."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.organisations.actions import APPOINT, AppointmentForbiddenError, appoint, dismiss
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership, holds
from huiyin.organisations.roles import ensure_posts
from huiyin.organisations.standing_in import asked, come_back, deputies, stand_in

RIGHT = "hotline.answer_request"
SINCE, UNTIL = date(2026, 3, 5), date(2026, 3, 10)
DAYS = {
    "the day before": (SINCE - timedelta(1), "absent", False),
    "the first day": (SINCE, "deputy", True),
    "the last day": (UNTIL, "deputy", True),
    "the day after": (UNTIL + timedelta(1), "absent", False),
}


@pytest.fixture
def people(bureau, robot, morning):
    post = ensure_posts(bureau)["热线负责人"]
    made = {name: User.objects.create_user(name, name=name) for name in ("absent", "deputy")}
    appoint(made["absent"], post, actor=robot, at=morning, since=date(2019, 1, 1))
    return made


@pytest.fixture
def arranged(people, robot, morning):
    return stand_in(**ASKED | people, actor=robot, at=morning)


ASKED = {"since": SINCE, "until": UNTIL, "reason": "年休假"}


@pytest.mark.parametrize("when", DAYS)
def test_rights_and_questions_go_and_come_back(bureau, people, arranged, when):
    day, who, may = DAYS[when]
    assert Permission.objects.filter(codename="answer_request").exists()
    answering = Membership.objects.answering(day).filter(holds(RIGHT))
    assert [one.user.username for one in answering] == [who]
    assert asked([people["absent"].pk], day) == {people[who].pk}
    assert bool(deputies([people["absent"].pk], day)) is may
    with time_machine.travel(f"{day} 10:00+08:00"):
        deputy, absent = actor_of(people["deputy"]), actor_of(people["absent"])
    assert deputy.may(RIGHT, bureau.pk) is may
    assert absent.may(RIGHT, bureau.pk)
    names = {str(people["deputy"].pk), *([str(people["absent"].pk)] if may else [])}
    assert deputy.keys == names


def test_whoever_stands_in_for_one_is_not_handed_on(people, arranged, robot, morning):
    third = User.objects.create_user("third", name="third")
    with pytest.raises(ValidationError, match="没有您可以任免的岗位"):
        stand_in(people["deputy"], third, **ASKED, actor=robot, at=morning)


WRONG = {
    "oneself": ({"deputy": "absent"}, "deputy"),
    "from yesterday": ({"since": date(2026, 3, 2)}, "since"),
    "backwards": ({"until": date(2026, 3, 4)}, "until"),
    "for years": ({"until": date(2027, 3, 9)}, "until"),
    "without a reason": ({"reason": " "}, "reason"),
    "somebody without a post": ({"absent": "deputy", "deputy": "absent"}, "absent"),
    "twice": ({"since": UNTIL}, "absent"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_refused_at_its_field(people, robot, morning, wrong):
    if wrong == "twice":
        stand_in(**ASKED | people, actor=robot, at=morning)
    before = Membership.objects.count()
    values, field = WRONG[wrong]
    values = {k: people[v] if isinstance(v, str) and v in people else v for k, v in values.items()}
    with pytest.raises(ValidationError) as refused:
        stand_in(**ASKED | people | values, actor=robot, at=morning)
    assert field in refused.value.error_dict
    assert Membership.objects.count() == before


def test_nobody_gives_rights_to_oneself_or_without_the_right(bureau, people, actor, morning):
    for who in (actor(APPOINT), actor("organisations.lead")):
        deputy = User.objects.get_or_create(pk=1, defaults={"username": "one"})[0]
        with pytest.raises((AppointmentForbiddenError, ValidationError)):
            stand_in(people["absent"], deputy, **ASKED, actor=who, at=morning)
    assert not Membership.objects.filter(stands_for__isnull=False).exists()


def test_it_ends_early_and_with_the_post_it_is_of(people, arranged, robot, morning):
    with time_machine.travel("2026-03-06 10:00+08:00"):
        come_back(arranged[0], actor=robot, at=morning + timedelta(3))
        with pytest.raises(ValidationError, match="已经结束"):
            come_back(arranged[0], actor=robot, at=morning + timedelta(3))
    arranged[0].refresh_from_db()
    assert arranged[0].until == SINCE
    again = stand_in(
        **people, since=date(2026, 3, 20), until=date(2026, 3, 25), reason="培训",
        actor=robot, at=morning,
    )  # fmt: skip
    held = Membership.objects.get(user=people["absent"])
    dismiss(held, actor=robot, at=morning, until=date(2026, 3, 10))
    again[0].refresh_from_db()
    assert not Membership.objects.on(date(2026, 3, 21)).filter(pk=again[0].pk).exists()
    assert Entry.objects.filter(verb="organisations.stand-in").count() == 2
