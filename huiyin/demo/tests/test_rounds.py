"""The demonstration bureau's rounds: nearly every half-day that is over, and none that is not."""

from datetime import date, time

import pytest

from huiyin.demo import rounds
from huiyin.demo.clock import moment
from huiyin.demo.requests import Office
from huiyin.hotline.actions import register
from huiyin.hotline.models import HalfDay, Round
from huiyin.hotline.tests.trial import request

pytestmark = pytest.mark.django_db


def test_rounds_are_told_up_to_the_last_half_day_that_is_over(bureau, robot, morning):
    for day in (date(2026, 1, 10), date(2026, 1, 12)):  # a Saturday and the Monday after it
        register(request(bureau, received_on=day), actor=robot, at=morning)
    until = moment(date(2026, 2, 10), time(13))
    office = Office(bureau, robot, robot, {}, {}, until)
    assert sum(rounds.tell(office, 2026)) == Round.objects.count()
    owed, kept = HalfDay.objects.count(), HalfDay.objects.filter(HalfDay.KEPT).count()
    last = HalfDay.objects.first()
    assert (last.day, last.half, last.is_kept) == (date(2026, 2, 10), "afternoon", False)
    assert 0.9 * owed < kept < owed
    assert sum(sum(one.counts.values()) for one in Round.objects.all()) == 2
