"""`id IN (…)` of as many numbers as one likes, as a single value of the statement.

SQLite searches each by its number, whatever other indexes there are; of several ranges beside each
other it would read the whole table. The statement is the same for all numbers.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func

MARK = object()
"""Stands among the values of the statement where the numbers have to be given."""


class Among(Func):
    """Whether a column is among numbers that are given later."""

    output_field = BooleanField()
    conditional = True
    template = "%(expressions)s IN (SELECT value FROM json_each(%%s))"

    def __init__(self, column: str, **extra: Any) -> None:
        super().__init__(F(column), **extra)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, *args, **context)
        return sql, [*params, MARK]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s = ANY(%%s)", **context)


def given(numbers: Iterable[int], vendor: str) -> Any:
    """What stands for them in a statement of this database."""
    return list(numbers) if vendor == "postgresql" else json.dumps([*numbers])
