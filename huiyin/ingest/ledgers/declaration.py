"""A ledger kind is a list of columns; import, export, template and messages all read this one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from huiyin.casework.models import Matter
from huiyin.casework.workflow import Workflow
from huiyin.common import masking
from huiyin.personal.fields import EncryptedField

from .readers import (
    EXCEL_CELL,
    Choice,
    Code,
    Day,
    Number,
    Paragraphs,
    Reader,
    Reference,
    Uscc,
    yes_or_no,
)

KEY = "reference"
ENCRYPTED_LIMIT = 200


class UnknownKindError(KeyError):
    """There is no ledger of that name."""


@dataclass(frozen=True)
class Column:
    """列: what stands in the header, where it is stored, how it is read.

    `has_fallback`: the column may be missing from a file, `Ledger.complete` knows what then.
    `is_private` says for a record whether its cell is masked in an ordinary export.
    """

    field: str
    header: str
    reader: Reader
    code: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    has_fallback: bool = False
    is_private: Callable[[Any], bool] | None = None
    mask: Callable[[str], str] = masking.name
    example: Any = ""
    current: Callable[[Any], Any] | None = None
    """What an export says instead of the stored value, where the day decides; read back, it is no change."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.header, *([self.code] if self.code else []), *self.aliases)


@dataclass(frozen=True)
class Ledger:
    """台账: a kind of matter as a table. `reference` of each agency is the key of a row."""

    key: str
    label: str
    model: type[Matter]
    columns: tuple[Column, ...]
    dated_by: str
    workflow: Workflow[Any]
    register_many: Callable[..., list[Any]]
    amend: Callable[..., Any]
    checker: Callable[[], Callable[[Any, date], None]]
    personal_permission: str
    complete: Callable[[dict[str, Any], Any], None] = lambda _values, _agency: None
    """Fills the values of columns that a file does not have; sees all values by field name."""
    beside: tuple[str, ...] = ()
    """Related rows that columns read: fetched with the records, not one by one."""

    def column(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)

    def header_of(self, field: str) -> str:
        column = self.column(field) or self.column(f"{field}_id")
        return column.header if column else ""


class Columns:
    """Declares columns of one model: header and length come from its fields unless given."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def _of(self, name: str) -> models.Field[Any, Any]:
        found = self.model._meta.get_field(name)
        assert isinstance(found, models.Field)  # noqa: S101 - ledgers hold plain columns only
        return found

    def _make(self, name: str, reader: Reader, header: str, options: dict[str, Any]) -> Column:
        field = self._of(name)
        told = str(field.verbose_name)
        if header and header != told:
            options["aliases"] = (*options.get("aliases", ()), told)
        if isinstance(field, EncryptedField):
            options.setdefault("is_private", lambda _: True)
            options.setdefault("mask", field.mask)
        return Column(field.attname, header or told, reader, **options)

    def _limit(self, name: str) -> int:
        field = self._of(name)
        return field.max_length or (
            ENCRYPTED_LIMIT if isinstance(field, EncryptedField) else EXCEL_CELL
        )

    def text(self, name: str, header: str = "", *, rule: str = "", **options: Any) -> Column:
        return self._make(name, Reader(self._limit(name), rule=rule), header, options)

    def paragraphs(self, name: str, header: str = "", **options: Any) -> Column:
        return self._make(name, Paragraphs(self._limit(name)), header, options)

    def code_number(self, name: str, header: str = "", **options: Any) -> Column:
        return self._make(name, Code(self._limit(name)), header, options)

    def uscc(self, name: str, header: str = "", **options: Any) -> Column:
        return self._make(name, Uscc(18), header, options)

    def number(self, name: str, header: str = "", **options: Any) -> Column:
        return self._make(name, Number(self._limit(name)), header, options)

    def day(
        self, name: str, header: str = "", *, permanent: bool = False, **options: Any
    ) -> Column:
        return self._make(name, Day(may_be_permanent=permanent), header, options)

    def choice(self, name: str, choice: Choice, header: str = "", **options: Any) -> Column:
        return self._make(name, choice, header, options)

    def flag(self, name: str, header: str = "", **options: Any) -> Column:
        """An empty cell is 否, or where the ledger works it out, says nothing."""
        blank = None if options.get("has_fallback") else False
        return self._make(name, yes_or_no(blank), header, options)

    def own(self, name: str, reader: Reader, header: str = "", **options: Any) -> Column:
        """A column that only one ledger can read: its own reader."""
        return self._make(name, reader, header, options)

    def reference(
        self,
        name: str,
        table: Callable[[int], Iterable[tuple[Any, Iterable[str]]]],
        header: str = "",
        *,
        add: str = "",
        **options: Any,
    ) -> Column:
        return self._make(name, Reference(table=table, add=add), header, options)


_ledgers: dict[str, Ledger] = {}

TO_COME = frozenset({"penalties", "commitments", "proposals"})
"""Ledgers that are announced but not there yet."""


def declare(ledger: Ledger) -> Ledger:
    """Make a ledger known by its key; each key once."""
    if ledger.key in _ledgers:
        raise ValueError(f"ledger {ledger.key} is declared twice")
    _ledgers[ledger.key] = ledger
    return ledger


def find(key: str) -> Ledger:
    """The ledger of that key.

    Raises:
        UnknownKindError: with a sentence that says which ones there are.
    """
    if key in _ledgers:
        return _ledgers[key]
    there = "、".join(f"{ledger.key}（{ledger.label}）" for ledger in _ledgers.values())
    begin = f"“{key}”台账还没有做好" if key in TO_COME else f"没有“{key}”台账"
    raise UnknownKindError(f"{begin}；现有：{there}")


def every() -> list[Ledger]:
    return list(_ledgers.values())
