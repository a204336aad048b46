"""A record's fields, said once: what forms ask, what the desk shows, what a ledger holds, what is masked.

Label, length and choices are the model's. A sheet says the rest: in which order and under which
heading a field stands, who types it, how a table names it, and what of it everybody may read. The
desk's page and list, the registration and amendment forms (`record_forms`) and the ledger
(`ledgers`) are made from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

from huiyin.common.values import in_words
from huiyin.personal.fields import EncryptedField, masked

from .cells import Reader

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Field:
    """A field that people fill in, by the model's own name; each exception is named.

    In a form: `asked`, `needed_when` (said at the label of one that may else stay empty), `help`,
    `is_long` (asked for in several lines, though the model has one).
    On the desk: `on_page` (below the heading it stands under), `head` (a shorter label in lists).
    In a table: all from `header` on; see `ledgers.Column`.
    """

    name: str
    asked: bool = True
    on_page: bool = True
    in_ledger: bool = True
    needed_when: str = ""
    help: str = ""
    is_long: bool = False
    head: str = ""
    shown: str = ""
    """The property of the record that says it as everybody may read it; an encrypted field has its mask."""

    header: str = ""
    code: str = ""
    aliases: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    """Other words for its choices: word → stored value."""
    cell: Reader | type[Reader] | None = None
    """How a cell is read, where that does not follow from the model; a class takes the model's length."""
    rule: str = ""
    required: bool | None = None
    """In a table; if not said, what the model does not let stay blank."""
    has_fallback: bool = False
    carries: bool = False
    """An empty cell says what the one above it says: cells that were merged downwards."""
    lacking: str = ""
    """The message where it is neither there nor can be worked out, if there is more to say than that."""
    example: Any = ""
    current: str = ""
    """The property that an export says instead, where the day decides."""


class Section:
    """A block of the record page. A bare name is a field that is shown there and set by moves alone."""

    def __init__(self, title: str, *fields: Field | str) -> None:
        self.title, self.fields = title, fields


@dataclass(frozen=True)
class Column:
    """One column of the desk's list. `sort` names the database column; shapes: see desk/_rows.html."""

    label: str
    value: Callable[[Any], Any]
    sort: str = ""
    shape: str = "text"


class Sheet(Generic[M]):
    """The fields of one kind of record, in the order in which a form asks for them.

    Fields beside the sections stand on no page. A section may be taken up again further down.
    `dated_by` is the date by which lists and exports are narrowed.
    """

    def __init__(self, model: type[M], *parts: Section | Field, dated_by: str) -> None:
        self.model, self.dated_by = model, dated_by
        self.fields: dict[str, Field] = {}
        self.sections: dict[str, tuple[str, ...]] = {}
        """Title → names of the fields on the page."""
        for part in parts:
            for one in part.fields if isinstance(part, Section) else (part,):
                self._add(one, part.title if isinstance(part, Section) else "")
        self.asked = tuple(field.name for field in self.fields.values() if field.asked)
        """What both forms ask, in order."""
        self.in_ledger = tuple(field.name for field in self.fields.values() if field.in_ledger)

    def _add(self, said: Field | str, title: str) -> None:
        one = said if isinstance(said, Field) else Field(said, asked=False, in_ledger=False)
        if one.name in self.fields:
            raise ValueError(f"{one.name} stands twice in the sheet of {self.model.__name__}")
        for name in filter(None, (one.name, one.shown, one.current)):
            if not hasattr(self.model, name):
                raise ValueError(f"{self.model.__name__} has no {name}")
        self.fields[one.name] = one
        if title and one.on_page:
            self.sections[title] = (*self.sections.get(title, ()), one.name)

    def column_of(self, name: str) -> "models.Field[Any, Any]":
        """The model's column."""
        field = self.model._meta.get_field(name)
        assert isinstance(field, models.Field)  # noqa: S101 - sheets name columns of the model's own
        return field

    def label(self, name: str) -> str:
        return str(self.column_of(name).verbose_name)

    def is_personal(self, name: str) -> bool:
        """Whether a field is shown masked unless somebody looks at it for a reason."""
        said = self.fields.get(name)
        if said is None:
            return False
        return bool(said.shown) or isinstance(self.column_of(name), EncryptedField)

    def shown(self, record: M, name: str) -> str:
        """A personal value as everybody may read it: on the desk, in an export, on the portal."""
        said = self.fields[name]
        if said.shown:
            return str(getattr(record, said.shown))
        return masked(record, name)

    def columns(self, *said: str | Column) -> tuple[Column, ...]:
        """The desk's list; a bare name is a column as the model and the sheet have it."""
        return tuple(one if isinstance(one, Column) else self._listed(one) for one in said)

    def _listed(self, name: str) -> Column:
        column, said = self.column_of(name), self.fields.get(name)
        label = (said.head if said else "") or str(column.verbose_name)
        if self.is_personal(name):
            return Column(label, lambda record: self.shown(record, name))
        return Column(label, lambda record: in_words(record, column), name, self._shape(column))

    def _shape(self, column: "models.Field[Any, Any]") -> str:
        if isinstance(column, models.DateField):
            return "due" if column.name == getattr(self.model, "due_field", "") else "date"
        if column.name == "reference":
            return "reference"  # it leads to the record
        return "state" if column.name == "state" else "text"
