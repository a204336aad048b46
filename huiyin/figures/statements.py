"""定式查询: what is asked of some blocks of records, composed once and then asked with other bounds.

Django takes longer to compose a hundred conditional counts than the database to answer them. What
is asked of the blocks that have changed is the same at each look; only the blocks differ.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Q

from huiyin.database.among import MARK, Among, given

REMEMBERED = 64
"""So many statements of one form are remembered, each of some tens of kilobytes."""


@dataclass(frozen=True)
class Blocks:
    """Blocks of so many records by their numbers, all or only some; of size 0 all are one block."""

    size: int = 0
    only: frozenset[int] | None = None


WHOLE = Blocks()
Compose = Callable[[Q], "models.QuerySet[Any, Any]"]
"""What is asked of the records that meet a condition."""


class Statement:
    """A question that leaves open of which records it is asked."""

    def __init__(self, compose: Compose) -> None:
        """Composes it.

        Raises:
            ValueError: the condition on the records does not stand in the question.
        """
        self._sql, self._params, self._places = "", list[Any](), list[int]()
        self._converters: dict[int, tuple[list[Any], Any]] = {}
        compiler = compose(Q(Among("pk"))).query.get_compiler(connection=connection)
        try:
            self._sql, params = compiler.as_sql()
        except EmptyResultSet:
            return  # it is asked of no agency: there is nothing to read
        self._params = list(params)
        self._places = [at for at, value in enumerate(params) if value is MARK]
        if not self._places:
            raise ValueError("a question of some records that does not ask which")
        self._converters = compiler.get_converters([one for one, *_ in compiler.select])

    def read(self, blocks: Blocks) -> Iterator[Sequence[Any]]:
        """The rows, as the queryset gives them as lists of values."""
        if not self._sql:
            return
        params, numbers = list(self._params), given(_numbers(blocks), connection.vendor)
        for at in self._places:
            params[at] = numbers
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            rows = cursor.fetchall()
        for row in rows:
            values = list(row)
            for at, (converters, expression) in self._converters.items():
                for convert in converters:
                    values[at] = convert(values[at], expression, connection)
            yield values


def _numbers(blocks: Blocks) -> Iterator[int]:
    for block in sorted(blocks.only or ()):
        yield from range(block * blocks.size, (block + 1) * blocks.size)
