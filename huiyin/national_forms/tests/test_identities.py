"""The forms have each cell once, and each identity speaks of cells that its form prints."""

from collections import Counter

import pytest

from huiyin.national_forms.forms import form_of, forms
from huiyin.national_forms.identities import BEFORE, Rule, across, cells, within

FORMS = pytest.mark.parametrize("form", forms(), ids=lambda form: str(form.since))


@FORMS
def test_no_two_cells_have_one_name(form):
    in_blocks = sum(len(block.lines) * len(block.columns) for block in form.blocks)
    assert len(cells(form)) == in_blocks + len(form.lines) * 7 + 15


@FORMS
def test_identities_speak_of_printed_cells(form):
    assert {cell for identity in within(form) for cell in identity.cells} <= set(cells(form))
    for identity in across(form, form):
        assert {cell.removeprefix(BEFORE) for cell in identity.cells} <= set(cells(form))


@pytest.mark.parametrize(
    ("year", "results", "lines"),
    [pytest.param(2020, 19, 23, id="2019 form"), pytest.param(2021, 21, 25, id="2021 form")],
)
def test_how_many_there_are(year, results, lines):
    form = form_of(year)
    counts = Counter(identity.rule for identity in within(form))
    assert counts == {Rule.BALANCE: 7, Rule.RESULTS: 7, Rule.TOTAL: lines, Rule.REMEDIES: 3}
    ended = next(one for one in within(form) if one.rule == Rule.RESULTS)
    assert len(ended.right) == results


@pytest.mark.parametrize(
    ("before", "year", "rules"),
    [
        pytest.param(2019, 2020, {Rule.CARRIED: 7}, id="the old form counts no abolished rules"),
        pytest.param(2020, 2021, {Rule.CARRIED: 7}, id="nor can the first year of the new one"),
        pytest.param(2021, 2022, {Rule.CARRIED: 7, Rule.NORMATIVE: 1}, id="the new form does"),
    ],
)
def test_from_year_to_year(before, year, rules):
    assert Counter(one.rule for one in across(form_of(before), form_of(year))) == rules


# 35 + 4 received and carried in, of which one result is printed one short
VALUES = {"r1.person": 35, "r2.person": 4, "r3_7.person": 38, "r4.person": 2}


def test_both_sides_are_named():
    balance = next(one for one in within(form_of(2024)) if one.rule == Rule.BALANCE)
    assert balance.sums(VALUES) == (39, 40)
    assert not balance.holds(VALUES)
    assert balance.holds(VALUES | {"r4.person": 1})
