"""恢复: a backup into an empty place, proved while it is unpacked, then compared with what it was.

Files come first and the database last: until everything is there, nothing looks like a site. What
was restored is a copy that sends nothing (`notices.copies`) until somebody takes it over.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from huiyin.audit import chain, log
from huiyin.audit.actors import Actor
from huiyin.notices import copies
from huiyin.notices.models import Copy

from . import engines, keyfile, measure, stored
from .archive import HEADS, Backup, sync_folder
from .faults import BackupError, damaged
from .lock import alone
from .manifest import Manifest, Member, Stored, newer

Say = Callable[[str], None]


@dataclass
class Placed:
    """What was put into the place, so that it can go again when something breaks off."""

    files: list[Path] = field(default_factory=list)

    def put(self, place: Path, chunks: Iterable[bytes], modified: int = 0) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        self.files.append(place)
        with place.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if modified:
            os.utime(place, ns=(modified, modified))

    def remove(self) -> None:
        for place in self.files:
            place.unlink(missing_ok=True)


def restore(
    source: Path, *, keys: Path | None, passphrase: str, actor: Actor, say: Say
) -> list[measure.Row]:
    """Restore into the configured place; the table old = new.

    Raises:
        BackupError: nothing was restored; the message says why.
        OSError: nor then, because the machine refused.
    """
    with alone(), Backup(source) as backup:
        manifest = backup.manifest
        refuse_other_versions(manifest)
        refuse_unless_empty()
        _take_keys(backup, keys, passphrase)
        if not backup.is_ours():
            raise damaged(source)
        placed = Placed()
        try:
            _unpack(backup, placed, say)
            with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="restoring-") as scratch:
                copy = Path(scratch) / engines.member()
                say("恢复数据库……")
                _copy_out(backup, copy)
                with engines.load(copy):
                    same_version = _bring_up_to_date(say)
                    copies.begin(source.name, made_at=manifest.moment, at=timezone.now())
        except BaseException:
            placed.remove()
            raise
        sync_folder(Path(settings.HOME))
    say("核对……")
    rows = measure.compared(
        manifest.values, measure.taken(manifest.values), same_version=same_version
    )
    rows.insert(1, measure.verified())
    _note(rows, manifest, actor)
    return rows


def refuse_other_versions(manifest: Manifest) -> None:
    if manifest.vendor != engines.vendor():
        names = engines.NAMES
        raise BackupError(
            f"这份备份来自 {names.get(manifest.vendor, manifest.vendor)}，"
            f"不能恢复到 {names[engines.vendor()]}；请设置 HUIYIN_DATABASE_URL"
        )
    known = MigrationExecutor(None).loader.disk_migrations  # type: ignore[arg-type]
    if set(manifest.migrations) - {".".join(migration) for migration in known}:
        raise newer(manifest.version)


def refuse_unless_empty() -> None:
    """The data folder may hold what every command makes there, and nothing else."""
    media = Path(settings.MEDIA_ROOT)
    if chain.heads_file().exists() or any(place.is_file() for place in media.rglob("*")):
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


def _unpack(backup: Backup, placed: Placed, say: Say) -> None:
    say("恢复文件……")
    holders: dict[str, Backup] = {"": backup}
    with ExitStack() as opened:
        for row in backup.files():
            if row.holder not in holders:
                holders[row.holder] = opened.enter_context(_holder(backup, row))
            member = Member(row.size, row.sha256)
            chunks = holders[row.holder].content(row.path, member)
            placed.put(stored.place_of(row.path), chunks, row.modified)
    heads = backup.manifest.members.get(HEADS)
    if heads is None:
        raise damaged(backup.path)
    if heads.size:
        placed.put(chain.heads_file(), backup.content(HEADS, heads))


def _holder(backup: Backup, row: Stored) -> Backup:
    place = backup.path.with_name(row.holder)
    if not place.exists():
        raise BackupError(f"这是增量备份，还缺 {row.holder}：请把它放到同一个文件夹再恢复")
    return Backup(place)


def _copy_out(backup: Backup, copy: Path) -> None:
    with copy.open("xb") as file:
        for chunk in backup.content(copy.name, backup.manifest.members.get(copy.name)):
            file.write(chunk)


def _bring_up_to_date(say: Say) -> bool:
    """Migrate what an older version wrote; whether there was nothing to do."""
    executor = MigrationExecutor(connections["default"])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
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
