"""SQLite: one FTS5 table without content beside each table, filled by triggers.

A word of characters is a phrase of overlapping pairs, a single character a token of its own,
marked by `_`. The triggers call `search_tokens`, which every connection of the program gets; a
program that does not have it cannot write past the index.
"""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.backends.signals import connection_created

from huiyin.search import chinese

from .table import Table

FUNCTION = "search_tokens"
_NAME = re.compile(r"[a-z0-9_]+")


def tokens(*texts: Any) -> str:
    """What is indexed of one row."""
    runs = [chinese.fold(str(text)) for text in texts if text]
    signs = dict.fromkeys("".join(runs))
    return f"{chinese.tokens(runs)} {' '.join(f'_{sign}' for sign in signs)}"


def lend(connection: Any, **signal: Any) -> None:
    """A new connection gets the function that the triggers call."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, -1, tokens, deterministic=True)


connection_created.connect(lend, dispatch_uid="huiyin.search.rows")


class SQLiteEngine:
    @transaction.atomic
    def ensure(self, table: Table) -> bool:
        wanted = _triggers(table)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, type FROM sqlite_master WHERE name = %s OR tbl_name = %s",
                [table.index, table.name],
            )
            present = {name for name, _ in cursor.fetchall()}
            old = {name for name in present if name.startswith(f"{table.index}_on_")}
            if table.index in present and old == wanted.keys():
                return False
            for name in old:
                cursor.execute(f"DROP TRIGGER {_quoted(name)}")
            if table.index in present:
                cursor.execute(f"DROP TABLE {_quoted(table.index)}")
            cursor.execute(
                f"CREATE VIRTUAL TABLE {_quoted(table.index)} USING fts5(words, content='', "
                "columnsize=0, tokenize=\"ascii tokenchars '_'\")"
            )
            cursor.execute(
                f"INSERT INTO {_quoted(table.index)} (rowid, words) "  # noqa: S608 - names of a model
                f"SELECT {_quoted(table.key)}, {_call(table)} FROM {_quoted(table.name)}"
            )
            for statement in wanted.values():
                cursor.execute(statement)
        return True

    def release(self, table: Table) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [table.name],
            )
            for (name,) in cursor.fetchall():
                if name.startswith(f"{table.index}_on_"):
                    cursor.execute(f"DROP TRIGGER {_quoted(name)}")

    def keys(self, table: Table, words: Sequence[str], most: int) -> list[int]:
        expression = " AND ".join(_phrase(chinese.fold(word)) for word in words)
        index = _quoted(table.index)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {index} WHERE {index} MATCH %s LIMIT %s",  # noqa: S608 - names of a model
                [expression, most],
            )
            return [key for (key,) in cursor]

    def holding(self, table: Table, pairs: Sequence[str], most: int) -> list[tuple[int, int]]:
        """The newest ones of each."""
        index = _quoted(table.index)
        one = (
            f"SELECT * FROM (SELECT %s AS place, rowid FROM {index} WHERE {index} MATCH %s "  # noqa: S608 - names of a model
            "ORDER BY rowid DESC LIMIT %s)"
        )
        values = [value for place, pair in enumerate(pairs) for value in (place, f'"{pair}"', most)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(pairs)), values)
            return [(place, key) for place, key in cursor]


ENGINE = SQLiteEngine()


def _triggers(table: Table) -> dict[str, str]:
    """Name, which tells the version → the statement that makes it."""
    index, name = _quoted(table.index), _quoted(table.name)
    key = _quoted(table.key)
    add = f"INSERT INTO {index} (rowid, words) VALUES (new.{key}, {_call(table, 'new.')});"  # noqa: S608 - names of a model
    drop = (
        f"INSERT INTO {index} ({index}, rowid, words) "  # noqa: S608 - names of a model
        f"VALUES ('delete', old.{key}, {_call(table, 'old.')});"
    )
    columns = [_quoted(column) for column in table.columns]
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    update = f"UPDATE OF {', '.join(columns)} ON {name} WHEN {changed}"
    said = {
        "insert": f"INSERT ON {name} BEGIN {add} END",
        "delete": f"DELETE ON {name} BEGIN {drop} END",
        "update": f"{update} BEGIN {drop} {add} END",
    }
    named = {f"{table.index}_on_{what}_{table.version}": how for what, how in said.items()}
    return {name: f"CREATE TRIGGER {_quoted(name)} AFTER {how}" for name, how in named.items()}


def _call(table: Table, row: str = "") -> str:
    return f"{FUNCTION}({', '.join(f'{row}{_quoted(column)}' for column in table.columns)})"


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f'"_{run}"'
    return f'"{" ".join(chinese.pairs(run)[:-1])}"'


def _quoted(name: str) -> str:
    """A name of the schema; anything else is a fault of the program."""
    if not _NAME.fullmatch(name):
        raise sqlite3.ProgrammingError(f"no name of a table or column: {name}")
    return f'"{name}"'
