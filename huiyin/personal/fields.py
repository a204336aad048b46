"""A text field whose column holds only ciphertext."""

from typing import Any

from django.db import models
from django.db.models.lookups import Exact

from . import keys


class _IsEmpty(Exact):
    """Every ciphertext is different: comparing can only ask for the empty one."""

    def get_prep_lookup(self) -> Any:
        if self.rhs not in ("", None):
            raise TypeError(f"{self.lhs.field.name} is encrypted; search it by its digest field")
        return self.rhs


class EncryptedField(models.TextField):
    """Personal data: clear in Python, encrypted in the column, hidden in the audit log.

    `mask` (a function of `huiyin.common.masking`) says how it is shown by default.
    """

    def __init__(self, *args: Any, mask: Any = None, **options: Any) -> None:
        self.mask = mask
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return keys.encrypt(value) if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return keys.decrypt(value) if value else ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return _IsEmpty
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is encrypted; search it by its digest field")


def masked(record: models.Model, field_name: str) -> str:
    """The shown form of an encrypted field of this record."""
    field = record._meta.get_field(field_name)
    value = getattr(record, field_name)
    if not isinstance(field, EncryptedField) or not value:
        return str(value or "")
    return str(field.mask(value)) if field.mask else "*" * min(len(value), 8)
