"""Values as words of the statement: of a partial index SQLite learns only by them that it may be used."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func


class OneOf(Func):
    """`state IN ('a', 'b')`, as an index over these states has it in its own condition.

    For values of the program, never for what somebody typed.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str, values: Iterable[str], **extra: Any) -> None:
        quoted = (str(value).replace("'", "''").replace("%", "%%") for value in sorted(values))
        words = ", ".join(f"'{value}'" for value in quoted)
        super().__init__(F(column), template=f"%(expressions)s IN ({words})", **extra)
