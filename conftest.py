"""Fixtures for all tests. Data are made by the real actions, never by writing rows around them."""

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

# Set here and not in pyproject.toml: pytest-django would read the settings before this line,
# and all runs would share one test database in var/.
os.environ["DJANGO_SETTINGS_MODULE"] = "huiyin.config.settings"
_home = tempfile.mkdtemp(prefix="huiyin-test-")
os.environ["HUIYIN_HOME"] = _home
for name in (
    "HUIYIN_PRODUCTION",
    "HUIYIN_DEBUG",
    "HUIYIN_SECRET_KEY",
    "HUIYIN_AUDIT_KEY",
    "HUIYIN_FIELD_KEYS",
):
    os.environ.pop(name, None)

from tests.databases import keep_key  # noqa: E402

keep_key(Path(_home))

import django  # noqa: E402
import pytest  # noqa: E402
from django.conf import settings  # noqa: E402

# a password of a test is no secret: the slow hash would take half of the suite's time
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# each test client would look through all static files before its first request
settings.WHITENOISE_AUTOREFRESH = True
django.setup()

pytest_plugins = ["tests.selection"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
USCC = "11341799MB1Q00017E"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config, specs):
    """Workers inherit our environment; with this name in it pytest-django would read the settings
    before this file is, and all workers would write into our folder instead of their own."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config):
    shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A copy of the migrated database for this worker; whoever commits gets a fresh copy afterwards."""
    from django.test import TransactionTestCase

    from tests import databases

    with django_db_blocker.unblock():
        restore = databases.copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: restore())
        yield


@pytest.fixture(autouse=True)
def known_settings(monkeypatch):
    """A test that reads a setting notes it as the program does; the table of settings must not see it."""
    from huiyin.config import env

    monkeypatch.setattr(env, "known", dict(env.known))


@pytest.fixture(autouse=True)
def inline_readers(monkeypatch):
    """A child for each file would double the time of a reader's tests; `children` starts them."""
    from huiyin.common.confined import state

    monkeypatch.setattr(state, "is_inline", True)


@pytest.fixture
def children(inline_readers, monkeypatch):
    """Files are read in children, as they are in operation."""
    from huiyin.common.confined import state

    monkeypatch.setattr(state, "is_inline", False)


@pytest.fixture
def tight_readers(children, monkeypatch):
    """Children with little time and memory, so that a file beyond the limits costs no time."""
    from huiyin.common import confined

    for work in confined.Work:
        tight = confined.Limits(seconds=0.03, megabytes=48, answer=8, patience=400)
        monkeypatch.setitem(confined.limits, work, tight)


@pytest.fixture(autouse=True)
def empty_memory():
    """No test sees what another one left in this process's memory: pages, views, who asked how often, whether the disk was full."""
    from huiyin.desk import boards
    from huiyin.disclosure.page.view_counts import counter
    from huiyin.portal.search import pace
    from huiyin.web import capacity
    from huiyin.web.kept.page_cache import pages

    pages.clear()
    boards.forget()
    capacity.fault.clear()
    counter.clear()
    pace.clear()
    yield
    counter.clear()  # nothing is left to be written when the process ends


@pytest.fixture
def coarse_pages(monkeypatch, thorough):
    """By day redaction draws at 72 dpi and by PDFium alone; at night as an office does.

    For tests of what is on a page; those of sharpness and of the second program do without.
    """
    from huiyin.files.redaction import first_reader, second_renderer

    if not thorough:
        fine, dpi = first_reader.scale_for, first_reader.POINTS

        def scale_for(geometry, limits):
            return fine(geometry, replace(limits, dpi=dpi, least_dpi=dpi))

        monkeypatch.setattr(first_reader, "scale_for", scale_for)
        monkeypatch.setattr(second_renderer, "_PROGRAMS", ())


@pytest.fixture
def morning():
    """A moment to act at: a Tuesday morning well after the demonstration years."""
    return datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def bureau(db):
    """An agency with two units."""
    from huiyin.organisations.models import Organisation

    agency = Organisation.objects.create(
        name="云溪市城市管理局",
        short_name="市城管局",
        slug="cgj",
        uscc=USCC,
        is_agency=True,
        document_code="云城管",
        superior="云溪市人民政府",
    )
    for slug, name in (("shenpi", "行政审批科"), ("duban", "监督指挥科")):
        Organisation.objects.create(name=name, short_name=name, slug=slug, parent=agency)
    return agency


@pytest.fixture
def robot():
    """The system as an actor: may everything."""
    from huiyin.audit.actors import system

    return system("test")


@pytest.fixture
def actor(bureau):
    """Make an actor of the bureau with just these permissions: `actor("foi.handle_application")`."""
    from huiyin.audit.actors import Actor, ActorKind

    def make(*grants, agency=bureau, name="张测试"):
        return Actor(ActorKind.PERSON, name, "1", "127.0.0.1", {agency.pk: frozenset(grants)})

    return make


@pytest.fixture
def licence(bureau, robot, morning):
    """Register a licence: `licence(reference="…", decided_on=…)`."""
    from huiyin.licensing.actions import register
    from huiyin.licensing.tests import trial

    def make(reference="云城管许字〔2020〕1号", at=morning, **values):
        record = trial.licence(bureau, reference=reference, **values)
        return register(record, actor=robot, at=at)

    return make
