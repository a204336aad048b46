"""One migrated database for all tests, kept by what it is made from and copied for each worker.

Migrations take longer than most tests. They run once for each state of the migrations and of the
lock files; what they leave is kept: on SQLite as a file in `var/tests`, on PostgreSQL as a database
of the test server (`tests.postgres` keeps that server's folder). A worker starts from a copy, and a
test that commits is undone by taking the copy anew: any order works, and no table is forgotten.
"""

import fcntl
import gc
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "tests"
LATEST = 4
AUDIT_KEY = "the opening entry of a kept database is sealed with this"
"""Whoever copies a kept database works with this key."""
# What the migrations are and what they and `_fill` read: the calendar, the catalogues, the tables of the index.
SOURCES = (
    "huiyin/*/migrations/*.py",
    "huiyin/**/*.toml",
    "huiyin/audit/digests.py",
    "huiyin/workdays/load.py",
    "tests/databases.py",
    "huiyin/organisations/roles.py",
    "huiyin/search/engines/*.py",
    "huiyin/search/rows/*.py",
    "huiyin/casework/searching.py",
    "huiyin/publicity/naming.py",
    "requirements/*.txt",
)


SEARCHED = re.compile(r"\bsearch=\([^)]*\)")
"""The columns of each room that the database keeps an index of."""


def keep_key(home: Path) -> None:
    """The data folder beside a copy holds the key that sealed the opening entry."""
    place = home / "keys" / "audit_key"
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.touch(mode=0o600)
    place.write_text(AUDIT_KEY)


def fingerprint(sources: tuple[str, ...] = SOURCES) -> str:
    """16 hexadecimal digits that change with anything that the migrated database depends on."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in sources for path in ROOT.glob(pattern)}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    for path in sorted(ROOT.glob("huiyin/**/desk*/**/*.py")) + sorted(
        ROOT.glob("huiyin/**/desk.py")
    ):
        digest.update(repr(SEARCHED.findall(path.read_text())).encode())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Of several workers or runs, one makes what the others then find made."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def forget(pattern: str) -> None:
    """Remove all but the latest few of a kind: branches are changed to and fro."""
    kept = sorted(KEPT.glob(pattern), key=lambda path: path.stat().st_mtime)
    for path in kept[: -LATEST + 1]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy() -> Callable[[], None]:
    """Give this process a database of its own; the result puts it back to what it was at first."""
    restore = _sqlite_copy() if connection.vendor == "sqlite" else _postgresql_copy()
    restore()
    return restore


def _sqlite_copy() -> Callable[[], None]:
    name = str(connections["default"].settings_dict["TEST"]["NAME"])
    own = copy_migrated_file(Path(name).with_name("migrated.sqlite3"))

    def restore() -> None:
        connections.close_all()
        # Another file of that name: a refused statement that a log record still holds keeps the old one.
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
        shutil.copyfile(own, name)
        _point_to(name)

    return restore


def copy_migrated_file(target: Path) -> Path:
    """Copy the kept SQLite file, made where it is missing."""
    kept = KEPT / f"{fingerprint()}.sqlite3"
    with one_at_a_time("sqlite"):
        if not kept.exists():
            _make_sqlite(kept)
        shutil.copyfile(kept, target)
    return target


def _make_sqlite(kept: Path) -> None:
    """In a process of its own, so that it can be asked for while Playwright holds this one.

    Under another name at first: what is broken off is not taken for a database.
    """
    forget("*.sqlite3")
    unfinished = kept.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="huiyin-test-") as home:
        environment = {
            **os.environ,
            "HUIYIN_HOME": home,
            "HUIYIN_DATABASE_URL": f"sqlite://{unfinished}",
        }
        subprocess.run([sys.executable, "-m", "tests.databases"], env=environment, check=True)
    unfinished.rename(kept)


def _postgresql_copy() -> Callable[[], None]:
    template = template_name()
    name = connection.settings_dict["TEST"]["NAME"] or f"test_{connection.settings_dict['NAME']}"
    with one_at_a_time("postgresql"):
        make_postgresql(template)

    def restore() -> None:
        connections.close_all()
        _on_server(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{template}"',
        )
        _point_to(name)

    return restore


def make_postgresql(template: str) -> None:
    """A migrated database of this name on the server, unless it is there."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone():
            return
    unfinished = f"{template}_unfinished"
    _on_server(
        f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)', f'CREATE DATABASE "{unfinished}"'
    )
    _migrate(unfinished)
    _on_server(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')


def main() -> None:
    """Migrate what HUIYIN_DATABASE_URL names: a SQLite file, or a server for later copies."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    os.environ["HUIYIN_AUDIT_KEY"] = AUDIT_KEY
    django.setup()
    gc.freeze()  # migrations draw fifty thousand models: to search what is loaded is a third of it
    gc.set_threshold(100_000, 20, 50)
    if connection.vendor == "postgresql":
        make_postgresql(template_name())
        return
    _fill()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def _fill() -> None:
    """The tables, and the groups of the usual posts: most tests appoint somebody to one."""
    from huiyin.organisations.roles import ensure_groups  # noqa: PLC0415 - models need the settings first

    call_command("migrate", verbosity=0, interactive=False)
    ensure_groups()


def template_name() -> str:
    return f"migrated_{fingerprint()}"


def _on_server(*statements: str) -> None:
    """Run statements outside every database of ours."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    _point_to(name)
    _fill()
    connections.close_all()
    _point_to(before)


def _point_to(name: str) -> None:
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


if __name__ == "__main__":
    main()
