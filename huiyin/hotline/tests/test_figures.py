"""What is due, late, and not due yet, on the days around a limit."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.hotline.actions import register
from huiyin.hotline.figures import REQUESTS

from . import trial

LIMIT = date(2024, 3, 11)  # five working days after Monday the 4th
KEYS = ("hotline.late", "hotline.overdue", "hotline.on-time")
LATER = datetime(2024, 6, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
ANSWERS = {"never": None, "in time": date(2024, 3, 8), "late": date(2024, 3, 15)}


@pytest.mark.django_db
def test_the_days_around_a_limit(bureau, robot):
    """(late, overdue, share in time, left out) of one request each."""
    expected = {
        ("never", "2024-03-10"): (0, 0, None, 1),
        ("never", "2024-03-11"): (0, 0, 0, 0),  # due today is due, and not late yet
        ("never", "2024-03-12"): (1, 1, 0, 0),
        ("never", "2024-12-31"): (1, 1, 0, 0),
        ("in time", "2024-03-10"): (0, 0, None, 1),
        ("in time", "2024-03-12"): (0, 0, 100, 0),
        ("late", "2024-03-14"): (1, 1, 0, 0),
        ("late", "2024-03-15"): (1, 0, 0, 0),
    }
    readings_by_day = {}
    for name, day in ANSWERS.items():
        text = "已修复" if day else ""
        request = trial.request(
            bureau, received_on=date(2024, 3, 4), answered_on=day, answer_text=text
        )
        request = register(request, actor=robot, at=LATER)
        assert request.due_on == LIMIT
        for answer, as_of in expected:
            if answer == name:
                scope = Scope.year(bureau.pk, 2024, date.fromisoformat(as_of))
                readings = registry.read([registry.find(key) for key in KEYS], scope)
                values = [readings[key].value for key in KEYS]
                readings_by_day[name, as_of] = (*values, readings["hotline.on-time"].pending)
        REQUESTS.model.objects.filter(pk=request.pk).update(
            received_on=date(2030, 1, 1), due_on=None
        )
    assert readings_by_day == expected
    empty = registry.read([registry.find("hotline.late")], Scope.year(bureau.pk, 2019))
    assert empty["hotline.late"].is_empty, "a year without records is not a faultless one"
