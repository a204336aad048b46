"""Rows that come in together are of the office's day, as a single one is."""

from datetime import UTC, date, datetime

import pytest

from huiyin.registers.actions import budget_lines, officers, powers

from . import trial

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)
"""Four in the morning of Tuesday the third, here."""


@pytest.mark.parametrize(
    ("actions", "make", "right", "name", "day"),
    [
        (budget_lines, trial.line, trial.BUDGETS, "entered_on", date(2026, 3, 3)),
        (officers, trial.officer, trial.OFFICERS, "release_due_on", date(2026, 3, 31)),
        (powers, trial.power, trial.POWERS, "release_due_on", date(2026, 3, 31)),
    ],
    ids=["budget line", "officer", "power"],
)
def test_day(bureau, actor, actions, make, right, name, day):
    clerk = actor(right)
    (one,) = actions.register_many([make(bureau)], actor=clerk, at=EVENING)
    alone = actions.register(make(bureau, reference="2"), actor=clerk, at=EVENING)
    assert getattr(one, name) == getattr(alone, name) == day
