"""恢复: a backup into an empty place, proved while it is unpacked, then compared with what it was.

Files come first and the database last: an unfinished restore never looks like a site. The result is
a copy that sends no notices (`notices.copies`) until somebody takes it over.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from huiyin.audit import chain, log
from huiyin.audit.actors import Actor
from huiyin.common import durable
from huiyin.notices import copies
from huiyin.notices.models import Copy

from . import engines, keyfile, measure, stored
from .archive import HEADS, Backup
from .faults import BackupError, damaged
from .lock import alone
from .manifest import Manifest, Member, Stored, newer

Say = Callable[[str], None]


def restore(
    source: Path, *, keys: Path | None, passphrase: str, actor: Actor, say: Say
) -> list[measure.Row]:
    """Restore into the configured place; the table old = new.

    Raises:
        BackupError: nothing was restored; the message says why.
        OSError: nor then, because the machine refused.
    """
    with alone():
        manifest, same_version = _put_in_place(source, keys, passphrase, say)
    say("核对……")
    rows = measure.compared(
        manifest.values, measure.taken(manifest.values), same_version=same_version
    )
    rows.insert(1, measure.verified())
    _note(rows, manifest, actor)
    return rows


def _put_in_place(
    source: Path, keys: Path | None, passphrase: str, say: Say
) -> tuple[Manifest, bool]:
    """Everything where it belongs, or nothing; and whether the same version wrote it."""
    with Backup(source) as backup:
        refuse_other_versions(backup.manifest)
        refuse_unless_empty()
        _take_keys(backup, keys, passphrase)
        if not backup.is_ours():
            raise damaged(source)
        try:
            _unpack(backup, say)
            same_version = _load(backup, say)
        except BaseException:
            _clear()
            raise
    durable.sync(Path(settings.HOME))
    return backup.manifest, same_version


def _load(backup: Backup, say: Say) -> bool:
    say("恢复数据库……")
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="restoring-") as scratch:
        copy = Path(scratch) / engines.member()
        with copy.open("xb") as file:
            file.writelines(backup.content(copy.name, backup.manifest.members.get(copy.name)))
        os.sync()  # once for all: a hundred thousand small files are not waited for each
        with engines.load(copy):
            same_version = _bring_up_to_date(say)
            copies.begin(backup.path.name, made_at=backup.manifest.moment, at=timezone.now())
    return same_version


def _put(place: Path, chunks: Iterable[bytes], modified: int) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as file:
        file.writelines(chunks)
    os.utime(place, ns=(modified, modified))


def _folders() -> list[Path]:
    return [Path(settings.MEDIA_ROOT), Path(settings.HOME) / stored.FONTS]


def _clear() -> None:
    """Delete everything unpacked: the place was empty before."""
    for folder in _folders():
        for place in folder.iterdir() if folder.is_dir() else []:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    chain.heads_file().unlink(missing_ok=True)


def refuse_other_versions(manifest: Manifest) -> None:
    if manifest.vendor != engines.vendor():
        names = engines.NAMES
        raise BackupError(
            f"这份备份来自 {names.get(manifest.vendor, manifest.vendor)}，"
            f"不能恢复到 {names[engines.vendor()]}；请设置 HUIYIN_DATABASE_URL"
        )
    if set(manifest.migrations) - _known():
        raise newer(manifest.version)


def _known() -> set[str]:
    """Every migration of this version."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return {".".join(migration) for migration in loader.disk_migrations}


def refuse_unless_empty() -> None:
    """The data folder may hold what every command makes there, and nothing else."""
    files = (place.is_file() for folder in _folders() for place in folder.rglob("*"))
    if chain.heads_file().exists() or any(files):
        raise BackupError(f"{settings.HOME} 里已有数据；只能恢复到空的地方，请换一个 HUIYIN_HOME")
    engines.refuse_unless_empty()


def _take_keys(backup: Backup, keys: Path | None, passphrase: str) -> None:
    """The keys that wrote the backup: those that are set, else those of its file of keys."""
    needed = backup.manifest.secrets
    if not keyfile.lacking(needed, keyfile.marks(keyfile.current())):
        return
    place = keys or backup.path.with_name(f"{backup.path.name}.keys")
    if place.exists() or keys:
        keyfile.install(keyfile.unseal(place, passphrase), Path(settings.HOME))
    if wrong := keyfile.lacking(needed, keyfile.marks(keyfile.current())):
        raise BackupError(
            f"{'、'.join(wrong)} 不是写这份备份时的密钥；请按原值设置，"
            "或用 --keys 指明密钥文件并设置 HUIYIN_BACKUP_PASSPHRASE"
        )


def _unpack(backup: Backup, say: Say) -> None:
    say("恢复文件……")
    holders: dict[str, Backup] = {"": backup}
    with ExitStack() as opened:
        for row in backup.files():
            if row.holder not in holders:
                holders[row.holder] = opened.enter_context(_holder(backup, row))
            member = Member(row.size, row.sha256)
            chunks = holders[row.holder].content(row.path, member)
            _put(stored.place_of(row.path), chunks, row.modified)
    heads = backup.manifest.members.get(HEADS)
    if heads is None:
        raise damaged(backup.path)
    if heads.size:
        with chain.heads_file().open("xb") as file:
            file.writelines(backup.content(HEADS, heads))


def _holder(backup: Backup, row: Stored) -> Backup:
    place = backup.path.with_name(row.holder)
    if not place.exists():
        raise BackupError(f"这是增量备份，还缺 {row.holder}：请把它放到同一个文件夹再恢复")
    return Backup(place)


def _bring_up_to_date(say: Say) -> bool:
    """Migrate what an older version wrote; whether there was nothing to do."""
    if _known() <= set(engines.migrations()):
        return True
    say("升级数据库……")
    call_command("migrate", verbosity=0, interactive=False)
    return False


@transaction.atomic
def _note(rows: list[measure.Row], manifest: Manifest, actor: Actor) -> None:
    copy = Copy.objects.latest("pk")
    log.record(
        actor, "notices.copy.restore", copy, at=copy.restored_at, made_at=manifest.made_at,
        version=manifest.version, differing=[row.label for row in rows if not row.same],
    )  # fmt: skip
