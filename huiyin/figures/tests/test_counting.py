"""Many counts at once are what each count is by itself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.figures import registry
from huiyin.figures.counting import AT_ONCE, count_all
from huiyin.figures.registry import AsOf, Scope
from huiyin.figures.regular import Regular
from huiyin.figures.spreads import Spread

from .test_registry import lengths_of

pytestmark = pytest.mark.django_db


def test_all_figures_at_once_are_each_by_itself(bureau, licence):
    licence("云城管许字〔2020〕1号", decided_on=date(2020, 5, 6), published_on=date(2020, 5, 8))
    licence("云城管许字〔2020〕2号", decided_on=date(2020, 9, 30), published_on=date(2020, 12, 8))
    scope, figures = Scope.year(bureau.pk, 2020), registry.all_figures()
    with CaptureQueriesContext(connection) as captured:
        values = registry.values(figures, scope)
    ledgers = {figure.ledger for figure in figures}
    families = 4  # columns, channels, categories: what there are is asked while they are listed
    measured = {(one.ledger, one.measures) for one in figures if one.measures}
    assert len(captured) <= len(ledgers) + max(families, len(measured) + 1)
    for figure in figures:
        part, whole = figure.records(scope).count(), figure.base(scope).count()
        if isinstance(figure, Regular):
            continue  # it counts weeks and days: licensing/tests/test_regular.py
        if isinstance(figure, Spread):
            assert lengths_of(figure, scope).total() == part, figure.key
            continue
        assert values[figure.key] == figure.reckon(part, whole), figure.key


def test_what_cannot_match_is_nought_in_its_place(bureau, licence):
    licence(decided_on=date(2020, 5, 6))
    figure, scope = registry.find("licensing.decided"), Scope.year(bureau.pk, 2020)
    wanted = [figure.says, AsOf.none, figure.says]
    assert count_all(figure.ledger, wanted, scope) == [1, 0, 1]
    assert count_all(figure.ledger, [AsOf.none] * (AT_ONCE + 1), scope) == [0] * (AT_ONCE + 1)
    assert count_all(figure.ledger, [], scope) == []
