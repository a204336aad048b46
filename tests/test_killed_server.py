"""kill -9 of the web server, all its processes, and the timetable, while requests come in over the network.

The real programs on the loopback address. Whoever was told "received" is there, once; of all others
each is there wholly or not at all; what a platform sends again after the restart is not doubled.
"""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

import pytest
from django.db import connections

from huiyin.audit import chain
from huiyin.audit.models import Entry
from huiyin.casework.models import Clock
from huiyin.hotline.models import ExternalKey, ServiceRequest
from huiyin.hotline.tests.signing import PATH, PAYLOAD, linked
from huiyin.hotline.tests.test_messages import GOOD

from .killed import environment

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 16
STARTS_WITHIN, ENDS_WITHIN = 90, 300  # seconds
CONNECTION_LOST = (OSError, http.client.HTTPException)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def surroundings():
    """Of the programs: the test's database and folder, and no limit that 2,000 from one place reach."""
    it = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        address = f"sqlite://{Path(str(it['NAME'])).resolve()}"
    else:
        host = it["HOST"] if not str(it["HOST"]).startswith("/") else quote(it["HOST"], safe="")
        address = f"postgres://{it['USER']}:{quote(it['PASSWORD'] or '')}@{host}:{it['PORT']}/{it['NAME']}"
    much = {f"HUIYIN_LIMIT_{name}": "100000/1h" for name in ("PUSHES", "MESSAGES")}
    return {**environment(), "HUIYIN_DATABASE_URL": address, **much}


@contextmanager
def running(port, output):
    """The web server and the timetable; killed with all their processes at the end, at any moment."""
    surround = surroundings()
    connections["default"].close()
    huiyin = str(Path(sys.executable).with_name("huiyin"))
    programs = [
        [sys.executable, "-m", "huiyin.config.serve", "--port", str(port), "--workers", "2"],
        [huiyin, "tick", "--every-minute", "-v0"],
    ]
    with output.open("ab") as written:
        said = {"stdout": written, "stderr": subprocess.STDOUT}
        started = [
            subprocess.Popen(one, env=surround, start_new_session=True, **said) for one in programs
        ]
    try:
        wait_for(port, started, output)
        yield
    finally:
        for one in started:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
            one.wait(timeout=30)


def wait_for(port, started, output):
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up:
        assert all(one.poll() is None for one in started), output.read_text()
        try:
            if asked(port, "GET", "/healthz")[0] == 200:
                return
        except CONNECTION_LOST:
            time.sleep(0.1)
    pytest.fail("the site did not start")


def asked(port, method, path, body=b"", headers=()):
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        site.request(method, path, body, dict(headers))
        answer = site.getresponse()
        return answer.status, answer.read(), answer.getheader("Set-Cookie") or ""
    finally:
        site.close()


class Client(Thread):
    """Sends its share, every third by the portal's form, and notes what it was told."""

    def __init__(self, sender, port, names):
        super().__init__(daemon=True)
        self.sender, self.port, self.names = sender, port, names
        self.acknowledged, self.refused, self.lost = [], [], []

    def run(self):
        for name in self.names:
            try:
                status, wanted = self.send(name)
            except CONNECTION_LOST:
                self.lost.append(name)
                continue
            if status == wanted:
                self.acknowledged.append(name)
            else:
                self.refused.append((status, name))

    def send(self, name):
        """As often as it is told that it was not taken in (503): too many wait to write."""
        while True:
            status, wanted = self.message(name) if is_form(name) else self.push(name)
            if status != http.HTTPStatus.SERVICE_UNAVAILABLE:
                return status, wanted
            time.sleep(0.1)

    def push(self, name):
        body = json.dumps({**PAYLOAD, "subject": name}).encode()
        headers = self.sender.headers("POST", PATH, body, **{"Idempotency-Key": name})
        headers |= {"Content-Type": "application/json"}
        return asked(self.port, "POST", PATH, body, headers)[0], 201

    def message(self, name):
        _, page, cookies = asked(self.port, "GET", "/message/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)[1].decode()
        sent = {**GOOD, "agency": "cgj", "subject": name, "csrfmiddlewaretoken": token}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookies.partition(";")[0],
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        return asked(self.port, "POST", "/message/", urlencode(sent).encode(), headers)[0], 302


def is_form(name):
    return int(name.partition("-")[2]) % 3 == 0


def test_the_server_is_killed_while_many_come_in(bureau, robot, morning, thorough, tmp_path):
    chain.heads_file().unlink(missing_ok=True)  # those of other tests
    sender, port = linked(bureau, robot, morning), free_port()
    each = 125 if thorough else 8
    clients = [
        Client(sender, port, [f"{mine}-{number}" for number in range(each)])
        for mine in range(CLIENTS)
    ]
    with running(port, tmp_path / "output"):
        for one in clients:
            one.start()
        give_up = time.monotonic() + ENDS_WITHIN
        while sum(len(one.acknowledged) for one in clients) < CLIENTS * each / 2:
            assert time.monotonic() < give_up, "they do not come in"
            time.sleep(0.01)
    for one in clients:
        one.join(timeout=ENDS_WITHIN)
    acknowledged = {name for one in clients for name in one.acknowledged}
    lost = {name for one in clients for name in one.lost}
    assert not [name for one in clients for name in one.refused]
    assert lost, "it was killed in the middle"
    are_once_and_whole(acknowledged)

    again = Client(sender, port, [name for name in sorted(lost) if not is_form(name)])
    known = set(ServiceRequest.objects.values_list("subject", flat=True))
    with running(port, tmp_path / "output"):
        again.start()
        again.join(timeout=ENDS_WITHIN)
    assert not again.lost
    assert {(200, name) for name in known} >= set(again.refused), "it had been received"
    are_once_and_whole(acknowledged | set(again.names))


def are_once_and_whole(acknowledged):
    """With number, limit, clock, entry and external number, and an audit log without a break."""
    stored = Counter(ServiceRequest.objects.values_list("subject", flat=True))
    assert acknowledged <= stored.keys()
    assert set(stored.values()) == {1}
    total = sum(stored.values())
    assert ServiceRequest.objects.exclude(reference="").exclude(due_on=None).count() == total
    assert ServiceRequest.objects.values("reference").distinct().count() == total
    starts = ("hotline.servicerequest.take_in", "hotline.servicerequest.message")
    assert Entry.objects.filter(verb__in=starts).count() == total
    assert Clock.objects.of_kind(ServiceRequest).filter(key="hotline.contact").count() == total
    pushed = {name for name in stored if not is_form(name)}
    assert set(ExternalKey.objects.values_list("key", flat=True)) == pushed
    chain.seal()
    assert chain.verify().ok
