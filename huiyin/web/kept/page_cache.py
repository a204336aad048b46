"""Public pages kept in each process's memory, dropped everywhere within half a second of a change.

What a page shows depends on its address and on the visitor's display choice (a cookie), on
nothing else: so an anonymous GET is answered from memory before sessions or the database are
touched; `front_door` answers most of them before Django itself is. What is kept, how much of it
and how long, `memory` alone decides.
"""

import hashlib
import re
from collections.abc import Callable
from typing import NamedTuple, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_http_date_safe

from huiyin.web.display import Display
from huiyin.web.programs import is_for_programs, says_who

from .memory import (
    PAGE,
    VARIANT,
    Generation,
    Kind,
    Snapshot,
    changed,
    last_change,
    pages,
    remembered,
    snapshot,
)

__all__ = ["changed", "last_change", "pages", "remembered"]

PRIVATE = (
    "/apply/",
    "/track/",
    "/desk/",
    "/cms/",
    "/files/",
    "/verify/",
    "/display/",
    "/healthz",
    "/readyz",
    "/static/",
)
UNREMEMBERED = ("/healthz", "/readyz")
"""What tells how the server is reads nothing from memory, nor asks the database whether it may."""
# Only these parameters change a page. An address with any other is answered, but never kept:
# nobody can fill the memory with invented ones. Public lists add theirs.
PARAMETERS = {"q", "page", "year", "theme", "genre", "validity", "agency", "column", "sort"} | {
    "category",
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

view_listeners: list[Callable[[str], None]] = []
"""Called with the VIEWED value of each page that a person was shown, kept or fresh."""


class Note(NamedTuple):
    """In which generation an answer is kept, and whom it shows (VIEWED)."""

    generation: Generation
    viewed: str


class Key(NamedTuple):
    path: str
    query: str
    display: str

    @property
    def kind(self) -> Kind:
        return VARIANT if self.query else PAGE


class PageCacheMiddleware:
    """Answers anonymous GETs of public pages from memory, and reports each page view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in UNREMEMBERED:
            return self.get_response(request)
        with snapshot() as seen:
            return _reported(request, self._answer(request, seen))

    def _answer(self, request: HttpRequest, seen: Snapshot) -> HttpResponse:
        key, generation = key_of(request), seen.generation
        if key is None or generation is None:
            return self.get_response(request)
        if (stored := cast("HttpResponse | None", generation.get(key.kind, key))) is not None:
            request.META[KEPT] = Note(generation, stored.headers.get(VIEWED, ""))
            return _answer(request, stored)
        _as_kept(request, key)
        response = self.get_response(request)
        if not _may_be_kept(response) or seen.generation is not generation:
            return response
        response.headers["ETag"] = (
            f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        )
        response.headers.setdefault("Cache-Control", "private, no-cache")
        generation.keep(key.kind, key, _copy(response), len(response.content) + 500)
        request.META[KEPT] = Note(generation, response.headers.get(VIEWED, ""))
        return _answer(request, response)


def key_of(request: HttpRequest) -> Key | None:
    """What the page depends on; None for what is never kept."""
    if (
        request.method != "GET"
        or settings.PAGE_CACHE_SECONDS <= 0
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.path.startswith(PRIVATE)
        or is_for_programs(request.path)
        or says_who(request.META)
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
        and "no-store" not in response.get("Cache-Control", "")
        and not {"cookie", "authorization"} & _varies(response)
    )


def _varies(response: HttpResponse) -> set[str]:
    return {name.strip().lower() for name in response.get("Vary", "").split(",")}


def _answer(request: HttpRequest, stored: HttpResponse) -> HttpResponse:
    """The kept page, or only the word that the visitor's copy is still right."""
    if _has_it(request, stored):
        unchanged = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Last-Modified", VIEWED):
            if name in stored.headers:
                unchanged.headers[name] = stored.headers[name]
        return unchanged
    return _copy(stored)


def _has_it(request: HttpRequest, stored: HttpResponse) -> bool:
    """Whether the visitor's copy is this one: by ETag, else by day where the page names one."""
    if (known := request.META.get("HTTP_IF_NONE_MATCH")) is not None:
        return stored.headers["ETag"] in known
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    changed_at = parse_http_date_safe(stored.headers.get("Last-Modified", ""))
    return since is not None and changed_at is not None and changed_at <= since


def _copy(response: HttpResponse) -> HttpResponse:
    copy = HttpResponse(response.content, status=response.status_code)
    copy.headers = response.headers.__class__(dict(response.headers.items()))
    return copy


_ROBOT = re.compile(r"bot|spider|crawl|slurp", re.IGNORECASE)


def _reported(request: HttpRequest, response: HttpResponse) -> HttpResponse:
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
