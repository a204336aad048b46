"""The JSON of a record, and answers that tell a program when its copy is still right.

An answer made from public content alone is named by the state of that content: asked for again, it
costs neither a query nor a line of JSON. What is counted on other records is named by its bytes.
Everybody may keep a copy, nobody may use it unasked: what was taken down is gone with the next look.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.gzip import gzip_page

import huiyin
from huiyin.web.addresses import absolute
from huiyin.web.kept.memory import last_change, state_read
from huiyin.web.problems import for_programs

from .resources import Records, plain, record_address

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], dict[str, Any]]


def item(record: Any, of: Records[Any], wanted: frozenset[str]) -> dict[str, Any]:
    """A record with the wanted columns; an empty cell is null."""
    identifier = of.identifier(record)
    values: dict[str, Any] = {
        "id": identifier,
        "self": absolute(record_address(of.key, identifier)),
        "page": absolute(of.address(record)),
    }
    for name, cell in zip(of.names, of.cells, strict=True):
        if name in wanted:
            values[name] = plain(cell(record))
    return values


def public_read(*, of_content: bool) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """A view that returns what is to be said as JSON.

    `of_content` promises that the answer follows from the public content, the day, and the address.
    """

    def wrap(view: View[P]) -> Callable[..., HttpResponse]:
        @gzip_page
        @for_programs("GET", "HEAD")
        @wraps(view)
        def run(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
            changed_at = last_change() if of_content else None
            known = _of_state(request) if of_content else ""
            if known and (early := _conditional(request, known, changed_at)):
                return early
            value = view(request, *args, **named)
            body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
            etag = known or f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            headers = _headers(etag, changed_at)
            if following := value.get("next"):
                headers["Link"] = f'<{following}>; rel="next"'
            response = HttpResponse(body, content_type="application/json", headers=headers)
            return _conditional(request, etag, changed_at) or response

        return run

    return wrap


def _of_state(request: HttpRequest) -> str:
    """The name of the answer; nothing while nobody knows the state of the content."""
    state = state_read()
    if state is None:
        return ""
    made_from = (
        state.version, state.day, huiyin.__version__, absolute(request.path),
        request.META.get("QUERY_STRING", ""),
    )  # fmt: skip
    return f'W/"{hashlib.blake2b(repr(made_from).encode(), digest_size=12).hexdigest()}"'


def _headers(etag: str, changed_at: datetime | None) -> dict[str, str]:
    headers = {
        "ETag": etag,
        "Cache-Control": "public, no-cache",
        "Content-Language": "zh-CN",
        "Access-Control-Allow-Origin": "*",  # public, and the same whoever asks
    }
    if changed_at:
        headers["Last-Modified"] = http_date(changed_at.timestamp())
    return headers


def _conditional(
    request: HttpRequest, etag: str, changed_at: datetime | None
) -> HttpResponse | None:
    """304 or 412, if the headers of the request ask for it."""
    whole = HttpResponse(headers=_headers(etag, changed_at))
    since = int(changed_at.timestamp()) if changed_at else None
    answer: HttpResponse | None = get_conditional_response(request, etag, since, whole)
    return None if answer is whole else answer
