"""The front door: the same answers as Django's, fresh after a change, and nobody's private page."""

import gzip
import os
import subprocess
import sys

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from django.test import RequestFactory

from huiyin.web import page_cache
from huiyin.web.front_door import FrontDoor, address_of
from huiyin.web.page_cache import KEPT, changed, pages

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/search/", "/licences/", "/reports/", "/search/?q=1", "/sitemap/", "/robots.txt"]
PRIVATE = [
    "/apply/",
    "/apply/start/",
    "/track/",
    "/desk/",
    "/desk/sign-in/",
    "/cms/login/",
    "/healthz",
]


@pytest.fixture(autouse=True)
def one_connection():
    """A request of a test must not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def door(monkeypatch):
    """Ask as a server does: `door("/")` → status, headers, body, whether it stood ready."""
    monkeypatch.setattr(page_cache, "LOOK_EVERY", 0)
    django = get_wsgi_application()
    reached = []

    def counted(environ, start_response):
        reached.append(environ["PATH_INFO"])
        return django(environ, start_response)

    front = FrontDoor(counted)

    def ask(path, **extra):
        method = extra.pop("method", "GET")
        environ = RequestFactory().generic(method, path, HTTP_HOST="localhost", **extra).environ
        told, before = [], len(reached)
        answer = front(environ, lambda status, headers, *more: told.extend((status, dict(headers))))
        body = b"".join(answer)
        return told[0], told[1], body, len(reached) == before

    return ask


def test_the_second_visitor_gets_the_same_answer_without_django(door):
    first, second = door("/robots.txt"), door("/robots.txt")
    assert (first[3], second[3]) == (False, True)
    assert first[0] == second[0] == "200 OK"
    assert first[2] == second[2]
    assert {k: v for k, v in first[1].items() if k != "Vary"} == {
        k: v for k, v in second[1].items() if k != "Vary"
    }
    assert "Accept-Encoding" in second[1]["Vary"]


def test_a_change_is_seen_at_once(door):
    door("/robots.txt")
    changed()
    assert door("/robots.txt")[3] is False
    assert door("/robots.txt")[3] is True


def test_packed_and_unchanged_answers(door):
    door("/")
    plain = door("/")
    packed = door("/", HTTP_ACCEPT_ENCODING="br, gzip")
    assert packed[3]
    assert packed[1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2]
    assert int(packed[1]["Content-Length"]) == len(packed[2])
    for answer in (plain, packed):
        again = door("/", HTTP_IF_NONE_MATCH=answer[1]["ETag"])
        assert (again[0], again[2]) == ("304 Not Modified", b"")
    assert "Content-Encoding" not in door("/", HTTP_ACCEPT_ENCODING="gzip;q=0")[1]


@pytest.mark.parametrize(
    ("path", "extra"),
    [
        pytest.param("/", {"method": "POST"}, id="a form"),
        pytest.param("/", {"method": "HEAD"}, id="only the head"),
        pytest.param("/", {"HTTP_COOKIE": "sessionid=x"}, id="somebody who may be signed in"),
        pytest.param("/?page=1", {}, id="a query"),
    ],
)
def test_what_never_stands_ready(path, extra):
    request = RequestFactory().generic(
        extra.pop("method", "GET"), path, HTTP_HOST="localhost", **extra
    )
    assert address_of(request.environ) is None


def test_another_host_protocol_or_display_is_another_page(door):
    door("/")
    for extra in (
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_COOKIE": "display=elder"},
    ):
        environ = RequestFactory().get("/", **{"HTTP_HOST": "localhost", **extra}).environ
        assert pages.ready(address_of(environ)) is None


@pytest.mark.parametrize("told", ["x1", "https,http", "HTTPS"])
def test_an_invented_protocol_is_not_kept(told):
    """Else each invented one would push a page out that people read."""
    environ = RequestFactory().get("/", HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO=told).environ
    assert address_of(environ) is None


def test_a_foreign_host_is_refused_and_not_kept(door):
    environ = RequestFactory().get("/", HTTP_HOST="evil.example").environ
    told = []
    for _ in range(2):
        FrontDoor(get_wsgi_application())(environ.copy(), lambda status, *more: told.append(status))
    assert [status[:3] for status in told] == ["400", "400"]


@pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE])
def test_nothing_for_one_visitor_is_ever_kept(client, path):
    response = client.get(path)
    kept = KEPT in response.wsgi_request.META
    assert not (kept and response.cookies)
    assert not (kept and path in PRIVATE)
    assert not (kept and b"csrfmiddlewaretoken" in response.content)
    signed_in = client
    signed_in.cookies["sessionid"] = "x"
    assert KEPT not in signed_in.get(path).wsgi_request.META
    assert KEPT not in client.post(path).wsgi_request.META


CHANGES = """
import sys, django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from huiyin.web.page_cache import changed
with transaction.atomic():
    changed()
"""


@pytest.mark.django_db(transaction=True)
def test_a_change_in_another_process_is_seen_here(door, monkeypatch):
    door("/robots.txt")
    assert door("/robots.txt")[3]
    name = str(connections["default"].settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "huiyin.config.settings"}
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", CHANGES, name], env=environment, check=True, timeout=120
    )
    assert door("/robots.txt")[3] is False
    assert page_cache.LOOK_EVERY == 0
    monkeypatch.undo()
    assert page_cache.LOOK_EVERY <= 0.5  # the longest that any process shows what was before
