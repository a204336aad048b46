"""Nothing typed is lost: a form of the desk is kept when it does not get through, and shown again.

A form does not get through when the session has ended, when it is refused (403, 404, 409, 422,
429) or when the server fails. It is then kept for the person who sent it: the one signed in, else
the one whom this browser's session belonged to. Whoever else signs in here never sees it.
"""

import copy
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from huiyin.accounts.models import User

from . import fields, filling, kept, once
from .fields import Fields

COOKIE, SALT = "typist", "huiyin.submissions.typist"
REMEMBERED = 7 * 24 * 3600  # seconds, as long as a form is kept
SECRET_DOORS = ("/desk/sign-in/", "/desk/sign-out/", "/desk/password/", "/desk/safety/")
"""Passwords and codes are typed here, and nothing else."""


class KeepTypedMiddleware:
    """Keeps what was sent in vain; fills the form with it when its page is opened again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.is_secret = request.path.startswith(SECRET_DOORS)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not request.path.startswith(kept.HERE) or request.is_secret:  # type: ignore[attr-defined]
            return response
        if request.method == "POST":
            return self._after(request, response)
        if isinstance(response, HttpResponse) and isinstance(request.user, User):
            _remember(request, response, request.user)
            return _filled(request, response, request.user)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A form or words that were sent before: shown again, filled."""
        if not isinstance(error, once.AlreadySentError):
            return None
        request.was_sent_before = True  # type: ignore[attr-defined]
        told = {"location": error.location, "at": error.at}
        notice = render_to_string("submissions/_again.html", told, request=request)
        return shown_again(request, notice, HTTPStatus.CONFLICT) or render(
            request,
            "submissions/not_taken.html",
            told
            | {
                "base": f"web/{'desk' if request.path.startswith('/desk/') else 'portal'}.html",
            },
            status=HTTPStatus.CONFLICT,
        )

    @staticmethod
    def _after(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_ping = request.path == "/desk/typing/"
        if isinstance(request.user, User) and (is_ping or _is_through(response)):
            if not is_ping:
                kept.forget(request.user, request.path)
            return response
        typist = _typist(request)
        typed = fields.of(request)
        if typist is not None and fields.is_typed(typed) and once.is_of(request, typist):
            address = request.headers.get("X-Typing-For", "") if is_ping else request.path
            kept.keep(typist, address, typed, at=timezone.now())
        return response


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
        found = kept.of(user, [request.path]).get(request.path)
        told = {"kept": found, "typed": fields.labelled(found.fields)} if found else {}
        return render(request, "submissions/kept.html", told) if found else response
    if response.status_code != 200 or not _has_form(response):
        return response
    html = response.content.decode()
    known = kept.of(user, filling.addresses(html, request.path))
    if not known:
        return response

    def banner(address: str, left: Fields, is_filled: bool) -> str:
        told = {
            "kept": known[address],
            "is_filled": is_filled,
            "left": fields.labelled(left),
            "back": request.get_full_path(),
        }
        return render_to_string("submissions/_restored.html", told, request=request)

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
    notice = render_to_string("submissions/_expired.html", request=request)
    response = None if request.path.startswith(SECRET_DOORS) else shown_again(request, notice, 403)
    return response or render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """What was typed stands on the page of the failure too; it asks no database."""
    is_secret = request.path.startswith(SECRET_DOORS)
    typed = [] if is_secret or request.method != "POST" else fields.labelled(fields.of(request))
    text = render_to_string("500.html", {"typed": typed})
    return HttpResponse(text, status=HTTPStatus.INTERNAL_SERVER_ERROR)
