"""What a register said in years gone by is not overwritten by what is done with it later."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.audit.actors import visitor
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.registers.actions import decisions, officers, opinions, powers
from huiyin.registers.models import Opinion

pytestmark = pytest.mark.django_db
FIRST = date(2023, 5, 4)


def at(year, month, day):
    return datetime(year, month, day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def years(agency, key, *wanted):
    figure = registry.find(key, agency.pk)
    return [figure.value(Scope.year(agency.pk, year)) for year in wanted]


def test_a_renewal_changes_no_year_before_it(officer, bureau, robot):
    one = officer(issued_on=FIRST, valid_until=date(2025, 5, 3), at=at(2023, 5, 4))
    before = years(bureau, "registers.officers", 2022, 2023, 2024, 2025)
    days = {"issued_on": date(2025, 4, 1), "valid_until": date(2027, 3, 31)}
    officers.renew(one, actor=robot, at=at(2025, 4, 1), **days)
    officers.approve(one, actor=robot, at=at(2025, 4, 1))
    after = years(bureau, "registers.officers", 2022, 2023, 2024, 2025)
    assert (before, after) == ([0, 1, 1, 0], [0, 1, 1, 1])


@pytest.mark.parametrize("renewed", [True, False], ids=["both days later", "a slip of the pen"])
def test_an_old_list_renews_too(officer, bureau, robot, renewed):
    """A table tells of a renewal by two later days; one day alone is a correction."""
    one = officer(issued_on=FIRST, valid_until=date(2024, 5, 3), at=at(2023, 5, 4))
    days = {"issued_on": date(2025, 4, 1), "valid_until": date(2027, 3, 31)}
    values = days if renewed else {"issued_on": date(2024, 2, 1)}
    officers.take_in(one, actor=robot, at=at(2025, 4, 2), values=values)
    counted = years(bureau, "registers.officers", 2023, 2025)
    assert counted == ([1, 1] if renewed else [0, 0])


def test_a_power_off_the_list_and_back(power, bureau, robot):
    """The figure and the list of that day say the same."""
    one = power(listed_from=FIRST, at=at(2023, 5, 4))
    off = {"abolished_on": date(2024, 3, 1), "reason": "机构改革"}
    powers.abolish(one, actor=robot, at=at(2024, 3, 1), **off)
    powers.approve(one, actor=robot, at=at(2024, 3, 1))
    back = {"since": date(2025, 6, 1), "reason": "职责划回"}
    powers.restore(one, actor=robot, at=at(2025, 6, 1), **back)
    powers.approve(one, actor=robot, at=at(2025, 6, 1))
    assert years(bureau, "registers.powers", 2022, 2023, 2024, 2025) == [0, 1, 0, 1]


def test_the_first_day_follows_a_corrected_one(power, bureau, robot):
    """Unless an earlier first day was entered on its own."""
    slip = power(listed_from=date(2020, 1, 1), at=at(2023, 5, 4))
    old = power(
        "CF-0002", listed_from=date(2022, 1, 1), first_listed_on=date(2015, 1, 1), at=at(2023, 5, 4)
    )
    for one in (slip, old):
        values = {"listed_from": date(2022, 7, 1)}
        powers.amend(one, actor=robot, at=at(2023, 6, 1), values=values)
        powers.approve(one, actor=robot, at=at(2023, 6, 1))
        one.refresh_from_db()
    assert (slip.first_listed_on, old.first_listed_on) == (date(2022, 7, 1), date(2015, 1, 1))


def test_opinions_go_with_their_decision(consulting, bureau, robot):
    matter = consulting(at=at(2024, 3, 4))
    opinion = Opinion(decision=matter, text="建议延长。")
    opinion = opinions.say(opinion, actor=visitor("192.0.2.1"), at=at(2024, 3, 5))
    assert years(bureau, "registers.opinions", 2024) == [1]
    decisions.propose_end(matter, actor=robot, at=at(2024, 4, 1), reason="条件变化")
    decisions.terminate(matter, actor=robot, at=at(2024, 4, 1))
    decisions.void(matter, actor=robot, at=at(2024, 5, 6), reason="重复录入")
    assert years(bureau, "registers.opinions", 2024) == [0]
    asked = Scope.year(bureau.pk, 2024, date(2024, 5, 5))
    assert registry.find("registers.opinions").value(asked) == 1
    assert opinions.void(opinion, actor=robot, at=at(2024, 5, 7), reason="测试").state == "voided"
