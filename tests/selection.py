"""Which tests run where, how long they try, and at what moment: a plugin of the root conftest.

SQLite runs everything. On PostgreSQL a test that touches no database says nothing new and is left
out, and `--differing` keeps just what the two can answer differently (adr/0021); `--thorough` adds
the long trials of the night; `--clock` starts the run at another moment.
"""

import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.conf import settings
from xdist.scheduler import LoadScopeScheduling

from .slowest import Slowest

ROOT = Path(__file__).resolve().parents[1]
# When the days of two time zones differ, and when the years do: where tests hang on the clock.
MOMENTS = {
    "after-midnight": {"hour": 0, "minute": 20},
    "end-of-year": {"month": 12, "day": 31, "hour": 23, "minute": 30},
}
# Rows and their order, search engines, locks, JSON, constraints, what raw SQL says.
DIFFERING = (
    "huiyin/audit",
    "huiyin/casework",
    "huiyin/config/tests/test_standing.py",
    "huiyin/config/tests/test_start.py",
    "huiyin/desk/tests/test_confidential.py",
    "huiyin/desk/tests/test_lists.py",
    "huiyin/desk/tests/test_numbers.py",
    "huiyin/disclosure/tests/test_tally.py",
    "huiyin/figures",
    "huiyin/foi/tests/test_by_two.py",
    "huiyin/foi/tests/test_table.py",
    "huiyin/foi/tests/test_fees.py",
    "huiyin/hotline",
    "huiyin/ingest/tests/test_ledgers.py",
    "huiyin/ingest/tests/test_pages_store.py",
    "huiyin/jobs",
    "huiyin/licensing",
    "huiyin/penalties",
    "huiyin/notices",
    "huiyin/organisations",
    "huiyin/personal",
    "huiyin/portal/tests/test_licence_standing.py",
    "huiyin/portal/tests/test_lists.py",
    "huiyin/portal/tests/test_search.py",
    "huiyin/registers/tests/test_decisions.py",
    "huiyin/reports",
    "huiyin/search",
    "huiyin/submissions",
    "huiyin/throttle",
    "huiyin/visitors",
    "tests/kinds/test_moves.py",
    "tests/test_once.py",
    "tests/test_same_on_both.py",
    "tests/test_to_do.py",
)


def pytest_addoption(parser):
    group = parser.getgroup("huiyin")
    group.addoption("--differing", action="store_true", help="what PostgreSQL may do differently")
    group.addoption("--thorough", action="store_true", help="the long trials of the night as well")
    group.addoption(
        "--slowest", type=int, metavar="N", help="name the N files of most processor time"
    )
    group.addoption("--clock", choices=MOMENTS, help="start at this moment of Beijing time")


# A machine that stalls for a second while examples are drawn says nothing of the rule they try.
hypothesis.settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)


def pytest_configure(config):
    hypothesis.settings.load_profile("any-machine")
    if most := config.getoption("--slowest"):
        config.pluginmanager.register(Slowest(most))
    if clock := config.getoption("--clock"):
        here = datetime.now(ZoneInfo("Asia/Shanghai"))
        traveller = time_machine.travel(here.replace(**MOMENTS[clock]), tick=True)
        traveller.start()
        config.add_cleanup(traveller.stop)


def pytest_ignore_collect(collection_path, config):
    """Do not even import what `--differing` leaves out: that takes longer than its tests."""
    if not config.getoption("--differing") or not collection_path.name.startswith("test_"):
        return None
    listed = collection_path.relative_to(ROOT).as_posix().startswith(DIFFERING)
    return None if listed or "transaction" in collection_path.read_text() else True


def pytest_collection_finish():
    """What is collected stays: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config, items):
    if config.getoption("--differing"):
        _keep(config, items, _may_differ)
    elif settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        _keep(config, items, _touches_a_database)


def pytest_runtest_logreport(report):
    """Of a run of minutes, tell at once what failed."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        lines = [line for line in report.longreprtext.splitlines() if line.startswith("E ")]
        sys.stderr.write("\n".join([f"\nfailed: {report.nodeid}", *lines[:6], ""]))


@pytest.fixture(scope="session")
def thorough(request):
    """True at night: trials may take long."""
    return request.config.getoption("--thorough")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Scheduling(config, log)


class Scheduling(LoadScopeScheduling):
    """One server and one browser for all of their tests; everything else goes where there is room.

    Said by path: pytest 9.2 and xdist 3.8 lose the groups of `xdist_group` without a word.
    """

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def _keep(config, items, is_wanted):
    kept = [item for item in items if is_wanted(item)]
    config.hook.pytest_deselected(items=[item for item in items if not is_wanted(item)])
    items[:] = kept


def _may_differ(item):
    place = item.path.relative_to(ROOT).as_posix()
    return _commits(item) or (place.startswith(DIFFERING) and _touches_a_database(item))


def _touches_a_database(item):
    return item.get_closest_marker("django_db") is not None or bool(
        {"db", "transactional_db"} & set(item.fixturenames)
    )


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(
        marker and marker.kwargs.get("transaction")
    )
