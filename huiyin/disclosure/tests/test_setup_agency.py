"""Setting up an agency from the command line."""

import json

import pytest
from django.core.management import call_command

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.disclosure.models import AgencyPage
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import usual

pytestmark = pytest.mark.django_db
ARGUMENTS = ["--name", "云溪市园林局", "--slug", "ylj", "--uscc", "11341799MB1Q00017E"]


def test_an_agency_with_page_posts_and_administrator(capsys):
    call_command("setup_agency", *ARGUMENTS, "--json")
    report = json.loads(capsys.readouterr().out)
    agency = Organisation.objects.get(uscc=report["agency"])
    assert agency.posts.count() == len(usual())
    assert AgencyPage.objects.get(organisation=agency).slug == "ylj"
    user = User.objects.get(username="ylj-admin")
    assert user.check_password(report["password"])
    assert user.must_change_password
    assert not user.is_superuser
    assert actor_of(user).grants == {agency.pk: frozenset(usual()["系统管理岗"])}
    assert Entry.objects.filter(verb="organisations.setup").exists()


def test_who_has_an_account_is_appointed_and_keeps_the_password(capsys):
    user = User.objects.create_user("chen", password="x", name="陈示例")
    call_command("setup_agency", *ARGUMENTS, "--admin", "chen", "--json")
    assert json.loads(capsys.readouterr().out)["password"] == ""
    user.refresh_from_db()
    assert (user.name, user.check_password("x")) == ("陈示例", True)
    assert user.memberships.get().post.name == "系统管理岗"


def test_a_closed_account_is_no_administrator(capsys):
    User.objects.create_user("chen", name="陈示例", is_active=False)
    with pytest.raises(SystemExit):
        call_command("setup_agency", *ARGUMENTS, "--admin", "chen")
    assert "已停用" in capsys.readouterr().err
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("uscc", "message"),
    [
        pytest.param("11341799MB1Q00017A", "校验位", id="a wrong check character"),
        pytest.param("123", "校验位", id="too short"),
    ],
)
def test_a_wrong_code_is_refused_and_nothing_stored(uscc, message, capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("setup_agency", *ARGUMENTS[:-1], uscc)
    assert stop.value.code == 1
    assert message in capsys.readouterr().err
    assert not Organisation.objects.exists()


def test_a_second_agency_with_the_same_code_is_refused(capsys):
    call_command("setup_agency", *ARGUMENTS)
    with pytest.raises(SystemExit) as stop:
        call_command("setup_agency", "--name", "另一局", "--slug", "lyj", "--uscc", ARGUMENTS[-1])
    assert stop.value.code == 1
    assert Organisation.objects.count() == 1


def test_an_address_of_the_portal_itself_is_refused(capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("setup_agency", "--name", "某局", "--slug", "search", "--uscc", ARGUMENTS[-1])
    assert stop.value.code == 1
    assert "网址标识" in capsys.readouterr().err
    assert not Organisation.objects.exists()
