"""更新提醒: the owner before the limit, the supervisor after it, nobody twice."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.coordination import reminding as nightly
from huiyin.disclosure.tree import publishing
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.inspection import reminding
from huiyin.inspection.models import ColumnReminder
from huiyin.notices.models import Notice
from huiyin.organisations.actors import actor_of
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(person):
    return {
        "clerk": person("clerk", "信息公开岗", email="clerk@example.org"),
        "head": person("head", "信息公开负责人", email="head@example.org"),
        "leader": person("leader", "分管领导", email="leader@example.org", name="李示例"),
    }


@pytest.fixture
def remind(morning):
    """What a night did to the reminders: how many began, were alarmed and were closed."""

    def run(days=0):
        at, names = morning + timedelta(days=days), ("reminded_at", "alarmed_at", "closed_at")
        every = ColumnReminder.objects
        before = [every.filter(**{name: at}).count() for name in names]
        nightly.remind(at=at)
        after = [every.filter(**{name: at}).count() for name in names]
        return Night(*(now - then for now, then in zip(after, before, strict=True)))

    return run


class Night(NamedTuple):
    reminded: int
    alarmed: int
    closed: int


def recipients_of_letters():
    return sorted(notice.recipient for notice in Notice.objects.all())


@pytest.mark.parametrize(
    ("days", "recipients"),
    [
        pytest.param(9, [], id="before seventy percent nobody"),
        pytest.param(10, ["clerk@example.org"], id="from then on the owner"),
        pytest.param(14, ["clerk@example.org"], id="on the last day still the owner"),
        pytest.param(
            15,
            ["clerk@example.org", "head@example.org", "leader@example.org"],
            id="after it the supervisors too",
        ),
    ],
)
def test_who_is_reminded_when(people, column, publish, remind, days, recipients):
    publish(column(update_days=14))
    remind(days)
    assert recipients_of_letters() == recipients


def test_nobody_is_told_twice(people, column, publish, remind):
    publish(column(update_days=14))
    for day in range(10, 30):
        remind(day)
        remind(day)
    assert len(recipients_of_letters()) == 3
    assert ColumnReminder.objects.count() == 1


def test_a_renewed_column_settles_it_and_begins_anew(people, column, publish, remind):
    watched = column(update_days=14)
    publish(watched)
    remind(12)
    publish(watched, -12)
    assert remind(12).closed == 1
    assert not ColumnReminder.objects.open().exists()
    remind(23)
    assert ColumnReminder.objects.open().count() == 1
    assert ColumnReminder.objects.count() == 2


def test_what_settled_it_is_taken_down(people, column, publish, remind, robot, morning):
    """The column owes again what it owed, and both are reminded again, by one more letter each."""
    watched = column(update_days=14)
    publish(watched)
    remind(15)
    renewal = publish(watched, -15)
    assert remind(15).closed == 1
    unpublish(renewal, robot)
    done = [remind(16), remind(16), remind(17)]
    assert [(one.reminded, one.alarmed) for one in done] == [(1, 1), (0, 0), (0, 0)]
    past, row = ColumnReminder.objects.order_by("pk")
    assert (past.due_on, past.alarmed_at is None, past.closed_at is None) == (
        row.due_on,
        False,
        False,
    )
    assert (row.alarmed_at is None, row.closed_at) == (False, None)
    assert len(recipients_of_letters()) == 6
    assert any("已经撤下或移走" in notice.body for notice in Notice.objects.all())
    publish(watched, -17)
    assert remind(17).closed == 1


def test_what_was_late_is_counted_as_of_the_day_after_it_is_owed_again(
    people, bureau, column, publish, remind, robot, morning
):
    """栏目逾期 of a past day is what it was, whatever is taken down later (ADR 0039)."""
    watched = column(update_days=14)
    publish(watched)
    remind(15)
    renewal = publish(watched, -15)
    remind(16)
    days = [(morning + timedelta(days=day)).date() for day in (14, 15, 16)]

    def counted():
        figures = [registry.find(f"inspection.columns.{key}") for key in ("late", "overdue")]
        return [
            [one.value for one in registry.read(figures, Scope.year(bureau.pk, 2026, day)).values()]
            for day in days
        ]

    before = counted()
    assert before == [[0, 0], [1, 1], [1, 0]]
    unpublish(renewal, robot)
    remind(17)
    assert counted() == before


def test_taking_the_last_one_down_settles_nothing(people, column, publish, remind, robot):
    watched = column(update_days=14)
    only = publish(watched)
    remind(15)
    unpublish(only, robot)
    assert remind(16).closed == 0
    assert ColumnReminder.objects.open().exists()


def unpublish(page, actor):
    with publishing.gate(actor):
        page.unpublish()
    pages.clear()


def test_the_keeper_comes_first(people, column, publish, remind):
    publish(column(update_days=14, keeper=people["head"]))
    remind(10)
    assert recipients_of_letters() == ["head@example.org"]


def test_then_the_department(people, person, bureau, column, publish, remind, robot, morning):
    unit = bureau.units.get(slug="duban")
    person("unit", "热线办理岗", agency=unit, email="unit@example.org")
    publish(column(update_days=14, department=unit))
    remind(10)
    assert recipients_of_letters() == ["unit@example.org"]


def test_a_keeper_without_an_address_sees_it_on_the_desk(people, desk, column, publish, robot):

    User.objects.update(email="")
    watched = column(update_days=14)
    page = publish(watched)
    page.published_at = timezone.now() - timedelta(days=12)
    page.save()

    pages.clear()
    nightly.remind(at=timezone.now())
    assert recipients_of_letters() == []
    shown = desk("信息公开岗", username="second").get("/desk/").content.decode()
    assert "更新栏目“栏目dongtai”" in shown


def test_what_is_anothers_is_not_mine(people, desk, column, publish, remind):
    publish(column(update_days=14, keeper=people["head"]))
    remind(10)
    row = ColumnReminder.objects.get()
    assert desk("信息公开岗", username="b").get(f"/desk/reminders/{row.pk}/").status_code == 404
    assert desk("分管领导", username="c").get(f"/desk/reminders/{row.pk}/").status_code == 200
    assert desk("热线办理岗", username="d").get("/desk/reminders/").status_code == 403
    assert desk("信息公开岗", username="e").get("/desk/search/?q=abc").status_code == 200


def test_a_reminder_is_known_by_whoever_owes_the_column(people, column, publish, remind):
    """Below what one can do, with what to do about it; overdue it is the supervisors' to know."""
    publish(column(update_days=14))
    remind(15)
    row = ColumnReminder.objects.get()
    shown = {}
    for name, user in people.items():
        client = Client()
        client.force_login(user)
        home = client.get("/desk/")
        assert home.context["groups"] == []
        shown[name] = [[task.matter for task in home.context[at]] for at in ("notices", "others")]
        for task in home.context["notices"]:
            assert client.get(task.first).status_code == 200
            assert task.step == "起草信息"
    assert shown == {"clerk": [[row], []], "head": [[], [row]], "leader": [[], [row]]}


@pytest.mark.parametrize(
    ("keeper", "owes"), [("head", {"head"}), ("clerk", {"clerk"}), (None, {"clerk"})]
)
def test_owed_by_is_the_same_as_owners(people, column, publish, remind, keeper, owes):
    publish(column(update_days=14, **({"keeper": people[keeper]} if keeper else {})))
    remind(10)
    every = ColumnReminder.objects.all()
    mine = {name for name, user in people.items() if reminding.owed_by(every, actor_of(user))}
    assert mine == owes
    row = ColumnReminder.objects.get()
    assert reminding.owners(row.column, row.agency) == [people[name] for name in owes]
