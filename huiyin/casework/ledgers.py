"""台账: a kind of record as a table; import, export, template and messages all read one list of columns.

The columns are made from the record's sheet. Each matter declares its own ledger in `ledger.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.module_loading import autodiscover_modules

from huiyin.organisations.models import Organisation, check_uscc
from huiyin.personal.fields import EncryptedField

from .cells import (
    EXCEL_CELL,
    Address,
    CellError,
    Day,
    DecimalNumber,
    Number,
    Paragraphs,
    Reader,
    Uscc,
    Whole,
    choice_of,
    yes_or_no,
)
from .keys import ReferenceField
from .models import Matter
from .sheets import Field, Sheet
from .workflow import Workflow

M = TypeVar("M", bound=Matter)

KEY = "reference"
ENCRYPTED_LIMIT = 200


class UnknownKindError(KeyError):
    """There is no ledger of that name."""


@dataclass(frozen=True)
class Column:
    """列: what stands in the header, where it is stored, how it is read.

    `has_fallback`: the column may be missing from a file or empty, `Ledger.completer` knows what then.
    `shown` says what an ordinary export writes where the cell is personal.
    """

    field: str
    header: str
    reader: Reader
    code: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    has_fallback: bool = False
    shown: Callable[[Any], str] | None = None
    example: Any = ""
    current: str = ""
    """The property that an export says instead of the stored value; read back, it is no change."""
    validate: Callable[[Any], None] | None = None
    """What the model demands of a value beyond its kind, as a form does."""
    carries: bool = False
    """An empty cell takes the value above it."""
    lacking: str = "必填，请补上"
    """The message where a required value is neither there nor filled in."""

    def read(self, raw: Any) -> Any:
        """The value of a cell.

        Raises:
            CellError: the cell cannot be read, or the model would not have the value.
        """
        if raw is None or raw == "":
            return self.reader.blank
        value = self.reader.read(raw)
        if self.validate is not None:
            try:
                self.validate(value)
            except ValidationError as error:
                raise CellError("；".join(error.messages)) from None
        return value

    @property
    def is_private(self) -> bool:
        return self.shown is not None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.header, *([self.code] if self.code else []), *self.aliases)


def nothing_more(values: dict[str, Any], agency: Organisation) -> None:
    """For a ledger that fills in no column which a file does not have."""


@dataclass(frozen=True, kw_only=True)
class Ledger(Generic[M]):
    """台账: a kind of matter as a table. `reference` of each agency is the key of a row.

    `checker` makes the check of one import: what it asks the database once, it asks there.
    """

    key: str
    label: str
    sheet: Sheet[M]
    workflow: Workflow[M]
    register_many: Callable[..., list[M]]
    amend: Callable[..., M]
    checker: Callable[[], Callable[[M, date], None]]
    personal_permission: str
    start: str = "register"
    """The start of the workflow by which its rows are entered."""
    completer: Callable[[], Callable[[dict[str, Any], Organisation], None]] = lambda: nothing_more
    """Makes what fills the values of one import that a file does not have; it sees all values by field
    name."""
    key_of: Callable[[Mapping[str, Any]], str] | None = None
    """What names a row where no column does; empty where a part of it is missing."""
    order: tuple[str | Column, ...] = ()
    """Of the columns, where it is not that of the sheet; a column that no field of it holds is given."""
    standard: tuple[str, ...] = ()
    """The columns of a national list, in its order: what is handed to a platform as a file of its own."""
    exported_by: str = ""
    """The date by which exports are narrowed, where it is not that of the sheet."""
    beside: tuple[str, ...] = ()
    """Related rows that columns read: fetched with the records, not one by one."""

    @property
    def model(self) -> type[M]:
        return self.sheet.model

    @property
    def dated_by(self) -> str:
        return self.exported_by or self.sheet.dated_by

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(
            said if isinstance(said, Column) else column_of(self.sheet, self.sheet.fields[said])
            for said in self.order or self.sheet.in_ledger
        )

    @property
    def standard_columns(self) -> tuple[Column, ...]:
        """The columns of the national list, of which each has a code."""
        return tuple(column for name in self.standard if (column := self.column(name)))

    def column(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)

    def header_of(self, field: str) -> str:
        column = self.column(field) or self.column(f"{field}_id")
        return column.header if column else ""


def column_of(sheet: Sheet[Any], said: Field) -> Column:
    """The column of a table that holds this field."""
    stored = sheet.column_of(said.name)
    label = str(stored.verbose_name)
    required = said.required
    if required is None:
        required = not stored.blank and not isinstance(stored, models.BooleanField)
    also = (label,) if said.header and said.header != label else ()
    reader = _reader(stored, said)
    shown = partial(sheet.shown, name=said.name) if sheet.is_personal(said.name) else None
    return Column(
        stored.attname, said.header or label, reader, said.code,
        (*said.aliases, *also), required,
        said.has_fallback, shown, said.example, said.current, _demands(stored, reader),
        said.carries, said.lacking or Column.lacking,
    )  # fmt: skip


def _demands(stored: "models.Field[Any, Any]", reader: Reader) -> Callable[[Any], None] | None:
    """The validators of a column; None where they say no more than its reader."""
    is_short = reader.limit is not None and reader.limit == stored.max_length
    more = [
        one
        for one in stored.validators
        if not (is_short and isinstance(one, MaxLengthValidator))
        and not (one is check_uscc and isinstance(reader, Uscc))
    ]
    return stored.run_validators if more else None


def _reader(stored: "models.Field[Any, Any]", said: Field) -> Reader:
    if isinstance(said.cell, Reader):
        return said.cell
    if stored.choices and said.cell is None:
        return choice_of(stored.flatchoices, said.words, blank=None if stored.null else "")
    if isinstance(stored, models.BooleanField):
        # an empty cell is what a new record has, or where the ledger works it out, says nothing
        unsaid = said.has_fallback or stored.null
        return yes_or_no(None if unsaid else bool(stored.get_default()))
    if said.cell is None and isinstance(stored, models.IntegerField | models.DecimalField):
        reader = _number(stored)
        return replace(reader, rule=said.rule) if said.rule else reader
    kind = said.cell or _usual(stored)
    if kind is Day:
        return Day()
    limit = stored.max_length or (
        ENCRYPTED_LIMIT if isinstance(stored, EncryptedField) else EXCEL_CELL
    )
    reader = kind(limit)
    return replace(reader, rule=said.rule) if said.rule else reader


def _number(stored: "models.IntegerField[Any, Any] | models.DecimalField[Any, Any]") -> Reader:
    """A number that the column can hold, whichever the database."""
    blank = stored.get_default() if stored.blank else None
    if isinstance(stored, models.DecimalField):
        return DecimalNumber(blank=blank, digits=stored.max_digits, places=stored.decimal_places)
    least, most = BaseDatabaseOperations.integer_field_ranges[stored.get_internal_type()]
    return Whole(blank=blank, least=least, most=most)


def _usual(stored: "models.Field[Any, Any]") -> type[Reader]:
    """How a cell of this column is read unless the sheet says otherwise.

    Raises:
        TypeError: as text it would be stored as something else than it is.
    """
    if isinstance(stored, models.DateField):
        return Day
    if isinstance(stored, ReferenceField):
        return Number
    if check_uscc in stored.validators:
        return Uscc
    if isinstance(stored, models.URLField):
        return Address
    if not isinstance(stored, models.CharField | models.TextField):
        kind = type(stored).__name__
        raise TypeError(f"{stored} is a {kind}: name its reader, Field({stored.name!r}, cell=…)")
    is_long = isinstance(stored, models.TextField) and not isinstance(stored, EncryptedField)
    return Paragraphs if is_long else Reader


_ledgers: dict[str, Ledger[Any]] = {}


def declare(ledger: Ledger[M]) -> Ledger[M]:
    """Make a ledger known by its key; each key once."""
    if ledger.key in _ledgers:
        raise ValueError(f"ledger {ledger.key} is declared twice")
    _ledgers[ledger.key] = ledger
    return ledger


def find(key: str) -> Ledger[Any]:
    """The ledger of that key.

    Raises:
        UnknownKindError: with a sentence that says which ones there are.
    """
    there = {ledger.key: ledger for ledger in every()}
    if key in there:
        return there[key]
    known = "、".join(f"{ledger.key}（{ledger.label}）" for ledger in there.values())
    raise UnknownKindError(f"没有“{key}”台账；现有：{known}")


def every() -> list[Ledger[Any]]:
    """All ledgers, by key."""
    _read_declarations()
    return [_ledgers[key] for key in sorted(_ledgers)]


def keys() -> str:
    """The keys of all ledgers, as a command names them."""
    return " ".join(ledger.key for ledger in every())


@lru_cache(maxsize=1)
def _read_declarations() -> None:
    """A ledger is known when its module has been read."""
    autodiscover_modules("ledger")
