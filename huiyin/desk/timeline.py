"""办理过程: the audit entries of one record as sentences, newest last."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from huiyin.audit.log import HIDDEN
from huiyin.audit.models import Entry
from huiyin.casework.rooms import Room
from huiyin.workdays.due import counted

from . import facts, words

# the due date and the state beside them say these already
LEFT_OUT = frozenset({"clock_events", "is_provisional", "drafter_key", "writers"}) | {
    *("reviewed_digest", "draft_letter", "draft_number", "caller_digest", "letters"),
    *("round", "step", "step_kind", "revision_id", "fingerprint", "since_revision"),
}
UNSAID = frozenset({"seen", "key"})
"""Arguments by which a form shows what it was about: for the program."""
MOST = 200


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str
    hidden: bool


@dataclass(frozen=True)
class Line:
    """`10月12日 09:20 张某 延长答复期限：理由 …` with what it changed."""

    at: datetime
    who: str
    done: str
    details: list[tuple[str, str]]
    changes: list[Change]


def lines(room: Room, matter: models.Model) -> list[Line]:
    """The last events of a record: two queries, one more for each kind of record named in them."""
    entries = list(
        Entry.objects.filter(
            subject_type=matter._meta.label_lower, subject_key=str(matter.pk)
        ).order_by("-pk")[:MOST]
    )
    entries.reverse()
    known = names(room.model, entries)
    return [line(room, entry, known) for entry in entries]


def line(room: Room, entry: Entry, known: dict[str, Any]) -> Line:
    """One entry in words; what its details say already is not repeated as a change."""
    name = entry.verb.rpartition(".")[2]
    form = room.form_of(name)
    stored = entry.facts
    facts_of_move = stored.get("details", {} if "changes" in stored else _loose(stored))
    details = [
        words.detail(form, key, value) for key, value in facts_of_move.items() if key not in UNSAID
    ]
    changed = stored.get("changes", {})
    changes = [
        _change(room.model, column, pair, known)
        for column, pair in changed.items()
        if column not in LEFT_OUT
        and column not in facts_of_move
        and column.removesuffix("_id") not in facts_of_move
    ]
    who = facts.actor(entry.actor_name, entry.actor_kind)
    return Line(entry.at, who, words.verb(entry.verb), details, changes)


def _loose(stored: dict[str, Any]) -> dict[str, Any]:
    """Facts of entries that are no moves; a registration says only its first state."""
    return {name: value for name, value in stored.items() if name != "state"}


def _change(
    model: type[models.Model], column: str, pair: list[Any], known: dict[str, Any]
) -> Change:
    before, after = (words.field_value(model, column, value, known) or "空" for value in pair)
    if column == getattr(model, "due_field", ""):
        before, after = (
            _due(value, text) for value, text in zip(pair, (before, after), strict=True)
        )
    return Change(words.field_label(model, column), before, after, HIDDEN in pair)


def _due(value: Any, text: str) -> str:
    """As every due date is shown: 暂定 while the notice of its year is not out."""
    return str(counted(date.fromisoformat(value))) if value else text


def names(model: type[models.Model], entries: list[Entry]) -> dict[str, Any]:
    """`unit:3` → the record that a changed foreign key names."""
    items: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        keys = {
            value
            for entry in entries
            for value in entry.facts.get("changes", {}).get(field.attname, [])
            if value not in (None, "")
        }
        if keys:
            related = field.related_model._default_manager.in_bulk(keys)
            items.update({f"{field.name}:{key}": item for key, item in related.items()})
    return items
