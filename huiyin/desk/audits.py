"""审计: who did what, when; whether the log is whole; whether it still contains a head kept outside."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from huiyin.audit import chain, heads
from huiyin.audit.actors import Actor
from huiyin.audit.models import Entry, Seal
from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest, staff
from huiyin.casework.models import Matter
from huiyin.casework.rooms import Room
from huiyin.common import days
from huiyin.common.paging import Paging
from huiyin.figures.registry import CONFIDENTIAL

from . import facts, timeline, words
from .audit_reach import PERMISSION, sees_all, visible_to

ROWS = 50
TYPED = 20_000  # characters of pasted heads


@dataclass(frozen=True)
class Line:
    entry: Entry
    who: str
    verb: str
    kind: str
    subject: str
    address: str
    said: str
    position: int | None


@staff
@require_GET
def entries(request: DeskRequest) -> HttpResponse:
    """审计."""
    _check(request)
    return _page(request)


@staff
@require_POST
def verify(request: DeskRequest) -> HttpResponse:
    """校验: walk the chain now and say what was found."""
    _check(request)
    return _page(request, verdict=chain.verify())


@staff
@require_POST
def ask_heads(request: DeskRequest) -> HttpResponse:
    """核对存根: whether the log still contains what a letter or a sheet of paper says."""
    _check(request)
    typed = request.POST.get("heads", "")[:TYPED]
    asked = heads.written_in(typed)
    missing = set(heads.missing(asked))
    answers = [(head, head not in missing) for head in asked]
    return _page(request, typed=typed, answers=answers)


def _check(request: DeskRequest) -> None:
    if not request.actor.may_somewhere(PERMISSION):
        raise PermissionDenied("您的岗位不能查看审计记录。")


def _page(request: DeskRequest, **extra: Any) -> HttpResponse:
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip()[:100] for name in ASKED}
    seen = visible_to(request.actor)
    entries, ignored = _narrowed(seen, asked)
    if asked["record"]:
        entries = _without_kept(entries, request.actor)
    paging = Paging.near(request.GET.get("page"), entries.count(), ROWS)
    page_entries = list(entries[paging.part])
    context = {
        "asked": asked,
        "ignored": ignored,
        "verbs": _verbs(seen),
        "paging": paging,
        "lines": _lines(page_entries, request.actor),
        "sees_all": sees_all(request.actor),
        "head": heads.current(),
        **extra,
    }
    return render(request, "desk/audit.html", context)


ASKED = ("person", "verb", "record", "since", "until")


def _narrowed(entries: Any, asked: dict[str, str]) -> tuple[Any, list[str]]:
    ignored = []
    if asked["person"]:
        entries = entries.filter(actor_name__icontains=asked["person"])
    if asked["verb"]:
        entries = entries.filter(verb=asked["verb"])
    if asked["record"]:
        entries = entries.filter(subject_name__icontains=asked["record"])
    for name, comparison in (("since", "at__date__gte"), ("until", "at__date__lte")):
        day = days.read(asked[name])
        if asked[name] and day is None:
            ignored.append(f"日期“{asked[name][:20]}”")
        if day is not None:
            entries = entries.filter(**{comparison: day})
    return entries, ignored


def _without_kept(entries: Any, actor: Actor) -> Any:
    """Asked for a number, the log does not tell which record is the confidential one."""
    for room in _rooms_with_secrets(actor):
        keys = map(str, _kept(room, actor).values_list("pk", flat=True))
        entries = entries.exclude(
            subject_type=room.model._meta.label_lower, subject_key__in=[*keys]
        )
    return entries


def _rooms_with_secrets(actor: Actor) -> list[Room]:
    """Kinds of which there may be records that are kept from this actor."""
    return [
        room
        for room in rooms.rooms()
        if issubclass(room.model, Matter) and room.model.kept_from(actor)
    ]


def _kept(room: Room, actor: Actor) -> Any:
    records: Any = room.model._default_manager
    return records.kept_from(actor)


def _verbs(seen: Any) -> list[tuple[str, str]]:
    """Every verb that occurs, with its kind of record, in words."""
    known = seen.order_by().values_list("verb", flat=True).distinct()
    return sorted(
        ((verb, f"{_kind_of(verb)}{words.verb(verb)}") for verb in known), key=lambda v: v[1]
    )


def _kind_of(verb: str) -> str:
    label = verb.rpartition(".")[0]
    try:
        return f"{apps.get_model(label)._meta.verbose_name} · "
    except (LookupError, ValueError):
        return ""


def _lines(entries: list[Entry], actor: Actor) -> list[Line]:
    keys = [entry.pk for entry in entries]
    sealed = dict(Seal.objects.filter(entry_id__in=keys).values_list("entry_id", "position"))
    by_label = {room.model._meta.label_lower: room for room in rooms.rooms()}
    known = {
        label: timeline.names(room.model, [e for e in entries if e.subject_type == label])
        for label, room in by_label.items()
    }
    kept = {
        (room.model._meta.label_lower, str(pk))
        for room in _rooms_with_secrets(actor)
        for pk in _kept(room, actor)
        .filter(
            pk__in=[
                e.subject_key for e in entries if e.subject_type == room.model._meta.label_lower
            ]
        )
        .values_list("pk", flat=True)
    }
    lines = []
    for entry in entries:
        room = by_label.get(entry.subject_type)
        if (entry.subject_type, entry.subject_key) in kept:
            lines.append(_unnamed(entry, sealed.get(entry.pk)))
            continue
        lines.append(
            Line(
                entry,
                _who(entry),
                words.verb(entry.verb),
                words.subject_kind(entry.subject_type),
                entry.subject_name,
                f"/desk/{room.key}/{entry.subject_key}/"
                if room and room.may_view(actor, entry.agency_id)
                else "",
                _said(entry, room, known.get(entry.subject_type, {})),
                sealed.get(entry.pk),
            )
        )
    return lines


def _who(entry: Entry) -> str:
    return facts.actor(entry.actor_name, entry.actor_kind)


def _unnamed(entry: Entry, position: int | None) -> Line:
    """That something was done to a confidential record, by whom and when; not to which."""
    kind = words.subject_kind(entry.subject_type)
    return Line(entry, _who(entry), words.verb(entry.verb), kind, CONFIDENTIAL, "", "", position)


def _said(entry: Entry, room: Room | None, known: dict[str, Any]) -> str:
    """The facts in one line: arguments, then what changed."""
    if room is None:
        return facts.value(entry.facts) if entry.facts else ""
    entry_line = timeline.line(room, entry, known)
    parts = [f"{label}：{value}" for label, value in entry_line.details]
    parts += [
        f"{change.label}：{facts.KEPT_BACK}"
        if change.hidden
        else f"{change.label}：{change.before} → {change.after}"
        for change in entry_line.changes
    ]
    return "；".join(parts)
