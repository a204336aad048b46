"""A document counts in the column in which it stood on the day, wherever it stands now."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.disclosure.models import ColumnPage, DocumentPage
from huiyin.disclosure.tree import actions, columns, nodes
from huiyin.figures import registry
from huiyin.figures.dated import NotDatedError
from huiyin.figures.registry import AsOf, Ledger, Scope

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2020, 1, 10, 9, tzinfo=SHANGHAI)
SLUGS = ("a", "b", "c")


def day(after):
    return FIRST + timedelta(days=after)


@pytest.fixture
def branches(bureau, robot):
    agency = actions.agency_page(bureau, actor=robot, at=FIRST)
    return {
        slug: actions.add_column(agency, slug, slug=slug, actor=robot, at=FIRST) for slug in SLUGS
    }


@pytest.fixture
def publish(bureau, robot, branches):
    def make(slug, title="通知", at=FIRST):
        values = {"title": title, "issuer": "局", "source": "局", "published_at": at}
        column = ColumnPage.objects.get(pk=branches[slug].pk)
        return actions.publish_document(column, bureau, values, actor=robot, at=at)

    return make


def counts(bureau, seen=None):
    scope = Scope.year(bureau.pk, 2020, seen)
    figures = [registry.find(f"disclosure.published.{slug}", bureau.pk) for slug in SLUGS]
    values = registry.values(figures, scope)
    assert [one.records(scope).count() for one in figures] == list(values.values())
    return tuple(values.values())


def move(page, column, after):
    nodes.move(
        type(page).objects.get(pk=page.pk), ColumnPage.objects.get(pk=column.pk), at=day(after)
    )


def test_before_and_after_a_move(bureau, branches, publish):
    one = publish("a")
    publish("b")
    move(one, branches["b"], 30)
    for after, expected in ((0, (1, 1, 0)), (29, (1, 1, 0)), (30, (0, 2, 0)), (300, (0, 2, 0))):
        assert counts(bureau, day(after).date()) == expected
    assert counts(bureau) == (0, 2, 0)


def test_within_a_branch_only_the_lower_column_differs(bureau, branches, publish, robot):
    """A column of normative documents below the first level has a figure of its own."""
    one = publish("a")
    below = actions.add_column(
        ColumnPage.objects.get(pk=branches["a"].pk), "规范性文件", slug="x", actor=robot, at=FIRST
    )
    move(one, below, 5)
    assert counts(bureau, day(4).date()) == counts(bureau, day(5).date()) == (1, 0, 0)
    move(one, branches["a"], 50)
    rules = registry.find("disclosure.rules", bureau.pk)
    seen = [Scope.year(bureau.pk, 2020, day(after).date()) for after in (4, 5, 49, 50)]
    assert [rules.value(scope) for scope in seen] == [0, 1, 1, 0]


def test_a_column_takes_its_documents_along(bureau, branches, publish, robot):
    """设置栏目 puts a column under another: what lay below stood in its old branch until then."""
    publish("a")
    publish("a", "公告")
    columns.set_column(
        ColumnPage.objects.get(pk=branches["a"].pk),
        {"parent": ColumnPage.objects.get(pk=branches["b"].pk)},
        actor=robot,
        at=day(40),
    )
    figure = registry.find("disclosure.published.b", bureau.pk)
    seen = [Scope.year(bureau.pk, 2020, day(after).date()) for after in (39, 40)]
    assert [figure.value(scope) for scope in seen] == [0, 2]


def test_a_branch_that_is_removed_keeps_nobody(bureau, branches, publish, robot):
    """What stood in it counts in no branch of that time, not in that of today."""
    one = publish("a")
    move(one, branches["b"], 30)
    gone = ColumnPage.objects.get(pk=branches["a"].pk)
    columns.remove_column(gone, reason="不再使用", actor=robot, at=day(60))
    figure = registry.find("disclosure.published.b", bureau.pk)
    assert figure.value(Scope.year(bureau.pk, 2020, day(29).date())) == 0
    assert figure.value(Scope.year(bureau.pk, 2020, day(30).date())) == 1


@given(
    moves=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(SLUGS)), max_size=5),
    seen=st.integers(0, 70),
)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_history_is_counted_as_it_was(bureau, branches, publish, moves, seen):
    one, stands = publish("a", f"{moves}{seen}"), "a"
    then = "a"
    for after, slug in sorted(moves, key=lambda move: move[0]):
        move(one, branches[slug], after)
        stands = slug
        then = slug if after <= seen else then
    expected = tuple(int(slug == then) for slug in SLUGS)
    now = tuple(int(slug == stands) for slug in SLUGS)
    assert (counts(bureau, day(seen).date()), counts(bureau)) == (expected, now)
    DocumentPage.objects.filter(pk=one.pk).update(
        published_at=datetime(2019, 1, 1, tzinfo=SHANGHAI)
    )


def test_only_what_is_taken_elsewhere_can_have_stood(bureau):
    on = AsOf(
        Ledger(DocumentPage, begins="published_at"), Scope.year(bureau.pk, 2020, date(2020, 6, 1))
    )
    with pytest.raises(NotDatedError):
        on.stood(on.every(), trail__contains="/1/")
