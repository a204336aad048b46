"""The order of a list: what is open by its day, then the rest; or by a column that has an index.

A list may hold a million records. So it is read in parts, each in the order of an index: no part
has empty keys, no page counts or sorts all of it, and its end is read from its end.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import Q

from huiyin.casework.rooms import Room, Todo
from huiyin.database.literal import OneOf

DUE = "due"
"""In an address: the usual order of a room whose records wait for a day."""


@dataclass(frozen=True)
class Key:
    """A column by which records are ordered; `falls`: the largest first."""

    column: str
    falls: bool = False

    @property
    def name(self) -> str:
        return f"-{self.column}" if self.falls else self.column

    def turned(self) -> "Key":
        return replace(self, falls=not self.falls)


@dataclass(frozen=True)
class Part:
    """A stretch of a list. No key is empty in it, and the last one is the record's own number."""

    records: Any
    keys: tuple[Key, ...]
    holds: Callable[[Any], bool]

    def turned(self) -> "Part":
        return replace(self, keys=tuple(key.turned() for key in self.keys))

    def ordered(self) -> Any:
        return self.records.order_by(*(key.name for key in self.keys))

    def after(self, matter: Any) -> Any:
        """Those that follow it."""
        ways, same = Q(), Q()
        for key in self.keys:
            value = attrgetter(key.column.replace("__", "."))(matter)
            comparison = "lt" if key.falls else "gt"
            ways |= same & Q(**{f"{key.column}__{comparison}": value})
            same &= Q(**{key.column: value})
        first = self.keys[0]
        bound = {f"{first.column}__{'lte' if first.falls else 'gte'}": attrgetter(
            first.column.replace("__", ".")
        )(matter)}  # fmt: skip
        return self.ordered().filter(ways, **bound)


@dataclass(frozen=True)
class Order:
    """The parts of a list one after the other; `sort` is what the address says of it."""

    parts: tuple[Part, ...]
    sort: str

    def turned(self) -> "Order":
        """From its end."""
        return Order(tuple(part.turned() for part in reversed(self.parts)), self.sort)

    def counts(self, most: int) -> list[int]:
        """How many each part holds, as far as `most`."""
        return [part.records.order_by()[:most].count() for part in self.parts]

    def keys_of(self, counts: list[int], start: int, stop: int) -> list[int]:
        """The numbers of the records from `start` to `stop` of the whole."""
        keys: list[int] = []
        for part, count in zip(self.parts, counts, strict=True):
            if start < count and stop > 0:
                keys += part.ordered().values_list("pk", flat=True)[max(start, 0) : stop]
            start, stop = start - count, stop - count
        return keys

    def following(self, matter: Any, most: int) -> list[int]:
        """The numbers of at most so many records that come after this one, wherever it stands."""
        keys: list[int] = []
        is_past = False
        for part in self.parts:
            if len(keys) >= most:
                break
            if is_past:
                keys += part.ordered().values_list("pk", flat=True)[: most - len(keys)]
            elif part.holds(matter):
                is_past = True
                keys += part.after(matter).values_list("pk", flat=True)[:most]
        return keys


def of(room: Room, records: Any, sort: str, *, is_open: bool | None = None) -> Order:
    """The order that is asked for; the usual one of the room where it is not known.

    `is_open`: whether the records were narrowed to open ones, or to others.
    """
    column = sort.removeprefix("-")
    if column in sortable(room):
        keys = _of_index(room.model, column, falls=sort.startswith("-"))
        return Order(tuple(_split(records, keys, room)), sort)
    if (todo := room.todo) is not None and is_by_due(room):
        return Order(tuple(_by_due(room, todo, records, is_open)), DUE)
    return Order(tuple(_split(records, _usual(room), room)), room.order)


def is_by_due(room: Room) -> bool:
    """Whether its list begins with what is due first."""
    return room.todo is not None and bool(room.todo.open_states) and not room.order


def for_file(room: Room, order: Order, records: Any) -> Any:
    """The records of a list in its order as one query: an export reads all of them anyway."""
    if order.sort != DUE or room.todo is None:
        first = order.parts[0].keys
        column = models.F(first[0].column)
        leading = column.desc(nulls_last=True) if first[0].falls else column.asc(nulls_last=True)
        return records.order_by(leading, *(key.name for key in first[1:]))
    is_open = Q(state__in=room.todo.open_states)
    by_day, by_number = (
        models.Case(models.When(is_open, then=models.F(column))) for column in (room.todo.due, "pk")
    )
    return records.order_by(
        models.Case(models.When(is_open, then=0), default=1),
        by_day.asc(nulls_last=True),
        by_number.asc(nulls_last=True),
        models.F(room.date_column).desc(nulls_last=True),
        "-pk",
    )


