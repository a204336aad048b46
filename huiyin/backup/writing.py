"""备份: database, stored files and heads of the audit log of one moment, in one proved file.

Heads of the chain are read first: whatever they name was committed before the moment, so that no
seal is missing from the restored database. The list of files is read in the moment itself. A file
that was erased lawfully afterwards is not on the disk any more; then a new moment is taken, which
does not name it.
"""

import io
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.utils import timezone

from huiyin import __version__
from huiyin.audit import chain

from . import engines, keyfile, measure, stored
from .archive import CHUNK, FILES, HEADS, Archive, Backup, written
from .faults import BackupError, damaged
from .lock import alone
from .manifest import FORMAT, Manifest, Stored

Say = Callable[[str], None]
ROUNDS = 4
_SAY_EVERY = 200 * CHUNK


@dataclass(frozen=True)
class Result:
    """What was written; `missing` are files that the database names and the disk does not have."""

    path: Path
    size: int
    files: int
    held_elsewhere: int
    missing: list[str]
    keys: Path | None


@dataclass
class Files:
    """The files of the site on their way into the archive."""

    archive: Archive
    earlier: dict[str, Stored]
    say: Say
    rows: dict[str, Stored] = field(default_factory=dict)
    done: int = 0

    def take(self, names: list[str]) -> list[str]:
        """Add the files that are missing in the archive; returns names that are not on the disk."""
        missing = []
        for path in names:
            if path not in self.rows:
                try:
                    self.rows[path] = self._row(path)
                except FileNotFoundError:
                    missing.append(path)
        return missing

    def _row(self, path: str) -> Stored:
        place = stored.place_of(path)
        with place.open("rb") as source:
            state = os.fstat(source.fileno())
            known = self.earlier.get(path)
            if known and (known.size, known.modified) == (state.st_size, state.st_mtime_ns):
                return known
            member = self.archive.add(path, source)
        before, self.done = self.done, self.done + member.size
        if self.done // _SAY_EVERY > before // _SAY_EVERY:
            self.say(f"文件 {self.done // CHUNK} MB……")
        return Stored(path, member.size, member.sha256, state.st_mtime_ns, "")


def write(
    target: Path,
    *,
    since: Path | None = None,
    passphrase: str = "",
    keys: Path | None = None,
    say: Say,
) -> Result:
    """Write a backup, and beside it its keys where there is a passphrase.

    Raises:
        BackupError: nothing was written; the message says why.
        OSError: nor then, because the machine refused.
    """
    keys = keys or target.with_name(f"{target.name}.keys")
    sealed = keyfile.seal(keyfile.current(), passphrase) if passphrase else b""
    if sealed and keys.exists():
        raise BackupError(f"{keys} 已经存在；备份不覆盖任何文件，请换一个文件名")
    with alone():
        with written(target) as file:
            missing = _pack(target, file, since, say)
            say("重新读出并核对……")
            count, held = _prove(target, file)
            size = file.seek(0, io.SEEK_END)
        if sealed:
            with written(keys) as file:
                file.write(sealed)
    return Result(target, size, count, held, missing, keys if sealed else None)


def _pack(target: Path, file: BinaryIO, since: Path | None, say: Say) -> list[str]:
    """Everything into the archive; the names of files that are lost. Its lists end with it."""
    with Archive(file) as archive:
        files = Files(archive, _earlier(target, since) if since else {}, say)
        manifest = _fill(archive, files, target.parent)
        archive.finish(manifest)
    file.flush()
    return manifest.missing


def _earlier(target: Path, since: Path) -> dict[str, Stored]:
    """The files of an earlier backup, each with the archive that holds it."""
    if since.resolve().parent != target.resolve().parent:
        raise BackupError("增量备份要和它所依据的备份放在同一个文件夹，恢复时才能找到")
    with Backup(since) as backup:
        if not backup.is_ours():
            raise BackupError(f"{since.name} 不是本站的备份，不能作为增量备份的依据")
        return {row.path: row._replace(holder=row.holder or since.name) for row in backup.files()}


def _fill(archive: Archive, files: Files, folder: Path) -> Manifest:
    with tempfile.TemporaryDirectory(dir=folder, prefix=".huiyin-backup-") as scratch:
        copy = Path(scratch) / engines.member()
        missing: list[str] | None = None
        for rounds in range(ROUNDS, 0, -1):
            copy.unlink(missing_ok=True)
            noted = heads()
            files.say("复制数据库……")
            moment = timezone.localtime()
            with engines.snapshot(copy):
                names = [*stored.named(), *stored.fonts()]
                before, missing = missing, files.take(names)
                # complete, or lost on the disk for longer than a round takes
                if not missing or missing == before or rounds == 1:
                    values, applied = measure.values(), engines.migrations()
                    break
        files.rows = {path: files.rows[path] for path in names if path in files.rows}
        with copy.open("rb") as source:
            archive.add_named(copy.name, source, compress=True)
    archive.add_named(HEADS, io.BytesIO(noted))
    with tempfile.TemporaryFile(dir=folder) as listed:
        listed.writelines(row.line() for row in files.rows.values())
        listed.seek(0)
        archive.add_named(FILES, listed, compress=True)
    return Manifest(
        format=FORMAT, version=__version__, vendor=engines.vendor(), made_at=moment.isoformat(),
        migrations=applied, secrets=keyfile.marks(keyfile.current()), members=archive.members,
        values=values, missing=missing or [],
    )  # fmt: skip


def heads() -> bytes:
    """Whole lines: one may just be on its way to the disk."""
    try:
        content = chain.heads_file().read_bytes()
    except FileNotFoundError:
        return b""
    return content[: content.rfind(b"\n") + 1]


def _prove(target: Path, file: BinaryIO) -> tuple[int, int]:
    """Read everything back from the disk, not from memory; how many files, how many elsewhere."""
    os.fsync(file.fileno())
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    count = elsewhere = 0
    holders: dict[str, Backup] = {}
    with ExitStack() as opened:
        backup = opened.enter_context(Backup(target, file))
        backup.prove_all()
        for row in backup.files():
            count += 1
            if not row.holder:
                continue
            elsewhere += 1
            if row.holder not in holders:
                holders[row.holder] = opened.enter_context(Backup(target.with_name(row.holder)))
            if not holders[row.holder].holds(row.path, row.size):
                raise damaged(holders[row.holder].path)
    return count, elsewhere
