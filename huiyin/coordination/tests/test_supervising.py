"""督办: its light on each day, who sees it, what it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.coordination import actions
from huiyin.coordination.desk import _beside
from huiyin.coordination.models import HANDLE, SUPERVISE, Light, Supervision
from huiyin.organisations.models import Organisation

from .test_reach import person
from .trial import DUE, asked, matter

TODAY = date(2026, 3, 3)


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.fixture
def supervised(bureau, duban, robot, morning):
    return actions.supervise(asked(matter(bureau, morning), duban), actor=robot, at=morning)


@pytest.mark.parametrize(
    ("day", "answered_on", "light"),
    [
        pytest.param(date(2026, 3, 16), None, Light.GREEN, id="Monday, four working days left"),
        pytest.param(date(2026, 3, 17), None, Light.YELLOW, id="Tuesday, three"),
        pytest.param(date(2026, 3, 20), None, Light.YELLOW, id="the last day"),
        pytest.param(date(2026, 3, 21), None, Light.RED, id="the day after"),
        pytest.param(date(2026, 3, 21), DUE, Light.GREEN, id="answered on the last day"),
        pytest.param(date(2026, 3, 19), DUE, Light.YELLOW, id="as of a day before its answer"),
        pytest.param(date(2026, 4, 1), date(2026, 3, 23), Light.RED, id="answered too late"),
    ],
)
def test_the_light_follows_from_the_days(supervised, day, answered_on, light):
    assert date(2026, 3, 20) == DUE
    supervised.answered_on = answered_on
    assert supervised.light(day) is light
    supervised.released_on = day
    assert supervised.light(day) is None
    assert supervised.light(day - timedelta(1)) is not None


def test_the_unit_and_whoever_supervises_see_it(bureau, duban, supervised):
    def sees(*who):
        return Supervision.objects.visible_to(person(*who), SUPERVISE, HANDLE).exists()

    shenpi = Organisation.objects.get(slug="shenpi")
    assert sees(duban, HANDLE)
    assert sees(shenpi, SUPERVISE)
    assert not sees(shenpi, HANDLE)
    assert not sees(bureau, "coordination.coordinate")


def test_an_answer_is_not_of_tomorrow_nor_of_before_it_was_asked(supervised, robot, morning):
    for day in (TODAY + timedelta(1), TODAY - timedelta(1)):
        with pytest.raises(ValidationError) as refused:
            actions.answer_supervision(
                supervised, actor=robot, at=morning, answer="已办", answered_on=day
            )
        assert set(refused.value.message_dict) == {"answered_on"}


def test_answered_asked_anew_and_released(supervised, robot, morning):
    who = {"actor": robot, "at": morning}
    supervision = actions.answer_supervision(
        supervised, answer="正在办理", answered_on=TODAY, **who
    )
    supervision = actions.ask_anew(supervision, reason="没有写明原因", **who)
    assert (supervision.state, supervision.answered_on, supervision.answer) == (
        "asked",
        None,
        "正在办理",
    )
    supervision = actions.release(supervision, reason="已办结", **who)
    assert (supervision.state, supervision.released_on, supervision.reference) == (
        "released",
        TODAY,
        "DB2026-00001",
    )


def test_at_the_desk_it_stands_beside_the_matter_of_that_number(bureau, duban, robot, morning):
    about = matter(bureau, morning)
    new = Supervision(agency=bureau, unit=duban, subject="限期办结", due_on=DUE)
    new.number = about.reference
    supervision = _beside(actions.supervise, new, actor=robot, at=morning)
    assert (supervision.about, supervision.title) == (about, f"{about} 路灯不亮")
    again = Supervision(agency=bureau, unit=duban, subject="督办", due_on=DUE)
    again.number = supervision.reference
    with pytest.raises(ValidationError) as refused:  # nothing stands beside what stands beside
        _beside(actions.supervise, again, actor=robot, at=morning)
    assert set(refused.value.message_dict) == {"number"}
