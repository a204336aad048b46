"""A person's change of a list waits for another: nobody outside reads it before, word for word after."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.registers.actions import officers, powers
from huiyin.registers.models import Officer, Power
from huiyin.web.kept.page_cache import pages

from . import trial

pytestmark = pytest.mark.django_db
RIGHTS = ("keep_powers", "keep_officers", "release_powers", "release_officers")


@pytest.fixture
def two(actor):
    """Two people who may do everything; only what they did tells them apart."""
    first = actor(*(f"registers.{name}" for name in RIGHTS))
    return replace(first, key="901"), replace(first, key="902")


def public(address):
    pages.clear()  # a kept page may be half a second old
    return Client().get(address).content.decode()


def test_a_new_power_and_its_changes_are_public_by_two(bureau, two, morning):
    one, other = two
    power = powers.register(trial.power(bureau), actor=one, at=morning)
    assert power.name not in public("/powers/")
    assert Client().get(f"/powers/{power.pk}/").status_code == 404
    power = powers.amend(power, actor=one, at=morning, values={"department": "法规科"})
    with pytest.raises(MoveForbiddenError):
        powers.approve(power, actor=one, at=morning)
    power = powers.approve(power, actor=other, at=morning)
    assert "法规科" in public(f"/powers/{power.pk}/")
    details = {
        "since": date(2025, 1, 1),
        "reason": "机构改革",
        "values": {"department": "执法大队"},
    }
    power = powers.adjust(power, actor=other, at=morning, **details)
    assert [row[0] for row in power.proposed_rows()] == ["生效日期", "原因和依据文件", "责任科室"]
    entry = Entry.objects.get(verb="registers.proposal")
    assert entry.facts["details"]["责任科室"] == "执法大队"
    assert "执法大队" not in public(f"/powers/{power.pk}/")
    with pytest.raises(ValidationError, match="已有一项变更"):
        powers.amend(power, actor=one, at=morning, values={"telephone": "0000-1"})
    with pytest.raises(MoveForbiddenError):
        powers.approve(power, actor=other, at=morning)
    power = powers.approve(power, actor=one, at=morning)
    assert "执法大队" in public(f"/powers/{power.pk}/")
    assert (power.listed_from, power.versions.count(), power.writers) == (details["since"], 1, [])


def test_what_is_sent_back_changes_nothing(bureau, two, morning):
    one, other = two
    officer = officers.register(trial.officer(bureau), actor=one, at=morning)
    assert officer.name not in public("/officers/?q=341799000001")
    officer = officers.approve(officer, actor=other, at=morning)
    officer = officers.amend(officer, actor=one, at=morning, values={"name": "吴改名"})
    with pytest.raises(ValidationError, match="理由"):
        officers.send_back(officer, actor=other, at=morning, reason=" ")
    officer = officers.send_back(officer, actor=other, at=morning, reason="证件上不是这个名字")
    assert (officer.proposal, officer.is_waiting) == (None, False)
    assert "吴改名" not in public("/officers/?q=341799000001")


def test_whoever_approves_reads_it_on_the_desk(bureau, two, robot, morning):
    user = User.objects.create_user("head", password="x", name="张某")
    appoint(user, ensure_posts(bureau)["分管领导"], actor=robot, at=morning, since=date(2020, 1, 1))
    desk = Client()
    desk.force_login(user)
    power = powers.register(trial.power(bureau), actor=two[0], at=morning)
    held = officers.register(trial.officer(bureau), actor=robot, at=morning)
    held = officers.amend(held, actor=two[0], at=morning, values={"post": "中队长"})
    home = desk.get("/desk/").content.decode()
    assert power.reference in home
    assert held.reference in home
    assert power.responsibility in desk.get(f"/desk/powers/{power.pk}/approve/").content.decode()
    assert "中队长" in desk.get(f"/desk/officers/{held.pk}/approve/").content.decode()
    for kind, one in (("powers", power), ("officers", held)):
        assert desk.post(f"/desk/{kind}/{one.pk}/approve/").status_code == 302
    assert Officer.objects.get().post == "中队长"
    assert Power.objects.get().state == "effective"
