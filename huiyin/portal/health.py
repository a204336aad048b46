"""For machines: alive, ready."""

import logging
import os
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from huiyin.audit.models import Entry, Seal
from huiyin.backup import standing
from huiyin.notices import copies
from huiyin.personal import known
from huiyin.search import index

logger = logging.getLogger(__name__)
UNSEALED_AT_MOST = timedelta(minutes=15)


class NotReadyError(Exception):
    """One thing the site cannot do without is missing."""


def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nobody else."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Each thing the site depends on: `ok`, or in a word what is wrong; 503 if one is.

    What is only worth knowing (`rehearsal`, `copy`) never makes it 503.
    """
    state = {name: _state(check) for name, check in CHECKS.items()}
    ready = all(word == "ok" for word in state.values())
    told = {name: _state(ask) for name, ask in INFORMATION.items()}
    return JsonResponse({"ready": ready, **state, **told}, status=200 if ready else 503)


def _state(check: Callable[[], str | None]) -> str:
    # The outside learns the kind of fault only; the reason is in the log.
    try:
        told = check()
    except NotReadyError as error:
        return str(error)
    except Exception as error:
        logger.exception("not ready")
        return type(error).__name__
    return told or "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _search() -> None:
    index.find(index.Query("公开", limit=1))


def _media() -> None:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    if not os.access(settings.MEDIA_ROOT, os.W_OK):
        raise NotReadyError("not writable")


def _seal() -> None:
    """New audit entries are put into the chain each minute; are they?"""
    last = Seal.objects.order_by("position").last()
    waiting = Entry.objects.filter(pk__gt=last.entry_id if last else 0).order_by("pk").first()
    if waiting and timezone.now() - waiting.recorded_at > UNSEALED_AT_MOST:
        raise NotReadyError(
            f"nothing sealed since {timezone.localtime(waiting.recorded_at):%Y-%m-%d %H:%M}"
        )


def _rehearsal() -> str:
    return standing.word(timezone.now())


def _copy() -> str:
    return "yes" if copies.is_copy() else "no"


def _keys() -> None:
    try:
        known.check()
    except known.WrongKeyError as error:
        logger.error("not ready: %s", error)
        raise NotReadyError("wrong keys") from error


CHECKS: dict[str, Callable[[], str | None]] = {
    "database": _database,
    "keys": _keys,
    "search": _search,
    "media": _media,
    "seal": _seal,
}
INFORMATION: dict[str, Callable[[], str | None]] = {"rehearsal": _rehearsal, "copy": _copy}
