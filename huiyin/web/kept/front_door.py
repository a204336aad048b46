"""The first door of the server: a kept page leaves before Django builds a request.

What stands ready here went through the whole of Django once, for the same host, protocol, address
and display choice: it is the same answer, headers and all. What is kept, and when it is dropped,
`memory` alone decides; whatever is not plainly the same question goes the ordinary way.
"""

import gzip
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse, parse_cookie

from huiyin.web.content_types import is_plain
from huiyin.web.display import Display
from huiyin.web.programs import is_for_programs, says_who

from . import page_cache
from .memory import READY, pages
from .page_cache import KEPT, UNREMEMBERED, Note

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

WORTH_PACKING = 1000  # bytes
_NO_SNIFF = ("X-Content-Type-Options", "nosniff")
UNREADABLE: dict[bool, tuple[Headers, str]] = {
    False: (
        [("Content-Type", "text/plain; charset=utf-8"), _NO_SNIFF],
        "请求的格式无法识别，请用浏览器重新打开网页填写。",
    ),
    True: (
        [("Content-Type", "application/problem+json"), _NO_SNIFF],
        '{"type": "about:blank", "title": "请求无法读懂", "status": 400,'
        ' "detail": "Content-Type 无法识别，请用 application/json"}',
    ),
}
"""What is said to a browser, and to a program."""
UNCHANGED_HEADERS = {"etag", "cache-control", "vary", "date"}


class Address(NamedTuple):
    """What an answer depends on; raw, as the server read it."""

    host: str
    scheme: str
    forwarded: str
    path: str
    display: str


class Ready(NamedTuple):
    """An answer with nothing left to do: as it is, packed, and as the word that nothing changed."""

    headers: Headers
    body: bytes
    packed_headers: Headers
    packed: bytes
    etags: tuple[str, str]
    unchanged: Headers
    viewed: str


class FrontDoor:
    """WSGI around Django."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not is_plain(environ.get("CONTENT_TYPE", "")):
            headers, text = UNREADABLE[is_for_programs(environ["PATH_INFO"])]
            start_response("400 Bad Request", headers)
            return (text.encode(),)
        address = address_of(environ)
        if address is None:
            return self._application(environ, start_response)
        ready: Ready | None = pages.now().get(READY, address)
        if ready is None:
            return self._through(address, environ, start_response)
        page_cache.tell(ready.viewed, environ.get("HTTP_USER_AGENT", ""))
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and any(etag in known for etag in ready.etags):
            start_response("304 Not Modified", ready.unchanged)
            return ()
        if ready.packed and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            start_response("200 OK", ready.packed_headers)
            return (ready.packed,)
        start_response("200 OK", ready.headers)
        return (ready.body,)

    def _through(
        self, address: Address, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """The ordinary way; what may be kept is made ready for the next one."""
        head: list[Any] = []

        def note(status: str, headers: Headers, *more: Any) -> Any:
            head[:] = [status, headers]
            return start_response(status, headers, *more)

        answer = self._application(environ, note)
        kept: Note | None = environ.get(KEPT)
        if kept and head[0].startswith("200") and isinstance(answer, HttpResponse):
            ready = made_ready(head[1], answer.content, kept.viewed)
            size = len(ready.body) + len(ready.packed) + 1000
            kept.generation.keep(READY, address, ready, size)
        return answer


def address_of(environ: Environ) -> Address | None:
    """None for what never stands ready: a query, a form, somebody who may be signed in."""
    if (
        environ["REQUEST_METHOD"] != "GET"
        or environ.get("QUERY_STRING")
        or "HTTP_HOST" not in environ
        or environ.get("HTTP_X_FORWARDED_PROTO", "") not in ("", "http", "https")  # invented
        or "HTTP_IF_MODIFIED_SINCE" in environ  # feed readers; the memory behind knows days
        or environ["PATH_INFO"] in UNREMEMBERED  # waits for nobody
        or is_for_programs(environ["PATH_INFO"])
        or says_who(environ)
        or settings.PAGE_CACHE_SECONDS <= 0
    ):
        return None
    display = ""
    if header := environ.get("HTTP_COOKIE"):
        cookies = parse_cookie(header)
        if settings.SESSION_COOKIE_NAME in cookies:
            return None
        display = Display(set(cookies.get(Display.COOKIE, "").split("."))).classes
    return Address(
        environ["HTTP_HOST"],
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ["PATH_INFO"],
        display,
    )


def made_ready(headers: Headers, body: bytes, viewed: str) -> Ready:
    plain = [(name, value) for name, value in headers if name.lower() not in {"vary", "etag"}]
    vary = ", ".join([*(v for name, v in headers if name.lower() == "vary"), "Accept-Encoding"])
    etag = next(value for name, value in headers if name.lower() == "etag")
    packed_etag = f'{etag[:-1]}-gzip"'
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= WORTH_PACKING else b""
    whole = [*plain, ("Vary", vary), ("ETag", etag)]
    return Ready(
        whole,
        body,
        [
            *(pair for pair in plain if pair[0].lower() != "content-length"),
            ("Vary", vary),
            ("ETag", packed_etag),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(packed))),
        ],
        packed,
        (etag, packed_etag),
        [pair for pair in whole if pair[0].lower() in UNCHANGED_HEADERS],
        viewed,
    )


def _takes_gzip(accepted: str) -> bool:
    """Plainly named, and without the weight that would forbid it."""
    return "gzip" in accepted and "gzip;q=0" not in accepted.replace(" ", "")
