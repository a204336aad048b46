"""The bureau's promises of its data are set once, by whoever may, from the first day on."""

from datetime import date, time

import pytest

from huiyin.demo import opendata, people, story
from huiyin.demo.clock import FIRST, moment
from huiyin.opendata import settled
from huiyin.opendata.models import Renewal

pytestmark = pytest.mark.django_db


def test_terms_are_set_once():
    agency, _ = story._bureau()
    begun = moment(FIRST, time(9))
    keeper = people.engage(agency, begun)["gongkai-fuze"]
    for _ in range(2):
        opendata.set_terms(keeper, begun)
    assert Renewal.objects.count() == len(opendata.OFTEN)
    assert settled.licence(date(2020, 12, 31)).name.startswith("知识共享")
