"""转办: ways that lead out of a kind of matter into another; neighbours need not know each other.

An app that takes something in declares a converter; an app that has something to pass on asks for
them by key. What came of it is a `Conversion`, and both records show it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import Q

from huiyin.audit.actors import Actor, system
from huiyin.organisations.models import Organisation

from .models import Conversion, Matter
from .rooms import of_model

SELF = system("转办")
"""Makes the new record: that it goes there has been decided by those who decided about the old one."""


@dataclass(frozen=True)
class Given:
    """What is known of the matter that goes another way."""

    agency: Organisation
    name: str
    contact: str
    subject: str
    content: str
    place: str
    reference: str


@dataclass(frozen=True)
class Converter:
    """One way.

    Attributes:
        lacks: what the facts must say before a record can be made of them; nothing: they suffice.
        make: the new record, already registered; without it the way lies outside the house.
        told: what the person is told on that day, by whether a record is made.
    """

    key: str
    label: str
    told: Callable[[bool, date], str]
    lacks: Callable[[Given], list[str]] = lambda given: []
    make: Callable[[Given, Actor, datetime], Matter] | None = None


_converters: dict[str, Converter] = {}


def declare(converter: Converter) -> Converter:
    """Make a way known; each key once."""
    if converter.key in _converters:
        raise ValueError(f"converter {converter.key} is declared twice")
    _converters[converter.key] = converter
    return converter


def find(key: str) -> Converter:
    return _converters[key]


def choices() -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in _converters.values()]


def is_made(converter: Converter, given: Given) -> bool:
    """Whether a record will come of it."""
    return converter.make is not None and not converter.lacks(given)


def convert(source: Matter, converter: Converter, given: Given, *, at: datetime) -> Matter | None:
    """Take the way, in the transaction of the move that was decided; the new record, if there is one."""
    target = (
        converter.make(given, SELF, at)
        if converter.make is not None and not converter.lacks(given)
        else None
    )
    Conversion.objects.create(
        source_kind=source._meta.label_lower,
        source_pk=source.pk,
        way=converter.label,
        target_kind="" if target is None else target._meta.label_lower,
        target_pk=None if target is None else target.pk,
        converted_at=at,
    )
    return target


def links(matter: Matter, actor: Actor) -> list[tuple[str, str]]:
    """The records on the other side, each for whoever may see it: for `Room.links`."""
    return list(_links(matter, actor))


def _links(matter: Matter, actor: Actor) -> Iterator[tuple[str, str]]:
    kind, pk = matter._meta.label_lower, matter.pk
    rows = Conversion.objects.filter(
        Q(source_kind=kind, source_pk=pk) | Q(target_kind=kind, target_pk=pk)
    )
    for row in rows:
        is_source = (row.source_kind, row.source_pk) == (kind, pk)
        other = (row.target_kind, row.target_pk) if is_source else (row.source_kind, row.source_pk)
        if not other[0]:
            continue
        room = of_model(apps.get_model(other[0]))
        seen = (
            room.seen_by(actor).filter(pk=other[1]).first()
            if room and room.may_enter(actor)
            else None
        )
        if room is not None and seen is not None:
            label = f"已转{row.way}" if is_source else f"由{room.label}转来"
            yield f"{label}：{room.reference_of(seen)}", room.address(seen)
