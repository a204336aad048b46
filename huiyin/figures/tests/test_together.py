"""Sums over agencies: the numbers of each added up, in one question a ledger, gaps named."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.figures import registry
from huiyin.figures.registry import Counts, Earlier, Ratio, Scope, read
from huiyin.figures.regular import Regular
from huiyin.figures.spreads import Spread
from huiyin.figures.together import summed, together
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db
YEAR = 2020


@pytest.fixture
def agencies(bureau, licence):
    """Three with licences, one without any, one founded later, one that ended before."""
    others = [{"name": slug, "slug": slug, "is_agency": True} for slug in ("swj", "zjj", "none")]
    made = [bureau, *(Organisation.objects.create(**values) for values in others)]
    for place, agency in enumerate(made[:3]):
        for number in range(place + 1):
            one = licence(
                f"云城管许字〔2020〕{place}{number}号",
                decided_on=date(2020, 5, 6 + number),
                published_on=date(2020, 5 + 2 * number, 8),
            )
            type(one).objects.filter(pk=one.pk).update(agency=agency)
    later = {"name": "迟", "slug": "later", "is_agency": True, "founded_on": date(2021, 2, 1)}
    gone = {"name": "前", "slug": "gone", "is_agency": True, "ended_on": date(2019, 5, 1)}
    return [*made, Organisation.objects.create(**later), Organisation.objects.create(**gone)]


def test_a_total_is_the_sum_of_what_each_agency_shows(agencies):
    days = Scope.year(0, YEAR)
    figures = summed()
    sums = together(figures, agencies, days)
    assert len(sums.figures) > 15
    for part in sums.parts:
        assert part.readings == read(figures, Scope.year(part.agency.pk, YEAR))
    for figure in sums.figures:
        values = [part.readings[figure.key].value for part in sums.parts]
        if not isinstance(figure, Ratio | Regular | Spread):
            assert sums.totals[figure.key].value == sum(values), figure.key
    assert sums.totals["licensing.decided"].value == 6


def test_a_share_is_of_all_records_and_no_mean_of_shares(agencies):
    sums = together([registry.find("licensing.published.on-time")], agencies, Scope.year(0, YEAR))
    assert [part.readings["licensing.published.on-time"].value for part in sums.parts[:3]] == [
        100, 50, registry.share(1, 3),
    ]  # fmt: skip
    assert sums.totals["licensing.published.on-time"].value == 50


def test_what_is_missing_is_named(agencies):
    agencies[1].founded_on = date(2020, 6, 1)
    missing = {
        agency.slug: why
        for agency, why in together(summed(), agencies, Scope.year(0, YEAR)).missing
    }
    assert missing == {
        "swj": "2020年6月1日成立",
        "none": "没有记录",
        "later": "2021年2月1日成立",
        "gone": "2019年5月1日撤销",
    }


def test_the_questions_do_not_grow_with_the_agencies(agencies):
    figures = summed()
    ledgers = {figure.ledger for figure in figures}
    measured = {(one.ledger, one.measures) for one in figures if one.measures}
    for several in (agencies[:2], agencies):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            together(figures, several, Scope.year(0, YEAR))
        assert len(asked) == len(ledgers) + len(measured) + 1, "those that measure, the calendar"


def test_counts_add_up_in_each_place():
    assert Counts(1, 2, 3, 4).and_(Counts(10, 20, 30, 40)) == Counts(11, 22, 33, 44)


@pytest.fixture
def redefined(monkeypatch):
    """A figure that meant all licences to the end of 2020, and those published in time since."""
    now = registry.find("licensing.published.on-time")
    decided = registry.find("licensing.decided")
    figure = replace(
        now, key="test.new", was=("test.old",), version=2,
        earlier=(Earlier(1, date(2020, 12, 31), "全部", decided.says, among=decided.says),),
    )  # fmt: skip
    monkeypatch.setitem(registry._figures, "test.new", figure)
    monkeypatch.setitem(registry._renamed, "test.old", "test.new")
    return figure


def test_an_old_year_keeps_its_definition(bureau, licence, redefined):
    for year in (2020, 2021):
        licence(
            f"云城管许字〔{year}〕1号",
            decided_on=date(year, 5, 6),
            published_on=date(year, 12, 8),
        )
    readings = {year: read([redefined], Scope.year(bureau.pk, year)) for year in (2020, 2021)}
    then, now = readings[2020]["test.new"], readings[2021]["test.new"]
    assert (then.value, then.figure.version, then.figure.definition) == (100, 1, "全部")
    assert (now.value, now.figure.version) == (0, 2)
    assert redefined.records(Scope.year(bureau.pk, 2020)).count() == 1
    assert redefined.records(Scope.year(bureau.pk, 2021)).count() == 0


def test_a_renamed_key_finds_its_successor(redefined):
    assert registry.find("test.old") is redefined
    assert registry.by_key()["test.old"] is registry.by_key()["test.new"] is redefined
    assert [one.key for one in registry.all_figures()].count("test.new") == 1
    with pytest.raises(ValueError, match="twice"):
        registry.declare(replace(redefined, key="test.old", was=()))
