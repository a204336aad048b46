"""Public pages kept in each process's memory, dropped everywhere within half a second of a change.

What a page shows depends on its address and on the visitor's display choice (a cookie), on
nothing else: so an anonymous GET is answered from memory before sessions or the database are
touched; `front_door` answers most of them before Django itself is. A change of public content
raises one number in the same transaction; each process looks at it twice a second at most.
"""

import hashlib
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_http_date_safe

from .display import Display
from .models import PublicVersion

LOOK_EVERY = 0.5  # seconds
MOST_BYTES = 32 * 1024 * 1024
MOST_VARIANT_BYTES = 16 * 1024 * 1024
MOST_REMEMBERED = 500
PRIVATE = (
    "/apply/",
    "/track/",
    "/desk/",
    "/cms/",
    "/files/",
    "/display/",
    "/healthz",
    "/readyz",
    "/static/",
    "/media/",
)
# Only these parameters change a page. An address with any other is answered, but never kept:
# nobody can fill the memory with invented ones.
PARAMETERS = {"q", "page", "year", "theme", "genre", "validity", "agency", "column", "sort"} | {
    "category",
    "holder",
    "within",
    "since",
    "until",
    "where",
    "words",
}
VIEWED = "X-Viewed"
"""Header by which a view names the document that it shows; never leaves the process."""

ASKED = "huiyin.page_cache.asked"
"""Under this name a request's `META` holds its query as the visitor wrote it; see `_as_kept`."""

KEPT = "huiyin.page_cache.kept"
"""Under this name a request's `META` tells the front door that its answer was kept: a Note."""

P = ParamSpec("P")
T = TypeVar("T")
logger = logging.getLogger(__name__)
view_listeners: list[Callable[[str], None]] = []
"""Called with the VIEWED value of each page that a person was shown, kept or fresh."""


def changed() -> None:
    """Public content has changed; call inside the transaction that changes it."""
    if not PublicVersion.objects.filter(pk=1).update(number=F("number") + 1):
        PublicVersion.objects.bulk_create([PublicVersion(pk=1, number=1)], ignore_conflicts=True)


class Kept(NamedTuple):
    until: float
    size: int
    what: Any


class Note(NamedTuple):
    """Of which version of the public content a kept answer is, and whom it shows (VIEWED)."""

    version: int
    viewed: str


class Shelf:
    """Things by key, the oldest dropped first when there are too many bytes or entries."""

    def __init__(self, most_bytes: int, most_entries: int) -> None:
        self.most_bytes, self.most_entries = most_bytes, most_entries
        self._kept: OrderedDict[Any, Kept] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Any) -> Any:
        kept = self._kept.get(key)
        return None if kept is None or kept.until < time.monotonic() else kept.what

    def put(self, key: Any, what: Any, size: int = 0) -> None:
        old = self._kept.pop(key, None)
        self._kept[key] = Kept(time.monotonic() + settings.PAGE_CACHE_SECONDS, size, what)
        self._bytes += size - (old.size if old else 0)
        while self._bytes > self.most_bytes or len(self._kept) > self.most_entries:
            self._bytes -= self._kept.popitem(last=False)[1].size

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0


class PageCache:
    """Finished pages by address and display choice, and what `remembered` functions returned.

    Pages with a query string have a shelf of their own, so that no walk through filters and
    searches can push out the pages that most people read.
    """

    def __init__(self) -> None:
        self._plain = Shelf(MOST_BYTES, 20_000)
        self._ready = Shelf(MOST_BYTES, 20_000)  # bodies are those of the plain shelf, not copies
        self._variants = Shelf(MOST_VARIANT_BYTES, 2_000)
        self._remembered = Shelf(1, MOST_REMEMBERED)
        self._lock = Lock()
        self._version = -1
        self._day = timezone.localdate()
        self._looked_at = 0.0

    def get(self, key: "Key") -> HttpResponse | None:
        self.look()
        return cast("HttpResponse | None", self._shelf(key).get(key))

    def put(self, key: "Key", response: HttpResponse, version: int) -> None:
        self._put(self._shelf(key), key, response, len(response.content) + 500, version)

    def ready(self, address: Any) -> Any:
        """What the front door answers with; see `front_door.Ready`."""
        self.look()
        return self._ready.get(address)

    def put_ready(self, address: Any, ready: Any, size: int, version: int) -> None:
        self._put(self._ready, address, ready, size + 1000, version)

    def remembered(self, key: Any, make: Callable[[], T]) -> T:
        self.look()
        found = self._remembered.get(key)
        if found is None:
            version = self._version
            found = (make(),)
            self._put(self._remembered, key, found, 0, version)
        return cast(T, found[0])

    def version(self) -> int:
        """The version that a page made from now on will show."""
        return self._version

    def clear(self) -> None:
        with self._lock:
            for shelf in (self._plain, self._variants, self._ready, self._remembered):
                shelf.clear()
            self._looked_at = 0.0

    def _shelf(self, key: "Key") -> Shelf:
        return self._variants if key.query else self._plain

    def _put(self, shelf: Shelf, key: Any, what: Any, size: int, version: int) -> None:
        with self._lock:
            if version == self._version:  # else made from content that has changed meanwhile
                shelf.put(key, what, size)

    def look(self) -> None:
        """Drop everything if public content has changed, or the day: what is in force ends with it."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = now
        try:
            if not connection.in_atomic_block:
                # no request has begun yet that would have closed a connection grown too old
                connection.close_if_unusable_or_obsolete()
            with connection.cursor() as cursor:
                cursor.execute("SELECT number FROM web_publicversion WHERE id = 1")
                row = cursor.fetchone()
        except (OperationalError, InterfaceError):
            logger.exception("database out of reach; pages are answered from memory")
            return
        version, day = row[0] if row else 0, timezone.localdate()
        if (version, day) != (self._version, self._day):
            self.clear()
            self._version, self._day, self._looked_at = version, day, now


pages = PageCache()


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function returns until public content changes, at most as long as a page.

    The arguments must be hashable and few; what is returned is shared, so never change it.
    """

    @wraps(make)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        if settings.PAGE_CACHE_SECONDS <= 0:
            return make(*args, **kwargs)
        key = (make.__module__, make.__qualname__, args, *sorted(kwargs.items()))
        return pages.remembered(key, lambda: make(*args, **kwargs))

    return answer


