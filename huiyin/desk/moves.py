"""The one view that makes moves, for every kind of matter; and new records."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework import offered
from huiyin.casework.gate import DeskRequest, enter, matter_or_404, staff
from huiyin.casework.models import Case
from huiyin.casework.rooms import Room
from huiyin.casework.workflow import (
    Move,
    MoveForbiddenError,
    MoveRefusedError,
    StaleMoveError,
)
from huiyin.files.limit import dropped, too_large
from huiyin.organisations.models import Organisation
from huiyin.submissions import once as taken

from . import once, place, saved, standing


@staff
@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """The form of a move, and the move."""
    room = enter(request, kind)
    matter = matter_or_404(request, room, pk)
    chosen = _move_or_404(room, name)
    token = request.POST.get(offered.NAME, "")
    form = _form(room, chosen, matter, request if request.method == "POST" else None)
    try:
        if not form.is_valid():
            _check_open(request, room, chosen, matter)
            return _form_page(request, room, chosen, matter, form, 422 if form.is_bound else 200)
        if form.shows_record and not token:
            _check_open(request, room, chosen, matter)
            raise StaleMoveError(f"无法确认您看到的是不是 {matter} 的最新内容，没有保存")
        details = form.details() | {offered.NAME: token}
        return taken.answer(
            request, lambda: _make(request, room, chosen, matter, details), by_key_alone=True
        )
    except ValidationError as error:
        add_errors(form, error)
        return _form_page(request, room, chosen, matter, form, 422)
    except taken.AlreadySentError:
        refusal = MoveRefusedError(f"您已经从这个页面办理过“{chosen.label}”，这次没有办理")
        return _refused(request, room, chosen, matter_or_404(request, room, pk), refusal)
    except (MoveRefusedError, MoveForbiddenError) as error:
        return _refused(request, room, chosen, matter_or_404(request, room, pk), error)


def _make(
    request: DeskRequest, room: Room, chosen: Move[Any], matter: Any, details: dict[str, Any]
) -> HttpResponse:
    here = place.of(request, room, matter)
    onward, left = _onward(request, room, here)
    moved = chosen.run(matter, actor=request.actor, at=timezone.now(), **details)
    done = f"已{_done(chosen.label)}：{room.reference_of(matter)}"
    if once.keep(request, room, moved):
        messages.success(request, done)
        return _go(request, f"{room.address(matter)}once/")
    messages.success(request, f"{done}{left}")
    return _go(request, onward or f"{room.address(matter)}{here.marks if here else ''}#timeline")


def _onward(request: DeskRequest, room: Room, here: place.Place | None) -> tuple[str, str]:
    """Where it goes on for whoever wants the next case when one is done, and how many are left.

    Asked before the move: afterwards the record may stand elsewhere in the list, or not in it.
    """
    habit = saved.habit_of(request, room) if here is not None else None
    if here is None or habit is None or not habit.opens_next:
        return "", ""
    if not here.next:
        return here.back, "。这个列表后面没有了"
    return here.next, f"。已打开下一件，这个列表还有 {here.left_words}"


@staff
@require_http_methods(["GET", "POST"])
def start(request: DeskRequest, kind: str) -> HttpResponse:
    """登记: a new record."""
    room = enter(request, kind)
    if room.start is None or room.workflow is None:
        raise Http404
    flow, name = room.workflow, room.start.name
    label, _ = flow.starts[name]
    if not flow.may_start_somewhere(name, request.actor):
        raise PermissionDenied(f"您没有“{label}”的权限。")
    seen = room.agencies_of(request.actor)
    agencies = [one for one in seen if flow.may_start(name, request.actor, one.pk)]
    agency = next(
        (agency for agency in agencies if agency.slug == request.POST.get("agency")),
        agencies[0] if len(agencies) == 1 or (request.method == "GET" and agencies) else None,
    )
    if agency is None:
        raise PermissionDenied("没有可以登记的机关。")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form: Any = room.start.form(*sent, initial=_usual(room, agency) | _asked(request, room))
    form.place(agency)
    if request.method == "POST" and form.is_valid():
        try:
            return taken.answer(request, lambda: _enter(request, room, label, form.instance))
        except ValidationError as error:
            add_errors(form, error)
    context = {"room": room, "label": label, "form": form, "agencies": agencies, "agency": agency}
    return render(request, "desk/start.html", context, status=422 if form.errors else 200)


def _enter(request: DeskRequest, room: Room, label: str, new: Any) -> HttpResponse:
    assert room.start is not None  # noqa: S101 - asked before
    matter = room.start.run(new, actor=request.actor, at=timezone.now())
    messages.success(request, f"已{label}：{room.reference_of(matter)}")
    is_kept = once.keep(request, room, matter)
    return _go(request, f"{room.address(matter)}{'once/' if is_kept else ''}")


def add_errors(form: Any, error: ValidationError) -> None:
    """What an action refused, at the field it names; what names no field of the form, above it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, messages_of in error.message_dict.items():
        form.add_error(form.field_of(name), messages_of)


