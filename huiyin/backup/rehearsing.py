"""恢复演练: writes a backup, restores it in a scratch place, and compares."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from . import engines, keyfile, writing
from .faults import BackupError, BusyError, in_words
from .models import Rehearsal

Say = Callable[[str], None]
COMMAND = [sys.executable, "-m", "huiyin.config.command"]


def rehearse(*, say: Say) -> tuple[Rehearsal, list[dict[str, Any]]]:
    """Write, restore, compare; noted however it ends, with the table old = new.

    Raises:
        BusyError: another backup is running; that says nothing about restoring.
    """
    started_at, size, rows = timezone.now(), 0, []
    try:
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="rehearsal-") as scratch:
            result = _written(Path(scratch), say)
            size = result.size
            rows = _restored(result.path, Path(scratch) / "home", say)
    except BusyError:
        raise
    except BackupError as error:
        outcome = str(error)
    except OSError as error:
        outcome = in_words(error)
    else:
        outcome = _outcome(rows)
    rehearsal = Rehearsal.objects.create(
        started_at=started_at, finished_at=timezone.now(), size=size, outcome=outcome[:300],
        succeeded=bool(rows) and all(row["same"] for row in rows),
    )  # fmt: skip
    return rehearsal, rows


def _outcome(rows: list[dict[str, Any]]) -> str:
    differing = [row["label"] for row in rows if not row["same"]]
    if not differing:
        return f"{len(rows)} 项全部相同"
    return f"{len(rows)} 项中 {len(differing)} 项不同：{'、'.join(differing[:5])}"


def _written(scratch: Path, say: Say) -> writing.Result:
    passphrase = secrets.token_hex(16)
    result = writing.write(scratch / "rehearsal.huiyin", passphrase=passphrase, say=say)
    assert result.keys is not None  # noqa: S101 - there was a passphrase
    if keyfile.unseal(result.keys, passphrase) != keyfile.current():
        raise BackupError("密钥文件读出的密钥与本站不同")
    return result


def _restored(archive: Path, home: Path, say: Say) -> list[dict[str, Any]]:
    """In a process of its own, which knows nothing but the archive and the keys."""
    with engines.scratch(f"huiyin_rehearsal_{secrets.token_hex(4)}") as address:
        environment = {
            **os.environ,
            **{f"HUIYIN_{name}": value for name, value in keyfile.current().items()},
            "HUIYIN_HOME": str(home),
            "HUIYIN_DATABASE_URL": address,
            "HUIYIN_AUDIT_COPY": "",  # the running site notes heads that are newer than the backup
        }
        command = [*COMMAND, "restore", str(archive), "--json"]
        process = subprocess.run(  # noqa: S603 - our own program
            command, env=environment, capture_output=True, text=True, check=False
        )
    try:
        rows: list[dict[str, Any]] = json.loads(process.stdout)["rows"]
    except (ValueError, KeyError, TypeError) as error:
        last = (process.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise BackupError(f"恢复没有成功：{last}") from error
    say(f"恢复完成：{_outcome(rows)}")
    return rows