def sortable(room: Room) -> dict[str, tuple[str, ...]]:
    """Columns by which the list can be sorted, each with the columns of its index."""
    known = _indexes(room.model)
    return {
        column.sort: known[column.sort]
        for column in room.columns
        if column.sort in known and not _is_due(room, column.sort)
        if not _is_coarse(room.model, known[column.sort])
    }


def _is_coarse(model: type[models.Model], columns: tuple[str, ...]) -> bool:
    """Few values, and an index that orders the many records of one value by what may be empty."""
    field: Any = model._meta.get_field(columns[0])
    is_few = field.is_relation or bool(field.choices)
    return is_few and len(columns) > 1 and _may_be_empty(model, columns[1].removeprefix("-"))


def _is_due(room: Room, column: str) -> bool:
    return is_by_due(room) and room.todo is not None and column == room.todo.due


def _indexes(model: type[models.Model]) -> dict[str, tuple[str, ...]]:
    """First column → columns, of every index that lists of one agency are read by."""
    meta = model._meta
    every: list[Iterable[str]] = [index.fields for index in meta.indexes if not index.condition]
    every += [
        one.fields
        for one in meta.constraints
        if isinstance(one, models.UniqueConstraint) and one.fields
    ]
    every += [(field.name,) for field in meta.local_concrete_fields if _has_index(field)]
    known: dict[str, tuple[str, ...]] = {}
    for fields in every:
        columns = tuple(fields)
        if columns[:1] == ("agency",):
            columns = columns[1:]
        if columns and columns[0] not in known:
            known[columns[0]] = columns
    return known


def _has_index(field: Any) -> bool:
    return bool(field.db_index or field.unique) and not field.is_relation


def _of_index(model: type[models.Model], column: str, *, falls: bool) -> list[Key]:
    """The columns of the index as long as none can be empty: so nothing is sorted anew."""
    first, *others = _indexes(model)[column]
    keys = [Key(_stored(model, first), falls)]
    for name in others:
        if _may_be_empty(model, name.removeprefix("-")):
            break
        keys.append(Key(_stored(model, name.removeprefix("-")), name.startswith("-") != falls))
    return [*keys, Key("pk", falls)]


def _stored(model: type[models.Model], name: str) -> str:
    """The column itself: the name of a relation would sort by what it leads to."""
    field: Any = model._meta.get_field(name)
    return str(field.attname)


def _usual(room: Room) -> list[Key]:
    """The room's own order, or the model's, or the newest first."""
    ordering = [room.order] if room.order else list(room.model._meta.ordering or ())
    if not ordering or not all(isinstance(one, str) for one in ordering):
        ordering = [f"-{room.date_column}"]
    keys = [Key(str(one).removeprefix("-"), str(one).startswith("-")) for one in ordering]
    return keys if keys[-1].column == "pk" else [*keys, Key("pk", falls=True)]


def _split(records: Any, keys: list[Key], room: Room) -> Iterator[Part]:
    """Where the first column may be empty, those records come last; a later one orders no further."""
    first, *others = keys
    safe = [first]
    for key in others:
        if key.column != "pk" and _may_be_empty(room.model, key.column):
            continue
        safe.append(key)
    if not _may_be_empty(room.model, first.column):
        yield Part(records, tuple(safe), lambda matter: True)
        return
    value = attrgetter(first.column.replace("__", "."))
    known = records.filter(**{f"{first.column}__isnull": False})
    yield Part(known, tuple(safe), lambda matter: value(matter) is not None)
    empty = records.filter(**{f"{first.column}__isnull": True})
    yield Part(empty, tuple(safe[1:]), lambda matter: value(matter) is None)


def _may_be_empty(model: type[models.Model], path: str) -> bool:
    def step(at: Any, name: str) -> Any:
        field = at[0]._meta.get_field(name)
        return field.related_model or at[0], at[1] or bool(getattr(field, "null", True))

    if path == "pk":
        return False
    return bool(reduce(step, path.split("__"), (model, False))[1])


def _by_due(room: Room, todo: Todo, records: Any, is_open: bool | None) -> Iterator[Part]:
    """What is open by its day, what is open without one, and the rest: the newest first."""
    if is_open is not False:
        waiting = records.filter(OneOf("state", todo.open_states))
        due = [Key(todo.due), Key("pk")]
        for part in _split(waiting, due, room):
            yield replace(part, holds=_both(todo.is_open, part.holds))
    if is_open is not True:
        rest = records.exclude(state__in=todo.open_states) if is_open is None else records
        newest = [Key(room.date_column, falls=True), Key("pk", falls=True)]
        for part in _split(rest, newest, room):
            yield replace(part, holds=_both(lambda matter: not todo.is_open(matter), part.holds))


def _both(one: Callable[[Any], bool], other: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda matter: one(matter) and other(matter)
