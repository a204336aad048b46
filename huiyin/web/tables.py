"""The columns of a public table: a head, and what it says of a record."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

from django.db.models import Model

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
        return str(cell) if cell else ""


def fields(model: type[M], *names: str) -> tuple[Column[M], ...]:
    """Fields of the model under their own names."""
    heads = ((str(model._meta.get_field(name).verbose_name), name) for name in names)  # type: ignore[union-attr]
    return tuple(Column[M](head, attrgetter(name)) for head, name in heads)
