"""导出: a list as it is narrowed, as a file; personal data stay masked, and each export is logged."""

import tempfile
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import looking
from huiyin.casework.gate import DeskRequest
from huiyin.casework.models import Matter
from huiyin.casework.rooms import Room, Todo
from huiyin.ingest import ledgers
from huiyin.organisations.models import Organisation

from .narrowing import Narrowed

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
STANDARD_NAME = "国家标准格式"
STANDARDS = frozenset({ledgers.Layout.STANDARD, ledgers.Layout.STANDARD_WITH_CODES})
FORMS = {
    "xlsx": ("xlsx", ledgers.Layout.OWN),
    "csv": ("csv", ledgers.Layout.OWN),
    "standard": ("xlsx", ledgers.Layout.STANDARD),
    "standard-codes": ("xlsx", ledgers.Layout.STANDARD_WITH_CODES),
}
"""What `export` in the address says → the form of the file, and its columns."""
IN_MEMORY = 4 * 1024 * 1024


def may_export(room: Room, actor: Actor) -> bool:
    """Whoever may read a list may take it along, masked as it is shown."""
    return bool(room.ledger) and room.may_enter(actor)


def has_standard(room: Room) -> bool:
    """Whether there is a national list of this kind."""
    return bool(room.ledger) and bool(ledgers.find(room.ledger).standard)


def answer(
    request: DeskRequest, room: Room, records: Any, asked_for: Narrowed, agency: Organisation | None
) -> HttpResponseBase:
    """The records as a file.

    Raises:
        Http404: no such form.
        PermissionDenied: no agency whose list this could be.
    """
    form, layout = FORMS.get(request.GET.get("export", ""), ("", ledgers.Layout.OWN))
    if not form or not room.ledger or (layout in STANDARDS and not has_standard(room)):
        raise Http404
    if agency is None:
        raise PermissionDenied("请先按一个机关筛选，再导出。")
    narrowed = "；".join(f"{chip.label} {chip.text}" for chip in asked_for.chips)
    stream: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with transaction.atomic():
        exported = records.filter(agency=agency)
        if issubclass(room.model, Matter):
            scope = f"{room.model._meta.label_lower}:export"
            looking.look(request, request.actor, exported, "desk.take-along", scope=scope)
        beside = {} if layout in STANDARDS else _standing(room)
        count = ledgers.export(
            room.ledger, exported, stream, form, agency=agency, beside=beside, layout=layout
        )
        log.record(
            request.actor,
            "desk.export",
            agency,
            at=timezone.now(),
            台账=room.label,
            件数=count,
            筛选=narrowed or "无",
            **({"格式": STANDARD_NAME} if layout in STANDARDS else {}),
        )
    stream.seek(0)
    label = f"{room.label}_{STANDARD_NAME}" if layout in STANDARDS else room.label
    name = f"{label}_{timezone.localdate():%Y%m%d}.{form}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=TYPES[form])


def _standing(room: Room) -> dict[str, Callable[[Any], Any]]:
    """The state and the day of each record, as the list shows them."""
    todo, columns = room.todo, dict[str, Callable[[Any], Any]]()
    if room.workflow is not None:
        columns[ledgers.STATE] = room.state_of
    if todo is not None:
        columns[ledgers.DUE] = lambda matter: _day(todo, matter)
    return columns


def _day(todo: Todo, matter: Any) -> Any:
    if todo.is_open(matter) and todo.is_paused(matter):
        return "计时暂停"
    return getattr(matter, todo.due) or ""
