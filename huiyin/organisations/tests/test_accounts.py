"""账号 on the desk: each act with its entry, and an administrator by two."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from huiyin.accounts import actions, administrators
from huiyin.accounts.models import AdministratorProposal, User
from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.organisations.actors import actor_of
from huiyin.organisations.desk import ACTS

pytestmark = pytest.mark.django_db
SECRET = "first-provisional-1"
NEW = {"username": "new", "name": "新示例", "email": "new@example.gov.cn"}
WHY = {"reason": "核实了本人身份"}
PASSWORDS = {"new_password1": SECRET, "new_password2": SECRET}
AGAIN = {"new_password1": "second-provisional-2", "new_password2": "second-provisional-2"}
MORNING = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def people(db):
    people = {name: User.objects.create_superuser(name, password="x", name=name) for name in "ab"}
    return people | {"c": User.objects.create_user("c", password="x", name="c")}


def entries():
    return list(Entry.objects.exclude(verb="audit.open").values_list("verb", flat=True))


def test_an_account_to_its_end(people):
    """Every page by one administrator; every act with an entry that says who and why."""
    client = Client()
    client.force_login(people["a"])
    user = User.objects.create_user(**NEW, password=SECRET)
    page = f"/desk/accounts/{user.pk}/"
    assert "停用账号" in client.get(page).text
    assert "重设密码" in client.get(page).text
    client.post(page, NEW | {"name": "改名", "is_superuser": "on"})
    user.refresh_from_db()
    assert (user.name, user.is_superuser) == ("改名", False)
    assert client.post(page, {}).status_code == 422
    client.post(page, NEW | {"name": "改名"})
    for name in ("password", "close", "close", "reopen", "reopen"):
        client.post(f"{page}{name}/", WHY | AGAIN)
    assert client.post(f"{page}close/", {}).status_code == 422
    assert client.get(f"{page}delete/").status_code == 404
    assert entries() == [
        "accounts.change", "accounts.give-password", "accounts.close", "accounts.reopen",
    ]  # fmt: skip
    entry = Entry.objects.get(verb="accounts.close")
    assert (entry.actor_name, entry.facts["reason"]) == ("a", WHY["reason"])
    assert SECRET not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_an_administrator_is_made_by_two(people):
    a, b, c = (actor_of(people[name]) for name in "abc")

    def refused(act, user, actor, **details):
        with pytest.raises((ValidationError, PermissionDenied)) as caught:
            act(people[user], actor=actor, at=MORNING, **details)
        return str(caught.value)

    assert "由全站管理员" in refused(administrators.propose, "c", c, **WHY)
    assert "还不是全站管理员" in refused(administrators.propose, "b", a, **WHY)
    administrators.propose(people["c"], actor=a, at=MORNING, **WHY)
    assert "已经有人提名" in refused(administrators.propose, "c", b, **WHY)
    assert "提名人不能自己确认" in refused(administrators.confirm, "c", a)
    assert "由全站管理员" in refused(administrators.confirm, "c", c)
    people["c"].refresh_from_db()
    assert not people["c"].is_superuser
    administrators.turn_down(people["c"], actor=a, at=MORNING, reason="")
    assert "没有待确认" in refused(administrators.confirm, "c", b)
    administrators.propose(people["c"], actor=a, at=MORNING, **WHY)
    administrators.confirm(people["c"], actor=b, at=MORNING)
    people["c"].refresh_from_db()
    assert people["c"].is_superuser
    assert not AdministratorProposal.objects.exists()
    assert "不能撤销自己" in refused(administrators.dismiss, "a", a, **WHY)
    assert "只能由本人修改" in refused(actions.give_password, "b", a, password=SECRET, **WHY)
    assert "不能停用自己" in refused(actions.close_account, "a", a, **WHY)
    administrators.dismiss(people["b"], actor=a, at=MORNING, **WHY)
    assert "由全站管理员" in refused(administrators.dismiss, "a", b, **WHY), "b's page is old"
    actions.close_account(people["c"], actor=a, at=MORNING, **WHY)
    actions.reopen_account(people["c"], actor=a, at=MORNING, **WHY)
    assert User.objects.filter(is_superuser=True).get() == people["a"], "reopened, not made one"
    assert "只有您一位" in refused(administrators.propose, "c", a, **WHY)
    assert [verb.rpartition(".")[2] for verb in entries()] == [
        "propose", "turn-down", "propose", "confirm", "dismiss", "close", "reopen",
    ]  # fmt: skip


def test_whoever_proposed_and_is_one_no_more_makes_nobody(people):
    a, b = actor_of(people["a"]), actor_of(people["b"])
    administrators.propose(people["c"], actor=a, at=MORNING, **WHY)
    administrators.dismiss(people["a"], actor=b, at=MORNING, **WHY)
    with pytest.raises(ValidationError, match="提名人已经不是"):
        administrators.confirm(people["c"], actor=b, at=MORNING)


def test_what_is_offered_is_not_refused(people):
    """Each account by each administrator: the page offers just what may be done."""
    wrong = []
    administrators.propose(people["c"], actor=actor_of(people["a"]), at=MORNING, **WHY)
    people["d"] = User.objects.create_user("d", password="x", name="d")
    people["e"] = User.objects.create_user("e", password="x", name="e", is_active=False)
    for who in "ab":
        client = Client()
        client.force_login(people[who])
        for user in people.values():
            offered = client.get(f"/desk/accounts/{user.pk}/").context["acts"]
            for name in ACTS:
                page = f"/desk/accounts/{user.pk}/{name}/"
                done = attempt(client, page) == 302
                if done is not (name in dict(offered)):
                    wrong.append(f"{name} of {user} by {who}: done {done}")
    assert not wrong


def attempt(client, page):

    with transaction.atomic():
        status = client.post(page, WHY | PASSWORDS).status_code
        transaction.set_rollback(True)
    return status


def test_nobody_else_comes_in(people):
    client = Client()
    client.force_login(people["c"])
    user = people["a"].pk
    for page in (f"{user}/", f"{user}/close/"):
        assert client.post(f"/desk/accounts/{page}").status_code == 403


def test_the_server_leaves_entries_too(people, monkeypatch):
    monkeypatch.setattr(
        "huiyin.accounts.management.commands.changepassword.getpass", lambda _: SECRET
    )
    call_command("createsuperuser", "--noinput", username="d", name="丁")
    call_command("changepassword", "a", reason="本人到场")
    entries = Entry.objects.exclude(verb="audit.open").values_list("verb", "actor_name", "origin")
    assert list(entries) == [
        ("accounts.open", "createsuperuser", "command line"),
        ("accounts.give-password", "changepassword", "command line"),
    ]
    assert User.objects.get(username="a").must_change_password
    actions.give_password(
        people["b"], SECRET, reason="x", actor=system("server"), at=MORNING
    )  # the server may
