"""行政强制: what cannot be, how long something may be held, what is counted."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from huiyin.casework.ledgers import find
from huiyin.coercion import actions
from huiyin.coercion.choices import Lifted, Type
from huiyin.coercion.models import Coercion
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.penalties import actions as penalties
from huiyin.penalties.tests.trial import penalty
from huiyin.publicity.holders import HolderKind

from .trial import DAY, coercion

pytestmark = pytest.mark.django_db


def at(day):
    return datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("kind", "started", "extended", "tested", "last"),
    [
        (Type.SEIZURE, None, 0, 0, date(2026, 4, 1)),
        (Type.PREMISES, None, 30, 0, date(2026, 5, 1)),
        (Type.FREEZING, None, 0, 7, date(2026, 4, 8)),
        (Type.SEIZURE, None, 20, 7, date(2026, 4, 28)),
        (Type.SEIZURE, date(2026, 3, 3), 0, 0, date(2026, 4, 2)),
        (Type.SURCHARGE, None, 0, 0, None),
        (Type.OTHER_MEASURE, None, 0, 0, None),
    ],
    ids=[
        "thirty days", "and thirty more, onto a holiday", "without the days of a test",
        "both", "from the day it began", "an execution", "another measure",
    ],
)  # fmt: skip
def test_nothing_is_held_longer_than_the_law_says(bureau, kind, started, extended, tested, last):
    one = coercion(bureau, type=kind, started_on=started)
    one.extended_days, one.tested_days = extended, tested
    one.settle()
    assert one.due_on == last


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"decided_on": date(2026, 3, 4)}, "decided_on"),
        ({"started_on": date(2026, 3, 1)}, "started_on"),
        ({"ended_on": date(2026, 3, 1), "lifted": Lifted.OTHER}, "ended_on"),
        ({"ended_on": DAY}, "lifted"),
        ({"ended_on": DAY, "type": Type.TRANSFER, "lifted": Lifted.OTHER}, "lifted"),
        ({"outcome": "退还"}, "outcome"),
        ({"holder_uscc": ""}, "holder_uscc"),
        ({"holder_kind": HolderKind.PERSON}, "holder_uscc"),
        ({"case_number": "云城管立〔2026〕99号"}, "case_number"),
        ({"type": "liberty"}, "type"),
    ],
    ids=[
        "tomorrow", "began before it was decided", "over before it was decided",
        "lifted for no reason", "an execution is not lifted", "an outcome without an end",
        "an organisation without its code", "a person with a code", "no such case", "of a person's freedom",
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_the_field(bureau, robot, morning, values, field):
    with pytest.raises(ValidationError) as refused:
        actions.register(coercion(bureau, **values), actor=robot, at=morning)
    assert field in refused.value.message_dict


def test_it_stands_beside_the_case_that_its_number_names(bureau, robot, morning):
    case = penalties.register(penalty(bureau), actor=robot, at=morning)
    one = actions.register(coercion(bureau, case_number=case.case_number), actor=robot, at=morning)
    assert one.penalty == case
    assert one.reference == "QZ2026-00001"
    assert one.subject.uscc == one.holder_uscc


def test_what_is_running_ends_by_its_move_alone(bureau, robot, morning):
    one = actions.register(coercion(bureau), actor=robot, at=morning)
    ended = {"ended_on": DAY, "lifted": Lifted.OTHER}
    with pytest.raises(ValidationError, match="请用“解除”"):
        actions.amend(one, actor=robot, at=morning, values=ended)


@pytest.mark.parametrize(
    ("day", "days", "said"),
    [(date(2026, 4, 1), 31, "30"), (date(2026, 4, 2), 5, "已经届满")],
    ids=["more than thirty", "after the last day"],
)
def test_an_extension_has_its_bounds(bureau, robot, morning, day, days, said):
    one = actions.register(coercion(bureau), actor=robot, at=morning)
    with pytest.raises(ValidationError, match=said):
        actions.extend(one, actor=robot, at=at(day), days=days, reason="案情复杂")


def test_a_table_brings_what_is_over(bureau, robot, morning):
    over = {"ended_on": DAY, "lifted": Lifted.DECIDED, "outcome": "退还"}
    rows = [
        coercion(bureau, reference="旧1", **over),
        coercion(bureau, reference="旧2", type=Type.TRANSFER),
    ]
    check = find("coercions").checker()
    for row in rows:
        check(row, morning.date())
    made = actions.register_many(rows, actor=robot, at=morning)
    assert [(one.state, one.due_on) for one in made] == [
        ("ended", date(2026, 4, 1)), ("running", None),
    ]  # fmt: skip


def test_each_kind_is_counted_once_and_their_sum_is_the_whole(bureau, robot, morning):
    for kind in Type:
        actions.register(coercion(bureau, type=kind), actor=robot, at=morning)
    void = actions.register(coercion(bureau), actor=robot, at=morning)
    actions.void(void, actor=robot, at=morning, reason="重复")
    actions.register(coercion(bureau, decided_on=date(2025, 12, 31)), actor=robot, at=morning)
    known = registry.by_key(bureau.pk)
    keys = ["coercion.decided", "coercion.measures", "coercion.executions"]
    keys += [f"coercion.decided.{kind}" for kind in Type]
    values = registry.values([known[key] for key in keys], Scope.year(bureau.pk, 2026))
    assert list(values.values()) == [10, 4, 6, *[1] * 10]


def test_what_is_held_past_its_last_day_is_late_until_it_is_lifted(bureau, robot, morning):
    one = actions.register(coercion(bureau), actor=robot, at=morning)
    late = date(2026, 4, 2)
    assert list(Coercion.objects.over(late)) == [one]
    assert not Coercion.objects.over(date(2026, 4, 1)).exists()
    how = {"ended_on": late, "lifted": Lifted.EXPIRED, "outcome": "退还"}
    actions.lift(one, actor=robot, at=at(late), **how)
    assert not Coercion.objects.over(late).exists()
    rate = registry.by_key(bureau.pk)["coercion.lifted.on-time"]
    assert rate.value(Scope.year(bureau.pk, 2026, today=date(2026, 5, 1))) == 0
