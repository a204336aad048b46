"""Writing the audit log: in the transaction of the change it records, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from huiyin.personal.bulk import insert_many, unsaved
from huiyin.personal.fields import EncryptedField

from . import numbers
from .actors import Actor
from .digests import mac
from .models import Entry

HIDDEN = "（已隐去）"


@dataclass(frozen=True)
class Event:
    """One thing that happened to one record, for `record_many`."""

    subject: models.Model
    facts: dict[str, Any]


def record(actor: Actor, verb: str, subject: models.Model, *, at: datetime, **facts: Any) -> Entry:
    """Append one entry about `subject` (saved before).

    `verb` is dotted (`foi.application.extend`); facts are JSON-able values, dates, decimals.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    (entry,) = record_many(actor, verb, [Event(subject, facts)], at=at)
    return entry


def record_many(actor: Actor, verb: str, events: Iterable[Event], *, at: datetime) -> list[Entry]:
    """Append one entry an event, in one statement a thousand; the same rules as `record`."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "an audit entry needs the change's transaction"
        )
    now = timezone.now()
    entries = [_entry(actor, verb, event, at, now) for event in events]
    if entries:
        sequence, first = numbers.take(len(entries))
        for number, entry in enumerate(entries, start=first):
            entry.sequence, entry.number = sequence, number
            entry.mac = mac(entry)
    return insert_many(entries)


def _entry(actor: Actor, verb: str, event: Event, at: datetime, now: datetime) -> Entry:
    subject = event.subject
    return unsaved(
        Entry,
        at=at,
        recorded_at=now,
        actor_kind=actor.kind.value,
        actor_key=actor.key,
        actor_name=_storable(actor.name)[:100],
        origin=_storable(actor.origin)[:200],
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_name=_storable(str(subject))[:300],
        facts={name: plain(value) for name, value in event.facts.items()},
        agency_id=agency_of(subject, actor),
    )


def agency_of(subject: models.Model, actor: Actor) -> int | None:
    """The agency whose auditor reads the entry: the record's, else the one the actor works for.

    A record has `agency_id`, or an `agency` (an organisation is or has one). None is for the
    auditor of the whole site alone.
    """
    own = getattr(subject, "agency_id", None)
    if own is None:
        own = getattr(getattr(subject, "agency", None), "pk", None)
    if own is None and actor.is_person and actor.agencies and len(actor.agencies) == 1:
        (own,) = actor.agencies
    return own if isinstance(own, int) else None


def changes(before: dict[str, Any], subject: models.Model) -> dict[str, list[Any]]:
    """Field → [before, after] of each field that differs from the `snapshot`.

    Personal data (encrypted fields, and those in the model's `unlogged`) are hidden.
    """
    after = snapshot(subject)
    unlogged: frozenset[str] = getattr(subject, "unlogged", frozenset())
    differences: dict[str, list[Any]] = {}
    for field in subject._meta.concrete_fields:
        old, new = before.get(field.attname), after[field.attname]
        if old != new:
            secret = isinstance(field, EncryptedField) or field.attname in unlogged
            differences[field.attname] = (
                [HIDDEN if old else "", HIDDEN if new else ""] if secret else [old, new]
            )
    return differences


def snapshot(subject: models.Model) -> dict[str, Any]:
    """The stored columns of a record as plain values."""
    return {f.attname: plain(getattr(subject, f.attname)) for f in subject._meta.concrete_fields}


def plain(value: Any) -> Any:
    """A value as JSON holds it on every database; a model instance by its key and name.

    Floats become text: PostgreSQL rewrites 1e16 as an integer, and the mac would no longer hold.
    """
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return _storable(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return _storable(f"{value._meta.label_lower}:{value.pk} {value}")
    if isinstance(value, dict):
        return {_storable(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    return _storable(str(value))


def _storable(text: str) -> str:
    """Text that every database stores: NUL becomes ␀, half a surrogate pair a question mark."""
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode()
