"""Encrypted files: re-encrypted, whatever breaks off; those without a record."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from huiyin.files import intake
from huiyin.files.models import StoredFile
from huiyin.personal import keys, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.FIELD_KEYS = ["old"]
    return tmp_path


@pytest.fixture
def proof():
    return intake.keep("身份证.png", intake.PNG, b"a picture")


def on_disk(media):
    return sorted(place for place in media.rglob("*") if place.is_file())


def soon():
    """After what was just written, whatever the clock of the disk says."""
    return timezone.now() + timedelta(days=400)


def test_files_are_written_with_the_new_key_and_the_old_ones_go(settings, proof, media):
    settings.FIELD_KEYS = ["new", "old"]
    (report,) = sealed.rotate(dry_run=True)
    assert (report.sealed, report.changed) == (1, 1)
    (report,) = sealed.rotate(dry_run=False)
    assert (report.changed, report.unreadable) == (1, [])
    settings.FIELD_KEYS = ["new"]
    proof.refresh_from_db()
    assert intake.content_of(proof) == b"a picture"
    assert on_disk(media) == [Path(proof.content.path)]
    (report,) = sealed.rotate(dry_run=False)
    assert (report.current, report.changed) == (1, 0)


@pytest.mark.parametrize("broken", ["update", "unlink"])
def test_what_breaks_off_leaves_a_readable_file_behind_the_row(
    settings, proof, media, monkeypatch, broken
):
    settings.FIELD_KEYS = ["new", "old"]

    def killed(*args, **values):
        raise KeyboardInterrupt

    target = ("django.db.models.query.QuerySet.update",) if broken == "update" else (Path, "unlink")
    with monkeypatch.context() as patch:
        patch.setattr(*target, killed)
        with pytest.raises(KeyboardInterrupt):
            list(sealed.rotate(dry_run=False))
    proof.refresh_from_db()
    assert intake.content_of(proof) == b"a picture"
    assert len(sealed.orphans(before=soon())) == 1
    list(sealed.rotate(dry_run=False))
    call_command("orphan_files", "--remove", "--hours", "0", stdout=StringIO(), stderr=StringIO())
    proof.refresh_from_db()
    assert intake.content_of(proof) == b"a picture"


def test_only_sealed_files_without_a_row_are_orphans(proof, media):
    (media / "files" / "zz").mkdir(parents=True)
    left = media / "files" / "zz" / "left"
    left.write_bytes(keys.encrypt_bytes(b"nobody's"))
    written = timezone.now().timestamp()  # the disk may have another clock than the test
    os.utime(left, (written, written))
    (media / "files" / "zz" / "picture").write_bytes(b"not sealed")
    assert sealed.orphans(before=soon()) == [left]
    assert sealed.orphans(before=timezone.now() - timedelta(days=1)) == []


def test_a_key_that_is_gone_is_reported(settings, proof):
    settings.FIELD_KEYS = ["new"]
    (report,) = sealed.rotate(dry_run=False)
    assert report.unreadable == [str(proof.pk)]
    assert StoredFile.objects.get().content.name == proof.content.name


def test_of_two_exchanged_files_neither_opens(proof):
    other = intake.keep("授权书.png", intake.PNG, b"another picture")
    one, two = Path(proof.content.path), Path(other.content.path)
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    for file in (proof, other):
        with pytest.raises(keys.UnreadableError, match="another content"):
            intake.content_of(file)
