"""Who gets letters about tasks to be signed, when, and how often."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group, Permission

from huiyin.accounts.models import User
from huiyin.coordination import actions
from huiyin.coordination.models import Role
from huiyin.coordination.reminding import remind
from huiyin.notices.models import Notice
from huiyin.organisations.models import Membership, Organisation, Post
from huiyin.workdays.hours import SHANGHAI

from .trial import DUE, matter

pytestmark = pytest.mark.django_db
EARLY = "2026-03-04 06:00"


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def hold(name, organisation, right, app="coordination"):
    """Somebody with an address and one right in one place."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename=right, content_type__app_label=app))
    person = User.objects.create_user(name, email=f"{name}@example.org")
    post = Post.objects.create(organisation=organisation, name=name, group=group)
    Membership.objects.create(user=person, post=post, since=moment("2026-01-01 00:00").date())
    return person


@pytest.fixture
def unit(bureau):
    unit = Organisation.objects.get(slug="duban")
    hold("unit", unit, "handle")
    hold("other", Organisation.objects.get(slug="shenpi"), "handle")
    hold("head", bureau, "coordinate")
    return unit


@pytest.fixture
def task(bureau, unit, robot, morning):
    """Given on Tuesday morning, to be signed until Wednesday 17:00."""
    about = matter(bureau, morning)
    return actions.assign(about, unit, Role.ASSIST, due_on=DUE, actor=robot, at=morning)


def letters():
    people_and_bodies = {
        (one.recipient.partition("@")[0], one.body) for one in Notice.objects.all()
    }
    Notice.objects.all().delete()
    return people_and_bodies


def test_the_unit_is_told_on_the_morning_of_the_day(task):
    assert remind(at=moment("2026-03-03 06:00")) == (0, 0)
    assert remind(at=moment(EARLY)) == (1, 1)
    ((who, text),) = letters()
    assert who == "unit"
    assert "即将到期：1 项\n  RW2026-00001：2026-03-04 17:00" in text
    assert remind(at=moment(EARLY)) == (0, 0)


def test_what_nobody_signed_is_told_once_more_and_to_the_coordinator(task):
    remind(at=moment(EARLY))
    letters()
    assert remind(at=moment("2026-03-05 06:00")) == (2, 2)
    sent = letters()
    assert {who for who, _ in sent} == {"unit", "head"}
    assert all("已超过签收期限：1 项" in text for _, text in sent)
    assert remind(at=moment("2026-03-06 06:00")) == (0, 0)


def test_what_is_signed_is_told_nobody(task, robot):
    actions.sign(task, actor=robot, at=moment("2026-03-03 15:00"))
    assert remind(at=moment("2026-03-05 06:00")) == (0, 0)
