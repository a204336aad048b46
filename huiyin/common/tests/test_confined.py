"""Readers under limits: what ends them, what comes back, and what they cannot reach."""

import os
import socket
import threading
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from huiyin.common import confined
from huiyin.common.confined import Limits, Work, caller, wire

from . import strange_readers
from .strange_readers import OwnError, RefusedError

pytestmark = pytest.mark.usefixtures("children")
TIGHT = Limits(seconds=0.3, megabytes=64, answer=1, patience=30)


@pytest.fixture
def tight(monkeypatch):
    monkeypatch.setitem(confined.limits, Work.READING, TIGHT)


def test_values_and_own_errors_come_back(tight):
    moment = datetime(2026, 1, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    value = {"甲": [1.5, None, b"\xff"], "乙": frozenset({1}), "丙": moment, "丁": Decimal("1.50")}
    assert strange_readers.plain(value, name="丙") == ((value,), {"name": "丙"})
    with pytest.raises(OwnError, match="第 7 页") as raised:
        strange_readers.own()
    assert raised.value.page == 7


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("fill", (), id="memory"),
        pytest.param("spin", (), id="processor"),
        pytest.param("talk", (2,), id="a long answer"),
        pytest.param("vanish", (), id="a library that takes the process down"),
        pytest.param("stumble", ("张三 13800000000",), id="an error of a library"),
        pytest.param("dive", (), id="nested without end"),
        pytest.param("strange", (), id="an answer that is no plain value"),
    ],
)
def test_whatever_ends_a_reader_the_file_is_refused_with_what_to_do(tight, caplog, name, arguments):
    with pytest.raises(RefusedError, match=r"结构异常.*另存一份"):
        getattr(strange_readers, name)(*arguments)
    assert name in caplog.text
    assert "13800000000" not in caplog.text, "words of an error may be words of the file"
    assert strange_readers.plain(1) == ((1,), {}), "the next file is read"


def test_a_reader_that_only_waits_is_ended_too(monkeypatch):
    monkeypatch.setitem(confined.limits, Work.READING, replace(TIGHT, patience=0.5))
    with pytest.raises(RefusedError):
        strange_readers.rest()


def test_memory_is_counted_beyond_what_the_libraries_take(tight):
    assert 32 < strange_readers.peak(32) < 32 + 64
    with pytest.raises(RefusedError):
        strange_readers.peak(80)


def test_the_kernel_holds_every_limit(tight):
    held, (processor, clock) = strange_readers.held()
    assert held == {"CPU": (2, 2), "CORE": (0, 0), "FSIZE": (2**28, 2**28), "NOFILE": (64, 64)}
    assert 0 < processor < 0.4 < clock < 9.1


def test_where_no_child_can_be_started_nobody_meets_an_error(monkeypatch, caplog):
    caller.end()
    monkeypatch.setattr(caller.sys, "executable", "/bin/false")
    with pytest.raises(RefusedError, match="过几分钟再试"):
        strange_readers.plain()
    assert "no child can be started" in caplog.text
    caller.end()


def test_a_child_has_no_settings_no_secrets_and_no_open_files(monkeypatch):
    caller.end()
    monkeypatch.setenv("HUIYIN_SECRET_KEY", "geheim")
    with open(__file__) as held:
        os.set_inheritable(held.fileno(), True)
        environment, descriptors, has_django = strange_readers.surroundings()
    assert set(environment) <= {*caller.PASSED_ON, "LC_CTYPE"}
    assert descriptors <= 5  # three of every process, its line, and the folder it lists
    assert not has_django


def test_within_a_child_a_confined_function_is_a_plain_one():
    assert strange_readers.nested() == (((1,), {}), True)


def test_a_server_that_has_ended_is_replaced(caplog):
    strange_readers.plain()
    caller._server.process.kill()
    caller._server.process.wait()
    assert strange_readers.plain(2) == ((2,), {})


def test_a_process_that_was_forked_begins_anew():
    strange_readers.plain()
    before = caller._server
    child = os.fork()
    if not child:
        strange_readers.plain()
        os._exit(int(caller._server is before))
    assert os.waitpid(child, 0)[1] == 0
    assert strange_readers.plain() == ((), {})


def test_threads_are_read_for_beside_each_other_and_wait_for_a_place(tight):
    answers = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(strange_readers.plain(n)[0][0]))
        for n in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [0, 1, 2, 3, 4]


def test_who_does_not_get_a_place_is_told_to_come_again(monkeypatch):
    monkeypatch.setitem(confined.limits, Work.READING, replace(TIGHT, patience=0))
    monkeypatch.setitem(confined._places, Work.READING, threading.BoundedSemaphore(1))
    with confined._places[Work.READING], pytest.raises(RefusedError, match="过几分钟再试"):
        strange_readers.plain()


def test_an_answer_is_measured_on_this_side_too():
    """A child in strange hands does not cut its own answer."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(theirs, b"x" * 100)
        with pytest.raises(wire.BrokenOffError, match="too long"):
            wire.receive(ours, 99)
