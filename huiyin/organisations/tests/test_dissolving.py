"""撤销机构: who may, what may be, and what ends with it."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.organisations.actions import AppointmentForbiddenError, dissolve
from huiyin.organisations.models import Membership, Organisation, Post


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.fixture
def shenpi(bureau):
    return Organisation.objects.get(slug="shenpi")


def test_its_posts_end_and_the_log_says_who_succeeds(duban, shenpi, actor, morning):
    user = User.objects.create_user("wei")
    post = Post.objects.create(
        organisation=duban, name="承办岗", group=Group.objects.create(name="承办岗")
    )
    held = Membership.objects.create(user=user, post=post, since=date(2026, 1, 1))
    ended = dissolve(duban, successor=shenpi, actor=actor("organisations.appoint"), at=morning)
    held.refresh_from_db()
    assert (ended.ended_on, ended.successor, held.until) == (
        morning.date(),
        shenpi,
        morning.date(),
    )
    assert not Organisation.objects.standing().filter(pk=duban.pk).exists()
    entry = Entry.objects.get(verb="organisations.dissolve")
    assert entry.facts["successor"] == "行政审批科"


def test_who_appoints_nobody_dissolves_nothing(duban, actor, morning):
    with pytest.raises(AppointmentForbiddenError):
        dissolve(duban, actor=actor("organisations.lead"), at=morning)


@pytest.mark.parametrize("wrong", ["agency", "twice", "with units", "itself", "elsewhere"])
def test_what_cannot_be_is_refused(bureau, duban, shenpi, robot, morning, wrong):
    unit, successor = duban, None
    if wrong == "agency":
        unit = bureau
    if wrong == "twice":
        dissolve(duban, actor=robot, at=morning)
    if wrong == "with units":
        Organisation.objects.create(name="一组", short_name="一组", slug="yizu", parent=duban)
    if wrong == "itself":
        successor = duban
    if wrong == "elsewhere":
        successor = Organisation.objects.create(name="水务局", slug="swj", is_agency=True)
    with pytest.raises(ValidationError):
        dissolve(unit, successor=successor, actor=robot, at=morning)
    assert Organisation.objects.filter(ended_on__isnull=False).count() == (wrong == "twice")


def test_the_command_line_names_units_by_their_slug(duban, shenpi, capsys):
    call_command("dissolve_unit", "duban", successor="shenpi")
    assert "由行政审批科承接" in capsys.readouterr().out
    for arguments in (["nobody"], ["duban"]):
        with pytest.raises(SystemExit):
            call_command("dissolve_unit", *arguments)
