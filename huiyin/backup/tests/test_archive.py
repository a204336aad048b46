"""Cut or changed anywhere, an archive is refused with one line; nothing of it is believed."""

import io
import json
import zipfile

import pytest
from django.conf import settings
from django.db import connection

from huiyin.backup import keyfile, restoring
from huiyin.backup.archive import FILES, MEDIA, Archive, Backup
from huiyin.backup.faults import BackupError
from huiyin.backup.manifest import FORMAT, Manifest, Stored


def pack(path, rows=(), **changes):
    """An archive with a database of a few kilobytes and one file that is itself a zip."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as document:
        document.writestr("word/document.xml", "正文" * 50)
    with path.open("wb") as file, Archive(file) as archive:
        member = archive.add(f"{MEDIA}a/b", io.BytesIO(inner.getvalue()))
        archive.add_named("database.sqlite3", io.BytesIO(b"rows " * 900), compress=True)
        own = Stored(f"{MEDIA}a/b", member.size, member.sha256, 1, "")
        lines = b"".join(row if isinstance(row, bytes) else row.line() for row in (own, *rows))
        archive.add_named(FILES, io.BytesIO(lines), compress=True)
        manifest = Manifest(
            format=FORMAT, version="1", vendor="sqlite", made_at="2026-03-03T09:00:00+08:00",
            migrations=[], secrets=keyfile.marks(keyfile.current()), members=archive.members, values={},
        )  # fmt: skip
        for name, value in changes.items():
            object.__setattr__(manifest, name, value)
        archive.finish(manifest)
    return path.read_bytes()


def is_refused(path):
    try:
        with Backup(path) as backup:
            backup.prove_all()
    except BackupError as error:
        return len(str(error).splitlines()) == 1
    return False


def test_cut_at_any_byte(tmp_path, thorough):
    whole = pack(tmp_path / "whole")
    assert not is_refused(tmp_path / "whole")
    step = 1 if thorough else 37
    believed = []
    for end in [*range(0, len(whole), step), *range(len(whole) - 40, len(whole))]:
        (tmp_path / "cut").write_bytes(whole[:end])
        if not is_refused(tmp_path / "cut"):
            believed.append(end)
    assert not believed


def test_changed_at_any_byte(tmp_path, thorough):
    """What zip readers pass over (moments, attributes) may change; contents and names may not."""
    whole = pack(tmp_path / "whole")
    step = 1 if thorough else 41
    for place in range(0, len(whole), step):
        changed = bytearray(whole)
        changed[place] ^= 0x41
        (tmp_path / "changed").write_bytes(changed)
        if not is_refused(tmp_path / "changed"):
            with Backup(tmp_path / "changed") as backup, Backup(tmp_path / "whole") as right:
                assert backup.manifest == right.manifest
                assert [*backup.files()] == [*right.files()]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(["media/../../x", 1, "0", 1, ""], id="a path that leads out"),
        pytest.param(["..", 1, "0", 1, ""], id="the folder above"),
        pytest.param(["/etc/x", 1, "0", 1, ""], id="an absolute path"),
        pytest.param(["", 1, "0", 1, ""], id="no path"),
        pytest.param(["media/x", 1, "0", 1, "../a"], id="a holder in another folder"),
        pytest.param(["media/x", "much", "0", 1, ""], id="no size"),
        pytest.param(["media/x", 1], id="half a line"),
        pytest.param(7, id="something else"),
    ],
)
def test_a_line_of_the_list_is_not_believed(line):
    with pytest.raises((ValueError, TypeError)):
        Stored.parse(json.dumps(line).encode())


BAD = {
    "half a line": b'["media/x", 1',
    "a file that is not in it": Stored("media/x", 1, "0" * 64, 1, ""),
    "a file of another content": Stored("media/a/b", 1, "0" * 64, 1, ""),
}


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in BAD.items()])
def test_a_list_of_files_is_not_believed(tmp_path, row):
    pack(tmp_path / "a", [row])
    assert is_refused(tmp_path / "a")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"made_at": "yesterday"}, id="no moment"),
        pytest.param({"made_at": "2026-03-03T09:00:00"}, id="a moment of no zone"),
        pytest.param({"secrets": {}}, id="of no site"),
        pytest.param({"members": {}}, id="without members"),
        pytest.param({"format": "x"}, id="no format"),
        pytest.param({"format": FORMAT + 1}, id="a newer format"),
    ],
)
def test_a_manifest_is_not_believed(tmp_path, changes):
    pack(tmp_path / "a", **changes)
    assert is_refused(tmp_path / "a")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        pytest.param({"format": FORMAT + 1}, "更新的版本", id="a newer format"),
        pytest.param({"migrations": ["licensing.9999_later"]}, "更新的版本", id="a newer table"),
        pytest.param({"vendor": "oracle"}, "oracle", id="another database"),
    ],
)
def test_what_cannot_be_restored_here_is_refused(tmp_path, changes, named):
    pack(tmp_path / "a", **{"vendor": connection.vendor, **changes})
    with pytest.raises(BackupError, match=named), Backup(tmp_path / "a") as backup:
        restoring.refuse_other_versions(backup.manifest)


def test_another_sites_archive_is_not_ours(tmp_path, monkeypatch):
    pack(tmp_path / "a")
    monkeypatch.setattr(settings, "AUDIT_KEY", "another key of thirty-two characters")
    with Backup(tmp_path / "a") as backup:
        assert not backup.is_ours()
    assert is_refused(tmp_path / "a")
