"""The requests a web process was answering, readable after it was killed: a file in shared memory.

One slot per thread with a mark, a method and the pattern of an address; no data of a visitor.
"""

import errno
import mmap
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import local

SLOTS, WIDTH = 64, 128
RUNNING, DONE = "R", "D"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Recorder:
    """Writes to the file of this process; a write copies a few bytes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._memory = _mapped(path)
        self._threads, self._turns = count(), count()
        self._mine = local()

    def note(self, mark: str, what: str) -> None:
        start = self._slot() * WIDTH
        line = f"{mark} {next(self._turns)} {what}".encode()[:WIDTH]
        self._memory[start : start + WIDTH] = line.ljust(WIDTH, b"\0")

    def _slot(self) -> int:
        if not hasattr(self._mine, "slot"):
            self._mine.slot = next(self._threads) % SLOTS
        slot: int = self._mine.slot
        return slot


def _mapped(path: Path) -> mmap.mmap:
    """The file as memory, written out first: a hole that a full disk cannot fill ends the process
    (SIGBUS) when it is touched. Without room it is memory that nobody reads afterwards.
    """
    with path.open("w+b", buffering=0) as file:
        try:
            if file.write(bytes(SLOTS * WIDTH)) == SLOTS * WIDTH:
                return mmap.mmap(file.fileno(), SLOTS * WIDTH)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
        return mmap.mmap(-1, SLOTS * WIDTH)


@dataclass(frozen=True)
class Left:
    """The requests a process was answering when it ended, and the last one it had answered."""

    running: list[str]
    last: str


def taken(path: Path) -> Left | None:
    """The requests recorded by this file's process; None if it never served. Deletes the file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    path.unlink()
    slots = [content[start : start + WIDTH] for start in range(0, len(content), WIDTH)]
    lines = [slot.rstrip(b"\0").decode(errors="replace") for slot in slots]
    requests = sorted((line.split(" ", 2) for line in lines if line), key=lambda one: int(one[1]))
    done = [what for mark, _, what in requests if mark == DONE]
    return Left([what for mark, _, what in requests if mark == RUNNING], done[-1] if done else "")
