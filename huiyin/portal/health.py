"""Health checks for monitoring: alive, ready."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from huiyin.audit.models import Entry, Seal
from huiyin.backup import standing as rehearsals
from huiyin.database import faults, standing
from huiyin.notices import copies
from huiyin.personal import known
from huiyin.search import index
from huiyin.web import capacity

logger = logging.getLogger(__name__)
UNSEALED_AT_MOST = timedelta(minutes=15)


class NotReadyError(Exception):
    """A dependency of the site is missing."""


def healthz(request: HttpRequest) -> HttpResponse:
    """This process responds; checks nothing else."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """The state of each dependency: `ok`, or the fault in one word; 503 if there is a fault.

    Mere information (`rehearsal`, `copy`, `disk`) never makes it 503.
    """
    state = {name: _state(check) for name, check in CHECKS.items()}
    ready = all(word == "ok" for word in state.values())
    information = {name: _state(ask) for name, ask in INFORMATION.items()}
    return JsonResponse({"ready": ready, **state, **information}, status=200 if ready else 503)


def _state(check: Callable[[], str | None]) -> str:
    # Only the kind of fault is public; the reason is in the log.
    try:
        fault = check()
    except NotReadyError as error:
        return str(error)
    except Exception as error:
        logger.exception("not ready")
        return faults.of(error) or type(error).__name__
    return fault or "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _tables() -> None:
    if standing.unapplied():
        raise NotReadyError("unapplied migrations")


def _search() -> None:
    index.find(index.Query("公开", limit=1))


def _writing() -> None:
    if fault := capacity.fault():
        raise NotReadyError(fault)


def _disk() -> str:
    return "low" if capacity.is_low() else "ok"


def _seal() -> None:
    """Whether the new audit entries are sealed each minute."""
    last = Seal.objects.order_by("position").last()
    waiting = Entry.objects.filter(pk__gt=last.entry_id if last else 0).order_by("pk").first()
    if waiting and timezone.now() - waiting.recorded_at > UNSEALED_AT_MOST:
        raise NotReadyError(
            f"nothing sealed since {timezone.localtime(waiting.recorded_at):%Y-%m-%d %H:%M}"
        )


def _rehearsal() -> str:
    return rehearsals.word(timezone.now())


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
    "tables": _tables,
    "keys": _keys,
    "search": _search,
    "writing": _writing,
    "seal": _seal,
}
INFORMATION: dict[str, Callable[[], str | None]] = {
    "rehearsal": _rehearsal,
    "copy": _copy,
    "disk": _disk,
}
