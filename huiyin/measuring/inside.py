"""Requests to the own site: the whole of Django from middleware to template, without network."""

import io
from functools import cache
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from huiyin.web.addresses import absolute

AGENT = "huiyin-inspection-bot"  # a robot's visit is not counted as a reader's


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def get(address: str, cookies: str = "") -> HttpResponse:
    """The response of this site to a visitor who is not signed in."""
    parts = urlsplit(address)
    base = urlsplit(absolute())
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            # as a server hands it over: decoded, its octets as latin-1 characters
            "PATH_INFO": unquote(parts.path).encode("utf-8", "replace").decode("latin-1"),
            "SCRIPT_NAME": "",
            "QUERY_STRING": quote(parts.query, safe="=&%+/:"),
            "SERVER_NAME": base.hostname or "localhost",
            "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_USER_AGENT": AGENT,
            "HTTP_COOKIE": cookies,
            "wsgi.url_scheme": "https" if settings.SECURE_SSL_REDIRECT else base.scheme or "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
        }
    )
    # The answer is not closed: that would end the database connection of who asks.
    response: HttpResponse = _handler().get_response(request)  # type: ignore[assignment]
    return response
