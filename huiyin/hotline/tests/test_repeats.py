"""反复诉求: which requests are told to be repeated, and the rate of them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit.actors import system
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.hotline import actions
from huiyin.hotline.models import RepeatTerm, ServiceRequest

from . import trial

pytestmark = pytest.mark.django_db
ROBOT, FIRST = system("trial"), date(2026, 1, 5)
PHONES = ["13800000000", "13800000001", ""]


@pytest.fixture
def categories(bureau, morning):
    return [
        actions.categories.register(trial.node(bureau, code), actor=ROBOT, at=morning)
        for code in ("0101", "0102")
    ]


@pytest.fixture
def brought(bureau, morning):
    def make(day, category, phone=PHONES[0], **values):
        request = trial.request(
            bureau, received_on=FIRST + timedelta(days=day), category=category,
            caller_phone=phone, **values,
        )  # fmt: skip
        return actions.register(request, actor=ROBOT, at=morning + timedelta(days=400))

    return make


def told(*requests):
    answers = ServiceRequest.objects.in_bulk([one.pk for one in requests])
    return [answers[one.pk].is_repeat for one in requests]


def test_the_same_number_and_category_in_time(categories, brought, morning):
    first, other = categories
    rows = [
        brought(0, first), brought(0, first), brought(92, first), brought(185, first),
        brought(1, other), brought(1, first, PHONES[1]), brought(1, first, ""), brought(2, None),
    ]  # fmt: skip
    assert told(*rows) == [None] * 8, "nobody who calls waits for it"
    assert actions.mark_repeats(at=morning) == "6 changed"
    assert told(*rows) == [False, True, True, False, False, False, None, None]
    assert actions.mark_repeats(at=morning) == "0 changed"


def test_the_rule_of_the_day_on_which_it_is_brought_again(categories, brought, morning):
    RepeatTerm.objects.create(valid_from=FIRST + timedelta(days=40), days=10, basis="本局规定")
    rows = [brought(day, categories[0]) for day in (0, 39, 60, 70)]
    actions.mark_repeats(at=morning)
    assert told(*rows) == [False, True, False, True]


def test_what_was_corrected_is_told_anew(categories, brought, morning):
    first, other = categories
    rows = [brought(day, first) for day in (0, 5, 9)]
    at = morning + timedelta(days=10)
    actions.mark_repeats(at=at)
    assert told(*rows) == [False, True, True]
    actions.categorise(rows[1], category=other, actor=ROBOT, at=at)
    actions.void(rows[0], reason="重复录入", actor=ROBOT, at=at)
    assert told(rows[1]) == [None]
    actions.mark_repeats(at=at)
    assert told(*rows[1:]) == [False, True], "the third one waits for the night"
    actions.recheck_repeats(at=at)
    assert told(*rows[1:]) == [False, False]


def test_the_rate_names_what_it_leaves_out(bureau, categories, brought, morning):
    rows = [brought(day, categories[0]) for day in (0, 5, 9, 30)]
    brought(3, None)
    actions.mark_repeats(at=morning)
    scope = Scope.year(bureau.pk, 2026, date(2026, 12, 31))
    figure = registry.find("hotline.repeated")

    def read(scope):
        return registry.read([figure], scope)[figure.key]

    assert (read(scope).instead, read(scope).excluded) == ("不足5件，不计算", 1)
    rows.append(brought(40, categories[0], PHONES[1]))
    actions.mark_repeats(at=morning)
    assert (read(scope).value, read(scope).excluded) == (Decimal(60), 1)
    assert set(figure.records(scope)) == set(rows[1:4])
    assert read(Scope.year(bureau.pk, 2026, FIRST + timedelta(days=9))).value is None


def test_as_many_questions_for_many(categories, brought, morning):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            actions.mark_repeats(at=morning)
        return len([one for one in caught if "servicerequest" in one["sql"]])

    brought(0, categories[0])
    few = asked()
    for day in range(12):
        brought(day, categories[0], PHONES[day % 2])
    assert asked() <= few + 1, "those that are repeated, and those that are not"


calls = st.tuples(st.integers(0, 200), st.integers(0, 2), st.integers(0, 1), st.booleans())


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(calls, max_size=14), window=st.integers(1, 120), asks=st.integers(0, 14))
def test_any_calls_are_told_as_a_recount_does(bureau, categories, drawn, window, asks):
    """However often it is asked between them; the recount compares each with each."""
    ServiceRequest.objects.all().delete()
    RepeatTerm.objects.update_or_create(valid_from=date(2000, 1, 1), defaults={"days": window})
    at, rows = datetime.now().astimezone(), []
    for number, (day, who, category, is_void) in enumerate(drawn):
        row = ServiceRequest.objects.create(
            agency=bureau, channel_id=1, request_kind="help", reference=f"R{number}",
            received_on=FIRST + timedelta(days=day), category=categories[category],
            caller_digest=PHONES[who], state="voided" if is_void else "received",
            voided_on=FIRST if is_void else None,
        )  # fmt: skip
        rows.append((row.pk, (row.received_on, row.pk), who, category, is_void))
        if number == asks:
            actions.mark_repeats(at=at)
    actions.recheck_repeats(at=at)
    for pk, when, who, category, is_void in rows:
        expected = None
        if PHONES[who] and not is_void:
            expected = any(
                (other[1] < when and (when[0] - other[1][0]).days <= window)
                for other in rows
                if other[2:4] == (who, category) and not other[4]
            )
        assert ServiceRequest.objects.get(pk=pk).is_repeat is expected
