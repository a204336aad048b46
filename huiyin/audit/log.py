"""Writing the audit log: inside the transaction of what it tells, or not at all."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from huiyin.personal.fields import EncryptedField

from .actors import Actor
from .bulk import insert_many
from .models import Entry

_CANON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
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
    return insert_many(entries)


def _entry(actor: Actor, verb: str, event: Event, at: datetime, now: datetime) -> Entry:
    subject = event.subject
    entry = Entry(
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
    )
    entry.mac = mac(entry)
    return entry


def changes(before: dict[str, Any], subject: models.Model) -> dict[str, list[Any]]:
    """Field → [before, after] of what differs from the `snapshot`.

    Personal data (encrypted fields, and what the model names in `unlogged`) only as hidden.
    """
    after = snapshot(subject)
    unlogged: frozenset[str] = getattr(subject, "unlogged", frozenset())
    told: dict[str, list[Any]] = {}
    for field in subject._meta.concrete_fields:
        old, new = before.get(field.attname), after[field.attname]
        if old != new:
            secret = isinstance(field, EncryptedField) or field.attname in unlogged
            told[field.attname] = (
                [HIDDEN if old else "", HIDDEN if new else ""] if secret else [old, new]
            )
    return told


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
    """Text without what a database refuses: NUL is shown as ␀, half a surrogate pair as a question mark."""
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode()


def mac(entry: Entry) -> str:
    """The keyed digest of all that an entry says."""
    told = [
        _moment(entry.at),
        _moment(entry.recorded_at),
        entry.actor_kind,
        entry.actor_key,
        entry.actor_name,
        entry.origin,
        entry.verb,
        entry.subject_type,
        entry.subject_key,
        entry.subject_name,
        entry.facts,
    ]
    return hmac.digest(settings.AUDIT_KEY.encode(), _CANON.encode(told).encode(), "sha256").hex()


@lru_cache(maxsize=16)
def _moment(moment: datetime) -> str:
    """Thousands of entries share a moment."""
    return moment.astimezone(UTC).isoformat()
