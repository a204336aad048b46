"""A city's site, 100,000 applications and 2 GB of files: backed up, and restored beside itself.

Both run as commands in processes of their own, so that their memory is theirs alone.
"""

import hashlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from . import site
from .process import ROOT

ROWS = 100_000
FILES, FILE_BYTES = 20_000, 100_000


def run(rows: int = ROWS, files: int = FILES) -> dict[str, Any]:
    # In a process of its own: what this one holds would count as the commands' memory.
    making = multiprocessing.get_context("spawn").Process(target=make, args=(rows, files))
    making.start()
    making.join()
    if making.exitcode:
        raise RuntimeError(f"making the site ended with {making.exitcode}")
    home = Path(os.environ["HUIYIN_HOME"])
    archive, place = home / "bench.backup", home / "restored"
    backup = _timed(home, "backup", "-o", str(archive))
    shutil.copytree(home / "keys", place / "keys")
    restore = _timed(place, "restore", str(archive))
    return {
        "rows": rows,
        "files": files,
        "megabytes": round(archive.stat().st_size / 1e6),
        **{f"backup_{name}": value for name, value in backup.items()},
        **{f"restore_{name}": value for name, value in restore.items()},
    }


def make(rows: int, files: int) -> None:
    site.prepare()
    from django.utils import timezone

    from . import applications

    today = timezone.localdate()
    agency, people = applications.bureau(today)
    applications.generate(agency, people, rows, today)
    _log()
    _store(files)


def _log() -> None:
    """The entry and the seal that each of them would have."""
    from django.db import transaction
    from django.utils import timezone

    from huiyin.audit import chain, log
    from huiyin.audit.actors import system
    from huiyin.foi.models import Application

    with transaction.atomic():
        events = [log.Event(one, {}) for one in Application.objects.all()]
        log.record_many(system("bench"), "foi.register", events, at=timezone.now())
    chain.seal()


def _store(files: int) -> None:
    """Stored files of bytes that do not shrink."""
    from huiyin.files.models import StoredFile
    from huiyin.personal.bulk import insert_many

    storage = StoredFile._meta.get_field("content").storage
    seed = os.urandom(FILE_BYTES)
    rows = []
    for number in range(files):
        content = number.to_bytes(8, "big") + seed[8:]
        name = f"files/{number % 256:02x}/{number:032x}"
        place = Path(storage.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        rows.append(
            StoredFile(
                name=f"附件{number}.pdf", content=name, media_type="application/pdf",
                size=len(content), sha256=hashlib.sha256(content).hexdigest(),
            )
        )  # fmt: skip
    insert_many(rows)


def _timed(home: Path, *command: str) -> dict[str, float]:
    """How long the command takes from its start to its end, and the most memory it holds."""
    environment = {**os.environ, "HUIYIN_HOME": str(home)}
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *command], env=environment, stdout=sys.stderr
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"huiyin {command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return {
        "seconds": round(time.monotonic() - begun, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "mib": round(used.ru_maxrss / 1024),
    }
