"""A text field whose column holds only ciphertext."""

import logging
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute

from huiyin.common import masking

from . import keys

logger = logging.getLogger(__name__)


class Unreadable(str):
    """Stands for a value that no key opens; stored again, it is the same ciphertext as before."""

    stored: str

    def __new__(cls, stored: str) -> "Unreadable":
        value = super().__new__(cls, keys.UNREADABLE)
        value.stored = stored
        return value


def is_readable(value: str) -> bool:
    """False of what only stands for a value, whatever has copied it."""
    return value != keys.UNREADABLE


class _IsEmpty(Exact):
    """Every ciphertext is different: comparing can only ask for the empty one."""

    def get_prep_lookup(self) -> Any:
        if self.rhs not in ("", None):
            raise TypeError(f"{self.lhs.field.name} is encrypted; search it by its digest field")
        return self.rhs


class _Attribute(DeferredAttribute):
    """Keeps a damaged ciphertext where a form gives back the words that stood for it."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        held = instance.__dict__.get(self.field.attname)
        if isinstance(held, Unreadable) and value == keys.UNREADABLE:
            value = value if isinstance(value, Unreadable) else held
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.TextField):
    """Personal data: clear in Python, encrypted in the column, hidden in the audit log.

    `mask` (a function of `huiyin.common.masking`) says how it is shown by default. A ciphertext is
    bound to its model and field: moved into another column it opens no more.
    """

    descriptor_class = _Attribute

    def __init__(self, *args: Any, mask: masking.Mask | None = None, **options: Any) -> None:
        self.mask = _but_unreadable(mask) if mask else None
        super().__init__(*args, **options)

    @property
    def place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Unreadable):
            return value.stored
        value = super().get_prep_value(value)
        return keys.encrypt(value, self.place) if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not value:
            return ""
        try:
            return keys.decrypt(value, self.place)
        except keys.UnreadableError as error:
            _log(self.place, value, str(error))
            return Unreadable(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return _IsEmpty
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is encrypted; search it by its digest field")


@lru_cache(maxsize=1000)
def _log(place: str, stored: str, error: str) -> None:
    """Each damaged value once a process, not at every look; `rotate-keys --dry-run` names its record."""
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
