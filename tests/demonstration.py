"""The demonstration is made once for a state of the code and a day; each test's server gets a copy."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from . import databases

LONGEST = 1800  # seconds; a shared machine takes a quarter of an hour


def copy(home: Path) -> None:
    """Fill `home` with the whole demonstration."""
    with databases.one_at_a_time("demonstration"):
        shutil.copytree(_made_once(), home, dirs_exist_ok=True)


def environment(home: Path) -> dict[str, str]:
    """What a program of the demonstration sees: its folder, none of the developer's settings."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("HUIYIN_")}
    return {**plain, "HUIYIN_HOME": str(home)}


def command(home: Path, *arguments: str) -> str:
    """Run `huiyin …` on a copy; what it printed."""
    done = subprocess.run(
        [Path(sys.executable).with_name("huiyin"), *arguments],
        env=environment(home), capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"huiyin {arguments[0]} failed:\n{done.stderr[-4000:]}")
    return done.stdout


def _made_once() -> Path:
    folder = databases.KEPT / f"demonstration-{_fingerprint()}"
    if not folder.exists():
        databases.forget("demonstration-*/")
        unfinished = folder.with_name("unfinished-demonstration")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        databases.copy_migrated_file(unfinished / "huiyin.sqlite3")
        databases.keep_key(unfinished)
        command(unfinished, "demo-load")
        unfinished.rename(folder)
    return folder


def _fingerprint() -> str:
    """Changes with the product's files, its packages and the day: the story ends in this week."""
    digest = hashlib.sha256(f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}".encode())
    source = databases.ROOT / "huiyin"
    for path in sorted((*source.rglob("*"), *databases.ROOT.glob("requirements/*.txt"))):
        if path.is_file() and not {"tests", "__pycache__"} & set(path.parts[len(source.parts) :]):
            digest.update(f"{path.relative_to(databases.ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
