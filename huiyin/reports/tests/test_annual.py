"""The annual report: made of records, checked by two, frozen whole."""

import pytest

from huiyin.reports.annual.composing import compose

from .annual_trial import AT, begun, complete

pytestmark = pytest.mark.django_db


def test_smoke(bureau):
    report = complete(begun(bureau))
    annual = compose(bureau, 2025, today=AT.date())
    assert annual.faults == []
