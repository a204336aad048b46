"""公示及时性: which week a record is due in, what became of it, and who is told of it."""

from datetime import date

import pytest

from huiyin.commitments import actions as commitments
from huiyin.commitments.models import Commitment
from huiyin.commitments.tests import trial
from huiyin.exchange import compliance
from huiyin.licensing.models import Licence
from huiyin.publicity import kinds, timeliness

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.fixture
def due(licence):
    """A licence with its last day, and the day on which it was put up."""

    def make(due_on, published_on=None):
        record = licence(f"云城管许字〔2026〕{Licence.objects.count() + 1}号")
        Licence.objects.filter(pk=record.pk).update(
            publish_due_on=due_on, published_on=published_on
        )
        return record

    return make


def counted():
    return [tuple(week)[1:] for week in timeliness.weeks(Licence.objects.valid(), TODAY)]


@pytest.mark.parametrize(
    ("due_on", "published_on", "counts"),
    [
        (date(2026, 2, 25), date(2026, 2, 25), [(date(2026, 2, 23), 1, 1, 0, 0)]),
        (date(2026, 2, 25), date(2026, 2, 26), [(date(2026, 2, 23), 1, 0, 1, 0)]),
        (date(2026, 2, 25), None, [(date(2026, 2, 23), 1, 0, 0, 1)]),
        (date(2026, 3, 1), None, [(date(2026, 2, 23), 1, 0, 0, 1)]),
        (date(2026, 3, 2), None, [(date(2026, 3, 2), 1, 0, 0, 1)]),
        (TODAY, None, []),
        (TODAY, TODAY, [(date(2026, 3, 2), 1, 1, 0, 0)]),
        (date(2026, 3, 5), TODAY, []),
        (date(2025, 12, 15), None, [(date(2025, 12, 15), 1, 0, 0, 1)]),
        (date(2025, 12, 14), None, []),
    ],
    ids=["on its day", "a day late", "never", "a Sunday", "a Monday", "still today", "today",
         "not due yet", "first of twelve weeks", "before them"],
)  # fmt: skip
def test_a_record_is_due_in_the_week_of_its_last_day(due, due_on, published_on, counts):
    due(due_on, published_on)
    assert counted() == counts


@pytest.mark.parametrize(
    ("due", "in_time", "said"),
    [(2001, 2000, "99.9%"), (8, 8, "100%"), (8, 0, "0%"), (3, 2, "66.7%")],
)
def test_one_missing_of_many_is_not_all(due, in_time, said):
    assert timeliness.Week(1, TODAY, due, in_time, 0, due - in_time).rate == said
    assert compliance.Week(None, TODAY, in_time, due - in_time, 0).rate == said


@pytest.mark.parametrize(
    ("due_on", "told"),
    [
        (date(2026, 3, 2), [(2, True)]),
        (date(2026, 3, 3), [(1, True)]),
        (TODAY, [(0, False)]),
        (date(2026, 3, 6), [(2, False)]),
        (date(2026, 3, 9), []),
    ],
    ids=["two days over", "a day over", "the last day", "the fifth day of seven", "the fourth"],
)
def test_what_is_over_or_near_is_named(due, due_on, told):
    due(due_on)
    count, rows = timeliness.owed(Licence.objects.valid(), TODAY)
    assert count == len(told)
    assert [(row.days, row.is_late) for row in rows] == told


def test_weeks_are_counted_by_one_query(due, django_assert_num_queries):
    for day in range(2, 28):
        due(date(2026, 2, day))
    with django_assert_num_queries(1):
        assert len(timeliness.weeks(Licence.objects.valid(), TODAY)) == 4


def test_every_kind_that_is_put_on_view_is_on_the_page(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    page = client.get("/desk/publicity-timeliness/")
    assert {kind.label for kind in kinds.known().values()} == {
        part.kind.label for part in page.context["parts"]
    }


def test_what_may_not_be_public_is_owed_by_nobody(bureau, robot, morning):
    owing = kinds.named("commitments.commitment").owing
    for is_agreed in (True, False):
        paper = trial.commitment(bureau, may_be_public=is_agreed)
        one = commitments.register(paper, actor=robot, at=morning)
        assert owing(Commitment.objects.valid()).filter(pk=one.pk).exists() == is_agreed
