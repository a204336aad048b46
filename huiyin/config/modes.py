"""Files of the data folder are their owner's alone: 0600, folders 0700."""

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

OTHERS = 0o077
_MOST = 5


def close() -> None:
    """From here on, whatever this process and its children make is closed to others."""
    os.umask(OTHERS)


def wider(path: Path) -> Iterator[Path]:
    """What others can reach; a closed folder closes what lies in it."""
    try:
        mode = path.lstat().st_mode
        inside = sorted(path.iterdir()) if stat.S_ISDIR(mode) and mode & OTHERS else []
    except (FileNotFoundError, PermissionError):  # gone meanwhile, or not ours to look into
        return
    if mode & OTHERS and not stat.S_ISLNK(mode):
        yield path
    for one in inside:
        yield from wider(one)


def warnings(*places: Path) -> Iterator[str]:
    """One line on what an earlier version, a copy or an administrator has left open."""
    reached = [str(path) for path in islice((one for at in places for one in wider(at)), _MOST)]
    if reached:
        yield f"本机其他账号也能读取 {'、'.join(reached)}：请运行 chmod -R go-rwx {places[0]}"
