"""The assessment of the demonstration bureau: scored, appealed against, confirmed, ranked."""

from datetime import time

import pytest

from huiyin.assessment import results
from huiyin.assessment.models import Assessment, Item, PostResult
from huiyin.audit.actors import system
from huiyin.demo import assessments, people
from huiyin.demo.clock import moment
from huiyin.disclosure.tree.actions import agency_page

pytestmark = pytest.mark.django_db


def test_the_year_is_told_to_its_result(bureau, morning):
    units = {}
    for slug in {person.unit for person in people.PEOPLE} - {""}:
        units[slug] = bureau.units.create(name=slug, short_name=slug, slug=slug)
    staff = people.engage(bureau, morning)
    assessments.engage(bureau, morning)
    agency_page(bureau, actor=system("demo"), at=morning)
    hands = assessments.hands(bureau, units, staff, moment(morning.date(), time(9)))
    assessments.year(hands, 2020)
    told = Assessment.objects.order_by("pk")
    assert {one.state for one in told} == {"confirmed"}
    assert len(told) == 1 + len(assessments.UNITS)
    assert all(one.total >= one.review_total for one in told)
    (units_of, whole) = results.groups(staff["kaohe"], 2020)
    assert (units_of.name, units_of.is_ranked, whole.is_ranked) == ("局属单位", True, False)
    assert PostResult.objects.count() == len(told)
    own = told.get(unit=bureau)
    assert own.scores.exclude(measure="").count() == 9
    ticked = own.scores.exclude(checklist=[]).get()
    assert [tick[2:] for tick in ticked.ticks] == [("有", "有"), ("有", "有")]
    assessments.year(hands, 2021)
    later = told.get(unit=bureau, year=2021)
    assert {one.code for one in Item.objects.of_year(bureau.pk, 2021)} - {
        one.code for one in Item.objects.of_year(bureau.pk, 2020)
    } == {"YX-13"}, "a rubric of its own, not that of the year before"
    standards = [one.scores.get(item__topic="热线回应").item.text for one in (own, later)]
    assert [text.rpartition("每件")[2] for text in standards] == ["扣0.1分", "扣0.05分"]
    assert later.scores.filter(appeals__answered_on__isnull=False).exists()
    assert (own.state, later.state) == ("confirmed", "confirmed")
    assessments.year(hands, 2022)
    assert not told.filter(year=2022).exists()
    assessments.this_year(hands)
    assert set(told.filter(year=2026).values_list("state", flat=True)) == {"scoring", "reviewing"}
