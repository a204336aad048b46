"""Public pages kept in each process's memory, dropped everywhere within half a second of a change.

What a page shows depends on its address and on the visitor's display choice (a cookie), on
nothing else: so an anonymous GET is answered from memory before sessions or the database are
touched. A change of public content raises one number in the same transaction; each process
looks at it twice a second at most.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from .models import PublicVersion

LOOK_EVERY = 0.5  # seconds
MOST_BYTES = 48 * 1024 * 1024
DISPLAY_COOKIE = "display"
PRIVATE = ("/desk/", "/cms/", "/files/", "/healthz", "/readyz", "/static/", "/media/")


def changed() -> None:
    """Public content has changed; call inside the transaction that changes it."""
    if not PublicVersion.objects.filter(pk=1).update(number=F("number") + 1):
        PublicVersion.objects.bulk_create([PublicVersion(pk=1, number=1)], ignore_conflicts=True)


class PageCache:
    """Finished responses by address and display choice; the least used go first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, str], tuple[float, HttpResponse]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._version = -1
        self._looked_at = 0.0

    def get(self, key: tuple[str, str]) -> HttpResponse | None:
        self._look()
        kept = self._pages.get(key)
        if kept is None or kept[0] < time.monotonic():
            return None
        return kept[1]

    def put(self, key: tuple[str, str], response: HttpResponse, version: int) -> None:
        with self._lock:
            if version != self._version:
                return  # made from content that has changed meanwhile
            old = self._pages.pop(key, None)
            self._bytes += len(response.content) - (len(old[1].content) if old else 0)
            self._pages[key] = (time.monotonic() + settings.PAGE_CACHE_SECONDS, response)
            while self._bytes > MOST_BYTES:
                _, (_, dropped) = self._pages.popitem(last=False)
                self._bytes -= len(dropped.content)

    def version(self) -> int:
        """The version that a page made from now on will show."""
        return self._version

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0
            self._looked_at = 0.0

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = now
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM web_publicversion WHERE id = 1")
            row = cursor.fetchone()
        version = row[0] if row else 0
        if version != self._version:
            self.clear()
            self._version, self._looked_at = version, now


pages = PageCache()


class PageCacheMiddleware:
    """Answers anonymous GETs of public pages from memory; counts each answered page (`count`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_cacheable(request):
            return self.get_response(request)
        key = (request.get_full_path(), request.COOKIES.get(DISPLAY_COOKIE, ""))
        if (kept := pages.get(key)) is not None:
            return _copy(kept)
        version = pages.version()
        response = self.get_response(request)
        if _may_be_kept(response):
            pages.put(key, _copy(response), version)
        return response


def is_cacheable(request: HttpRequest) -> bool:
    return (
        settings.PAGE_CACHE_SECONDS > 0
        and request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(PRIVATE)
        and len(request.META.get("QUERY_STRING", "")) < 200
    )


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("X-Not-Kept")
    )


def _copy(response: HttpResponse) -> HttpResponse:
    made = HttpResponse(response.content, status=response.status_code)
    made.headers = response.headers
    return made
