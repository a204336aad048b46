"""栏目 and 查漏补缺 on the desk: roles × address, setting in place, what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.models import ColumnPage
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.disclosure.tree.columns import SET_COLUMN, set_column
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

pytestmark = pytest.mark.django_db
NAMES = {
    "title": "通知公告", "slug": "gonggao", "column_type": "其他",
    "description": "发布通知公告方面的政府信息", "keywords": "通知公告",
}  # fmt: skip
VALUES = {
    "timing": "occasional", "cycle": "", "update_days": "30", "publish_days": "20",
    "department": "", "keeper": "", "legal_item": "20-15",
}  # fmt: skip


def sent(column, **changes):
    """The form of a column as its page shows it, with these changes."""
    return NAMES | VALUES | {"parent": str(column.get_parent().pk)} | changes


@pytest.fixture
def person(bureau, robot, morning):
    """An account that holds posts: `person("chen", "信息公开岗")`."""

    def make(username, *posts, agency=bureau, **values):
        values.setdefault("name", "陈示例")
        user = User.objects.create_user(username, password="a-long-pass-phrase", **values)
        for post in posts:
            appoint(
                user, ensure_posts(agency)[post], actor=robot, at=morning, since=date(2019, 1, 1)
            )
        return user

    return make


@pytest.fixture
def desk(person):
    """A signed-in browser of somebody with these posts."""

    def make(*posts, username="user", **values):
        client = Client()
        client.force_login(person(username, *posts, **values))
        return client

    return make


@pytest.fixture
def column(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    return add_column(page, "通知公告", slug="gonggao", actor=robot, at=morning)


@pytest.mark.parametrize(
    ("posts", "seen", "settings"),
    [
        pytest.param(("信息公开岗",), 200, 403, id="clerk reads"),
        pytest.param(("信息公开负责人",), 200, 200, id="head sets"),
        pytest.param(("分管领导",), 200, 403, id="leader reads"),
        pytest.param(("热线办理岗",), 403, 403, id="hotline neither"),
    ],
)
def test_roles(desk, column, posts, seen, settings):
    client = desk(*posts)
    for address in ("/desk/columns/", "/desk/gaps/", "/desk/gaps/?only=gaps", "/desk/gaps.xlsx"):
        assert client.get(address).status_code == seen, address
    assert client.get(f"/desk/columns/{column.pk}/").status_code == settings
    assert client.post(f"/desk/columns/{column.pk}/", sent(column)).status_code == (
        302 if settings == 200 else 403
    )
    assert client.get("/desk/columns/layout/").status_code == 405
    assert client.post("/desk/columns/layout/").status_code == (302 if settings == 200 else 403)


@pytest.mark.parametrize("address", ["/desk/columns/", "/desk/gaps/", "/desk/gaps.xlsx"])
def test_visitors_are_sent_to_the_door(client, column, address):
    assert client.get(address).status_code == 302


def test_another_agency_sees_nothing_of_it(desk, column, robot, morning):
    other = Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )
    agency_page(other, actor=robot, at=morning)
    client = desk("信息公开负责人", agency=other)
    assert client.get(f"/desk/columns/{column.pk}/").status_code == 404
    assert client.get("/desk/gaps/?agency=cgj").status_code == 404
    assert "/cgj/gonggao/" not in client.get("/desk/columns/").content.decode()


def test_a_column_is_set_in_place(desk, column):
    client = desk("信息公开负责人")
    answer = client.post(f"/desk/columns/{column.pk}/", sent(column))
    assert answer["Location"].endswith(f"#c{column.pk}")
    column.refresh_from_db()
    assert (column.update_days, column.legal_item) == (30, "20-15")
    entry = Entry.objects.get(verb="disclosure.column.set")
    assert entry.facts["changes"]["update_days"] == [None, 30]
    assert entry.actor_name == "陈示例"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param(
            {"timing": "regular", "update_days": ""}, "公开周期", id="regular without a cycle"
        ),
        pytest.param({"update_days": "0"}, "至少1天", id="no days"),
        pytest.param({"update_days": "-3"}, "大于或等于", id="fewer than none"),
        pytest.param({"update_days": "many"}, "整数", id="not a number"),
        pytest.param({"legal_item": "99"}, "99", id="no such item"),
        pytest.param({"department": "999999"}, "选择", id="no such department"),
        pytest.param({"keeper": "999999"}, "选择", id="no such person"),
        pytest.param({"publish_days": ""}, "wrong-because", id="no publication limit"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(desk, column, wrong, said):
    answer = desk("信息公开负责人").post(f"/desk/columns/{column.pk}/", sent(column, **wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Entry.objects.filter(verb="disclosure.column.set").exists()


def test_saving_the_same_again_is_no_event(column, robot, morning):
    set_column(column, {"update_days": 30}, actor=robot, at=morning)
    set_column(column, {"update_days": 30}, actor=robot, at=morning)
    assert Entry.objects.filter(verb="disclosure.column.set").count() == 1


def test_the_action_itself_checks_right_and_agency(column, actor, bureau, morning):
    with pytest.raises(MoveForbiddenError):
        set_column(column, {"update_days": 30}, actor=actor("disclosure.import_pages"), at=morning)
    stranger = Organisation.objects.create(name="某局", short_name="某局", slug="mj")
    with pytest.raises(ValidationError, match="本机关的部门"):
        set_column(column, {"department": stranger}, actor=actor(SET_COLUMN), at=morning)


def test_the_button_lays_the_template_out(desk, column):
    client = desk("信息公开负责人")
    assert "按模板补齐栏目" in client.get("/desk/columns/").content.decode()
    client.post("/desk/columns/layout/", {"agency": "cgj"})
    assert ColumnPage.objects.filter(slug="nianbao").exists()
    assert ColumnPage.objects.filter(title="通知公告").count() == 1
    assert "按模板补齐栏目" not in client.get("/desk/columns/").content.decode()


def test_the_board_says_states_in_words(desk, column):
    page = desk("分管领导").get("/desk/gaps/").content.decode()
    assert "没有栏目" in page
    assert "20-08" in page
