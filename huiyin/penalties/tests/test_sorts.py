"""处罚类别 as a filter: a penalty of several kinds is found under each of them, and counted under each."""

from datetime import date

import pytest
from django.test import Client

from huiyin.penalties import actions, kinds
from huiyin.penalties.models import Penalty, of_sort
from huiyin.penalties.portal import PENALTIES

from .trial import decision

pytestmark = pytest.mark.django_db
STORED = {
    "警告": ("警告",),
    "警告;罚款": ("警告", "罚款"),
    "罚款;没收违法所得、没收非法财物": ("罚款", "没收违法所得、没收非法财物"),
    "罚款;其他-限制从业;其他-责令限期拆除": ("罚款", "其他"),
    "其他-加处罚款": ("其他",),
}


@pytest.fixture
def penalties(bureau, robot, morning):
    who = {"actor": robot, "at": morning}
    for text in STORED:
        more = {"confiscated": 100} if "没收" in text else {}
        fine = 2000 if "罚款" in text.split(";") else 0
        one = decision(bureau, kinds=text, fine=fine, **more)
        actions.publish(actions.register(one, **who), **who)


@pytest.mark.parametrize("text", STORED)
def test_of_what_is_stored_each_kind_once(text):
    assert kinds.sorts(text) == STORED[text]


@pytest.mark.parametrize("sort", kinds.SORTS)
def test_the_filter_finds_what_the_kinds_say(penalties, sort):
    expected = {text for text, sorts in STORED.items() if sort in sorts}
    found = set(Penalty.objects.filter(of_sort(sort)).values_list("kinds", flat=True))
    assert found == expected


def test_the_public_list_offers_each_kind_with_its_number(penalties):
    chosen = {"year": "", "sort": "", "holder_kind": "", "holder": ""}
    counts = PENALTIES.counts(chosen)
    assert counts.left_by("sort", chosen) == {
        "警告": 2, "罚款": 3, "没收违法所得、没收非法财物": 1, "其他": 2,
    }  # fmt: skip
    assert counts.total(chosen) == len(STORED), "no penalty is counted twice in the whole"
    fined = chosen | {"sort": "罚款"}
    assert counts.total(fined) == PENALTIES.narrowed(fined).count() == 3
    assert counts.left_by("year", fined) == {str(date(2020, 5, 6).year): 3}
    page = Client().get("/penalties/", {"sort": "警告"}).content.decode()
    warned = Penalty.objects.filter(of_sort("警告"))
    assert {f'href="/penalties/{one.pk}/' in page for one in warned} == {True}
    others = Penalty.objects.exclude(of_sort("警告"))
    assert {f'href="/penalties/{one.pk}/' in page for one in others} == {False}
