"""PostgreSQL: a GIN index on an expression, the characters of a row and their pairs.

Which rows may contain a longer word the pairs tell, whether they do the text itself. Folding is the
database's own (case, width, punctuation): traditional and simplified characters stay apart here.
"""

from collections.abc import Sequence

from django.db import connection, transaction

from .table import Table

_PRESENT = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s"


class PostgreSQLEngine:
    @transaction.atomic
    def ensure(self, table: Table) -> bool:
        wanted = f"{table.index[:50]}_{table.version}"
        with connection.cursor() as cursor:
            cursor.execute(_PRESENT, [table.name])
            present = {name for (name,) in cursor.fetchall()}
            old = {name for name in present if name.startswith(f"{table.index[:50]}_")} - {wanted}
            if wanted in present and not old:
                return False
            for name in old:
                cursor.execute(f"DROP INDEX {_quoted(name)}")
            if wanted not in present:
                cursor.execute(
                    f"CREATE INDEX {_quoted(wanted)} ON {_quoted(table.name)} "
                    f"USING gin (search_pairs({_texts(table)}))"
                )
                # Counted statistics make the planner scan the table for frequent pairs.
                cursor.execute(f"ALTER INDEX {_quoted(wanted)} ALTER COLUMN 1 SET STATISTICS 0")
        return True

    def release(self, table: Table) -> None:
        """An index goes with its columns by itself."""

    def keys(self, table: Table, words: Sequence[str], most: int) -> list[int]:
        conditions, values = [], list[str]()
        columns = [_quoted(column) for column in table.columns]
        anywhere = " OR ".join(
            f"strpos(search_fold({column}), search_fold(%s)) > 0" for column in columns
        )
        for word in words:
            conditions.append(f"search_pairs({_texts(table)}) @> search_asked(%s) AND ({anywhere})")
            values += [word] * (1 + len(columns))
        sql = (
            f"SELECT {_quoted(table.key)} FROM {_quoted(table.name)} "  # noqa: S608 - names of a model
            f"WHERE {' AND '.join(conditions)} LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, most])
            return [key for (key,) in cursor]

    def holding(self, table: Table, pairs: Sequence[str], most: int) -> list[tuple[int, int]]:
        """Any of each."""
        name, key = _quoted(table.name), _quoted(table.key)
        sql = (
            "SELECT asked.place - 1, hit.key FROM unnest(%s::text[]) "  # noqa: S608 - names of a model
            "WITH ORDINALITY AS asked(pair, place), LATERAL ("
            f"SELECT {key} AS key FROM {name} "
            f"WHERE search_pairs({_texts(table)}) @> ARRAY[asked.pair] LIMIT %s) AS hit"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(pairs), most])
            return [(place, key) for place, key in cursor]


ENGINE = PostgreSQLEngine()


def _texts(table: Table) -> str:
    return f"ARRAY[{', '.join(f'{_quoted(column)}::text' for column in table.columns)}]"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
