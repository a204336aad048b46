"""The application that number and query code have opened in a browser, for half an hour."""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from huiyin.foi.models import Application
from huiyin.throttle import guessing
from huiyin.visitors.window import Window

from .apply import WRONG_TOO_OFTEN

COOKIE = "tracked"
SALT = "huiyin.foi.track"
OPEN_FOR = 30 * 60  # seconds
WINDOW = Window(
    guessing.APPLICATION,
    Application.objects.all,
    wrong="申请编号或者查询码不正确，请核对后重填",
    too_often=WRONG_TOO_OFTEN,
)


def valid(request: HttpRequest) -> Application | None:
    """The application whose files this browser may fetch: none of one that is void."""
    opened = application(request)
    return None if opened is None or opened.state == Application.State.VOIDED else opened


def application(request: HttpRequest) -> Application | None:
    """The application that this browser may see; a new query code ends the old one's sight."""
    try:
        cookie = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=OPEN_FOR)
    except BadSignature:
        return None
    pk, _, seal = (cookie or "").partition(".")
    if not pk.isdecimal() or not seal:
        return None
    record = Application.objects.select_related("agency").filter(pk=int(pk)).first()
    if not isinstance(record, Application) or record.query_digest[:12] != seal:
        return None
    return record


def keep(response: HttpResponse, application: Application) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE, f"{application.pk}.{application.query_digest[:12]}", salt=SALT, max_age=OPEN_FOR,
        path=reverse("track"), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response
