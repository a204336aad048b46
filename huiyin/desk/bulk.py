"""批量办理: one move on many records of a list, each in a transaction of its own.

What was chosen, the form and what became of each record are rows: a reload, a closed tab or a
server that stops lose nothing, a second click makes nothing twice, and what broke off goes on.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.accounts.models import User
from huiyin.casework import offered
from huiyin.casework.gate import DeskRequest, enter, staff
from huiyin.casework.models import Matter
from huiyin.casework.rooms import Room
from huiyin.casework.workflow import Move, MoveForbiddenError, MoveRefusedError
from huiyin.personal.fields import is_readable

from . import lists, place
from .models import BulkRow, BulkRun
from .narrowing import Reader

MOST = 500
"""Records of one run: more are another run."""
SECONDS = 2.0
"""As long one request works; what is left goes on with the next."""
State = BulkRow.State


@dataclass(frozen=True)
class Result:
    """What became of one record; `reason` is empty when the move was made."""

    reference: str
    address: str
    reason: str = ""


def moves(room: Room, request: DeskRequest, page: list[Any]) -> list[Move[Any]]:
    """The moves that can be made on many: those that at least one record of the page allows now."""
    if room.workflow is None:
        return []
    several = [move for move in room.workflow.moves.values() if move.bulk]
    if several and room.todo is not None:
        room.todo.prepare(request.actor, page)
    today = timezone.localdate()
    return [
        move
        for move in several
        if any(move.allows(request.actor, one) and not move.guard(one, today) for one in page)
    ]


def unfinished(request: DeskRequest, room: Room) -> BulkRun | None:
    """What this person began here and did not see to its end."""
    runs = BulkRun.objects.filter(user=request.user.pk, room=room.key, finished_at=None)
    return runs.filter(begun_at__isnull=False).order_by("-pk").first()


@staff
@require_POST
def choose(request: DeskRequest, kind: str) -> HttpResponse:
    """The records that were ticked, or all of the list: a run of their own, with its page."""
    room = enter(request, kind)
    chosen = _move_or_404(room, request.POST.get("move", ""))
    back = request.POST.get("back", "")[: place.LONGEST]
    matters = _all_of(request, room, back) if request.POST.get("every") else _ticked(request, room)
    if not matters:
        messages.warning(request, "没有选中任何记录。请先勾选，再点批量操作")
        return redirect(_list(room, back))
    if len({one.agency_id for one in matters}) > 1:
        messages.warning(request, "选中的记录属于几个机关。请先按一个机关筛选，再批量办理")
        return redirect(_list(room, back))
    run = _chosen(request, room, chosen, matters, back)
    if not room.form_of(chosen.name).base_fields:
        _begin(run, QueryDict())
        _go_on(request, room, chosen, run)
    return redirect("desk-bulk-run", room.key, run.pk)


@transaction.atomic
def _chosen(
    request: DeskRequest, room: Room, chosen: Move[Any], matters: list[Any], back: str
) -> BulkRun:
    run = BulkRun.objects.create(
        user=cast("User", request.user),
        room=room.key,
        move=chosen.name,
        back=back,
        created_at=timezone.now(),
    )
    BulkRow.objects.bulk_create(
        BulkRow(run=run, matter_pk=one.pk, offered=_shown(request, one)) for one in matters
    )
    return run


def _shown(request: DeskRequest, matter: Any) -> str:
    """The token of one row as the list showed it; of one that was on no page, as it stands now."""
    if f"{offered.NAME}.{matter.pk}" in request.POST:
        return request.POST[f"{offered.NAME}.{matter.pk}"][:100]
    return offered.row_token(matter)


def _ticked(request: DeskRequest, room: Room) -> list[Any]:
    keys = [int(key) for key in request.POST.getlist("pk") if key.isdecimal() and len(key) < 16]
    return list(room.seen_by(request.actor).filter(pk__in=keys[:MOST]).order_by("pk"))


def _all_of(request: DeskRequest, room: Room, back: str) -> list[Any]:
    """The first of the whole list, in its order."""
    reader = Reader(room, request.actor, QueryDict(back), timezone.localdate(), offers=False)
    reader.read()
    asked = reader.order()
    return lists.of_keys(room, asked.keys_of(asked.counts(MOST), 0, MOST))


@staff
@require_http_methods(["GET", "POST"])
def run(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """The form of a run; then how far it is; then what became of each record."""
    room = enter(request, kind)
    one = get_object_or_404(BulkRun, pk=pk, user=request.user.pk, room=room.key)
    chosen = _move_or_404(room, one.move)
    form = None
    if one.begun_at is None:
        form = _form(request, room, one, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            _begin(one, request.POST)
    if request.method == "POST" and one.begun_at is not None:
        _go_on(request, room, chosen, one)
        return redirect("desk-bulk-run", room.key, one.pk)
    context = {
        "room": room,
        "move": chosen,
        "run": one,
        "form": form,
        "back": _list(room, one.back),
    }
    if form is not None:
        matters = _matters(request, room, one.rows.values_list("matter_pk", flat=True))
        context |= {"matters": list(matters.values()), "count": one.rows.count()}
        return render(request, "desk/bulk_form.html", context, status=422 if form.is_bound else 200)
    return render(request, "desk/bulk.html", context | _standing(request, room, one))


def _form(request: DeskRequest, room: Room, one: BulkRun, data: QueryDict | None) -> Any:
    """What is offered in it is offered for the agency of the records; no record's own values are in it."""
    form = room.form_of(one.move)(data)
    keys = one.rows.order_by("pk").values_list("matter_pk", flat=True)
    if (matter := room.seen_by(request.actor).filter(pk__in=keys).first()) is not None:
        form.offer(matter)
    return form


