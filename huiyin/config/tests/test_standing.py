"""A database that the site cannot work with: one line at `check --deploy`, 503 at /readyz."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from huiyin.database import standing
from huiyin.web import capacity


def check():
    """The lines of the check of our own, and how it ended."""
    out = io.StringIO()
    try:
        call_command("check", "--tag", "connection", deploy=True, stdout=out, stderr=out)
    except SystemCheckError as error:
        return [line for line in str(error).splitlines() if "huiyin.E001" in line]
    return []


@pytest.fixture
def ready(db, client, settings, tmp_path):
    """What /readyz says beside the tables."""
    settings.HOME = settings.MEDIA_ROOT = tmp_path
    capacity.fault.clear()
    yield lambda: client.get("/readyz")
    capacity.fault.clear()


def test_what_is_wrong_with_the_database_is_one_line(ready, monkeypatch, tmp_path):
    assert check() == []
    assert ready().json()["tables"] == "ok"

    MigrationRecorder(connection).record_unapplied("foi", "0001_initial")
    (line,) = check()
    assert "有 1 个迁移没有执行（foi.0001_initial" in line
    assert (ready().status_code, ready().json()["tables"]) == (503, "unapplied migrations")
    MigrationRecorder(connection).record_applied("foi", "0001_initial")

    with monkeypatch.context() as patch:
        patch.setattr(MigrationRecorder, "has_table", lambda self: False)
        (line,) = check()
        assert "还没有数据表：请运行 huiyin migrate" in line
        assert ready().status_code == 503

    with monkeypatch.context() as patch:

        def refuse(self, name=None):
            raise OperationalError("connection failed:\npassword authentication failed")

        patch.setattr(BaseDatabaseWrapper, "_cursor", refuse)
        (line,) = check()
        assert "连不上" in line
        assert "connection failed: password authentication failed" in line
        assert ready().status_code == 503

    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "none.sqlite3"))
        assert "还没有数据库文件" in check()[0]
        assert not (tmp_path / "none.sqlite3").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no standby")
def test_a_standby_is_reported(ready, client):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
    (line,) = check()
    assert "只读" in line
    assert client.get("/licences/").status_code == 200
    for _ in range(2):  # the second one is from memory
        answer = ready()
        assert (answer.status_code, answer.json()["writing"]) == (503, "read-only")


def test_no_migration_of_this_version_is_overlooked():
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    assert standing._wanted() == MigrationLoader(None).disk_migrations.keys()
