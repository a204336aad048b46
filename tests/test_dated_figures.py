"""A figure can be declared only in words that know the day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from huiyin.disclosure.tree import actions as disclosure
from huiyin.figures import registry
from huiyin.figures.dated import AsOf, Condition, NotDatedError
from huiyin.figures.scope import BeforeThePeriodError, Scope
from huiyin.hotline.figures import REQUESTS
from huiyin.licensing.figures import LICENCES
from huiyin.organisations.models import Organisation

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("year", "as_of", "end", "over", "until", "marks"),
    [
        pytest.param(2020, None, "2020-12-31", "2020-12-31", "", {}, id="a year that is over"),
        pytest.param(2026, None, "2026-11-26", "2026-11-25", "截至11月26日",
                     {"as_of": "2026-11-26"}, id="the running year, as of today"),
        pytest.param(2020, "2020-11-17", "2020-11-17", "2020-11-16", "截至11月17日",
                     {"as_of": "2020-11-17"}, id="a day of a year"),
        pytest.param(2020, "2020-12-31", "2020-12-31", "2020-12-30", "",
                     {"as_of": "2020-12-31"}, id="its last day"),
        pytest.param(2020, "2021-03-01", "2020-12-31", "2020-12-31", "",
                     {"as_of": "2021-03-01"}, id="a day after it"),
    ],
)  # fmt: skip
def test_the_days_of_a_scope(year, as_of, end, over, until, marks):
    scope = Scope.year(1, year, as_of and date.fromisoformat(as_of), today=TODAY)
    parts = (scope.end.isoformat(), scope.over.isoformat(), scope.until, scope.marks)
    assert parts == (end, over, until, marks)


def test_a_day_before_the_year_is_refused():
    with pytest.raises(BeforeThePeriodError):
        Scope.year(1, 2020, date(2019, 12, 31))
    with pytest.raises(BeforeThePeriodError):
        Scope.year(1, 2027, today=TODAY)


def test_the_same_days_of_the_year_before():
    cut = Scope.year(1, 2024, date(2024, 2, 29)).back(1)
    assert (cut.end, cut.as_of) == (date(2023, 2, 28), date(2023, 2, 28))
    assert Scope.year(1, 2025, today=TODAY).back(1) == Scope.year(1, 2024, today=TODAY)


ON = AsOf(REQUESTS, Scope.year(1, 2020, date(2020, 11, 17)))


@pytest.mark.parametrize(
    "say",
    [
        pytest.param(lambda: ON.where(state="answered"), id="the present state"),
        pytest.param(lambda: ON.where(satisfaction="fair"), id="what an event brought"),
        pytest.param(lambda: ON.happened("answered_on", satisfaction="fair"), id="another event's"),
        pytest.param(lambda: ON.happened("published_at"), id="a day that is not declared"),
        pytest.param(lambda: ON.due("answered_on"), id="an event as a limit"),
        pytest.param(lambda: ON.in_time("answered_on", "received_on"), id="a day as a limit"),
        pytest.param(lambda: ON.stands(), id="a span where there is none"),
        pytest.param(lambda: REQUESTS.rows(ON.scope, Q(state="answered")), id="the ORM's words"),
        pytest.param(
            lambda: REQUESTS.rows(ON.scope, Condition(LICENCES, Q())), id="another ledger"
        ),
        pytest.param(
            lambda: ON.every() & AsOf(LICENCES, ON.scope).every(), id="another ledger's condition"
        ),
    ],
)
def test_nothing_else_can_be_said(say):
    with pytest.raises(NotDatedError):
        say()


@pytest.mark.django_db
def test_two_agencies_may_call_a_column_alike(bureau, robot, morning):
    other = Organisation.objects.create(name="别的局", short_name="别局", slug="bj", is_agency=True)
    for agency, title, documents in ((bureau, "通知公告", 1), (other, "公告栏", 2)):
        page = disclosure.agency_page(agency, actor=robot, at=morning)
        column = disclosure.add_column(page, title, slug="gg", actor=robot, at=morning)
        for _ in range(documents):
            values = {"title": "通知", "issuer": "局", "source": "局", "published_at": morning}
            disclosure.publish_document(column, agency, values, actor=robot, at=morning)
    key = "disclosure.published.gg"
    assert [
        registry.find(key, agency.pk).value(Scope.year(agency.pk, 2026))
        for agency in (bureau, other)
    ] == [1, 2]
    labels = [registry.find(key, agency.pk).label for agency in (bureau, other)]
    assert labels == ["主动公开：通知公告", "主动公开：公告栏"]


@pytest.mark.django_db
@pytest.mark.parametrize("ledger", [REQUESTS, LICENCES], ids=lambda ledger: ledger.model.__name__)
def test_all_figures_of_a_ledger_are_one_reading_of_an_index(ledger, bureau):
    """A million rows are counted without looking at one; how long it took is one reading more."""
    figures = [one for one in registry.all_figures(bureau.pk) if one.ledger is ledger]
    measured = {(one.says, one.measures) for one in figures if one.measures}
    with CaptureQueriesContext(connection) as asked:
        registry.read(figures, Scope.year(bureau.pk, 2020))
    assert len(asked) == 1 + len(measured)
    if connection.vendor == "sqlite":
        covering = f"USING COVERING INDEX {ledger.model._meta.app_label}_figures"
        with connection.cursor() as cursor:
            for one in asked:
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
                plan = [row[-1] for row in cursor.fetchall()]
                assert any(covering in step for step in plan), plan


@pytest.mark.django_db
def test_a_document_counts_while_it_is_public(bureau, robot, morning):
    """Not while it was taken down, nor after its last day, with or without a job that ends it."""
    page = disclosure.agency_page(bureau, actor=robot, at=morning)
    column = disclosure.add_column(page, "公告", slug="gg", actor=robot, at=morning)
    values = {"title": "通知", "issuer": "局", "source": "局", "published_at": morning}
    one = disclosure.publish_document(column, bureau, values, actor=robot, at=morning)
    midnight = morning.replace(hour=0) + timedelta(days=8)
    type(one).objects.filter(pk=one.pk).update(public_until=midnight)
    gone, back = (morning + timedelta(days=after) for after in (1, 3))
    one.withdrawals.create(withdrawn_at=gone, released_at=back)
    figure = registry.find("disclosure.published")
    days = [morning.date() + timedelta(days=after) for after in (0, 1, 2, 3, 7, 8)]
    scopes = [Scope.year(bureau.pk, day.year, day) for day in days]
    assert [figure.value(scope) for scope in scopes] == [1, 0, 0, 1, 1, 0]
