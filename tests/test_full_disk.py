"""磁盘写满: what is sent is refused with words and its text, reading goes on, and it heals by itself."""

import errno
import shutil

import pytest
from django.db import OperationalError, connection
from django.test import Client

from huiyin.common import last_requests
from huiyin.config import command
from huiyin.database import writing
from huiyin.hotline.tests.test_messages import GOOD
from huiyin.web import capacity

MESSAGE = GOOD | {"agency": "cgj", "subject": "路灯不亮"}


def out_of_room(execute, sql, params, many, context):
    """SQLite as it answers when a page cannot be written."""
    if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
        raise OperationalError("database or disk is full")
    return execute(sql, params, many, context)


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (OperationalError("database or disk is full"), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (OperationalError("database is locked"), False),
        (ValueError("disk is full"), False),
        (None, False),
    ],
)
def test_what_a_full_disk_says(error, is_full):
    assert writing.is_full(error) is is_full


def test_a_full_disk(bureau, monkeypatch, settings, tmp_path, client):
    settings.MEDIA_ROOT = settings.HOME = tmp_path
    client = Client(raise_request_exception=False)
    assert client.get("/readyz").json()["writing"] == "ok"
    capacity.fault.clear()
    with connection.execute_wrapper(out_of_room):
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["writing"]) == (503, "disk full")
        assert client.get("/messages/").status_code == 200
        page = client.get("/message/")
        sent = client.post("/message/", MESSAGE)
        assert page.status_code == 200
        assert sent.status_code == 503
        assert "暂时不能保存" in sent.content.decode()
        assert 'value="路灯不亮"' in sent.content.decode()
    assert client.get("/readyz").json()["writing"] == "disk full", "asked again only after a while"
    capacity.fault.clear()
    assert client.get("/readyz").json()["writing"] == "ok", "nobody has to do anything"


def test_a_process_that_starts_without_room_serves(tmp_path):
    """A hole in a mapped file that the disk cannot fill is SIGBUS, at the first page it answers."""
    (tmp_path / "1").symlink_to("/dev/full")
    full, roomy = (last_requests.Recorder(tmp_path / name) for name in "12")
    for recorder in (full, roomy):
        recorder.note(last_requests.RUNNING, "GET /")
    assert last_requests.taken(tmp_path / "2") == last_requests.Left(["GET /"], "")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OperationalError("database or disk is full"), "腾出空间"),
        (OperationalError("no such table: x"), "huiyin migrate"),
    ],
)
def test_a_command_says_what_to_do(monkeypatch, capsys, error, message):
    def fail(*_):
        raise error

    monkeypatch.setattr(command, "_look", fail)
    monkeypatch.setattr("sys.argv", ["huiyin", "tick"])
    with pytest.raises(SystemExit, match="1"):
        command.main()
    assert message in capsys.readouterr().err


def test_no_room_for_files(db, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = settings.HOME = tmp_path

    def full(*args, **details):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(capacity.tempfile, "TemporaryFile", full)
    assert capacity.fault() == "disk full"


def test_the_desk_warns_before(db, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = settings.HOME = tmp_path
    usage = shutil.disk_usage(tmp_path)
    for free, is_low in (
        (settings.LEAST_FREE_MEGABYTES, False),
        (settings.LEAST_FREE_MEGABYTES - 1, True),
    ):
        monkeypatch.setattr(
            capacity.shutil, "disk_usage", lambda _, free=free: usage._replace(free=free * 2**20)
        )
        assert bool(capacity.warning()) is is_low
        assert capacity.is_low() is is_low
