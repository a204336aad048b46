"""停电: what was answered "received", and every file that stands for a promise, is there afterwards."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from huiyin.audit import heads
from huiyin.backup import archive, keyfile
from huiyin.config import env, secret
from huiyin.disclosure.page import paper
from huiyin.files import intake
from huiyin.notices import senders
from huiyin.personal import sealed

from .power_cut import Disk, Recording

CONTENT = b"content " * 2000


def uploaded(folder, settings):
    """An upload in a folder that did not exist."""
    intake.keep("身份证.png", intake.PNG, CONTENT)


def made_again(folder, settings):
    """A file encrypted with a new key."""
    intake.keep("身份证.png", intake.PNG, CONTENT)
    settings.FIELD_KEYS = ["a newer key", *settings.FIELD_KEYS]
    assert sum(report.changed for report in sealed.rotate(dry_run=False))


def spooled(folder, settings):
    """A text message for a gateway."""
    senders.spool(
        SimpleNamespace(
            get_channel_display=lambda: "短信", recipient="13900000000", subject="受理通知", key="k",
            created_at=timezone.now(), body="已受理", channel="sms", pk=1,
        )
    )  # fmt: skip


def noted(folder, settings):
    """The first head of an audit log."""
    heads.note(heads.Head(1, "0" * 64))


def noted_often(folder, settings):
    """Heads until the file has grown long and is shortened."""
    heads.heads_file().write_bytes(b"1 2\n" * (heads._LONG // 4))
    heads.note(heads.Head(1, "0" * 64))


def begun_elsewhere(folder, settings):
    """The file of heads in a second place."""
    settings.AUDIT_COPY = folder
    heads.begin_second()


def key_made(folder, settings):
    """A key that is made at the first start."""
    secret.required("SECRET_KEY", folder, production=False, meaning="of a test")


def keys_installed(folder, settings):
    """The keys of a restored site."""
    keyfile.install({"SECRET_KEY": "k" * 64, "AUDIT_KEY": "a" * 64}, folder)


def archived(folder, settings):
    """A backup, and its file of keys."""
    with archive.written(folder / "a.huiyin") as file:
        file.write(CONTENT)


def printed(folder, settings):
    """A kept paper: what lies there is never made again."""
    paper._write(paper._folder() / "paper", CONTENT)


WRITERS = (
    uploaded, made_again, spooled, noted, noted_often, begun_elsewhere,
    key_made, keys_installed, archived, printed,
)  # fmt: skip


@pytest.mark.django_db
def test_files_that_were_promised(tmp_path, monkeypatch, settings):
    settings.AUDIT_KEY = settings.SECRET_KEY = ""
    lost = {}
    keys = settings.FIELD_KEYS
    for writer in WRITERS:
        home = settings.HOME = tmp_path / writer.__name__
        home.mkdir()
        settings.MEDIA_ROOT, settings.AUDIT_COPY, settings.FIELD_KEYS = home / "media", "", keys
        with monkeypatch.context() as patch:
            disk = Disk(home, patch)
            writer(home, settings)
            files = [place for place in home.rglob("*") if place.is_file()]
            assert files, writer.__doc__
            lost |= {
                place: writer.__doc__ for place in files if disk.left(place) != place.read_bytes()
            }
    assert lost == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL syncs by itself")
def test_what_was_committed_to_sqlite(tmp_path, monkeypatch, django_db_blocker):
    """The file as the disk would hold it, opened again: the row is in it, and nothing is damaged."""
    disk = Disk(tmp_path, monkeypatch)
    place = tmp_path / "site.sqlite3"
    options = env.sqlite(place)
    own = connection.copy()
    own.settings_dict |= {
        "NAME": f"file:{place}?vfs=recording",
        "OPTIONS": {**options["OPTIONS"], "uri": True},
    }
    with Recording(disk), django_db_blocker.unblock():
        with own.cursor() as cursor:
            cursor.execute("CREATE TABLE letter (number TEXT)")
            cursor.execute("INSERT INTO letter VALUES ('LY2026-0001')")
        cut = tmp_path / "cut"
        cut.mkdir()
        for suffix in ("", "-wal"):
            left = disk.contents.get(Path(f"{place}{suffix}").stat().st_ino, b"")
            (cut / f"site.sqlite3{suffix}").write_bytes(left)
        own.close()
    with sqlite3.connect(cut / "site.sqlite3") as after:
        assert after.execute("SELECT number FROM letter").fetchall() == [("LY2026-0001",)]
        assert after.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    after.close()