class Key(NamedTuple):
    path: str
    query: str
    display: str


class PageCacheMiddleware:
    """Answers anonymous GETs of public pages from memory, and reports each page view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return _told(request, self.get_response(request))
        pages.look()
        version = pages.version()  # read first: what is found or made now is not older
        if (kept := pages.get(key)) is not None:
            request.META[KEPT] = Note(version, kept.headers.get(VIEWED, ""))
            return _told(request, _answer(request, kept))
        _as_kept(request, key)
        response = self.get_response(request)
        if not _may_be_kept(response):
            return _told(request, response)
        response.headers["ETag"] = (
            f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        )
        response.headers.setdefault("Cache-Control", "private, no-cache")
        pages.put(key, _copy(response), version)
        request.META[KEPT] = Note(version, response.headers.get(VIEWED, ""))
        return _told(request, _answer(request, response))


def key_of(request: HttpRequest) -> Key | None:
    """What the page depends on; None for what is never kept."""
    if (
        request.method != "GET"
        or settings.PAGE_CACHE_SECONDS <= 0
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.path.startswith(PRIVATE)
    ):
        return None
    query = request.META.get("QUERY_STRING", "")
    if query:
        if len(query) > 200 or not PARAMETERS.issuperset(request.GET):
            return None
        query = urlencode(
            sorted((name, values) for name, values in request.GET.lists()), doseq=True
        )
    return Key(request.path, query, Display.of(request).classes)


def _as_kept(request: HttpRequest, key: Key) -> None:
    """Ask the view in the one spelling of the key, as if everybody had written it so.

    Order, escapes and bytes beyond ASCII are the visitor's own; a page that repeats its address
    (a feed names itself by it) would repeat one visitor's spelling to all who come after.
    """
    request.META[ASKED] = request.META.get("QUERY_STRING", "")
    request.META["QUERY_STRING"] = key.query


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("X-Not-Kept")
        and "cookie" not in response.get("Vary", "").lower()
    )


def _answer(request: HttpRequest, kept: HttpResponse) -> HttpResponse:
    """The kept page, or only the word that the visitor's copy is still right."""
    if _has_it(request, kept):
        unchanged = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Last-Modified", VIEWED):
            if name in kept.headers:
                unchanged.headers[name] = kept.headers[name]
        return unchanged
    return _copy(kept)


def _has_it(request: HttpRequest, kept: HttpResponse) -> bool:
    """Whether the visitor's copy is this one: by ETag, else by day where the page names one."""
    if (known := request.META.get("HTTP_IF_NONE_MATCH")) is not None:
        return kept.headers["ETag"] in known
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    changed_at = parse_http_date_safe(kept.headers.get("Last-Modified", ""))
    return since is not None and changed_at is not None and changed_at <= since


def _copy(response: HttpResponse) -> HttpResponse:
    made = HttpResponse(response.content, status=response.status_code)
    made.headers = response.headers.__class__(dict(response.headers.items()))
    return made


_ROBOT = re.compile(r"bot|spider|crawl|slurp", re.IGNORECASE)


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Report the page view, if it is one, and take the header off."""
    viewed = response.headers.get(VIEWED)
    response.headers.pop(VIEWED, None)
    if viewed and request.method == "GET":
        tell(viewed, request.META.get("HTTP_USER_AGENT", ""))
    return response


def tell(viewed: str, agent: str) -> None:
    """A person was shown what `viewed` names; machines that read everything are no persons."""
    if viewed and not _ROBOT.search(agent):
        for listen in view_listeners:
            listen(viewed)
