"""苗头: steady noise is no sign, a jump is; what counts once; and how a main case is made of it."""

import math
from datetime import date, timedelta
from random import Random

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from huiyin.accounts.models import User
from huiyin.hotline import actions, tasks
from huiyin.hotline.models import Category, CategoryScheme, Place, ServiceRequest, Surge
from huiyin.hotline.surges import counting
from huiyin.hotline.surges.actions import joinable, make_main
from huiyin.hotline.surges.levels import WEEKS, level
from huiyin.organisations.models import Membership, Post

from .trial import request

MONDAY = date(2026, 3, 2)
WEEK = timedelta(days=7)
RATES = (0.02, 0.1, 0.3, 1.0, 2.0, 5.0, 20.0)


def clerk_of(bureau, *rights):
    group = Group.objects.create(name="clerk")
    group.permissions.set(Permission.objects.filter(codename__in=rights))
    person = User.objects.create_user("clerk")
    post = Post.objects.create(organisation=bureau, name="clerk", group=group)
    Membership.objects.create(user=person, post=post, since=date(2026, 1, 1))
    return person


def poisson(random, rate):
    number, left = -1, 1.0
    while left > math.exp(-rate):
        left *= random.random()
        number += 1
    return number


@pytest.mark.parametrize("rate", RATES)
def test_steady_noise_gives_at_most_one_false_alarm_a_year(rate):
    random, alarms, years = Random(f"noise {rate}"), 0, 60
    for _ in range(years):
        weeks = [poisson(random, rate) for _ in range(2 * WEEKS)]
        alarms += sum(
            level(weeks[at - WEEKS : at], weeks[at]).is_unusual for at in range(WEEKS, 2 * WEEKS)
        )
    assert alarms / years <= 1


@pytest.mark.parametrize("rate", [2, 3, 5, 10, 40])
def test_four_times_the_usual_is_seen_in_the_same_week(rate):
    random = Random(f"jump {rate}")
    seen = [
        level([poisson(random, rate) for _ in range(WEEKS)], 4 * rate).is_unusual for _ in range(60)
    ]
    assert all(seen)


@pytest.mark.parametrize(
    ("before", "number", "is_unusual"),
    [
        pytest.param([0] * 52, 2, False, id="two cases are no sign"),
        pytest.param([0] * 52, 3, True, id="three where there was never one"),
        pytest.param([], 50, True, id="numbers without a past are wide, not endless"),
        pytest.param([100] * 52, 150, False, id="less than twice the usual"),
        pytest.param([3, 5] * 26, 4, False, id="the usual"),
        pytest.param([3, 5] * 26, 16, True, id="four times the usual"),
    ],
)
def test_small_and_large_numbers(before, number, is_unusual):
    assert level(before, number).is_unusual is is_unusual


@pytest.fixture
def street(bureau):
    scheme = CategoryScheme.objects.create(
        agency=bureau, name="本局分类", valid_from=MONDAY - 60 * WEEK, basis="本局通知"
    )
    category = Category.objects.create(
        agency=bureau, scheme=scheme, reference="1-A", code="A", name="路灯", path="路灯"
    )
    Place.objects.create(
        agency=bureau, reference="青枫路", place_kind="road", entered_on=MONDAY - 60 * WEEK
    )
    return category


@pytest.fixture
def taken(bureau, robot, morning, street):
    """So many requests of one week; the first one is a year old."""

    def taken(number, day=MONDAY, **values):
        rows = []
        for n in range(number):
            one = {"subject": f"青枫路{n}号路灯不亮", "content": f"第{n}盏", "category": street}
            row = request(bureau, received_on=day, **{**one, **values})
            rows.append(actions.register(row, actor=robot, at=morning))
        return rows

    return taken


@pytest.fixture
def past(taken):
    taken(1, MONDAY - 40 * WEEK, subject="别处", content="别的事")


pytestmark = pytest.mark.django_db
CONFIDENTIAL = {"request_kind": "report"}
ONCE = {
    "four callers": ({}, 4, 1),
    "two callers": ({}, 2, 0),
    "one text four times": ({"subject": "青枫路路灯不亮", "content": "不亮"}, 4, 0),
    "one number four times": ({"caller_phone": "13800000000"}, 4, 0),
    "confidential ones": (CONFIDENTIAL, 4, 0),
    "at no known place": ({"subject": "路灯不亮", "place": "某处"}, 4, 0),
}


@pytest.mark.parametrize(("values", "number", "standing"), ONCE.values(), ids=ONCE)
def test_what_counts(bureau, past, taken, values, number, standing):
    taken(number, **values)
    assert counting.count(bureau, MONDAY) == standing
    for row in Surge.objects.all():
        assert (row.week, row.number, row.requests.count()) == (MONDAY, number, number)
        assert row.weeks[-1] == number


def test_nothing_is_usual_without_a_past(bureau, taken):
    taken(9)
    assert counting.count(bureau, MONDAY) == 0


def test_counted_anew_each_night(bureau, past, taken, robot, morning, monkeypatch):
    rows = taken(4)
    monkeypatch.setattr(counting.timezone, "localdate", lambda at: MONDAY)
    assert tasks.count_surges() == "1 standing"
    assert tasks.count_surges() == "1 standing"
    assert Surge.objects.count() == 1
    for row in rows[:2]:
        actions.void(row, actor=robot, at=morning, reason="重复录入")
    assert tasks.count_surges() == "0 standing"
    assert not Surge.objects.standing().exists()


def test_one_button_makes_a_main_case(bureau, past, taken, robot, morning):
    rows = taken(4)
    counting.count(bureau, MONDAY)
    surge = Surge.objects.get()
    main, number = make_main(surge, [row.pk for row in rows[:3]], actor=robot, at=morning)
    assert (main, number) == (rows[0], 2)
    states = ServiceRequest.objects.order_by("pk").filter(pk__in=[row.pk for row in rows])
    assert list(states.values_list("state", flat=True)) == [
        "received",
        "joined",
        "joined",
        "received",
    ]
    assert joinable(surge, robot) == [rows[0], rows[3]]
    counting.count(bureau, MONDAY)
    assert not Surge.objects.standing().exists()  # a group is one


def test_it_is_seen_and_joined_at_the_desk(bureau, past, taken, client):
    rows = taken(4)
    counting.count(bureau, MONDAY)
    surge = Surge.objects.get()
    client.force_login(clerk_of(bureau, "view_requests", "assign_request"))
    shown = client.get("/desk/surges/").content.decode()
    assert "青枫路 路灯" in shown
    assert f'href="{surge.get_absolute_url()}' in shown, "each line opens its cases"
    page = client.get(surge.get_absolute_url())
    assert all(row.reference in page.content.decode() for row in rows)
    answer = client.post(
        reverse("hotline-surge-main", args=[surge.pk]),
        {"request": [row.pk for row in rows], "form_key": "a" * 32},
    )
    assert answer.url == rows[0].get_absolute_url()
    assert rows[0].waiting().count() == 3


def test_who_may_only_look_is_offered_nothing(bureau, past, taken, client):
    rows = taken(4)
    counting.count(bureau, MONDAY)
    surge = Surge.objects.get()
    client.force_login(clerk_of(bureau, "view_requests"))
    assert "并为一件办理" not in client.get(surge.get_absolute_url()).content.decode()
    address = reverse("hotline-surge-main", args=[surge.pk])
    assert client.post(address, {"request": [row.pk for row in rows]}).status_code == 403
