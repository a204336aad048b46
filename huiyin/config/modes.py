"""Files of the data folder are their owner's alone: 0600, folders 0700."""

import os
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
    if path.is_symlink() or not path.exists() or not path.stat().st_mode & OTHERS:
        return
    yield path
    if path.is_dir():
        for inside in sorted(path.iterdir()):
            yield from wider(inside)


def warnings(*places: Path) -> Iterator[str]:
    """One line on what an earlier version, a copy or an administrator has left open."""
    reached = [str(path) for path in islice((one for at in places for one in wider(at)), _MOST)]
    if reached:
        yield f"本机其他账号也能读取 {'、'.join(reached)}：请运行 chmod -R go-rwx {places[0]}"
