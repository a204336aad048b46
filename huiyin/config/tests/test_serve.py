"""A killed process comes back, however often, and logs its cause; a site that cannot start ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import RequestFactory

from huiyin.audit.actors import system
from huiyin.common import ends, last_requests
from huiyin.desk import watch
from huiyin.web.last_requests import LastRequestMiddleware, begin

SITE = """
import os
from pathlib import Path
from huiyin.common.last_requests import RUNNING, Recorder
recorder = Recorder(Path(os.environ["HUIYIN_HOME"]) / "run" / str(os.getpid()))
recorder.note(RUNNING, "POST /apply/<slug:key>/")
def application(environ, start_response):
    start_response("200 OK", [])
    return [str(os.getpid()).encode()]
"""


@pytest.fixture
def serve(tmp_path):
    """Start the server with a small site of this text; gives the process and its port."""
    started = []

    def start(text):
        (tmp_path / "site_of_test.py").write_text(text)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        path = f"{tmp_path}:{Path(__file__).resolve().parents[3]}"
        environment = {**os.environ, "HUIYIN_HOME": str(tmp_path), "PYTHONPATH": path}
        command = [sys.executable, "-m", "huiyin.config.serve", "--port", str(port)]
        command += ["--workers", "1", "--application", "site_of_test:application"]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
        started.append(process)
        return process, port

    yield start
    for one in started:
        one.kill()
        one.wait()


def pid_of(server, port, but=()):
    """Of the process that answers, as soon as it is another one; None when nothing comes."""
    for _ in range(3000):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                if (pid := int(answer.read())) not in but:
                    return pid
        except OSError:
            time.sleep(0.02)
    return None


def test_a_killed_process_comes_back_and_says_what_it_did(serve, tmp_path):
    server, port = serve(SITE)
    known = []
    for _ in range(2):  # granian gives up at the second within seconds
        known.append(pid_of(server, port, known))
        os.kill(known[-1], signal.SIGKILL)
    assert pid_of(server, port, known) not in (None, *known)
    server.terminate()
    _, log = server.communicate()
    assert server.returncode == 0
    said = "ended unexpectedly by SIGKILL while it answered POST /apply/<slug:key>/"
    assert [line.count(said) for line in log.splitlines()] == [1, 1], log
    ended = ends.since(tmp_path / "run", datetime(2020, 1, 1, tzinfo=UTC))
    assert [(end.cause, end.running) for end in ended] == [
        ("SIGKILL", ["POST /apply/<slug:key>/"])
    ] * 2


def test_a_site_that_cannot_start_ends_the_server(serve):
    server, _ = serve("raise SystemExit('huiyin: HUIYIN_SECRET_KEY must be set')")
    _, log = server.communicate()
    assert server.returncode == 1
    assert "HUIYIN_SECRET_KEY must be set" in log
    assert "cannot start" in log


def test_what_was_answered_is_read_without_what_was_sent(tmp_path, monkeypatch):
    monkeypatch.setattr("huiyin.web.last_requests._recorders", [])
    begin(tmp_path)
    requests = RequestFactory()

    LastRequestMiddleware(lambda request: None)(requests.get("/track/?number=SQ2026-0001"))
    record = tmp_path / str(os.getpid())
    content = record.read_bytes()
    assert b"SQ2026" not in content
    assert b"track" not in content  # only its pattern, once it is known
    assert last_requests.taken(record) == last_requests.Left([], "GET /…")
    assert last_requests.taken(record) is None


def test_the_desk_tells_administrators_of_it(db, settings, tmp_path):
    settings.RUN = tmp_path
    assert not list(watch._ended(datetime.now(UTC)))
    at = datetime.now(UTC).isoformat()
    ends.note(tmp_path, ends.End("2020-01-01T00:00:00+00:00", 1, "SIGSEGV", [], ""))
    ends.note(tmp_path, ends.End(at, 2, "SIGKILL", [], "GET /search/"))
    (said,) = [line for line in watch.warnings(system("test")) if "意外结束" in line]
    assert "7 天内 1 次" in said
    assert "SIGKILL，之前处理的是 GET /search/；SIGKILL 多半是内存不足" in said
