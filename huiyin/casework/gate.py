"""Who comes in: a signed-in person with a post; everything else gets an answer in words."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from huiyin.audit.actors import Actor
from huiyin.submissions import fields
from huiyin.workdays.load import steady

from . import looking, offered, rooms
from .models import Matter
from .rooms import Room
from .workflow import MoveForbiddenError, MoveRefusedError


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
        if request.actor.agencies == frozenset():
            return problem(
                request,
                403,
                "您的账号还没有岗位",
                "工作台按岗位授权。请联系本机关负责任免岗位的同事，为您的账号安排岗位后再登录。",
            )
        try:
            with steady() if request.method == "GET" else nullcontext():
                return view(request, *args, **kwargs)
        except (PermissionDenied, MoveForbiddenError) as error:
            said = (
                str(error) or "您的岗位没有这项权限。如果工作需要，请联系本机关负责任免岗位的同事。"
            )
            return problem(request, 403, "没有权限", said)
        except looking.ReasonNeededError as needed:
            return _ask_why(request, needed.scope)
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


def _ask_why(request: DeskRequest, scope: str) -> HttpResponse:
    """The page that asks for the reason, and leads on to what was asked for."""
    onward = request.get_full_path()
    if request.method == "POST":  # it is not sent again: the record shows how it stands
        onward = "/".join(request.path.split("/")[:4]) + "/"
    if request.htmx:
        redirected = HttpResponse(status=204)
        redirected["HX-Redirect"] = onward
        return redirected
    return render(request, "desk/why.html", {"scope": scope, "next": onward})


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
    query = urlencode({n: request.POST[n] for n in (offered.NAME,) if n in request.POST})
    return f"{request.path}?{query}" if query else request.path


def problem(request: DeskRequest, status: int, title: str, said: str) -> HttpResponse:
    """A page, or a part for htmx, that says what is the case and what to do."""
    template = "desk/_problem.html" if request.htmx else "desk/problem.html"
    context = {"title": title, "said": said, "status": status}
    return render(request, template, context, status=status)


def room_or_404(key: str) -> Room:
    room = rooms.find(key)
    if room is None:
        raise Http404
    return room


def enter(request: DeskRequest, key: str) -> Room:
    """The room, if this actor may look into it.

    Raises:
        Http404: there is no such room.
        PermissionDenied: the actor may not see this kind of record.
    """
    room = room_or_404(key)
    if not room.may_enter(request.actor):
        raise PermissionDenied(f"您的岗位不能查看{room.label}。")
    return room


def matter_or_404(request: DeskRequest, room: Room, pk: int) -> Any:
    """One record of the room; another agency's is not there, nor one that is kept from this actor."""
    matter = room.seen_by(request.actor).filter(pk=pk).first()
    if matter is None:
        raise Http404
    if isinstance(matter, Matter):
        looking.look(request, request.actor, [matter], "desk.look")
    return matter
