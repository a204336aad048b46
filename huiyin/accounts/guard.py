"""The guard of every address: a session that is over, or not wholly signed in, is nobody's."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from huiyin.audit import log

from . import sessions
from .models import User
from .who import actor_for, origin_of


class SessionGuardMiddleware:
    """Signs out whose session has ended, or lacks a second factor where one is required.

    Desk, CMS and files alike then see a visitor, and send him to the door. A superuser too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            user = request.user
            if isinstance(user, User):
                why = sessions.why_over(request, user, at=timezone.now())
                if why:
                    self._over(request, user, why)
                    request.signed_out = user  # type: ignore[attr-defined]  # whose form this was
        return self.get_response(request)

    @staticmethod
    def _over(request: HttpRequest, user: User, why: str) -> None:
        with transaction.atomic():
            log.record(
                actor_for(user, origin_of(request)),
                "accounts.session-over",
                user,
                at=timezone.now(),
                why=sessions.WHY[why],
            )
            sessions.leave(request, why)
