"""The columns of a public table: a head, and the text of its cell for a record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model

from huiyin.common.values import reader

from .downloads import Cell

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Column(Generic[M]):
    """A number is a number and a day a day; the unit stands in the head."""

    head: str
    cell: Callable[[M], Cell]

    def text(self, record: M) -> str:
        """As a page shows it; empty where there is nothing to show."""
        cell = self.cell(record)
        return "" if cell is None else str(cell)


def fields(model: type[M], *names: str) -> tuple[Column[M], ...]:
    """Fields of the model under their own names; a choice and a yes or no are said in words."""
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    return tuple(Column[M](str(column.verbose_name), reader(column)) for column in columns)
