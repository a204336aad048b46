"""Many new rows of one table at once: what `bulk_create` stores, without its work for each value.

An import writes a record, an audit entry and an origin for each of its rows; `bulk_create` spends
most of its time calling every field for every value. Here each column is prepared as one list, and
only values that need a conversion go through their field.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial
from itertools import chain
from typing import Any, TypeVar

from django.db import connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState

from .fields import EncryptedField, bind, encrypted_fields

M = TypeVar("M", bound=models.Model)
Prepare = Callable[[list[Any]], list[Any]]

NEXT_KEY = "nextval(pg_get_serial_sequence('{table}', '{column}'))"
"""On PostgreSQL: the key of a new record before it is inserted."""
_MOST_VALUES = 60_000
_AS_THEY_ARE: dict[type[models.Field], tuple[type, ...]] = {
    models.CharField: (str,),
    models.TextField: (str,),
    models.BooleanField: (bool,),
    models.ForeignKey: (int,),
    models.BigIntegerField: (int,),
    models.PositiveBigIntegerField: (int,),
    models.PositiveIntegerField: (int,),
    models.PositiveSmallIntegerField: (int,),
}
_SHARED = frozenset({models.DateField, models.DateTimeField})
_EACH = frozenset({models.JSONField})


def unsaved(model: type[M], **values: Any) -> M:
    """A record to be inserted, of the values of its columns by their attribute names.

    What `model(**values)` makes, without its work for each column, and without the signals of a new
    record, for which nobody listens: of the time of an import that is a seventh.

    Raises:
        TypeError: no such column.
    """
    blank, made = _blank(model)
    if not values.keys() <= blank.keys():
        raise TypeError(f"{model.__name__} has no column {min(values.keys() - blank.keys())}")
    record = model.__new__(model)
    record.__dict__.update(blank)
    record.__dict__.update({name: make() for name, make in made if name not in values})
    record.__dict__.update(values, _state=ModelState())
    return record


@cache
def _blank(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """What a column is when nobody says: the same for all, or made for each."""
    fields = model._meta.concrete_fields
    blank = {field.attname: field.get_default() for field in fields}
    made = [(field.attname, field.get_default) for field in fields if callable(field.default)]
    return blank, made


def insert_many(records: Iterable[M]) -> list[M]:
    """Insert unsaved records of one model; they get their keys. Sends no signals, like `bulk_create`.

    Anything unusual (an unknown kind of field, a key that is already set) falls back to
    `bulk_create`.
    """
    new = list(records)
    if not new:
        return new
    model = type(new[0])
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    prepares = [_prepare(field, connection) for field in fields]
    if (
        None in prepares
        or model._meta.parents
        or not isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
        or any(record.pk is not None for record in new)
        or not connection.features.can_return_rows_from_bulk_insert
    ):
        with transaction.atomic(using=connection.alias, savepoint=False):
            model._base_manager.bulk_create(new, batch_size=500)
            bind(new)
        return new
    for record in new:
        if record._state.fields_cache:
            record._prepare_related_fields_for_save(operation_name="insert_many")  # type: ignore[attr-defined]
    columns = [
        prepare([record.__dict__[field.attname] for record in new])
        for field, prepare in zip(fields, prepares, strict=True)
        if prepare
    ]
    with transaction.atomic(using=connection.alias, savepoint=False):
        _store(new, fields, columns, connection)
    return new


def _store(
    records: list[M],
    fields: list[models.Field],
    columns: list[list[Any]],
    connection: BaseDatabaseWrapper,
) -> None:
    model, pk = type(records[0]), type(records[0])._meta.pk
    is_bound = _claim_keys(records, connection)
    if is_bound:
        columns = [
            _encrypted(field, records) or column
            for field, column in zip(fields, columns, strict=True)
        ]
        fields, columns = [pk, *fields], [[record.pk for record in records], *columns]
    keys = _insert(model, fields, list(zip(*columns, strict=True)), connection)
    for record, key in zip(records, keys, strict=True):
        setattr(record, pk.attname, key)
        record._state.adding = False
        record._state.db = connection.alias
    if not is_bound:
        bind(records)


def _claim_keys(records: list[M], connection: BaseDatabaseWrapper) -> bool:
    """Whether the records have their keys before they are inserted, and need no second statement.

    SQLite gives keys to rows alone; there a second statement costs no way to a server.
    """
    meta = type(records[0])._meta
    if connection.vendor != "postgresql" or not encrypted_fields(type(records[0])):
        return False
    key = NEXT_KEY.format(table=connection.ops.quote_name(meta.db_table), column=meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM generate_series(1, %s)", [len(records)])  # noqa: S608 - names of the model
        for record, (claimed,) in zip(records, cursor.fetchall(), strict=True):
            setattr(record, meta.pk.attname, claimed)
    return True


def _encrypted(field: models.Field, records: list[M]) -> list[Any]:
    """The column of personal data for rows whose keys are known; empty for another field."""
    if not isinstance(field, EncryptedField):
        return []
    return [field.value_for_row(record) for record in records]


def _prepare(field: models.Field, connection: BaseDatabaseWrapper) -> Prepare | None:
    """The function that prepares a column of this field; None if only the field itself can do it."""
    kind = type(field)
    stored: Callable[[Any], Any] = partial(field.get_db_prep_save, connection=connection)
    if kind in _AS_THEY_ARE:
        plain = _AS_THEY_ARE[kind]
        return lambda values: [v if v.__class__ in plain else stored(v) for v in values]
    if kind is EncryptedField:  # `bind` writes it, when the row is known
        return lambda values: [""] * len(values)
    if kind in _SHARED and not (field.auto_now or field.auto_now_add):  # type: ignore[attr-defined]
        return partial(_each_once, stored)
    if kind in _EACH or issubclass(kind, models.CharField):
        return lambda values: [stored(value) for value in values]
    return None


def _each_once(stored: Callable[[Any], Any], values: list[Any]) -> list[Any]:
    """Prepare equal values once: days and moments repeat."""
    known = {value: stored(value) for value in set(values)}
    return [known[value] for value in values]


def _insert(
    model: type[models.Model],
    fields: list[models.Field],
    rows: list[tuple[Any, ...]],
    connection: BaseDatabaseWrapper,
) -> list[Any]:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    begin = f"INSERT INTO {quote(model._meta.db_table)} ({names}) "
    end = f" RETURNING {quote(str(model._meta.pk.column))}"
    in_arrays = connection.vendor == "postgresql"
    step = max(1, (connection.features.max_query_params or _MOST_VALUES) // len(fields))
    keys: list[Any] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            if in_arrays:
                what, values = (
                    _arrays(fields, connection),
                    [list(c) for c in zip(*part, strict=True)],
                )
            else:
                what, values = _values(fields, part), list(chain.from_iterable(part))
            cursor.execute(f"{begin}{what}{end}", values)
            keys.extend(key for (key,) in cursor.fetchall())
    return keys


def _values(fields: list[models.Field], rows: list[tuple[Any, ...]]) -> str:
    one = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([one] * len(rows))}"


def _arrays(fields: list[models.Field], connection: BaseDatabaseWrapper) -> str:
    """One parameter a column: with one for each value the driver spends most of its time on reading
    the statement.

    Without the length of a type: a cast to `varchar(20)` cuts off what the column itself refuses.
    """
    types = (
        field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
        for field in fields
    )
    arrays = (f"%s::{str(kind).partition('(')[0]}[]" for kind in types)
    return f"SELECT * FROM UNNEST({', '.join(arrays)})"  # noqa: S608 - types of the database
