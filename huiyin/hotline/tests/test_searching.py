"""The desk's search: found by any run of characters, in what one may see, and in nothing else."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.models import User
from huiyin.casework import searching
from huiyin.hotline import actions, deferrals_desk
from huiyin.hotline.desk import ROOM
from huiyin.hotline.models import Deferral, ServiceRequest
from huiyin.organisations.models import Membership, Post
from huiyin.search import rows
from huiyin.web.kept import memory

from .trial import request

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(bureau, robot, morning):
    def taken(subject, **values):
        one = request(bureau, subject=subject, **{"content": "请处理", **values})
        return actions.register(one, actor=robot, at=morning)

    return taken


def clerk_of(bureau):
    """Somebody who may read the hotline, and is named by no confidential request."""
    group = Group.objects.create(name="clerk")
    group.permissions.add(Permission.objects.get(codename="view_requests"))
    person = User.objects.create_user("clerk")
    post = Post.objects.create(organisation=bureau, name="clerk", group=group)
    Membership.objects.create(user=person, post=post, since=date(2026, 1, 1))
    return person


def listed(text, records=None):
    records = ServiceRequest.objects.all() if records is None else records
    return {one.subject for one in ROOM.matching(records, text).records}


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        pytest.param("路灯", True, id="two characters"),
        pytest.param("灯", True, id="one character"),
        pytest.param("青枫路路灯不亮", True, id="a long run"),
        pytest.param("路灯不暗", False, id="a run that differs at its end"),
        pytest.param("灯路", False, id="characters in another order"),
        pytest.param("青枫 不亮", True, id="two words apart"),
        pytest.param("青枫 井盖", False, id="one of two words is missing"),
        pytest.param("12号", True, id="part of a number"),
        pytest.param("ＡＢ－１２", True, id="full width"),
        pytest.param("ab-12", True, id="small letters, and a sign"),
        pytest.param("+", True, id="a sign alone"),
        pytest.param("~", False, id="a sign that is not there"),
        pytest.param('"', False, id="a quotation mark"),
        pytest.param("_灯", True, id="what marks a character in the index"),
    ],
)
def test_a_request_is_found_by_any_run_of_it(taken, text, is_there):
    taken("青枫路路灯不亮", content="AB-12号灯杆+")
    taken("别的")
    assert ("青枫路路灯不亮" in listed(text)) is is_there
    assert "别的" not in listed(text)


@pytest.mark.parametrize("way", ["move", "bulk", "update", "delete", "batch"])
def test_the_index_follows_whatever_writes_a_row(taken, bureau, robot, morning, way):
    one = taken("路灯不亮")
    assert listed("路灯") == {"路灯不亮"}
    if way == "move":
        actions.amend(one, actor=robot, at=morning, values={"subject": "井盖松动"})
    elif way == "bulk":
        one.subject = "井盖松动"
        ServiceRequest.objects.bulk_update([one], ["subject"])
    elif way == "update":
        ServiceRequest.objects.filter(pk=one.pk).update(subject="井盖松动")
    elif way == "delete":
        ServiceRequest.objects.filter(pk=one.pk).delete()
    else:
        ServiceRequest.objects.filter(pk=one.pk).update(subject="")
        rows_of = [
            request(bureau, reference=f"P{n}", subject="井盖松动", content="松") for n in range(3)
        ]
        actions.register_many(rows_of, actor=robot, at=morning)
    assert listed("路灯") == set()
    assert listed("井盖") == (set() if way == "delete" else {"井盖松动"})


@pytest.mark.parametrize("room", ["/desk/hotline/?q=秘密商贩", "/desk/search/?q=秘密商贩"])
def test_a_word_of_a_confidential_request_gives_nothing_and_no_number(client, taken, bureau, room):
    taken("秘密商贩", is_confidential=True)
    taken("路灯不亮", content="秘密地点")
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert "保密求助" in client.get(room).content.decode()
    client.force_login(clerk_of(bureau))
    page = client.get(room).content.decode()
    assert "保密求助" not in page
    assert "没有" in page


def test_a_word_in_very_many_is_read_in_the_order_of_the_list(client, taken, monkeypatch):
    monkeypatch.setattr(rows, "MOST", 3)
    monkeypatch.setattr("huiyin.desk.lists.AT_MOST", 4)
    monkeypatch.setattr("huiyin.desk.records.AT_MOST", 4)
    for number in range(6):
        taken(f"路灯{number}")
    taken("井盖")
    client.force_login(User.objects.create_superuser("root", password="x"))
    page = client.get("/desk/hotline/?q=路灯").content.decode()
    assert "超过 4 件" in page
    assert page.count('class="row__name"') <= 4
    assert "共 1 件" in client.get("/desk/hotline/?q=井盖").content.decode()
    assert client.get("/desk/search/?q=路灯").status_code == 200


def test_the_list_asks_as_often_for_one_hit_as_for_many(client, taken, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)  # else a slow machine looks once more
    client.force_login(User.objects.create_superuser("root", password="x"))
    asked = []
    for number in (1, 30):
        for place in range(number):
            taken(f"路灯{number}号{place}")
        client.get("/desk/hotline/?q=路灯")
        with CaptureQueriesContext(connection) as caught:
            client.get("/desk/hotline/?q=路灯")
        asked.append(len(caught))
    assert asked[0] == asked[1]


def test_taking_in_asks_the_database_no_more_for_its_index(taken):
    with CaptureQueriesContext(connection) as caught:
        taken("路灯不亮")
    assert not [one for one in caught if "rows_hotline" in one["sql"]]


def test_an_index_that_is_declared_otherwise_is_made_anew(taken):
    taken("路灯不亮", content="请处理", place="青枫路")
    connection.check_constraints()  # PostgreSQL makes no index while any is still to be checked
    table = searching.table_of(ServiceRequest, ("subject",))
    assert rows.ensure(table)
    assert not rows.ensure(table)
    assert rows.keys(table, "路灯").keys
    assert rows.keys(table, "青枫").keys == ()
    assert searching.ensure([(ServiceRequest, ROOM.search)]) == ["hotline_servicerequest"]
    assert listed("青枫") == {"路灯不亮"}


def test_what_the_index_does_not_know_is_not_read(taken):
    taken("路灯不亮")
    matching = ROOM.matching(ServiceRequest.objects.all(), "井盖")
    with CaptureQueriesContext(connection) as caught:
        assert list(matching.records) == []
    assert len(caught) == 0


def test_of_another_matter_only_what_is_pointed_to_is_read(bureau, taken, morning):
    """Requests are many, those that are deferred few."""
    other, one = taken("井盖松动"), taken("路灯不亮")
    deferral = Deferral.objects.create(
        agency=bureau, request=one, reference="挂账1", state=Deferral.State.OPEN, reason="等材料",
        plan="下季度", deferred_on=morning.date(), due_on=morning.date(),
    )  # fmt: skip
    found = deferrals_desk.ROOM.matching(Deferral.objects.all(), one.reference).records
    assert list(found) == [deferral]
    assert not deferrals_desk.ROOM.matching(Deferral.objects.all(), other.reference).records
    assert str(found.query).count('FROM "hotline_servicerequest"') == 0
