"""看板: right numbers, nothing confidential, one reading for all who may see the same, 304 while still."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment
from huiyin.coordination.tests.trial import BACK
from huiyin.desk import boards
from huiyin.hotline import actions, board
from huiyin.hotline.tests.trial import request
from huiyin.organisations.models import Membership, Organisation, Post

ADDRESS = "/desk/boards/hotline/"
NOW = datetime(2026, 3, 12, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 3, 12)
ROBOT = system("test")


def received(bureau, day, **values):
    at = datetime.combine(day, NOW.timetz())
    made = request(bureau, received_on=day, request_kind="complaint", **values)
    return actions.register(made, actor=ROBOT, at=at)


def given(bureau, day, slug, **values):
    """Given to a unit on the day it was received."""
    at = datetime.combine(day, NOW.timetz())
    unit = Organisation.objects.get(slug=slug)
    return actions.assign(received(bureau, day, **values), unit=unit, actor=ROBOT, at=at)


@pytest.fixture
def office(bureau):
    """A complaint has five working days: of each kind of lateness one, and a secret one."""
    with time_machine.travel(NOW, tick=False):
        late = given(bureau, date(2026, 3, 2), "duban")  # due on the 9th
        today = given(bureau, date(2026, 3, 5), "duban")  # due today
        tomorrow = received(bureau, date(2026, 3, 6))  # nobody has it
        back = given(bureau, date(2026, 3, 10), "shenpi")
        task = Assignment.objects.of(back).get()
        tasks.send_back(task, actor=ROBOT, at=NOW - timedelta(days=1), **BACK)
        given(bureau, date(2026, 3, 2), "duban", is_confidential=True, subject="密告")
        yield {"late": late, "today": today, "tomorrow": tomorrow, "back": back}


def watcher(name, place, *rights):
    group = Group.objects.create(name=name)
    for right in rights:
        app, _, codename = right.partition(".")
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    post = Post.objects.create(organisation=place, name=name, group=group)
    user = User.objects.create_user(name, password="x")
    Membership.objects.create(user=user, post=post, since=date(2026, 1, 1))
    return user


def numbers(read):
    return {one.label: one.value for one in read.whole}


def test_it_counts_what_is_open_late_unsigned_and_sent_back(office, actor):
    read = board.board(actor(board.VIEW), TODAY)
    assert numbers(read) == {
        "在办": 4, "今日到期": 1, "已超期": 1, "待签收": 2, "退回待定": 1, "黄灯": 2, "红灯": 1,
        "本月退单": 1,
    }  # fmt: skip
    by_unit = {one.label: {n.label: n.value for n in one.numbers if n.value} for one in read.units}
    assert by_unit == {
        "待交办": {"在办": 2, "黄灯": 1},
        "行政审批科": {"退回待定": 1, "本月退单": 1},
        "监督指挥科": {"在办": 2, "今日到期": 1, "已超期": 1, "待签收": 2, "黄灯": 1, "红灯": 1},
    }
    (oldest,) = read.oldest
    # from the closing of Monday the 9th: two whole days and an hour on Thursday
    assert (oldest.reference, oldest.unit) == (office["late"].reference, "监督指挥科")
    assert oldest.late == "超期 14 小时"


def test_each_number_opens_to_as_many(office, client, bureau):
    rights = (board.VIEW, "coordination.coordinate")
    client.force_login(watcher("wall", bureau, *rights))
    read = board.board(client.get(ADDRESS).wsgi_request.actor, TODAY)
    for place in (read, *read.units):
        for number in getattr(place, "whole", None) or place.numbers:
            if not number.value or getattr(place, "label", "") == board.NOBODY:
                continue
            listed = client.get(number.address).content.decode()
            assert listed.count("<tr data-row") == number.value, number


def test_a_secret_is_a_count_for_whoever_may_name_its_readers(office, actor):
    knows = board.board(actor(board.VIEW, board.CONFIDE), TODAY)
    assert knows.remark == "另有保密工单 1 件在办，不在上表中"
    assert numbers(knows) == numbers(board.board(actor(board.VIEW), TODAY))
    assert board.board(actor(board.VIEW), TODAY).remark == ""


def test_a_unit_sees_its_own(office, client, bureau):
    unit = Organisation.objects.get(slug="duban")
    client.force_login(watcher("unit", unit, "coordination.handle"))
    html = client.get(ADDRESS).content.decode()
    assert "监督指挥科" in html
    assert "行政审批科" not in html
    assert "密告" not in html
    read = board.board(client.get(ADDRESS).wsgi_request.actor, TODAY)
    assert numbers(read)["在办"] == 2


def test_thirty_watchers_cost_one_reading(office, client, bureau, django_assert_num_queries):
    people = [watcher(f"wall{n}", bureau, board.VIEW) for n in range(3)]
    client.force_login(people[0])
    calls = []
    with pytest.MonkeyPatch.context() as patch:
        read = boards._read
        patch.setattr(boards, "_read", lambda *asked: calls.append(1) or read(*asked))
        for _ in range(10):
            for person in people:
                client.force_login(person)
                assert client.get(ADDRESS, {"part": 1}).status_code == 200
    assert calls == [1]


@pytest.mark.parametrize("more", [0, 40])
def test_its_questions_do_not_grow(office, actor, bureau, django_assert_max_num_queries, more):
    for number in range(more):
        unit = Organisation.objects.create(
            name=f"{number}科", short_name=f"{number}科", slug=f"u{number}", parent=bureau
        )
        given(bureau, date(2026, 3, 3), unit.slug)
    watching = actor(board.VIEW, board.CONFIDE)
    board.board(watching, TODAY)
    with django_assert_max_num_queries(10):
        board.board(watching, TODAY)


def test_nothing_new_is_304_and_a_change_is_seen(office, client, bureau):
    client.force_login(watcher("wall", bureau, board.VIEW))
    page = client.get(ADDRESS)
    first = client.get(ADDRESS, {"part": 1})
    assert (first.status_code, first.headers["ETag"] in page.content.decode().replace("&quot;", '"')) == (200, True)  # fmt: skip
    again = client.get(ADDRESS, {"part": 1}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    received(bureau, date(2026, 3, 10))
    boards.forget()
    changed = client.get(ADDRESS, {"part": 1}, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "<html" not in changed.content.decode()


def test_a_reading_is_old_after_some_seconds(office, client, bureau, monkeypatch):
    client.force_login(watcher("wall", bureau, board.VIEW))
    tag = client.get(ADDRESS, {"part": 1}).headers["ETag"]
    received(bureau, date(2026, 3, 10))
    assert client.get(ADDRESS, {"part": 1}).headers["ETag"] == tag
    monkeypatch.setattr(boards, "SECONDS", -1)
    assert client.get(ADDRESS, {"part": 1}).headers["ETag"] != tag


def test_without_script_the_page_reloads_itself(office, client, bureau):
    client.force_login(watcher("wall", bureau, board.VIEW))
    html = client.get(ADDRESS).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in html
    assert client.get("/desk/board/hotline/").headers["Location"] == ADDRESS
    assert client.get("/desk/boards/nothing/").status_code == 404
