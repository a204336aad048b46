"""How a record stands now, beside what somebody typed for it: after a refusal, and in a stale tab."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm

from huiyin.casework import offered, rooms
from huiyin.casework.gate import DeskRequest
from huiyin.casework.rooms import Room
from huiyin.organisations.actors import acting

from . import timeline


@dataclass(frozen=True)
class Standing:
    """The record's newest state; `lines` is what happened since the page was shown.

    Where the page did not say what it showed, `is_newer` is False: nothing can be said of since.
    """

    reference: str
    address: str
    facts: list[tuple[str, str]]
    is_newer: bool
    lines: list[timeline.Line] = field(default_factory=list)
    moves: list[Any] = field(default_factory=list)
    differing: list[tuple[str, str, str]] = field(default_factory=list)
    """(field, typed, as it is now), where a form shows the record itself"""


def standing(
    request: DeskRequest, room: Room, matter: Any, token: str, form: BaseForm | None = None
) -> Standing:
    """Three queries, one more for each kind of record that a change names."""
    entries = [entry for entry in offered.since(token, matter) if _tells(room, entry.verb)]
    known = timeline.names(room.model, entries)
    return Standing(
        room.reference_of(matter),
        room.address(matter),
        _facts(room, matter),
        is_stale(token, matter),
        [timeline.line(room, entry, known) for entry in entries],
        room.moves_for(acting(request), matter),
        _differing(form, matter) if form is not None else [],
    )


def of_refused(request: DeskRequest) -> Standing | None:
    """Of the record that a refused form was about: with the way back to it."""
    match = request.resolver_match
    room = rooms.find(request.path.split("/")[2])
    if match is None or room is None or "pk" not in match.kwargs or request.method != "POST":
        return None
    if not room.may_enter(request.actor):
        return None
    matter = room.seen_by(request.actor).filter(pk=match.kwargs["pk"]).first()
    token = request.POST.get(offered.NAME, "")
    return standing(request, room, matter, token) if matter is not None else None


def is_stale(token: str, matter: Any) -> bool:
    return bool(token) and not offered.is_current(token, matter)


def _tells(room: Room, verb: str) -> bool:
    """A look at a record is an entry too, but no change of it."""
    return verb.rpartition(".")[0] == room.model._meta.label_lower


def _facts(room: Room, matter: Any) -> list[tuple[str, str]]:
    facts = [("状态", room.state_of(matter))]
    if room.todo is not None:
        facts.append(("承办", room.todo.unit(matter)))
        day = room.todo.due_on(matter) if room.todo.is_open(matter) else None
        facts.append(("期限", day.isoformat() if day else ""))
    return [(label, text) for label, text in facts if text]


def _differing(form: Any, matter: Any) -> list[tuple[str, str, str]]:
    """Where the form shows the record: what was typed, and what stands there now."""
    if not getattr(form, "shows_record", False):
        return []
    hidden = set(form.personal)
    fresh = type(form)(matter=matter)
    rows = [
        (str(bound.label), text_of(bound), text_of(fresh[bound.name]))
        for bound in form.visible_fields()
        if bound.name not in hidden and bound.name in fresh.fields
    ]
    return [row for row in rows if row[1] != row[2]]


def typed(form: Any) -> list[tuple[str, str]]:
    """What was filled in, in the words of the form; never a password, never a file."""
    rows = [(str(bound.label), text_of(bound)) for bound in form.visible_fields()]
    return [(label, text) for label, text in rows if text]


def text_of(bound: Any) -> str:
    """The value of a field as a person reads it: the label of a choice, not its key."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    if widget.needs_multipart_form or kind == "password":
        return ""
    value = bound.value()
    values = value if isinstance(value, list | tuple) else [value]
    texts = [str(bound.field.prepare_value(value)) for value in values if value not in (None, "")]
    labels = dict(_options(bound.field))
    if kind == "checkbox" and not labels:
        return "是" if value else ""
    return "、".join(labels.get(text, text) for text in texts)


def _options(field: Any) -> list[tuple[str, str]]:
    """Options of a choice, groups opened."""
    options: list[tuple[str, str]] = []
    for key, label in getattr(field, "choices", None) or []:
        group = label if isinstance(label, list | tuple) else [(key, label)]
        options += [(str(one), str(text)) for one, text in group]
    return options
