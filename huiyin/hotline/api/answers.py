"""What a platform is told of a request: its receipt, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from huiyin.audit.models import Entry, Seal
from huiyin.hotline.models import Platform, ServiceRequest

AT_ONCE: Final = 500
_LOOKED_AT: Final = 5000
"""Entries of the audit log behind a cursor that one call looks at."""


def receipt(request: ServiceRequest) -> dict[str, Any]:
    """Of what was taken in just now."""
    values = {
        "key": str(request.external_key),
        "number": request.reference,
        "received_on": request.received_on.isoformat(),
        "state": request.state,
        "state_label": request.get_state_display(),
        "due_on": request.due_on.isoformat() if request.due_on else None,
        "is_provisional": request.is_provisional,
        "is_confidential": request.is_confidential,
    }
    return {**values, "query_code": request.query_code} if request.query_code else values


def status(request: ServiceRequest) -> dict[str, Any]:
    """As it is now. Of a confidential one no more than that it was received."""
    values = receipt(request)
    if request.is_confidential:
        return {name: values[name] for name in ("key", "number", "received_on", "is_confidential")}
    is_answered = request.state == ServiceRequest.State.ANSWERED
    day = request.answered_on
    return {
        **values,
        "unit": request.unit.on(day).name if request.unit else None,
        "answered_on": day.isoformat() if is_answered and day else None,
        "answer": request.answer_text if is_answered else None,
    }


@dataclass(frozen=True)
class Changes:
    requests: list[ServiceRequest]
    cursor: int
    has_more: bool


def sent_by(platform: Platform) -> Any:
    """Its requests, with what their status needs."""
    requests = ServiceRequest.objects.filter(external_key__door=platform.door)
    return requests.select_related("external_key", "unit")


def changed(platform: Platform, cursor: int | None) -> Changes:
    """Its requests that were moved behind this place of the sealed audit log, the first moved first.

    Sealing gives every entry its place after its commit: none can appear before a cursor that was
    given out already, as a row with an earlier time of change could.
    """
    begin = _entered_at(platform) if cursor is None else cursor
    seals = list(
        Seal.objects.filter(position__gt=begin)
        .order_by("position")
        .values_list("position", "entry_id")[:_LOOKED_AT]
    )
    keys = _subjects(entry for _, entry in seals)
    own = {
        str(request.pk): request
        for request in sent_by(platform).filter(pk__in={key for _, key in keys})
    }
    position_of = {entry: position for position, entry in seals}
    rows: dict[str, ServiceRequest] = {}
    for entry, key in keys:
        if key in own and key not in rows and len(rows) == AT_ONCE:
            return Changes(list(rows.values()), position_of[entry] - 1, True)
        if key in own:
            rows[key] = own[key]
    end = seals[-1][0] if seals else begin
    return Changes(list(rows.values()), end, len(seals) == _LOOKED_AT)


def _subjects(entries: Iterable[int]) -> list[tuple[int, str]]:
    """Entry and request of those that tell of a request, in the order of the entries given."""
    given = list(entries)
    kind = ServiceRequest._meta.label_lower
    requests = dict(
        Entry.objects.filter(pk__in=given, subject_type=kind).values_list("pk", "subject_key")
    )
    return [(entry, requests[entry]) for entry in given if entry in requests]


def _entered_at(platform: Platform) -> int:
    """Before it was entered it can have sent nothing."""
    about = {"subject_type": platform._meta.label_lower, "subject_key": str(platform.pk)}
    first = Entry.objects.filter(**about).order_by("pk").values_list("pk", flat=True)[:1]
    seal = Seal.objects.filter(entry_id__in=first).first()
    return seal.position if seal else 0
