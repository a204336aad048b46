"""Rooms by role, forms with bad input, records with what they show."""

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts
from huiyin.registers.models import BudgetLine, Decision, Officer, Power

from .trial import THREE

pytestmark = pytest.mark.django_db
ROLES = ("信息公开岗", "信息公开负责人", "分管领导", "热线办理岗", "elsewhere")
ROOMS = ("powers", "officers", "budgets", "budget-lines", "decisions", "opinions")


@pytest.fixture
def staff(bureau, robot, morning):
    elsewhere = Organisation.objects.create(
        name="别局", short_name="别局", slug="bj", is_agency=True
    )

    def sign_in(role):
        agency = elsewhere if role == "elsewhere" else bureau
        post = ensure_posts(agency)["信息公开负责人" if role == "elsewhere" else role]
        user = User.objects.create_user(f"u{User.objects.count()}", name="周示例")
        appoint(user, post, actor=robot, at=morning, since=morning.date())
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def records(power, officer, sheet, opinion):
    said = opinion()
    table = sheet()
    return {
        "powers": power(),
        "officers": officer(),
        "budgets": table,
        "budget-lines": table.lines().first(),
        "decisions": said.decision,
        "opinions": said,
    }


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_what(staff, records, role):
    client = staff(role)
    for room in ROOMS:
        may = role != "热线办理岗"
        assert client.get(f"/desk/{room}/").status_code == (200 if may else 403)
        expected = 403 if not may else 404 if role == "elsewhere" else 200
        assert client.get(f"/desk/{room}/{records[room].pk}/").status_code == expected


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/desk/powers/new/", (200, 200, 403)),
        ("/desk/officers/new/", (200, 200, 403)),
        ("/desk/budgets/new/", (200, 200, 403)),
        ("/desk/budget-lines/new/", (200, 200, 403)),
        ("/desk/decisions/new/", (200, 200, 403)),
        ("/desk/opinions/new/", (404, 404, 404)),
        ("/desk/powers/?export=xlsx", (200, 200, 200)),
        ("/desk/officers/?export=csv", (200, 200, 200)),
        ("/desk/budget-lines/?export=xlsx", (200, 200, 200)),
        ("/desk/officers/?period=expired&overdue=1", (200, 200, 200)),
        ("/desk/budget-lines/?of=2024&stage=预算", (200, 200, 200)),
        ("/desk/powers/{powers}/adjust/", (200, 200, 403)),
        ("/desk/budgets/{budgets}/publish/", (403, 200, 403)),
        ("/desk/budgets/{budgets}/fill/", (200, 200, 403)),
        ("/desk/decisions/{decisions}/prolong/", (403, 200, 403)),
        ("/desk/opinions/{opinions}/handle/", (200, 200, 403)),
        ("/desk/opinions/{opinions}/void/", (403, 200, 403)),
        ("/desk/", (200, 200, 200)),
    ],
)
def test_addresses_by_role(staff, records, address, status):
    path = address.format(**{key: record.pk for key, record in records.items()})
    answered = tuple(staff(role).get(path).status_code for role in ROLES[:3])
    assert answered == status


def test_a_list_costs_the_same_however_long(
    staff, records, power, consulting, django_assert_max_num_queries
):
    client = staff("信息公开负责人")
    for serial in range(5):
        power(f"CF-{serial}")
        consulting(name=f"方案{serial}")
    client.get("/desk/")
    for room in ROOMS:
        with django_assert_max_num_queries(40):
            client.get(f"/desk/{room}/")


def test_the_sender_of_an_opinion_is_shown_on_a_logged_click(staff, opinion):
    said = opinion(name="周永康康", contact="13800001234")
    client = staff("信息公开岗")
    page = client.get(f"/desk/opinions/{said.pk}/").content.decode()
    assert "周永康康" not in page
    assert "13800001234" not in page
    door, why = f"/desk/opinions/{said.pk}/reveal/contact/", {"reason": "回访意见"}
    seen = client.post(door, why).content.decode()
    assert "13800001234" in seen
    refused = staff("分管领导").post(door, why)
    assert refused.status_code in (403, 404)


