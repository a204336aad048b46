"""Costly pages, so many at once for one party: nobody alone keeps every thread of a process busy."""

from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from huiyin.throttle.nets import net

AGAIN = 5
"""Seconds after which it may be tried again."""
NAMES = {
    *("search", "feed-search", "apply-search", "printed", "desk-search"),
    *("desk-list", "desk-bulk", "desk-bulk-run", "desk-board", "desk-import", "desk-migration"),
    *("desk-import-refused", "gaps", "gaps-workbook", "wording-import", "wording-export"),
    *("summary-paper", "summary-paragraph", "summary-frame", "summary-measures"),
    *("summary", "summary-file", "summary-published", "desk-statutory", "desk-audit-verify"),
    *("enforcement-statistics", "enforcement-statistics-file"),
    *("desk-statutory-file", "report-applications", "report-applications-file"),
    *("inspection-start", "inspection-step", "manuscript-compare", "foi-case-file"),
    *("foi-redact", "foi-redact-finish", "foi-leaving", "foi-paper-freeze"),
    *("subject-statement", "desk-subject-statement"),
}
"""Addresses that search, count over everything, draw, convert, or make a file. Public lists add theirs."""


class CostlyMiddleware:
    """A party is a person who is signed in, else a network."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._busy: Counter[str] = Counter()
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            if party := getattr(request, "costs", ""):
                with self._lock:
                    self._busy[party] -= 1
                    if not self._busy[party]:
                        del self._busy[party]

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if request.resolver_match is None or request.resolver_match.url_name not in NAMES:
            return None
        party = _party(request)
        with self._lock:
            if self._busy[party] >= settings.COSTLY_AT_ONCE:
                return _refusal()
            self._busy[party] += 1
        request.costs = party  # type: ignore[attr-defined]
        return None


def _party(request: HttpRequest) -> str:
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return f"person {request.user.pk}"
    return f"net {net(str(request.META.get('REMOTE_ADDR', '')))}"


def _refusal() -> HttpResponse:
    text = render_to_string("503.html", {"fault": "many", "code": 429})
    return HttpResponse(text, status=429, headers={"Retry-After": str(AGAIN)})
