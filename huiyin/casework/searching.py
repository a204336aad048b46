"""Which records contain the words that somebody typed: keys from the index, records by their policy.

A room's own columns of text stand in `huiyin.search.rows`; those of a related record are few and
are looked through. A word in very many records narrows too little for an index to help: there the
records are read in the order of the list, and only so many of them are wanted.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from huiyin.personal.fields import EncryptedField
from huiyin.search import rows

from .models import Matter

AT_MOST = 200
"""Of a word that very many records contain, the list has the first so many."""


_declared: list[tuple[type[models.Model], tuple[str, ...]]] = []


def declare(model: type[models.Model], *columns: str) -> rows.Table:
    """Keep an index of these columns, the table's own, though no room shows them."""
    table = table_of(model, columns)
    if table is None:
        raise TypeError(f"{model.__name__} has none of the columns {', '.join(columns)}")
    _declared.append((model, columns))
    return table


def declared() -> list[tuple[type[models.Model], tuple[str, ...]]]:
    return list(_declared)


@dataclass(frozen=True)
class Matching:
    """The records with all the words; `is_common`: so many that their number is not worth counting."""

    records: Any
    is_common: bool = False


def matching(records: Any, columns: Sequence[str], text: str) -> Matching:
    """Of these records those in which every word of `text` is found."""
    model = records.model
    table = table_of(model, tuple(columns))
    own = _own(model, columns)
    elsewhere = [column for column in columns if column not in own]
    is_common = False
    words = text.replace("\x00", "").split()
    for part in words if elsewhere else [" ".join(words)]:
        looked_up = rows.keys(table, part) if table and part else None
        if looked_up is None:
            records = _read(records, columns, part.split())
            continue
        records = _read(records, columns, looked_up.unasked)
        if looked_up.keys is None:
            is_common = True
            records = _read(records, columns, part.split())
            continue
        if not looked_up.keys and not elsewhere:
            return Matching(records.none())
        records = records.filter(listed(looked_up.keys) | _related(model, elsewhere, part))
    return Matching(records, is_common)


def _read(records: Any, columns: Sequence[str], words: Sequence[str]) -> Any:
    """By the texts themselves, one record after the other."""
    for word in words:
        condition = Q()
        for column in columns:
            condition |= Q(**{f"{column}__icontains": word})
        records = records.filter(condition)
    return records


def listed(keys: tuple[int, ...]) -> Q:
    """The records with these keys: one parameter, however many there are."""
    if connection.vendor == "postgresql":
        return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(keys)]))
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)]))


def _related(model: type[models.Model], columns: Sequence[str], word: str) -> Q:
    """In what a record points to: asked once of that table, not once for each record.

    Other matters may be more than the records that point to them: those are asked one by one.
    """
    condition = Q()
    for column in columns:
        name, _, rest = column.partition("__")
        related = model._meta.get_field(name).related_model if rest else None
        if isinstance(related, type) and not issubclass(related, Matter):
            named = related._default_manager.filter(**{f"{rest}__icontains": word})
            condition |= Q(**{f"{name}__in": named.order_by().values("pk")})
        else:
            condition |= Q(**{f"{column}__icontains": word})
    return condition


def _own(model: type[models.Model], columns: Sequence[str]) -> dict[str, Any]:
    """Of the columns those that stand in the model's own table."""
    local = {field.name: field for field in model._meta.local_concrete_fields}
    own = {name: local[name] for name in columns if name in local}
    if secret := [name for name, field in own.items() if isinstance(field, EncryptedField)]:
        raise TypeError(f"{model.__name__}.{secret[0]} is encrypted and is not searched")
    return own


@lru_cache(maxsize=64)
def table_of(model: type[models.Model], columns: tuple[str, ...]) -> rows.Table | None:
    """The index of a room; None where no column is its own."""
    own = _own(model, columns)
    meta: Any = model._meta
    names = tuple(str(field.column) for field in own.values())
    return rows.Table(meta.db_table, meta.pk.column, names) if names else None


def ensure(declared: Iterable[tuple[type[models.Model], tuple[str, ...]]]) -> list[str]:
    """Make the indexes of these rooms as they are declared; the tables that got a new one.

    A table that has not all of its columns yet waits for the rest of its migrations.
    """
    tables = (table_of(model, columns) for model, columns in declared)
    return [one.name for one in tables if one and _is_there(one) and rows.ensure(one)]


def _is_there(table: rows.Table) -> bool:
    with connection.cursor() as cursor:
        if table.name not in connection.introspection.table_names(cursor):
            return False
        described = connection.introspection.get_table_description(cursor, table.name)
    return {*table.columns} <= {column.name for column in described}