def _usual(room: Room, agency: Organisation) -> dict[str, Any]:
    """What a new record of this agency most likely says."""
    usual = {
        "issuer": agency.name,
        "issuer_uscc": agency.uscc,
        "source": agency.name,
        "source_uscc": agency.uscc,
        "received_on": timezone.localdate(),
        "decided_on": timezone.localdate(),
    }
    assert room.start is not None  # noqa: S101 - asked before
    return {name: value for name, value in usual.items() if name in room.start.form.base_fields}


def _asked(request: DeskRequest, room: Room) -> dict[str, str]:
    """What the address of the form says already: a page that leads here knows the number."""
    assert room.start is not None  # noqa: S101 - asked before
    named = request.GET.keys() & room.start.form.base_fields.keys()
    return {name: request.GET[name] for name in named}


def _move_or_404(room: Room, name: str) -> Move[Any]:
    move: Move[Any] | None = room.move_of(name)
    if move is None:
        raise Http404
    return move


def _check_open(request: DeskRequest, room: Room, chosen: Move[Any], matter: Any) -> None:
    """The same answers as the move itself would give, before anything is typed."""
    if matter.state not in chosen.sources:
        state = room.state_of(matter)
        raise MoveRefusedError(f"{matter} 当前为“{state}”，不能“{chosen.label}”。请查看最新情况")
    if not chosen.rule(request.actor, matter):
        raise MoveForbiddenError(f"您没有“{chosen.label}”的权限")


def _form(room: Room, chosen: Move[Any], matter: Any, request: DeskRequest | None = None) -> Any:
    form = room.form_of(chosen.name)
    if request is None:
        return form(matter=matter)
    sent = form(request.POST, request.FILES, matter=matter)
    for name in dropped(request) & sent.fields.keys():  # too large: it never came as far as here
        sent.fields[name].required = True
        sent.fields[name].error_messages["required"] = too_large()
    return sent


def _form_page(
    request: DeskRequest, room: Room, chosen: Move[Any], matter: Any, form: Any, status: int = 200
) -> HttpResponse:
    """The form; where the page that led here is out of date, with what has changed since."""
    token = request.POST.get(offered.NAME, "") or request.GET.get(offered.NAME, "")
    stale = standing.is_stale(token, matter)
    context = {
        "room": room,
        "matter": matter,
        "reference": room.reference_of(matter),
        "move": chosen,
        "form": form,
        "target": f"{room.address(matter)}{chosen.name}/",
        "address": f"{room.address(matter)}{place.marks(_list(request))}",
        "list": _list(request),
        "limit": matter.time_limit() if chosen.limited and isinstance(matter, Case) else None,
        "is_void": chosen.target == "voided",
        "standing": standing.standing(request, room, matter, token, form) if stale else None,
    }
    template = "desk/_move.html" if request.htmx else "desk/move.html"
    return render(request, template, context, status=status)


def _refused(
    request: DeskRequest, room: Room, chosen: Move[Any], matter: Any, error: Exception
) -> HttpResponse:
    """What was typed and how the record stands now; where the move is still open, the form again."""
    status = 403 if isinstance(error, MoveForbiddenError) else 409
    form = _form(room, chosen, matter, request if request.method == "POST" else None)
    token = request.POST.get(offered.NAME, "")
    if form.is_bound and form.shows_record:
        form = form.over(offered.as_shown(token, matter))
    is_open = chosen.is_open_to(request.actor, matter)
    context = {
        "room": room,
        "title": "没有权限" if status == 403 else "情况已经变化",
        "said": f"{error}。",
        "status": status,
        "typed": standing.typed(form) if form.is_bound else [],
        "standing": standing.standing(request, room, matter, token, form),
        "move": chosen if is_open else None,
        "form": form,
        "target": f"{room.address(matter)}{chosen.name}/",
        "matter": matter,
        "address": room.address(matter),
        "list": _list(request),
        "is_void": chosen.target == "voided",
    }
    template = "desk/_refused.html" if request.htmx else "desk/refused.html"
    return render(request, template, context, status=status)


def _list(request: DeskRequest) -> str:
    """The list that goes along."""
    text = request.POST.get(place.NAME, "") or request.GET.get(place.NAME, "")
    return text if len(text) <= place.LONGEST else ""


def _done(label: str) -> str:
    return label.partition("（")[0]


def _go(request: DeskRequest, address: str) -> HttpResponse:
    if not request.htmx:
        return redirect(address)
    answer = HttpResponse(status=204)
    # With a fragment the browser would only scroll in the page it has, and show the old state.
    answer["HX-Redirect"] = address.partition("#")[0]
    return answer
