"""The statutory tables over generated years: every identity, in every column and across years."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import statutory
from huiyin.foi.models import Application, Remedy
from huiyin.national_forms.forms import forms

pytestmark = pytest.mark.django_db
KINDS = [column for column in statutory.COLUMNS if column != "total"]
OUTCOMES = [outcome for outcome in statutory.REMEDY_COLUMNS if outcome != "total"]
DAY = st.integers(0, 1000).map(lambda n: date(2020, 1, 1) + timedelta(days=n))
APPLICATION = st.tuples(
    DAY,
    st.none() | st.integers(0, 500),
    st.sampled_from(statutory.RESULTS),
    st.sampled_from(KINDS),
    st.sampled_from(["valid", "valid", "valid", "voided", "submitted"]),
)
REMEDY = st.tuples(
    st.integers(0, 200), st.none() | st.integers(0, 500), st.sampled_from(OUTCOMES[:3]),
    st.sampled_from(["reconsideration", "litigation", "litigation-after"]),
)  # fmt: skip


def make(bureau, number, row):
    received, took, decision, kind, fate = row
    answered = None if took is None or fate == "submitted" else received + timedelta(days=took)
    state = fate if fate != "valid" else "answered" if answered else "received"
    return Application.objects.create(
        agency=bureau, reference=f"SQ{number}", channel="online", applicant_kind=kind,
        applicant_name="甲", description="乙", answered_on=answered, state=state,
        received_on=None if fate == "submitted" else received,
        decision=decision if answered else "",
    )  # fmt: skip


def cells(scope):
    values = registry.values(statutory.table(), scope)
    return {
        (name, column): values[f"foi.table.{name}.{column}"]
        for name in statutory.ROWS
        for column in statutory.COLUMNS
    }


def counted(entries, end):
    """The table of the year of `end` as of that day, counted by hand from the entries."""
    table = dict.fromkeys(product(statutory.ROWS, statutory.COLUMNS), 0)
    start = date(end.year, 1, 1)
    for received, took, decision, kind, fate in entries:
        if fate != "valid" or received > end:
            continue
        answered = None if took is None else received + timedelta(days=took)
        rows = (
            ["r1" if received >= start else "r2"] if answered is None or answered >= start else []
        )
        if answered is None or answered > end:
            rows.append("r4")
        elif answered >= start:
            rows += [decision, "r3_7", *(["r3_6"] if decision[:4] == "r3_6" else [])]
        for name, column in product(rows, (kind, "total")):
            table[name, column] += 1
    return table


@given(rows=st.lists(APPLICATION, max_size=12), seen=DAY)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_cell_equals_an_independent_count(bureau, rows, seen):
    ends = [date(year, 12, 31) for year in (2020, 2021, 2022)]
    with transaction.atomic():
        for number, one in enumerate(rows):
            make(bureau, number, one)
        years = {end: cells(Scope.year(bureau.pk, end.year)) for end in ends}
        running = cells(Scope.year(bureau.pk, seen.year, seen))
        transaction.set_rollback(True)
    assert years == {end: counted(rows, end) for end in ends}
    assert running == counted(rows, seen)


@pytest.mark.parametrize("form", forms(), ids=lambda form: str(form.since))
@given(rows=st.lists(APPLICATION, max_size=12))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_identities_of_each_form(bureau, form, rows):
    """第一项加第二项之和，等于第三项加第四项之和, and all sums, over the rows that the form prints."""
    with transaction.atomic():
        for number, one in enumerate(rows):
            make(bureau, number, one)
        years = {year: cells(Scope.year(bureau.pk, year)) for year in (2020, 2021, 2022)}
        transaction.set_rollback(True)
    results = [line.key for line in form.lines if line.key not in {"r1", "r2", "r3_7", "r4"}]
    for year, table in years.items():
        for column in statutory.COLUMNS:
            ended = sum(table[name, column] for name in results)
            assert table["r3_7", column] == ended
            assert table["r1", column] + table["r2", column] == ended + table["r4", column]
            if year > 2020:
                assert table["r2", column] == years[year - 1]["r4", column]
        for name in statutory.ROWS:
            assert table[name, "total"] == sum(table[name, kind] for kind in KINDS)


@given(rows=st.lists(REMEDY, max_size=8))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_remedies(bureau, rows):
    day = date(2020, 6, 1)
    with transaction.atomic():
        application = make(bureau, 1, (day, 0, "r3_1", "person", "valid"))
        for after, took, outcome, kind in rows:
            filed = day + timedelta(days=after)
            Remedy.objects.create(
                application=application, kind=kind, organ="市政府", filed_on=filed,
                outcome="pending" if took is None else outcome,
                decided_on=None if took is None else filed + timedelta(days=took),
            )  # fmt: skip
        for year in (2020, 2021, 2022):
            scope = Scope.year(bureau.pk, year)
            for kind in ("reconsideration", "litigation", "litigation-after"):
                counts = {
                    outcome: registry.find(f"foi.remedies.{kind}.{outcome}").value(scope)
                    for outcome in statutory.REMEDY_COLUMNS
                }
                assert counts["total"] == sum(counts[outcome] for outcome in OUTCOMES)
        ends = Scope.year(bureau.pk, 2020)
        pending = sum(
            registry.find(f"foi.remedies.{kind}.pending").value(ends)
            for kind in ("reconsideration", "litigation", "litigation-after")
        )
        transaction.set_rollback(True)
    expected = 0
    for after, took, _, _ in rows:
        filed = day + timedelta(days=after)
        decided = None if took is None else filed + timedelta(days=took)
        expected += filed.year == 2020 and (decided is None or decided.year > 2020)
    assert pending == expected


def test_every_cell_is_a_figure():
    keys = {figure.key for figure in registry.all_figures()}
    assert len([key for key in keys if key.startswith("foi.table.")]) == (25 + 1) * 7
    assert len([key for key in keys if key.startswith("foi.remedies.")]) == 15
