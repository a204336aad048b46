"""Nothing typed is lost: a form of the desk is kept when it does not get through, and shown again.

A form does not get through when the session has ended, when it is refused (403, 404, 409, 422,
429) or when the server fails. It is then kept for the person who sent it: the one signed in, else
the one whom this browser's session belonged to. Whoever else signs in here never sees it. Of what
came while nothing could be written (503), the page itself is the keeper.
"""

import copy
import logging
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.core.signing import BadSignature
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from huiyin.accounts.models import User
from huiyin.database import faults, writing
from huiyin.database.faults import Fault

from . import fields, filling, kept, once
from .fields import Fields

logger = logging.getLogger(__name__)
COOKIE, SALT = "typist", "huiyin.submissions.typist"
REMEMBERED = 7 * 24 * 3600  # seconds, as long as a form is kept
SECRET_DOORS = ("/desk/sign-in/", "/desk/sign-out/", "/desk/password/", "/desk/safety/")
"""Passwords and codes are typed here, and nothing else."""
NOT_AGAIN = (*SECRET_DOORS, "/cms/")
"""What is sent here is never shown again at once; the editor is filled when it is opened anew."""


class KeepTypedMiddleware:
    """Keeps what was sent in vain; fills the form with it when its page is opened again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.is_secret = request.path.startswith(SECRET_DOORS)  # type: ignore[attr-defined]
        response = self.get_response(request)
        is_left = request.is_secret or _is_of_another_site(request)  # type: ignore[attr-defined]
        if is_left or not request.path.startswith(kept.HERE):
            return response
        if request.method == "POST":
            return self._after(request, response)
        if isinstance(response, HttpResponse) and isinstance(request.user, User):
            _remember(request, response, request.user)
            return _filled(request, response, request.user)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What was sent before, or at a moment when nothing could be written: shown again, filled."""
        fault = faults.of(error)
        if fault in (Fault.BUSY, Fault.FULL):
            level = logging.ERROR if fault is Fault.FULL else logging.WARNING
            logger.log(level, "%s %s was not taken in: %s", request.method, request.path, error)
            return unwritten(request, fault)
        if not isinstance(error, once.AlreadySentError):
            return None
        request.was_sent_before = True  # type: ignore[attr-defined]
        context = {"location": error.location, "at": error.at}
        notice = render_to_string("submissions/_again.html", context, request=request)
        return shown_again(request, notice, HTTPStatus.CONFLICT) or render(
            request,
            "submissions/not_taken.html",
            context
            | {
                "base": f"web/{'desk' if request.path.startswith('/desk/') else 'portal'}.html",
            },
            status=HTTPStatus.CONFLICT,
        )

    @staticmethod
    def _after(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_ping = request.path == "/desk/typing/"
        user = request.user
        if isinstance(user, User) and (is_ping or _is_through(response)):
            if not is_ping:
                _if_it_can(partial(kept.forget, user, request.path))  # it is in
            return response
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            return response  # nothing can be written now; what was typed stands on the page
        typist = _typist(request)
        typed = fields.of(request)
        if typist is not None and fields.is_typed(typed) and once.is_of(request, typist):
            address = request.headers.get("X-Typing-For", "") if is_ping else request.path
            keep = partial(kept.keep, typist, address, typed, at=timezone.now())
            _if_it_can(keep) if response.status_code >= 400 else keep()  # a refusal shows the text
        return response


def _if_it_can(write: Callable[[], None]) -> None:
    """Without it the answer is as good, so nobody waits for other writers."""
    try:
        with writing.impatient():
            write()
    except OperationalError as error:
        if not writing.cannot_write(error):
            raise
        logger.warning("what was typed could not be noted: %s", error)


def _is_through(response: HttpResponseBase) -> bool:
    """Taken in: neither refused, nor the same form again for a further look."""
    if response.status_code >= 400:
        return False
    return response.status_code != 200 or not _has_form(response)


def _has_form(response: HttpResponseBase) -> bool:
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return False
    content: bytes = getattr(response, "content", b"")
    return any(mark.encode() in content for mark in filling.MARKS)


def shown_again(request: HttpRequest, notice: str, status: int) -> HttpResponse | None:
    """The page of the form that was sent, filled with it and not sent; None where it has no page."""
    if request.path.startswith(NOT_AGAIN):
        return None
    again = copy.copy(request)
    again.method, again.POST = "GET", QueryDict()
    again._files = MultiValueDict()  # type: ignore[attr-defined]
    again.is_shown_anew = True  # type: ignore[attr-defined]
    view, arguments, named = resolve(request.path)
    response: HttpResponse = view(again, *arguments, **named)
    if response.status_code != 200 or not _has_form(response):
        return None
    html = response.content.decode()
    wanted = {request.path: fields.of(request)}
    response.content = filling.fill(html, request.path, wanted, lambda *_: notice)
    response.status_code = status
    return response


def _filled(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """The page with its forms filled with what was kept; one query where there is such a form."""
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:  # a form without a page of its own
        record = kept.of(user, [request.path]).get(request.path)
        context = {"kept": record, "typed": fields.labelled(record.fields)} if record else {}
        return render(request, "submissions/kept.html", context) if record else response
    if response.status_code != 200 or not _has_form(response):
        return response
    html = response.content.decode()
    known = kept.of(user, filling.addresses(html, request.path))
    if not known:
        return response

    def banner(address: str, remaining: Fields, is_filled: bool) -> str:
        context = {
            "kept": known[address],
            "is_filled": is_filled,
            "left": fields.labelled(remaining),
            "back": request.get_full_path(),
        }
        return render_to_string("submissions/_restored.html", context, request=request)

    wanted = {address: one.fields for address, one in known.items()}
    response.content = filling.fill(html, request.path, wanted, banner)
    return response


def _typist(request: HttpRequest) -> User | None:
    """Who sent this: signed in, signed out just now, or last signed in with this browser."""
    user = getattr(request, "signed_out", None) or request.user
    if isinstance(user, User):
        return user
    try:
        pk = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=REMEMBERED)
    except BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first() if pk else None


def _remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """So that a form sent after the session's end is kept for its typist, and for nobody else."""
    if request.COOKIES.get(COOKIE, "").partition(":")[0] == str(user.pk):
        return
    response.set_signed_cookie(
        COOKIE, str(user.pk), salt=SALT, max_age=REMEMBERED, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token has changed since the page was opened (a sign-in in another tab): shown again."""
    response = None
    if not _is_of_another_site(request):
        notice = render_to_string("submissions/_expired.html", request=request)
        response = shown_again(request, notice, 403)
    return response or render(request, "403_csrf.html", status=403)


def _is_of_another_site(request: HttpRequest) -> bool:
    """Whether a page of somebody else sent the form: its words are not those of the person here."""
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.get_host()


def server_error(request: HttpRequest) -> HttpResponse:
    """What was typed stands on the page of the failure too; it asks no database."""
    return _plain(request, faults.of(sys.exc_info()[1]))


def unwritten(request: HttpRequest, fault: Fault) -> HttpResponse:
    """503: others are writing, or the disk is full. The form, filled, to be sent again; it only reads."""
    response = None
    if request.method == "POST":
        notice = render_to_string("submissions/_unwritten.html", {"fault": fault}, request)
        try:
            response = shown_again(request, notice, HTTPStatus.SERVICE_UNAVAILABLE)
        except OperationalError:
            logger.warning("the form of %s cannot be shown now", request.path)
    response = response or _plain(request, fault)
    response.headers["Retry-After"] = str(_again(fault))
    return response


def _plain(request: HttpRequest, fault: Fault | None) -> HttpResponse:
    """A page that needs no database, with what was typed: 503 where it is enough to wait."""
    is_secret = request.path.startswith(SECRET_DOORS)
    typed = [] if is_secret or request.method != "POST" else fields.labelled(fields.of(request))
    status = HTTPStatus.SERVICE_UNAVAILABLE if fault else HTTPStatus.INTERNAL_SERVER_ERROR
    text = render_to_string(f"{int(status)}.html", {"typed": typed, "fault": fault})
    response = HttpResponse(text, status=status)
    if fault:
        response.headers["Retry-After"] = str(_again(fault))
    return response


def _again(fault: Fault) -> int:
    return writing.AGAIN if fault is Fault.BUSY else faults.AGAIN
