"""Many counts at once are what each count is by itself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.figures import registry
from huiyin.figures.counting import AT_ONCE, count_all
from huiyin.figures.registry import Ratio, Scope

pytestmark = pytest.mark.django_db


def test_all_figures_at_once_are_each_by_itself(bureau, licence):
    licence("云城管许字〔2020〕1号", decided_on=date(2020, 5, 6), published_on=date(2020, 5, 8))
    licence("云城管许字〔2020〕2号", decided_on=date(2020, 9, 30), published_on=date(2020, 12, 8))
    scope, figures = Scope.year(bureau.pk, 2020), registry.all_figures()
    with CaptureQueriesContext(connection) as captured:
        values = registry.values(figures, scope)
    parts = sum(2 if isinstance(figure, Ratio) else 1 for figure in figures)
    assert len(captured) == -(-parts // AT_ONCE)
    for figure in figures:
        counts = [records.count() for records in figure.counted(scope)]
        assert values[figure.key] == figure.reckon(counts), figure.key


def test_what_cannot_match_is_nought_in_its_place(bureau, licence):
    licence(decided_on=date(2020, 5, 6))
    scope = Scope.year(bureau.pk, 2020)
    rows = registry.find("licensing.decided").records(scope).order_by("reference")
    assert count_all([rows, rows.none(), rows.filter(pk__in=[]), rows]) == [1, 0, 0, 1]
    assert count_all([rows.none()]) == [0]
    assert count_all([]) == []
