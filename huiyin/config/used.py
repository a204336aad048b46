"""Whether a database is in use already, asked before Django is there."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

_KNOWN = "personal_keycheck"


def is_used(database: dict[str, Any]) -> bool:
    """Whether something was written with keys: known values are there, or tables older than they.

    Raises:
        ImproperlyConfigured: it cannot be asked.
    """
    on_file = database["ENGINE"].endswith("sqlite3")
    try:
        with closing(_sqlite(database) if on_file else _postgresql(database)) as connection:
            tables = {name for (name,) in connection.execute(_TABLES[on_file]).fetchall()}
            if _KNOWN in tables:
                return connection.execute(f"SELECT 1 FROM {_KNOWN}").fetchone() is not None  # noqa: S608
            return "django_migrations" in tables
    except Exception as error:  # of either driver
        reason = " ".join(str(error).split())
        raise ImproperlyConfigured(
            f"HUIYIN_DATABASE_URL: whether keys may be made cannot be seen: {reason}"
        ) from error


_TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table'",
    False: "SELECT table_name FROM information_schema.tables"
    " WHERE table_schema = ANY (current_schemas(false))",
}


def _sqlite(database: dict[str, Any]) -> Any:
    path = Path(database["NAME"])
    if not path.exists():
        return sqlite3.connect(":memory:")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _postgresql(database: dict[str, Any]) -> Any:
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    parameters = {parameter: database[name] for name, parameter in names.items() if database[name]}
    # by its name: loading the driver takes longer than all other settings
    return import_string("psycopg.connect")(**parameters, **database["OPTIONS"])
