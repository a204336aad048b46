"""Durable files: on the disk under their name before the caller continues.

Written data stays in the system's memory at first, and a power cut loses it; the name of a new file
is lost too, unless its folder is synchronised as well.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def sync(place: Path) -> None:
    """Synchronise an existing file, or the names in a folder."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Also creates missing parent folders, each synchronised in its parent."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync(folder.parent)


def write(place: Path, content: bytes) -> None:
    """Write a new file in an existing folder, readable by this account alone.

    Raises:
        FileExistsError: something is there; it is left as it is.
    """
    with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        _settle(file)
    sync(place.parent)


def append(place: Path, content: bytes) -> int:
    """Append to a file, which is created if missing; returns its length."""
    with place.open("ab") as file:
        file.write(content)
        _settle(file)
        length = file.tell()
    sync(place.parent)
    return length


@contextmanager
def replacing(place: Path) -> Iterator[BinaryIO]:
    """Written beside it (0600), renamed when the block ends well: nobody reads half of it."""
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            _settle(file)
        os.replace(draft, place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    sync(place.parent)


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
