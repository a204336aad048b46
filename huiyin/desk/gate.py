"""Who comes in: a signed-in person with a post; everything else gets an answer in words."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import offered, rooms
from huiyin.casework.rooms import Room
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.submissions import fields

from . import standing


class DeskRequest(HttpRequest):
    """What the middleware adds to a request."""

    actor: Actor
    htmx: HtmxDetails


View = Callable[..., HttpResponseBase]


def staff(view: View) -> View:
    """The gate of every page under /desk/: sign-in, then 403, 404 and 409 in words."""

    @wraps(view)
    def gated(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_person:
            return _to_sign_in(request)
        if request.actor.agencies is not None and not request.actor.agencies:
            return problem(
                request,
                403,
                "您的账号还没有岗位",
                "工作台按岗位授权。请联系本机关负责任免岗位的同事，为您的账号安排岗位后再登录。",
            )
        try:
            return view(request, *args, **kwargs)
        except (PermissionDenied, MoveForbiddenError) as error:
            said = (
                str(error) or "您的岗位没有这项权限。如果工作需要，请联系本机关负责任免岗位的同事。"
            )
            return problem(request, 403, "没有权限", said)
        except MoveRefusedError as error:
            return problem(request, 409, "情况已经变化", f"{error}。")
        except Http404:
            return problem(
                request,
                404,
                "没有找到",
                "这个地址下没有您可以查看的记录。请核对编号，或用上方的搜索框查找。",
            )

    return gated


def _to_sign_in(request: DeskRequest) -> HttpResponse:
    """To the door and back again: to the form that was sent, which is filled with what was typed."""
    back = request.get_full_path() if request.method == "GET" else _form_page(request)
    answer = redirect_to_login(back, login_url="sign-in")
    if not request.htmx:
        return answer
    redirected = HttpResponse(status=204)
    redirected["HX-Redirect"] = answer["Location"]
    return redirected


def _form_page(request: DeskRequest) -> str:
    if not fields.is_typed(fields.of(request)):
        return "/desk/"
    shown = urlencode({n: request.POST[n] for n in (offered.NAME,) if n in request.POST})
    return f"{request.path}?{shown}" if shown else request.path


def problem(request: DeskRequest, status: int, title: str, said: str) -> HttpResponse:
    """A page, or a part for htmx, that says what is the case and what to do."""
    template = "desk/_problem.html" if request.htmx else "desk/problem.html"
    context = {"title": title, "said": said, "status": status, "standing": _standing(request)}
    return render(request, template, context, status=status)


def _standing(request: DeskRequest) -> standing.Standing | None:
    """The record that a refused form was about, as it stands: with the way back to it."""
    match = request.resolver_match
    room = rooms.find(request.path.split("/")[2])
    if match is None or room is None or "pk" not in match.kwargs or request.method != "POST":
        return None
    if not room.may_view(request.actor):
        return None
    matter = room.seen_by(request.actor).filter(pk=match.kwargs["pk"]).first()
    shown = request.POST.get(offered.NAME, "")
    return standing.standing(request, room, matter, shown) if matter is not None else None


def room_or_404(key: str) -> Room:
    found = rooms.find(key)
    if found is None:
        raise Http404
    return found


def enter(request: DeskRequest, key: str) -> Room:
    """The room, if this actor may look into it.

    Raises:
        Http404: there is no such room.
        PermissionDenied: the actor may not see this kind of record.
    """
    room = room_or_404(key)
    if not room.may_view(request.actor):
        raise PermissionDenied(f"您的岗位不能查看{room.label}。")
    return room


def matter_or_404(request: DeskRequest, room: Room, pk: int) -> Any:
    """One record of the room; another agency's is not there, nor one that is kept from this actor."""
    found = room.seen_by(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    log_looks([found], request.actor, "desk.look")
    return found


def log_looks(matters: Iterable[Any], actor: Actor, verb: str) -> None:
    """Each look at what only named persons may see is an audit entry."""
    looked_at = [log.Event(one, {}) for one in matters if getattr(one, "logs_looks", False)]
    if looked_at:
        with transaction.atomic():
            log.record_many(actor, verb, looked_at, at=timezone.now())
