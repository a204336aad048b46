"""One bad row stops nothing, is seen, and is tried again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError

from huiyin.jobs import rows
from huiyin.jobs.models import FailedRow
from huiyin.jobs.rows import Walk

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)
IDENTITY = "341702199003074517"


def test_one_bad_row_is_kept_and_tried_again():
    bad, acted = {"b"}, []

    def act(row):
        Group.objects.create(name=row)
        if row in bad:
            raise ValueError(f"坏行 {IDENTITY}")
        acted.append(row)

    def walk(minutes):
        acted.clear()
        run = Walk("a.job", NOON + minutes * MINUTE)
        run.each("abc", act, name=str)
        run.forget()
        Group.objects.all().delete()
        return "".join(acted), run.done, run.failed

    assert walk(0) == ("ac", 2, 1)
    (kept,) = FailedRow.objects.all()
    assert (kept.row, kept.failures, kept.first_at) == ("b", 1, NOON)
    assert "坏行" in kept.reason
    assert IDENTITY not in kept.reason
    assert walk(0.5) == ("ac", 2, 0), "its next try is later"
    assert walk(1) == ("ac", 2, 1)
    assert FailedRow.objects.get().next_try_at == NOON + 3 * MINUTE
    assert walk(2)[2] == 0
    bad.clear()
    assert walk(3) == ("abc", 3, 0)
    assert not FailedRow.objects.exists()


def test_what_nobody_meets_again_is_settled_and_a_lost_database_fails_the_job(monkeypatch):
    FailedRow.objects.create(
        job="a.job", row="gone", reason="坏", first_at=NOON, last_at=NOON, next_try_at=NOON
    )
    run = Walk("a.job", NOON)
    run.each([], str)
    run.forget()
    assert not FailedRow.objects.exists()

    def bad(row):
        raise ValueError(row)

    monkeypatch.setattr(rows, "MOST", 5)
    with pytest.raises(ValueError, match="4"):
        Walk("another.job", NOON).each(range(9), bad)
    assert FailedRow.objects.count() == 5, "what fails everywhere is no bad row"
    FailedRow.objects.all().delete()

    def full(row):
        raise OperationalError("database or disk is full")

    with pytest.raises(OperationalError):
        Walk("a.job", NOON).each("ab", full)
    assert not FailedRow.objects.exists()
