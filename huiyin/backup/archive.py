"""The file of a backup: a zip whose last member names the digest of each of the others.

Written under another name in the same folder, on the disk, read again, and only then renamed: a
file of the right name is a whole backup. The zip's comment is a keyed digest of the manifest, so
that nobody without HUIYIN_AUDIT_KEY can put another database into it.
"""

import hashlib
import hmac
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from django.conf import settings

from huiyin.common import durable

from .faults import BackupError, damaged, reading
from .manifest import Manifest, Member, Stored

MANIFEST, FILES, HEADS = "manifest.json", "files.jsonl", "audit-heads.log"
MEDIA = "media/"
CHUNK = 1024 * 1024
_QUICK = 1  # of zlib's levels: databases shrink to a third, and the disk stays the slower one


class Archive:
    """An archive being written; an exception within its block discards it."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self.members: dict[str, Member] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.fp = None  # else it would try to write an ending when it is collected

    def add(self, name: str, source: BinaryIO, *, compress: bool = False) -> Member:
        """Copy the content of `source`; returns its length and digest."""
        head = zipfile.ZipInfo(name)
        head.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        head._compresslevel = _QUICK  # type: ignore[attr-defined]
        head.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(head, "w", force_zip64=True) as member:
            while chunk := source.read(CHUNK):
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return Member(size, digest.hexdigest())

    def add_named(self, name: str, source: BinaryIO, *, compress: bool = False) -> None:
        """The same, and note it for the manifest."""
        self.members[name] = self.add(name, source, compress=compress)

    def finish(self, manifest: Manifest) -> None:
        content = manifest.as_bytes()
        self._zip.writestr(MANIFEST, content, zipfile.ZIP_DEFLATED)
        self._zip.comment = _mac(content)
        self._zip.close()
        self._zip.filelist, self._zip.NameToInfo = [], {}  # the reader has its own


def _mac(content: bytes) -> bytes:
    return hmac.digest(settings.AUDIT_KEY.encode(), content, "sha256").hex().encode()


@contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """A new file that is on the disk under its name when the block ends well, and nowhere else."""
    if not target.parent.is_dir():
        raise BackupError(f"没有 {target.parent} 这个文件夹")
    if target.exists():
        raise BackupError(f"{target} 已经存在；备份不覆盖任何文件，请换一个文件名")
    with durable.replacing(target) as file:
        yield file


class Backup:
    """An archive that is read; closes with its block."""

    def __init__(self, path: Path, file: BinaryIO | None = None) -> None:
        self.path = path
        with reading(path):
            self._zip = zipfile.ZipFile(file or path)
        try:
            self._content = b"".join(self._chunks(MANIFEST))
            self.manifest = Manifest.parse(self._content, path)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def is_ours(self) -> bool:
        """Whether a program with this HUIYIN_AUDIT_KEY wrote it, and it is unchanged."""
        return hmac.compare_digest(self._zip.comment, _mac(self._content))

    def files(self) -> Iterator[Stored]:
        """Every file of the site, in this archive or in an earlier one; the list is proved first."""
        self.prove(FILES, self.manifest.members.get(FILES))
        with reading(self.path):
            lines = self._zip.open(FILES)
        with lines:
            while True:
                with reading(self.path):
                    line = lines.readline()
                    if not line:
                        return
                    known = Stored.parse(line)
                yield known

    def prove_all(self) -> None:
        """Read everything that is in this file.

        Raises:
            BackupError: it is not what was written.
        """
        if not self.is_ours():
            raise damaged(self.path)
        for name, member in self.manifest.members.items():
            self.prove(name, member)
        for row in self.files():
            if not row.holder:
                self.prove(row.path, Member(row.size, row.sha256))

    def holds(self, name: str, size: int) -> bool:
        with reading(self.path):
            return name in self._zip.NameToInfo and self._zip.getinfo(name).file_size == size

    def prove(self, name: str, known: Member | None) -> None:
        for _ in self.content(name, known):
            """Reading to the end is the proof."""

    def content(self, name: str, known: Member | None) -> Iterator[bytes]:
        """The bytes of a member; ends with an error unless they are those that were written."""
        if known is None:
            raise damaged(self.path)
        digest, size = hashlib.sha256(), 0
        for chunk in self._chunks(name):
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        if Member(size, digest.hexdigest()) != known:
            raise damaged(self.path)

    def _chunks(self, name: str) -> Iterator[bytes]:
        with reading(self.path):
            member = self._zip.open(name)
        with member:
            while True:
                with reading(self.path):
                    chunk = member.read(CHUNK)
                if not chunk:
                    return
                yield chunk
