"""SQLite: the online backup API from one open read transaction, so that writers go on."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from huiyin.backup.faults import FULL, BackupError
from huiyin.common import durable

_PAGES = 4096
_BESIDE = ("-wal", "-shm", "-journal")


def _place() -> Path:
    return Path(str(connections["default"].settings_dict["NAME"]))


@contextmanager
def snapshot(copy: Path) -> Iterator[None]:
    """One read transaction holds the moment: without it each foreign write begins the copy anew."""
    try:
        with (
            closing(sqlite3.connect(_place(), timeout=20, isolation_level=None)) as source,
            closing(sqlite3.connect(copy, isolation_level=None)) as target,
        ):
            target.execute("PRAGMA synchronous=OFF")
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(target, pages=_PAGES)
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode=DELETE")
            (state,) = target.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise _in_words(error) from error
    if state != "ok":
        raise BackupError(f"数据库文件已损坏（{state}），没有备份；请用最近一份完好的备份恢复")
    with reading_from(copy):
        yield


def _in_words(error: sqlite3.DatabaseError) -> Exception:
    if "full" in str(error):
        return BackupError(FULL)
    return BackupError(f"数据库不能复制：{error}")


@contextmanager
def reading_from(copy: Path) -> Iterator[None]:
    """This thread's queries go to another file; a rollback journal leaves nothing beside it."""
    own = connections["default"]
    other: BaseDatabaseWrapper = own.copy()
    other.settings_dict["NAME"] = str(copy)
    other.settings_dict["OPTIONS"] = {
        **other.settings_dict["OPTIONS"],
        "init_command": "PRAGMA synchronous=OFF",
    }
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = own


def refuse_unless_empty() -> None:
    place = _place()
    if not place.exists() or not place.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(place)) as database:
            (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:  # something else lies there
        tables = 1
    if tables:
        raise BackupError(f"数据库 {place} 里已有数据；只能恢复到空的地方，请换一个 HUIYIN_HOME")


@contextmanager
def load(copy: Path) -> Iterator[None]:
    place = _place()
    draft = place.with_name(f"{place.name}.restoring")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.move(copy, draft)
        with reading_from(draft):
            yield
        with closing(sqlite3.connect(draft)) as database:
            database.execute("PRAGMA journal_mode=WAL")
        connections["default"].close()
        for name in (place.name, *(f"{place.name}{suffix}" for suffix in _BESIDE)):
            place.with_name(name).unlink(missing_ok=True)
        durable.sync(draft)
        draft.replace(place)
        durable.sync(place.parent)
    finally:
        for suffix in ("", *_BESIDE):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)
