"""沿革: whatever was entered in whatever order, each day has exactly one standing."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from huiyin.organisations import changing
from huiyin.organisations.models import Organisation
from huiyin.organisations.past import on, standings

FIRST, LAST = date(2019, 1, 1), date(2026, 3, 3)
DAYS = (LAST - FIRST).days


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.mark.parametrize("seed", range(30))
def test_each_day_has_one_standing(seed):
    random = Random(seed)
    untils = random.sample(range(DAYS), random.randrange(8))
    earlier = [
        SimpleNamespace(name=f"第{n}", short_name="", parent_id=None, until=FIRST + timedelta(n))
        for n in untils
    ]
    now = SimpleNamespace(name="今", short_name="", parent_id=None)
    known = standings(now, earlier, FIRST, None)
    assert known[0].since == FIRST
    assert known[-1].until is None
    for one, following in pairwise(known):
        assert following.since == one.until + timedelta(1)
    for number in range(0, DAYS, 17):
        day = FIRST + timedelta(number)
        holding = [s for s in known if s.since <= day and (s.until is None or day <= s.until)]
        assert holding == [on(day, known)]


@pytest.mark.parametrize("seed", range(6))
def test_any_history_can_be_read_back(bureau, duban, robot, morning, seed):
    """Renamed on some days in their order, known as it was on each of them ever after."""
    random = Random(seed)
    days = sorted(random.sample(range(1, DAYS, 2), 5))
    names = {FIRST: duban.name}
    for number in days:
        day = FIRST + timedelta(number)
        names[day] = f"名称{number}"
        changing.change(
            duban, day=day, name=names[day], short_name=names[day], parent=bureau,
            basis="云编", actor=robot, at=morning,
        )  # fmt: skip
    seen = Organisation.objects.get(pk=duban.pk)
    for number in range(0, DAYS, 31):
        day = FIRST + timedelta(number)
        assert seen.on(day).name == names[max(d for d in names if d <= day)]


def test_what_is_entered_late_fills_the_days_before(bureau, duban, robot, morning):
    entered = {"parent": None, "basis": "云编", "actor": robot, "at": morning}
    changing.change(
        duban, day=date(2022, 7, 1), name="指挥中心", short_name="指挥中心",
        **entered | {"parent": bureau},
    )  # fmt: skip
    changing.note_earlier(duban, day=date(2019, 12, 31), name="督查科", short_name="", **entered)
    seen = Organisation.objects.get(pk=duban.pk)
    assert [(s.name, s.since, s.until) for s in seen.standings] == [
        ("督查科", None, date(2019, 12, 31)),
        ("监督指挥科", date(2020, 1, 1), date(2022, 6, 30)),
        ("指挥中心", date(2022, 7, 1), None),
    ]
    assert seen.on(date(2019, 5, 1)).short_name == "督查科"
    assert seen.on(None) is seen


def test_who_was_never_renamed_costs_no_question(duban, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert duban.on(date(2001, 1, 1)) is duban


CHANGE = {"name": "指挥中心", "short_name": "指挥中心", "day": date(2026, 1, 5)}
WRONG = {
    "a day to come": ({"day": date(2026, 3, 4)}, "day"),
    "no name": ({"name": ""}, "name"),
    "the name of another": ({"name": "行政审批科"}, "name"),
    "before it was founded": ({"day": date(2018, 1, 1)}, "day"),
    "before its last change": ({"day": date(2020, 6, 30)}, "day"),
    "below itself": ({"parent": "self"}, "parent"),
    "of no agency": ({"parent": None}, "parent"),
    "of another agency": ({"parent": "other"}, "parent"),
    "too deep": ({"parent": "deep"}, "parent"),
    "nothing new": ({"name": "督查室", "short_name": "督查室"}, "__all__"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_refused_at_its_field(bureau, duban, robot, morning, wrong):
    changing.found(duban, day=date(2019, 1, 1), actor=robot, at=morning)
    changing.change(
        duban, day=date(2020, 7, 1), name="督查室", short_name="督查室", parent=bureau,
        basis="云编", actor=robot, at=morning,
    )  # fmt: skip
    duban.refresh_from_db()
    other = Organisation.objects.create(name="水务局", slug="swj", is_agency=True)
    below = Organisation.objects.create(name="一组", slug="yizu", parent=duban)
    deep = Organisation.objects.create(
        name="甲组", slug="jia", parent=Organisation.objects.get(slug="shenpi")
    )
    places = {"self": duban, "other": other, "below": below, "deep": deep, None: None}
    details, field = WRONG[wrong]
    asked = CHANGE | {"parent": bureau} | details
    if asked["parent"] is not bureau:
        asked["parent"] = places[asked["parent"]]
    before = duban.standings
    with pytest.raises(ValidationError) as refused:
        changing.change(duban, basis="云编", actor=robot, at=morning, **asked)
    assert field in getattr(refused.value, "error_dict", {"__all__": 0})
    assert Organisation.objects.get(pk=duban.pk).standings == before


def test_a_period_says_what_was_there_only_for_a_part(bureau, duban, robot, morning):
    changing.found(duban, day=date(2026, 2, 1), actor=robot, at=morning)
    duban.refresh_from_db()
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert duban.partly(*year) == "2026年2月1日成立"
    assert duban.partly(date(2026, 2, 1), year[1]) == ""
    assert not duban.was_there(date(2025, 1, 1), date(2025, 12, 31))
    there = Organisation.objects.there(date(2025, 1, 1), date(2025, 12, 31))
    assert duban not in there
    assert bureau in there


def test_an_agency_ends_when_nothing_of_it_is_open(bureau, robot, morning, monkeypatch):
    heir = Organisation.objects.create(name="综合执法局", slug="zfj", is_agency=True)
    end = {"successor": heir, "actor": robot, "at": morning}
    with pytest.raises(ValidationError, match="内设机构"):
        changing.abolish(bureau, **end)
    bureau.units.update(ended_on=morning.date())
    monkeypatch.setattr(changing, "hindrances", [lambda one: "还有 2 件热线工单没有办结"])
    with pytest.raises(ValidationError, match="2 件"):
        changing.abolish(bureau, **end)
    monkeypatch.setattr(changing, "hindrances", [lambda one: ""])
    ended = changing.abolish(bureau, **end)
    assert (ended.ended_on, ended.successor) == (morning.date(), heir)
    with pytest.raises(ValidationError, match="已于"):
        changing.abolish(bureau, **end)