POWER = {
    "reference": "XK-1", "name": "某许可", "power_type": "行政许可", "basis": "某法",
    "subject": "某局", "responsibility": "受理", "listed_from": "2024-01-01",
}  # fmt: skip
OFFICER = {
    "reference": "3417", "name": "周示例", "unit": "某局", "scope": "执法",
    "issued_on": "2024-01-01", "valid_until": "2028-01-01",
}  # fmt: skip
LINE = {
    "reference": "r1", "year": "2024", "stage": "预算", "table": "支出总表", "position": "1",
    "level": "1", "label": "支出", "amount": "12.5",
}  # fmt: skip
DECISION = {"name": "方案", "department": "某处", "explanation": "说明", "draft": "草案"}


@pytest.mark.parametrize(
    ("room", "values", "model", "is_accepted"),
    [
        ("powers", POWER, Power, True),
        ("powers", POWER | {"power_type": "x"}, Power, False),
        ("powers", POWER | {"listed_from": "2999-01-01"}, Power, False),
        ("powers", POWER | {"name": "长" * 301}, Power, False),
        ("powers", POWER | {"basis": "\x00"}, Power, False),
        ("officers", OFFICER, Officer, True),
        ("officers", OFFICER | {"valid_until": "2020-01-01"}, Officer, False),
        ("officers", OFFICER | {"scope": "电话13800001234"}, Officer, False),
        ("officers", OFFICER | {"issued_on": "昨天"}, Officer, False),
        ("budget-lines", LINE, BudgetLine, True),
        ("budget-lines", LINE | {"amount": "十二"}, BudgetLine, False),
        ("budget-lines", LINE | {"amount": "9" * 25}, BudgetLine, False),
        ("budget-lines", LINE | {"level": "7"}, BudgetLine, False),
        ("budget-lines", LINE | {"year": "99999"}, BudgetLine, False),
        ("decisions", DECISION, Decision, True),
        ("decisions", DECISION | {"draft_link": "javascript:x"}, Decision, False),
        ("decisions", DECISION | {"draft": ""}, Decision, False),
    ],
)
def test_a_new_record_or_a_word_why_not(staff, room, values, model, is_accepted):
    response = staff("信息公开岗").post(f"/desk/{room}/new/", values | {"agency": "cgj"})
    assert response.status_code == (302 if is_accepted else 422)
    assert model.objects.exists() is is_accepted


def test_a_table_is_pasted_checked_and_published(staff, sheet):
    table, client, head = sheet(rows=""), staff("信息公开岗"), staff("信息公开负责人")
    address = f"/desk/budgets/{table.pk}/"
    assert "还没有数据" in client.get(address).content.decode()
    bad = client.post(f"{address}fill/", {"rows": "合计\t十"})
    assert (bad.status_code, "金额“十”不对" in bad.content.decode()) == (422, True)
    wrong = THREE.replace("合计\t10", "合计\t11")
    assert client.post(f"{address}fill/", {"rows": wrong}).status_code == 302
    assert "与三项之和不等" in client.get(address).content.decode()
    assert head.post(f"{address}publish/").status_code == 422
    assert client.post(f"{address}fill/", {"rows": THREE}).status_code == 302
    assert head.post(f"{address}publish/").status_code == 302
    table.refresh_from_db()
    assert table.state == "published"


def test_an_adjustment_keeps_what_was_said_before(staff, power):
    item, client = power(), staff("信息公开岗")
    address = f"/desk/powers/{item.pk}/adjust/"
    values = {name: getattr(item, name) for name in ("name", "power_type", "basis", "subject")}
    values |= {"responsibility": "新责任", "since": "2025-01-01", "reason": "改革"}
    page = client.get(address).content.decode()
    offered = page.partition('name="offered" value="')[2].partition('"')[0]
    assert client.post(address, values | {"offered": offered}).status_code == 302
    approve = f"/desk/powers/{item.pk}/approve/"
    assert client.get(approve).status_code == 403
    head = staff("分管领导")
    assert "新责任" in head.get(approve).content.decode()
    assert head.post(approve).status_code == 302
    item.refresh_from_db()
    assert (item.responsibility, item.versions.get().responsibility) == (
        "新责任",
        "立案、调查、决定、执行",
    )