def _begin(one: BulkRun, data: QueryDict) -> None:
    """Keeps what the form says, once: of two clicks at once the second finds it begun."""
    kept = data.copy()
    for name in ("csrfmiddlewaretoken", "form_key"):
        kept.pop(name, None)
    one.fields, one.begun_at = kept.urlencode(), timezone.now()
    with transaction.atomic():
        if BulkRun.objects.select_for_update().filter(pk=one.pk, begun_at=None).exists():
            one.save(update_fields=["fields", "begun_at"])
        else:
            one.refresh_from_db()


def _go_on(request: DeskRequest, room: Room, chosen: Move[Any], one: BulkRun) -> None:
    """As many records as there is time for; the rest waits for the next request."""
    ends = time.monotonic() + SECONDS
    data = QueryDict(one.fields if is_readable(one.fields) else "")
    form = _form(request, room, one, data)
    waiting = list(one.rows.filter(state=State.WAITING).values_list("pk", flat=True))
    for key in waiting:
        if time.monotonic() > ends:
            return
        _make(request, room, chosen, key, form)
    BulkRun.objects.filter(pk=one.pk, finished_at=None).update(
        finished_at=timezone.now(), fields=""
    )


@transaction.atomic
def _make(request: DeskRequest, room: Room, chosen: Move[Any], key: int, form: Any) -> None:
    """The move and the note that it was made, in one transaction: neither without the other."""
    row = BulkRow.objects.select_for_update().filter(pk=key, state=State.WAITING).first()
    if row is None:  # another tab of the same run was quicker
        return
    matter = room.seen_by(request.actor).filter(pk=row.matter_pk).first()
    row.reason = _refusal(request, room, chosen, row, matter, form)[: BulkRow.REASON]
    row.state = State.REFUSED if row.reason else State.DONE
    row.save(update_fields=["state", "reason"])


def _refusal(
    request: DeskRequest, room: Room, chosen: Move[Any], row: BulkRow, matter: Any, form: Any
) -> str:
    """Makes the move; why it was not made."""
    if matter is None:
        return "您已不能查看这件记录"
    if isinstance(matter, Matter) and matter.logs_looks:
        return "保密事项不能批量办理，请打开单独办理"
    if not form.is_valid():
        return "；".join(text for errors in form.errors.values() for text in errors)
    try:
        details = form.details() | {offered.NAME: row.offered}
        chosen.run(matter, actor=request.actor, at=timezone.now(), **details)
    except (MoveRefusedError, MoveForbiddenError) as error:
        return str(error)
    except ValidationError as error:
        return "；".join(error.messages)
    return ""


def _matters(request: DeskRequest, room: Room, keys: Iterable[int]) -> dict[int, Any]:
    """Those of the run that this person still sees."""
    return {one.pk: one for one in room.seen_by(request.actor).filter(pk__in=list(keys))}


def _standing(request: DeskRequest, room: Room, one: BulkRun) -> dict[str, Any]:
    rows = list(one.rows.all())
    matters = _matters(request, room, [row.matter_pk for row in rows])
    results: dict[str, list[Result]] = {State.DONE: [], State.REFUSED: [], State.WAITING: []}
    for row in rows:
        matter = matters.get(row.matter_pk)
        if matter is None:
            results[row.state].append(Result("（您已不能查看）", "", row.reason))
        else:
            address, name = room.address(matter), room.reference_of(matter)
            results[row.state].append(Result(name, address, row.reason))
    return {
        "done": results[State.DONE],
        "refused": results[State.REFUSED],
        "waiting": len(results[State.WAITING]),
        "total": len(rows),
        "per_cent": 100 * (len(rows) - len(results[State.WAITING])) // max(len(rows), 1),
    }


def _list(room: Room, back: str) -> str:
    return f"/desk/{room.key}/?{back or 'view=all'}"


def _move_or_404(room: Room, name: str) -> Move[Any]:
    move: Move[Any] | None = room.move_of(name)
    if move is None or not move.bulk:
        raise Http404
    return move
