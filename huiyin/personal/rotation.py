"""换密钥: every encrypted column again with the first key, batch by batch, while everything runs.

Values that are not bound to their column and row yet are bound on the way. What is current is
passed over, so a run that was stopped just starts again. A row is only changed where it still holds what was read: nobody's newer value is overwritten.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from . import keys
from .fields import EncryptedField, encrypted_fields
from .models import KeyCheck

AT_ONCE = 500


@dataclass
class Column:
    """Report on one encrypted column."""

    model: str
    name: str
    filled: int = 0
    current: int = 0
    changed: int = 0
    unreadable: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def columns() -> list[tuple[type[models.Model], EncryptedField]]:
    """Every encrypted column of every table, each once; that of the key check last.

    The key check gets the new key only after everything else, so that removing the old key too
    early is noticed.
    """
    encrypted = [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in encrypted_fields(model)
    ]
    return sorted(encrypted, key=lambda column: column[0] is KeyCheck)


def rotate(*, dry_run: bool) -> Iterator[Column]:
    """Re-encrypt, column by column; `dry_run` only counts what would be changed."""
    for model, encrypted in columns():
        report = Column(model._meta.label, encrypted.name)
        for batch in _stored(model, encrypted):
            with transaction.atomic():
                for key, stored in batch:
                    _again(model, encrypted, key, stored, report, dry_run)
        yield report


def _again(
    model: type[models.Model],
    encrypted: EncryptedField,
    key: Any,
    stored: str,
    report: Column,
    dry_run: bool,
) -> None:
    report.filled += 1
    try:
        clear = keys.decrypt(stored, encrypted.place, str(key))
    except keys.UnreadableError:
        report.unreadable.append(str(key))
        return
    if keys.is_current(stored, str(key)):
        report.current += 1
        return
    again = keys.encrypt(clear, encrypted.place, str(key))
    if dry_run or _write(model, encrypted, key, stored, again):
        report.changed += 1


def stored(
    model: type[models.Model], encrypted: EncryptedField, most: int
) -> list[tuple[str, str]]:
    """The newest ciphertexts of a column as they stand, each with its place."""
    table, key, column = _quoted(model, encrypted)
    query = f"SELECT {column} FROM {table} WHERE {column} <> '' ORDER BY {key} DESC LIMIT {most}"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(value, encrypted.place) for (value,) in cursor.fetchall()]


def _stored(
    model: type[models.Model], encrypted: EncryptedField
) -> Iterator[list[tuple[Any, str]]]:
    """Keys and ciphertexts in the order of the keys, AT_ONCE at a time."""
    table, key, column = _quoted(model, encrypted)
    last: Any = None
    while True:
        after = f"AND {key} > %s" if last is not None else ""
        query = f"SELECT {key}, {column} FROM {table} WHERE {column} <> '' {after} ORDER BY {key} LIMIT {AT_ONCE}"  # noqa: S608 - names of our own tables
        with connection.cursor() as cursor:
            cursor.execute(query, [] if last is None else [last])
            batch = cursor.fetchall()
        if not batch:
            return
        yield batch
        last = batch[-1][0]


def _write(
    model: type[models.Model], encrypted: EncryptedField, key: Any, before: str, after: str
) -> bool:
    table, primary, column = _quoted(model, encrypted)
    query = f"UPDATE {table} SET {column} = %s WHERE {primary} = %s AND {column} = %s"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(query, [after, key, before])
        return bool(cursor.rowcount == 1)


def _quoted(model: type[models.Model], encrypted: EncryptedField) -> tuple[str, str, str]:
    quote = connection.ops.quote_name
    primary = model._meta.pk
    assert primary is not None  # noqa: S101 - every table has one
    return quote(model._meta.db_table), quote(str(primary.column)), quote(str(encrypted.column))
