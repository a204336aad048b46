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

from huiyin.web.kept import memory
from huiyin.web.kept.front_door import FrontDoor, address_of
from huiyin.web.kept.memory import READY
from huiyin.web.kept.page_cache import KEPT, changed, pages

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/search/", "/licences/", "/reports/", "/search/?q=1", "/sitemap/", "/robots.txt"]
PRIVATE = [
    "/api/v1/requests",
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
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    django = get_wsgi_application()
    reached = []

    def counted(environ, start_response):
        reached.append(environ["PATH_INFO"])
        return django(environ, start_response)

    front = FrontDoor(counted)

    def ask(path, **extra):
        method, said = extra.pop("method", "GET"), extra.pop("CONTENT_TYPE", "")
        environ = RequestFactory().generic(method, path, HTTP_HOST="localhost", **extra).environ
        environ["CONTENT_TYPE"] = said
        head, before = [], len(reached)
        answer = front(environ, lambda status, headers, *more: head.extend((status, dict(headers))))
        body = b"".join(answer)
        return head[0], head[1], body, len(reached) == before

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


def test_an_answer_that_is_finished_after_a_clearing_stands_ready_for_nobody():
    django = get_wsgi_application()

    def cleared_meanwhile(environ, start_response):
        answer = django(environ, start_response)
        pages.clear()
        return answer

    environ = RequestFactory().get("/robots.txt", HTTP_HOST="localhost").environ
    FrontDoor(cleared_meanwhile)(environ, lambda *ignored: None)
    assert KEPT in environ
    assert pages.now().get(READY, address_of(environ)) is None


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
        assert pages.now().get(READY, address_of(environ)) is None


@pytest.mark.parametrize("protocol", ["x1", "https,http", "HTTPS"])
def test_an_invented_protocol_is_not_kept(protocol):
    """Else each invented one would push a page out that people read."""
    environ = (
        RequestFactory().get("/", HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO=protocol).environ
    )
    assert address_of(environ) is None


def test_a_foreign_host_is_refused_and_not_kept(door):
    environ = RequestFactory().get("/", HTTP_HOST="evil.example").environ
    statuses = []
    for _ in range(2):
        FrontDoor(get_wsgi_application())(
            environ.copy(), lambda status, *more: statuses.append(status)
        )
    assert [status[:3] for status in statuses] == ["400", "400"]


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
from huiyin.web.kept.page_cache import changed
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
    assert memory.LOOK_EVERY == 0
    monkeypatch.undo()
    assert memory.LOOK_EVERY <= 0.5  # the longest that any process shows what was before


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("multipart/form-data; boundary=x; charset=punycode", "400 Bad Request"),
        ("multipart/form-data; boundary=x; charset=base64", "400 Bad Request"),
        ("application/x-www-form-urlencoded; charset=idna", "400 Bad Request"),
        ("text/plain; x*=nosuch''y", "400 Bad Request"),
        ("text/plain" + ';"' * 5000, "400 Bad Request"),
        ("application/x-www-form-urlencoded; charset=UTF-8", "200 OK"),
        ('multipart/form-data; boundary="a b"', "200 OK"),
        ("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW", "200 OK"),
        ("text/plain;charset=UTF-8", "200 OK"),
        ("application/json", "200 OK"),
        ("", "200 OK"),
    ],
)
def test_no_form_names_the_codec_that_reads_it(door, said, status):
    answer = door("/robots.txt", CONTENT_TYPE=said)
    assert answer[0] == status
    assert answer[3] == (status != "200 OK")  # refused before Django sees it


KEYED = "huiyin.web.tests.keyed"
WHO = [
    {"HTTP_AUTHORIZATION": "Bearer one"},
    {"HTTP_X_API_KEY": "one"},
    {"HTTP_SIGNATURE_INPUT": "sig1=()"},
    {"HTTP_SIGNATURE": "sig1=:one:"},
]


@pytest.mark.urls(KEYED)
@pytest.mark.parametrize("who", WHO, ids=lambda who: next(iter(who)))
@pytest.mark.parametrize("path", ["/api/keyed/", "/keyed/"])
def test_what_is_said_to_the_holder_of_a_key_is_said_to_nobody_else(door, path, who):
    """Wherever somebody adds a view that looks at a key: it needs no line in a list."""
    first, second = door(path, **who), door(path, **who)
    assert first[2] == second[2] == b"for the holder of a key"
    assert [first[3], second[3]] == [False, False]
    assert door(path)[2] == b"for everybody"


@pytest.mark.urls(KEYED)
@pytest.mark.parametrize("who", WHO, ids=lambda who: next(iter(who)))
def test_the_holder_of_a_key_is_not_told_what_is_kept_for_everybody(door, who):
    door("/keyed/")
    assert door("/keyed/")[3]
    assert door("/keyed/", **who)[2] == b"for the holder of a key"


@pytest.mark.urls(KEYED)
def test_addresses_for_programs_never_stand_ready(door):
    assert [door("/api/keyed/")[3] for _ in range(3)] == [False] * 3


@pytest.mark.urls(KEYED)
def test_an_answer_that_varies_by_the_key_is_not_kept(door):
    assert [door("/varies/")[3] for _ in range(2)] == [False] * 2


@pytest.mark.parametrize(
    ("path", "content_type"),
    [("/message/", "text/plain; charset=utf-8"), ("/api/v1", "application/problem+json")],
)
def test_an_unreadable_type_is_refused_in_the_words_of_the_caller(door, path, content_type):
    status, headers, body, _ = door(path, CONTENT_TYPE="text/plain; charset=rot13")
    assert status == "400 Bad Request"
    assert headers["Content-Type"] == content_type
    assert body
