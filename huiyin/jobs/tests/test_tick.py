"""The schedule: what is due when, and that one job never runs twice at once."""

import threading
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from huiyin.jobs import claims
from huiyin.jobs import tick as module
from huiyin.jobs.models import FailedRow, LastRun
from huiyin.jobs.schedule import Daily, Every, Weekly
from huiyin.jobs.tick import lanes, tick

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=SHANGHAI)
SUNDAYS = Weekly(weekday=6, at=time(4, 0))  # 1 and 8 March 2026 are Sundays
runs: list[str] = []


def works():
    runs.append("works")
    return "3 done"


def fails():
    runs.append("fails")
    raise ValueError("坏了")


def exits():
    raise SystemExit(1)


HERE = "huiyin.jobs.tests.test_tick"


@pytest.fixture(autouse=True)
def _fresh():
    runs.clear()


def at(hour, minute=0, day=3):
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("when", "last", "now", "due"),
    [
        pytest.param(Every(5), None, NOON, True, id="never run"),
        pytest.param(Every(5), at(11, 55), NOON, True, id="five minutes ago"),
        pytest.param(Every(5), at(11, 56), NOON, False, id="four minutes ago"),
        pytest.param(Every(5), at(1), NOON, True, id="hours ago, after an outage"),
        pytest.param(Every(5), at(12, 1), NOON, False, id="another tick was a little later"),
        pytest.param(Every(5), at(12, day=9), NOON, True, id="the clock had run ahead"),
        pytest.param(Daily(time(8, 30)), None, at(7), True, id="daily, never run"),
        pytest.param(Daily(time(8, 30)), at(8, 31, 2), at(8, 29), False, id="not yet today"),
        pytest.param(Daily(time(8, 30)), at(8, 31, 2), at(8, 30), True, id="its minute has come"),
        pytest.param(Daily(time(8, 30)), at(8, 31), at(23, 59), False, id="done today"),
        pytest.param(Daily(time(8, 30)), at(8, 31, 1), at(7), True, id="yesterday was missed"),
        pytest.param(Daily(time(0, 10)), at(23, 59, 2), at(0, 10), True, id="just after midnight"),
        pytest.param(
            Daily(time(0, 10)), at(0, 10, 2), at(0, 9), False, id="just before, done yesterday"
        ),
        pytest.param(
            Daily(time(8, 30)), at(8, 31).astimezone(UTC), at(9), False, id="stored in UTC"
        ),
        pytest.param(
            Daily(time(8, 30)), at(8, 31, 9), at(9), True, id="daily, the clock had run ahead"
        ),
        pytest.param(SUNDAYS, None, NOON, False, id="weekly, never run, not its day"),
        pytest.param(SUNDAYS, None, at(4, 0, 8), True, id="weekly, never run, its day"),
        pytest.param(SUNDAYS, at(4, 1, 1), at(23, 59, 7), False, id="done last Sunday"),
        pytest.param(SUNDAYS, at(4, 1, 1), at(3, 59, 8), False, id="Sunday, not yet"),
        pytest.param(SUNDAYS, at(4, 1, 1), at(4, 0, 8), True, id="Sunday, its minute has come"),
        pytest.param(SUNDAYS, at(3, 59, 1), at(12, 0, 3), True, id="last Sunday was missed"),
        pytest.param(SUNDAYS, at(12, 0, 2), at(4, 0, 8), True, id="caught up on Monday"),
        pytest.param(SUNDAYS, at(4, 1, 22), at(12), True, id="weekly, the clock had run ahead"),
    ],
)
def test_is_due(when, last, now, due):
    assert when.is_due(last, now) is due


@pytest.mark.django_db
def test_a_job_runs_once_and_notes_what_it_said():
    schedule = {f"{HERE}.works": Every(5)}
    (outcome,) = tick(schedule, now=NOON)
    assert (outcome.succeeded, outcome.said) == (True, "3 done")
    assert tick(schedule, now=NOON) == []
    last = LastRun.objects.get()
    assert (last.started_at, last.succeeded, last.outcome) == (NOON, True, "3 done")
    assert last.finished_at is not None


@pytest.mark.django_db
def test_a_moment_in_utc_means_the_same():
    schedule = {f"{HERE}.works": Daily(time(8, 30))}
    assert len(tick(schedule, now=at(8, 31).astimezone(UTC))) == 1
    assert tick(schedule, now=at(23).astimezone(UTC)) == []


@pytest.mark.django_db
def test_a_failing_job_is_seen_and_does_not_stop_the_others():
    names = ("fails", "exits", "missing", "works")
    outcomes = tick({f"{HERE}.{name}": Every(1) for name in names}, now=NOON)
    assert [outcome.succeeded for outcome in outcomes] == [False, False, False, True]
    last = LastRun.objects.get(job=f"{HERE}.fails")
    assert (last.succeeded, last.outcome) == (False, "ValueError: 坏了")
    assert tick({f"{HERE}.fails": Every(1)}, now=NOON + timedelta(minutes=1))[0].succeeded is False


