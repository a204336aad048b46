"""周公示 at the desk: what each reader may see of what is missing, and who is told."""

from datetime import timedelta

import pytest

from huiyin.accounts.models import User
from huiyin.bulletins import desk
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership
from huiyin.organisations.roles import ensure_posts

pytestmark = pytest.mark.django_db
NUMBER = "云城管许字〔2026〕8号"


@pytest.fixture
def someone(bureau, client):
    """Sign in as the holder of a post."""
    posts = ensure_posts(bureau)

    def enter(post):
        user = User.objects.create_user(f"u{posts[post].pk}", password="x", name="陈示例")
        user.groups.add(posts[post].group)
        Membership.objects.create(user=user, post=posts[post], since="2019-01-01")
        client.force_login(user)
        return actor_of(user)

    return enter


@pytest.fixture
def omitted(decided, sent):
    decided()
    one = sent()
    decided(NUMBER)
    return one


@pytest.mark.parametrize(
    ("post", "is_named"),
    [("信息公开负责人", True), ("行政审批岗", True), ("信息公开岗", False), ("保密审查岗", False)],
)
def test_every_reader_knows_how_many_are_missing(omitted, someone, client, post, is_named):
    someone(post)
    text = client.get("/desk/bulletin-proof/").content.decode()
    assert "没有列入，下一期补登（1 件" in text
    assert "没有遗漏" not in text
    assert (NUMBER in text) is is_named


def test_nobody_else_may_look(someone, client):
    someone("热线办理岗")
    assert client.get("/desk/bulletin-proof/").status_code == 403
    assert client.get("/desk/bulletins/").status_code == 403


def test_whoever_sends_is_told_of_what_is_late_and_missing(omitted, someone):
    told = desk._alarms(someone("信息公开岗"), omitted.due_on)
    assert [(what, number) for what, _, number in told] == [("决定没有列入周公示", 1)]
    later = desk._alarms(someone("信息公开负责人"), omitted.due_on + timedelta(days=1))
    assert ("周公示逾期没有发布", 1) in [(what, number) for what, _, number in later]
    assert not desk._alarms(someone("保密审查岗"), omitted.due_on)


def test_the_reviewer_of_the_manuscript_is_led_to_every_row(omitted, someone, client):
    someone("部门审核岗")
    manuscript = omitted.document.manuscript
    page = client.get(manuscript.get_absolute_url()).content.decode()
    assert f'href="{omitted.get_absolute_url()}"' in page
    rows = client.get(omitted.get_absolute_url()).content.decode()
    assert "未公示" in rows
    assert "云城管许字〔2026〕1号" in rows
