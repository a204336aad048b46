"""Behind a pooler that lends a connection for one transaction (pgbouncer, transaction mode)."""

import re
import shutil
import subprocess
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, connections, transaction

from huiyin.audit import chain
from huiyin.backup.engines import postgresql as dump
from huiyin.backup.faults import BackupError
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.jobs import claims
from huiyin.licensing.actions import revoke
from huiyin.search import index
from tests import postgres
from tests.architecture import tree

SESSION = re.compile(
    r"""["' ](?:(?:UN)?LISTEN|NOTIFY|PREPARE|DISCARD|DECLARE|CREATE\s+(?:GLOBAL\s+|LOCAL\s+)?TEMP"""
    r"""|(?<!UPDATE )SET\s+(?!LOCAL|TRANSACTION|STORAGE|STATISTICS|NULL|DEFAULT)[a-z_]+\s*(?:=|TO)\s)"""
    r"""|pg_(?:try_)?advisory_lock|set_config\("""
)
"""What would belong to a session: notifications, prepared statements, settings, locks of its own."""
only_there = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file")


def test_no_statement_leaves_anything_in_the_session():
    named = ["LISTEN changed", "SET search_path TO x", "SELECT pg_advisory_lock(1)", "PREPARE x AS"]
    assert all(SESSION.search(f'"{statement}"') for statement in named)
    missed = []
    for path in tree.python():
        name = tree.name(path)
        if name.startswith("huiyin/") and "/tests/" not in name:
            text = path.read_text(encoding="utf-8")
            missed += [(name, match.group()) for match in SESSION.finditer(text)]
    assert not missed


@only_there
@pytest.mark.django_db(transaction=True)
def test_a_cursor_stays_on_the_server_only_where_it_cannot_be_lost(monkeypatch):
    assert not connection.is_pooled()
    assert connection.chunked_cursor().name
    monkeypatch.setattr(type(connections["default"]), "is_pooled", lambda self: True)
    assert getattr(connection.chunked_cursor().cursor, "name", None) is None
    with transaction.atomic():
        assert connection.chunked_cursor().name
    for act in (dump.refuse_unless_empty, lambda: dump.snapshot(None).__enter__()):
        with pytest.raises(BackupError, match="连接池"):
            act()


def _answers():
    try:
        connection.ensure_connection()
    except OperationalError:
        time.sleep(0.02)
    return connection.connection is not None


@contextmanager
def pooled(place):
    """Our connections go through a pgbouncer with two connections to the server."""
    database = connection.settings_dict
    before = {"HOST": database["HOST"], "PORT": database["PORT"]}
    port = postgres._free_port()
    (place / "users").write_text(f'"{database["USER"]}" "{database["PASSWORD"]}"\n')
    (place / "pgbouncer.ini").write_text(f"""
        [databases]
        * = host={before["HOST"]} port={before["PORT"]}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {port}
        unix_socket_dir =
        pool_mode = transaction
        default_pool_size = 2
        auth_type = plain
        auth_file = {place}/users
    """)
    for path in (place, *place.iterdir()):
        path.chmod(0o755)
    for above in list(place.parents)[:-2]:
        above.chmod(above.stat().st_mode | 0o011)
    command = [shutil.which("pgbouncer"), "-q", place / "pgbouncer.ini"]
    server = subprocess.Popen(command, cwd="/", stderr=subprocess.PIPE, **postgres._run_as())
    connection.close()
    database.update(HOST="127.0.0.1", PORT=str(port))
    try:
        while not _answers():
            assert server.poll() is None, server.stderr.read().decode()
        yield
    finally:
        connections.close_all()
        database.update(before)
        server.terminate()
        server.wait()


@only_there
@pytest.mark.skipif(shutil.which("pgbouncer") is None, reason="pgbouncer is not installed")
@pytest.mark.django_db(transaction=True)
def test_everything_once_through_pgbouncer(client, bureau, licence, robot, morning, tmp_path):
    licences = [licence(reference=f"云〔2020〕{number}号") for number in range(1, 4)]
    column = add_column(
        agency_page(bureau, actor=robot, at=morning), "动态", slug="dt", actor=robot, at=morning
    )
    direct = client.get("/licences.csv").getvalue()
    with pooled(tmp_path):
        assert connection.is_pooled()
        values = {
            "title": "渣土运输管理",
            "body": "<p>正文</p>",
            "published_at": morning,
            "issuer": "某局",
            "source": "某局",
        }
        publish_document(column, bureau, values, actor=robot, at=morning)
        assert index.find(index.Query("渣土运输")).total == 1
        assert client.get("/licences.csv").getvalue() == direct
        revoke(licences[0], actor=robot, at=morning, reason="测试")
        assert chain.seal()
        assert chain.verify().first_break is None
        with claims.claimed("one") as ours, claims.claimed("one") as theirs:
            assert (ours, theirs) == (True, False)
        with claims.claimed("one") as again:
            assert again
        assert client.get("/readyz").json()["database"] == "ok"
