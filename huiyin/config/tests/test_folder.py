"""The data folder: no key is made beside what another one wrote, and nothing in it is open to others."""

import os
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from huiyin.config import env, modes, secret

MIGRATED = "CREATE TABLE django_migrations (id); "
KNOWN = MIGRATED + "CREATE TABLE personal_keycheck (id); "
IN_USE = f"{KNOWN} INSERT INTO personal_keycheck VALUES (1)"  # noqa: S608 - no value in it


@pytest.mark.parametrize(
    ("statements", "line"),
    [
        pytest.param(None, "", id="no database"),
        pytest.param("", "", id="an empty one"),
        pytest.param(MIGRATED, "put back its copy", id="written by an earlier version"),
        pytest.param(KNOWN, "", id="nothing was written yet"),
        pytest.param(IN_USE, "put back", id="in use"),
        pytest.param("no database at all", "HUIYIN_DATABASE_URL", id="damaged"),
    ],
)
def test_no_key_is_made_beside_what_another_one_wrote(tmp_path, monkeypatch, statements, line):
    monkeypatch.delenv("HUIYIN_FIELD_KEYS", raising=False)
    monkeypatch.setattr(env, "known", {})  # of the settings that are documented
    database = env.sqlite(tmp_path / "huiyin.sqlite3")
    if line == "HUIYIN_DATABASE_URL":
        (tmp_path / "huiyin.sqlite3").write_text(statements * 100)
    elif statements is not None:
        with closing(sqlite3.connect(database["NAME"])) as connection:
            connection.executescript(statements)

    def read():
        return secret.keys("FIELD_KEYS", tmp_path, production=False, meaning="", beside=database)

    if line:
        with pytest.raises(ImproperlyConfigured, match=line):
            read()
        assert not (tmp_path / "keys").exists()
        (tmp_path / "keys").mkdir()
        (tmp_path / "keys" / "field_keys").write_text("0123456789" * 4)  # put back
        assert read() == ["0123456789" * 4]
    else:
        assert read() == read()


def test_what_others_can_reach_is_named(tmp_path):
    (tmp_path / "open" / "closed").mkdir(parents=True)
    (tmp_path / "open").chmod(0o750)
    (tmp_path / "open" / "closed").chmod(0o700)
    for name, mode in (("open/a", 0o640), ("open/b", 0o600), ("open/closed/c", 0o644)):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(mode)
    reached = [str(path.relative_to(tmp_path)) for path in modes.wider(tmp_path / "open")]
    assert reached == ["open", "open/a"]
    (tmp_path / "open" / "gone").symlink_to(tmp_path / "nothing")
    assert len(list(modes.wider(tmp_path / "open"))) == 2
    (line,) = modes.warnings(tmp_path / "open", tmp_path / "missing")
    assert line.endswith(f"chmod -R go-rwx {tmp_path / 'open'}")
    assert list(modes.warnings(tmp_path / "open" / "closed")) == []


def test_every_process_makes_files_for_its_account_alone(tmp_path, settings):
    """Umask and storage: whatever code makes a file, at whatever place."""
    mask = os.umask(0o777)
    os.umask(mask)
    assert mask == 0o077
    settings.MEDIA_ROOT = tmp_path / "media"
    default_storage.save("a/b/c", ContentFile(b"x"))
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file()} == {
        0o600
    }
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_dir()} == {0o700}
    kept = [site.HOME / "keys", *(site.HOME / "keys").iterdir()]
    assert [path for path in kept if path.stat().st_mode & 0o077] == []
