"""岗位任免 on the desk: by whoever may, in the own agency, never for oneself, nothing beyond it."""

from datetime import date

import pytest
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership, Organisation, Post
from huiyin.organisations.roles import ensure_posts, usual

ADDRESS = "/desk/posts/"
PERSON = {"username": "liu", "name": "刘示例", "since": "2026-03-03"}


@pytest.fixture
def admin(desk, bureau):
    return desk("系统管理岗", username="admin")


def form_data(bureau, post="热线办理岗", **values):
    return PERSON | {"post": Post.objects.get(organisation=bureau, name=post).pk} | values


def test_a_colleague_gets_account_post_and_password_once(admin, bureau):
    page = admin.post(ADDRESS, form_data(bureau))
    user = User.objects.get(username="liu")
    assert user.check_password(page.context["password"])
    assert page.context["password"] in page.text
    assert page["Cache-Control"] == "no-store"
    assert user.must_change_password
    assert actor_of(user).grants == {bureau.pk: frozenset(usual()["热线办理岗"])}
    verbs = list(Entry.objects.filter(actor_name="陈示例").values_list("verb", flat=True))
    assert verbs == ["accounts.open", "organisations.appoint"]
    again = admin.post(ADDRESS, form_data(bureau))
    assert (again.status_code, "已经担任" in again.text) == (422, True)
    assert not again.context.get("password")
    other = admin.post(ADDRESS, form_data(bureau, "信息公开岗"))
    assert other.context["password"] == ""
    assert Membership.objects.filter(user=user).count() == 2


def test_what_is_refused(admin, bureau, other_bureau, person):
    there = ensure_posts(other_bureau)["热线办理岗"]
    person("chen", "热线办理岗", name="陈甲")
    before = Membership.objects.count()
    table = {
        "another agency": (form_data(bureau) | {"post": there.pk}, 422),
        "the whole site": (form_data(bureau, "全站审计岗"), 422),
        "somebody else's user name": (form_data(bureau, username="chen"), 422),
        "a user name that cannot be": (form_data(bureau, username="刘 示例!"), 422),
        "oneself": (form_data(bureau, username="admin", name="陈示例"), 403),
    }
    got = {name: admin.post(ADDRESS, sent).status_code for name, (sent, _) in table.items()}
    assert got == {name: status for name, (_, status) in table.items()}
    assert Membership.objects.count() == before
    assert not User.objects.filter(username="liu").exists()


def test_a_post_is_taken_in_the_own_agency_and_not_from_oneself(admin, person, other_bureau):
    person("chen", "热线办理岗")
    person("sun", "热线办理岗", agency=other_bureau)
    held = {one.user.username: one for one in Membership.objects.select_related("user")}
    today = timezone.localdate()
    status = {
        name: admin.post(f"{ADDRESS}{held[name].pk}/end/", {"until": today}).status_code
        for name in ("chen", "sun", "admin")
    }
    assert status == {"chen": 302, "sun": 404, "admin": 403}
    kept = Membership.objects.filter(until=None).values_list("user__username", flat=True)
    assert set(kept) == {"sun", "admin"}


def test_the_list_is_of_the_agencies_in_which_one_appoints(desk, person, bureau, other_bureau):
    """A leader here who answers calls there sees and changes the posts here."""
    client = desk("分管领导", username="leader")
    there = ensure_posts(other_bureau)["热线办理岗"]
    leader = User.objects.get(username="leader")
    Membership.objects.create(user=leader, post=there, since=date(2019, 1, 1))
    person("sun", "热线办理岗", agency=other_bureau, name="孙示例")
    page = client.get(ADDRESS)
    assert {one.post.agency for one in page.context["held"]} == {bureau}
    assert "孙示例" not in page.text
    offered = page.context["form"].fields["post"].queryset
    assert {post.agency for post in offered} == {bureau}
    assert not offered.filter(name="全站审计岗").exists()
    assert Organisation.objects.agencies().count() == 2
