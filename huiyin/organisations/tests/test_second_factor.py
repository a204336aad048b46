"""Whose lost device an administrator of one agency may reset."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin.accounts import second_factor, totp
from huiyin.accounts.models import User
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts


def test_an_agency_s_administrator_reaches_its_people_only(bureau, actor, robot, morning):

    user = User.objects.create_user("wei", password="x", name="魏示例")
    code = totp.code(second_factor.draft(user), totp.step_of(morning))
    assert second_factor.enrol(user, code, origin="x", at=morning)
    appoint(user, ensure_posts(bureau)["审计岗"], actor=robot, at=morning, since=date(2020, 1, 1))
    here = replace(actor(second_factor.PERMISSION), key="0")
    boss = User.objects.create_superuser("boss", password="x", name="站长")
    assert set(second_factor.manageable(here)) == {user}
    assert set(second_factor.manageable(robot)) == {user, boss}
    mine = replace(here, key=str(user.pk))
    with pytest.raises(ValidationError, match="自己"):
        second_factor.reset(user, actor=mine, at=morning, reason="核实")
    second_factor.reset(user, actor=here, at=morning, reason="核实")
    assert not second_factor.is_enrolled(user)
