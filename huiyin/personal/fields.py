"""A text field whose column holds only ciphertext."""

import logging
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute

from huiyin.common import masking

from . import keys

logger = logging.getLogger(__name__)
_IS_BOUND = "is_bound"
"""On the state of a new record: its key was known when it was inserted."""


class Unreadable(str):
    """Placeholder for a value that no key decrypts; saving it writes the same ciphertext back."""

    stored: str

    def __new__(cls, stored: str) -> "Unreadable":
        value = super().__new__(cls, keys.UNREADABLE)
        value.stored = stored
        return value


class _OfRow(str):
    """A decrypted value on its way between column and record, with the row it was encrypted for."""

    row: str
    stored: str

    def __new__(cls, clear: str, row: str, stored: str = "") -> "_OfRow":
        value = super().__new__(cls, clear)
        value.row, value.stored = row, stored
        return value


def is_readable(value: str) -> bool:
    """Whether this is a real value; False for the placeholder of an unreadable one, copied or not."""
    return value != keys.UNREADABLE


class _IsEmpty(Exact):
    """Lookups can only compare with the empty value: every other ciphertext is unique."""

    def get_prep_lookup(self) -> Any:
        if self.rhs not in ("", None):
            raise TypeError(f"{self.lhs.field.name} is encrypted; search it by its digest field")
        return self.rhs


class _Attribute(DeferredAttribute):
    """Accepts from the column only a value that was encrypted for this row.

    Keeps a damaged ciphertext when a form posts its placeholder text back.
    """

    field: "EncryptedField"

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, _OfRow):
            value = self._checked(instance, value)
        stored = instance.__dict__.get(self.field.attname)
        if isinstance(stored, Unreadable) and value == keys.UNREADABLE:
            value = value if isinstance(value, Unreadable) else stored
        instance.__dict__[self.field.attname] = value

    def _checked(self, instance: models.Model, value: _OfRow) -> str:
        if value.row in ("", str(instance.pk)):
            return str(value)
        _log(self.field.place, value.stored, f"it was written for row {value.row}")
        return Unreadable(value.stored)


class EncryptedField(models.TextField):
    """Personal data: clear in Python, encrypted in the column, hidden in the audit log.

    `mask` (a function of `huiyin.common.masking`) is how it is shown by default. A ciphertext is
    bound to its column and row: moved to another one it cannot be decrypted. So it is only written
    with its record: `save`, or `bulk_create` followed by `bind`; never `update`.
    """

    descriptor_class = _Attribute

    def __init__(self, *args: Any, mask: masking.Mask | None = None, **options: Any) -> None:
        self.mask = _but_unreadable(mask) if mask else None
        super().__init__(*args, **options)

    @property
    def place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if not value or isinstance(value, Unreadable):
            return value
        key = model_instance.pk
        if add:
            setattr(model_instance._state, _IS_BOUND, key is not None)
        return _OfRow(value, "" if key is None else str(key))

    def value_for_row(self, record: models.Model) -> str:
        """The value to store in the column of this record."""
        return str(self.get_prep_value(self.pre_save(record, add=False)) or "")

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Unreadable):
            return value.stored
        if value and not isinstance(value, _OfRow):
            raise TypeError(f"{self.name} is encrypted for its row; save the record")
        return keys.encrypt(value, self.place, value.row) if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not value:
            return ""
        try:
            return _OfRow(keys.decrypt(value, self.place), keys.row_of(value), value)
        except keys.UnreadableError as error:
            _log(self.place, value, str(error))
            return Unreadable(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return _IsEmpty
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is encrypted; search it by its digest field")


def encrypted_fields(model: type[models.Model]) -> list[EncryptedField]:
    """The encrypted columns of a table."""
    return [
        field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedField)
    ]


def bind(records: Iterable[models.Model]) -> None:
    """Encrypt the values of new records of one model for their rows, whose keys are now known.

    `save` calls this by itself; after inserting many records at once it has to be called.
    """
    saved = list(records)
    if not saved or not (fields := encrypted_fields(type(saved[0]))):
        return
    rows = [
        ([field.value_for_row(record) for field in fields], record.pk)
        for record in saved
        if any(record.__dict__[field.attname] for field in fields)
    ]
    if not rows:
        return
    meta, connection = type(saved[0])._meta, connections[saved[0]._state.db or DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    query = f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {quote(str(meta.pk.column))} = %s"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.executemany(query, [[*values, key] for values, key in rows])


def bind_new(sender: type[models.Model], instance: models.Model, created: bool, **_: Any) -> None:
    """Receiver of `post_save`."""
    is_bound = getattr(instance._state, _IS_BOUND, False)
    if created and isinstance(sender._meta.pk, models.AutoField) and not is_bound:
        bind([instance])


@lru_cache(maxsize=1000)
def _log(place: str, stored: str, error: str) -> None:
    """Log each damaged value once per process; `rotate-keys --dry-run` names its record."""
    logger.error("%s of a record cannot be decrypted: %s", place, error)


def _but_unreadable(mask: masking.Mask) -> masking.Mask:
    def masks(value: str) -> str:
        return mask(value) if is_readable(value) else value

    return masks


def masked(record: models.Model, field_name: str) -> str:
    """The shown form of an encrypted field of this record."""
    field = record._meta.get_field(field_name)
    value = getattr(record, field_name)
    if not isinstance(field, EncryptedField) or not value or not is_readable(value):
        return str(value or "")
    return str(field.mask(value)) if field.mask else "*" * min(len(value), 8)
