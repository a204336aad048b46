"""The annual report: made of records, checked by two, frozen whole."""

import pytest

from huiyin.reports.annual.composing import compose

from .annual_trial import AT, begun, complete

pytestmark = pytest.mark.django_db


def test_a_year_without_any_record_lacks_nothing_once_it_is_written(bureau):
    complete(begun(bureau))
    annual = compose(bureau, 2025, today=AT.date())
    assert annual.faults == []
