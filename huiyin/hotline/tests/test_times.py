"""How long something took: mean and median of working days, against the rows one by one."""

from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit.actors import system, visitor
from huiyin.figures import lengths, registry
from huiyin.figures.dated import NotDatedError
from huiyin.figures.registry import Scope
from huiyin.figures.together import together
from huiyin.hotline import actions
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

from . import trial

KEYS = ("hotline.days-mean", "hotline.days-median")


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_counted_by_length_or_one_by_one(days):
    counted = lengths.Lengths(days)
    assert lengths.median(counted) == Decimal(str(median(days)))
    assert abs(lengths.mean(counted) - Decimal(sum(days)) / len(days)) <= Decimal("0.05")


def read(bureau, day=None, year=2026):
    scope = Scope.year(bureau.pk, year, day)
    readings = registry.read([registry.find(key) for key in KEYS], scope)
    return [readings[key] for key in KEYS]


@pytest.fixture
def answered(bureau, morning):
    """Requests by (received, answered, first answered before that)."""

    def make(*rows):
        for received, answer, first in rows:
            request = trial.request(
                bureau,
                received_on=received,
                answered_on=answer,
                answer_text="已修复" if answer else "",
            )
            request = actions.register(
                request, actor=system("trial"), at=morning + timedelta(days=200)
            )
            if first is not None:
                ServiceRequest.objects.filter(pk=request.pk).update(
                    first_answered_on=first, first_due_on=request.due_on, round_number=2
                )

    return make


MONDAY = date(2026, 3, 2)
"""Within three weeks of five working days."""


def after(*days):
    return [(MONDAY, MONDAY + timedelta(days=day), None) for day in days]


@pytest.mark.django_db
def test_mean_and_median_stand_with_their_number(bureau, answered):
    answered(*after(0, 1, 1, 2, 14), (MONDAY, None, None))
    average, middle = read(bureau)
    assert (average.value, middle.value) == (Decimal("2.8"), Decimal(1)), "14 days are ten of work"
    assert (average.measured, middle.measured) == (5, 5)
    for key in KEYS:
        listed = registry.references(registry.find(key), Scope.year(bureau.pk, 2026), visitor())
        assert len(listed) == 5


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "instead"), [(0, "没有记录"), (4, "不足5件，不计算"), (5, "")])
def test_none_for_fewer_than_five(bureau, answered, number, instead):
    answered(*after(*range(number)))
    for reading in read(bureau):
        assert (reading.instead, reading.value is None) == (instead, bool(instead))


@pytest.mark.django_db
def test_as_of_a_day_and_of_the_first_answer(bureau, answered):
    again = (MONDAY, date(2026, 5, 8), MONDAY + timedelta(days=1))
    last_year = (date(2025, 12, 30), date(2026, 1, 5), None)
    answered(*after(1, 2, 3, 4), again, last_year)
    assert [one.measured for one in read(bureau, date(2026, 3, 4))] == [0, 0]
    scope = Scope.year(bureau.pk, 2026, date(2026, 3, 4))
    assert registry.find(KEYS[0]).records(scope).count() == 4, "two have not happened"
    average, middle = read(bureau, date(2026, 3, 6))
    assert (average.measured, middle.measured) == (6, 6)
    assert read(bureau, date(2026, 12, 31)) == [average, middle], "the answer of May is its second"


answers = st.tuples(
    st.integers(0, 300), st.none() | st.integers(0, 40), st.none() | st.integers(0, 9)
)


@pytest.mark.django_db
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(answers, max_size=20), cut=st.integers(0, 340))
def test_any_answers_are_measured_as_a_recount_does(bureau, rows, cut):
    """The recount reads nothing but the drawn days, and walks the calendar day by day."""
    begin, is_workday = date(2026, 1, 1), calendar().is_workday
    ServiceRequest.objects.all().delete()
    end, taken = begin + timedelta(days=cut), []
    same = {"agency": bureau, "channel_id": 1, "request_kind": "help", "subject": "灯"}
    for number, (start, length, earlier) in enumerate(rows):
        received = begin + timedelta(days=start)
        answer = received + timedelta(days=length) if length is not None else None
        first = None
        if answer and earlier is not None:
            first = max(received, answer - timedelta(days=earlier))
        ServiceRequest.objects.create(
            reference=f"R{number}", received_on=received, answered_on=answer,
            state="answered" if answer else "received",
            first_answered_on=first, round_number=2 if first else 1, **same,
        )  # fmt: skip
        shown = first or answer
        if shown and shown <= end and shown.year == 2026:
            passed = (received + timedelta(days=n + 1) for n in range((shown - received).days))
            taken.append(sum(is_workday(day) for day in passed))
    average, middle = read(bureau, end)
    if len(taken) < 5:
        assert (average.value, middle.value) == (None, None)
        return
    assert (average.measured, middle.value) == (len(taken), Decimal(str(median(taken))))
    assert abs(average.value - Decimal(sum(taken)) / len(taken)) <= Decimal("0.05")


@pytest.mark.django_db
def test_one_question_more_for_both(bureau, answered):
    answered(*after(0, 1, 1, 2, 3))
    read(bureau)
    with CaptureQueriesContext(connection) as few:
        read(bureau)
    answered(*after(*range(20)))
    with CaptureQueriesContext(connection) as many:
        read(bureau)
    assert len(few) == len(many) <= 4


@pytest.mark.django_db
def test_a_moment_or_an_unknown_day_is_refused(bureau):
    scope = Scope.year(bureau.pk, 2026)
    ledger = registry.find(KEYS[0]).ledger
    for name in ("visited_at", "rated", "reopened_on"):
        with pytest.raises(NotDatedError):
            lengths.lengths(ledger, lambda on: on.every(), "received_on", name, scope)


@pytest.mark.django_db
def test_of_several_agencies_all_are_measured_together(bureau, answered):
    """No mean of means: five of one and one of another are six."""
    answered(*after(0, 1, 1, 2, 3, 14))
    other = Organisation.objects.create(name="乙局", short_name="乙局", slug="b", is_agency=True)
    last = ServiceRequest.objects.order_by("-answered_on")[0]
    ServiceRequest.objects.filter(pk=last.pk).update(agency=other)
    figures = [registry.find(key) for key in KEYS]
    sums = together(figures, [bureau, other], Scope.year(bureau.pk, 2026))
    shown = [part.readings[KEYS[0]].instead for part in sums.parts]
    assert shown == ["", "不足5件，不计算"]
    average, middle = (sums.totals[key] for key in KEYS)
    assert (average.value, middle.value, middle.measured) == (Decimal("2.8"), Decimal("1.5"), 6)
