"""The description in a backup: by whom, when, of what, and the site's figures at that moment."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from .faults import BackupError, damaged, reading

FORMAT = 1


class Member(NamedTuple):
    """One part of the archive: how long it is, and its SHA-256."""

    size: int
    sha256: str


class Stored(NamedTuple):
    """One file of the site; `holder` is the earlier archive that has its content, empty for this."""

    path: str
    size: int
    sha256: str
    modified: int
    holder: str

    def line(self) -> bytes:
        return json.dumps([*self], ensure_ascii=False).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Self:
        path, size, sha256, modified, holder = json.loads(line)
        known = cls(str(path), int(size), str(sha256), int(modified), str(holder))
        parts = Path(known.path).parts
        if not parts or known.path.startswith("/") or ".." in parts or "/" in known.holder:
            raise ValueError(f"{known.path} leads out of the folder")
        return known


@dataclass(frozen=True)
class Manifest:
    """`values` is compared with a restored copy; `secrets` identifies keys, not revealing them."""

    format: int
    version: str
    vendor: str
    made_at: str
    migrations: list[str]
    secrets: dict[str, list[str]]
    members: dict[str, Member]
    values: dict[str, Any]
    missing: list[str] = field(default_factory=list)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def parse(cls, content: bytes, path: Path) -> Self:
        """Read what `as_bytes` wrote.

        Raises:
            BackupError: damaged, or written by a newer version.
        """
        with reading(path):
            values = json.loads(content)
            written, version = int(values["format"]), str(values["version"])
        if written > FORMAT:
            raise newer(version)
        with reading(path):
            values["members"] = {
                name: Member(*values["members"][name]) for name in values["members"]
            }
            known = cls(**values)
            if known.moment.tzinfo is None or not known.secrets:
                raise damaged(path)
        return known


def newer(version: str) -> BackupError:
    return BackupError(f"这份备份由更新的版本（{version}）写成，请先升级本程序再恢复")