@pytest.mark.django_db
def test_after_an_outage_each_job_is_caught_up_once():
    schedule = {f"{HERE}.works": Every(1)}
    tick(schedule, now=NOON - timedelta(days=3))
    tick(schedule, now=NOON)
    tick(schedule, now=NOON)
    assert runs == ["works", "works"]


MINUTE = timedelta(minutes=1)


def due_after(when, event, moments):
    """At which of these minutes after noon a job runs of which this has just been noted."""
    job = f"{HERE}.works"
    runs = []
    for minutes in moments:
        LastRun.objects.update_or_create(job=job, defaults={"started_at": NOON, **event})
        now = NOON + timedelta(minutes=minutes)
        if tick({job: when}, now=now):
            runs.append(minutes)
    return runs


@pytest.mark.django_db
def test_what_failed_is_tried_again_later_and_later():
    def failed(failures, when):
        again = NOON + when.pause(failures)
        return {"finished_at": NOON, "failures": failures, "next_try_at": again}

    minutely, nightly = Every(1), Daily(time(8))
    assert due_after(minutely, failed(1, minutely), (0, 1, 2)) == [1, 2]
    assert due_after(minutely, failed(3, minutely), (1, 3, 4)) == [4]
    assert due_after(minutely, failed(30, minutely), (4, 5)) == [5]
    assert due_after(nightly, failed(1, nightly), (1, 4, 5)) == [5]
    assert due_after(nightly, failed(2, nightly), (5, 9, 10)) == [10]
    assert due_after(nightly, failed(30, nightly), (5 * 60, 6 * 60)) == [6 * 60]
    done = {"finished_at": NOON, "failures": 0, "next_try_at": None}
    assert due_after(nightly, done, (5, 6 * 60)) == []
    a_row = {**done, "next_try_at": NOON + 5 * MINUTE}
    assert due_after(nightly, a_row, (4, 5)) == [5]
    a_row_of_a_day = {**done, "next_try_at": NOON + 360 * MINUTE}
    assert due_after(minutely, a_row_of_a_day, (0, 1)) == [1]


@pytest.mark.django_db
def test_a_failure_and_its_end_are_noted():
    job, when = f"{HERE}.fails", Daily(time(8))
    for failures, minutes in ((1, 0), (2, 5), (3, 15)):
        assert len(tick({job: when}, now=NOON + minutes * MINUTE)) == 1
        last = LastRun.objects.get()
        assert (last.succeeded, last.failures, last.succeeded_at) == (False, failures, None)
        assert tick({job: when}, now=NOON + (minutes + 1) * MINUTE) == []
    LastRun.objects.update(job=f"{HERE}.works")
    FailedRow.objects.create(
        job=f"{HERE}.works", row="1", reason="坏", first_at=NOON, last_at=NOON,
        next_try_at=NOON + 36 * MINUTE,
    )  # fmt: skip
    tick({f"{HERE}.works": when}, now=NOON + 35 * MINUTE)
    last = LastRun.objects.get()
    assert (last.succeeded, last.failures, last.outcome) == (True, 0, "3 done")
    assert last.next_try_at == NOON + 40 * MINUTE, "a bad row, not before five minutes"


@pytest.mark.django_db
def test_a_run_that_died_is_taken_up_at_once_and_noted():
    job = f"{HERE}.works"
    LastRun.objects.create(job=job, started_at=NOON, finished_at=None)
    with claims.claimed(job) as is_ours:
        assert is_ours
        assert tick({job: Daily(time(8))}, now=NOON + MINUTE) == [], "it is still at work"
    assert [o.said for o in tick({job: Daily(time(8))}, now=NOON + MINUTE)] == ["3 done"]
    assert LastRun.objects.get().failures == 0

    LastRun.objects.update(started_at=NOON, finished_at=None, failures=2)
    assert tick({job: Every(1)}, now=NOON + MINUTE) == [], "the third death: others come first"
    last = LastRun.objects.get()
    assert (last.succeeded, last.failures, last.outcome) == (False, 3, module.DIED)
    assert tick({job: Every(1)}, now=NOON + 3 * MINUTE) != []


def test_what_takes_long_has_a_lane_of_its_own():
    schedule = import_string(settings.SCHEDULE)
    quick, long = lanes(schedule)
    assert all(when.minutes <= 10 for when in quick.values())
    assert {"huiyin.backup.tasks.rehearse", "huiyin.disclosure.tasks.read_attachments"} <= set(long)
    assert {**quick, **long} == schedule
    assert "huiyin.notices.tasks.deliver" in quick


@pytest.mark.django_db(transaction=True)
def test_many_ticks_at_once_run_a_job_once():
    gate = threading.Barrier(6)
    errors = []

    def run():
        try:
            gate.wait()
            tick({f"{HERE}.works": Every(1), f"{HERE}.fails": Daily(time(8))}, now=NOON)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(runs) == ["fails", "works"]
