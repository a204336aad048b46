"""The database at one moment: copying it, and loading it into an empty place."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from . import postgresql, sqlite

MEMBERS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def vendor() -> str:
    return connection.vendor


def member() -> str:
    """Under which name the copy of the database stands in an archive."""
    return MEMBERS[vendor()]


def snapshot(copy: Path) -> AbstractContextManager[None]:
    """Copy the database to `copy`; within the block, queries read what was copied.

    Others read and write meanwhile, and see nothing of it.
    """
    return sqlite.snapshot(copy) if vendor() == "sqlite" else postgresql.snapshot(copy)


def refuse_unless_empty() -> None:
    """A restore never overwrites anything."""
    (sqlite if vendor() == "sqlite" else postgresql).refuse_unless_empty()


def load(copy: Path) -> AbstractContextManager[None]:
    """Put the database of a backup in its place; on SQLite it gets there when the block ends well.

    Within the block, queries read and write the restored database.
    """
    return sqlite.load(copy) if vendor() == "sqlite" else postgresql.load(copy)


def migrations() -> list[str]:
    """What has been applied to the database, `app.name` each."""
    applied = MigrationRecorder(connections["default"]).applied_migrations()
    return sorted(".".join(migration) for migration in applied)


@contextmanager
def scratch(name: str) -> Iterator[str]:
    """An empty database for a rehearsal: its address, empty where the data folder has its own."""
    if vendor() == "sqlite":
        yield ""
        return
    with postgresql.scratch(name) as address:
        yield address
