"""What a power cut leaves: of each file what it held when it was last synced, of each folder its names then.

The harshest disk there may be: nothing reaches it but by a sync. `Disk` sees those of Python; those
of SQLite come through a copy of its unix VFS, in which only `xSync` is ours.
"""

import ctypes
import os
import stat
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_void_p, cast, string_at
from pathlib import Path


class Disk:
    """Begins with what is there; `left` tells what of a path would be found after a cut."""

    def __init__(self, root, monkeypatch):
        self.root, self._fsync = root, os.fsync
        self.contents, self.names = {}, {}
        for folder, folders, files in os.walk(root):
            self.names[os.stat(folder).st_ino] = {*folders, *files}
            for name in files:
                self.synced(Path(folder, name))
        monkeypatch.setattr(os, "fsync", self._see)

    def _see(self, handle):
        self._fsync(handle)
        place = Path(f"/proc/self/fd/{handle}")
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            self.names[os.fstat(handle).st_ino] = set(os.listdir(place))
        else:
            self.synced(place)

    def synced(self, place):
        self.contents[place.stat().st_ino] = place.read_bytes()

    def left(self, path):
        """Its bytes; None where the file or one of its folders would not be found under its name."""
        folder = self.root
        for name in path.relative_to(self.root).parts:
            if name not in self.names.get(folder.stat().st_ino, ()):
                return None
            folder = folder / name
        return self.contents.get(path.stat().st_ino)


_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)


class _Methods(Structure):
    """`sqlite3_io_methods`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("before", c_void_p * 4),
        ("sync", _SYNC),
        ("behind", c_void_p * 13),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    """`sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("size", c_int),
        ("longest", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", _OPEN),
        ("others", c_void_p * 14),
    )


class Recording:
    """SQLite's own files under the name `recording`: `file:…?vfs=recording`; each sync is reported to a disk."""

    def __init__(self, disk):
        self.library = ctypes.CDLL("libsqlite3.so.0")
        self.library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self.disk, self._kept = disk, []
        self._original = self.library.sqlite3_vfs_find(b"unix")
        self._vfs = _Vfs.from_buffer_copy(self._original.contents)
        self._vfs.name, self._vfs.open = b"recording", _OPEN(self._open)

    def __enter__(self):
        assert self.library.sqlite3_vfs_register(ctypes.byref(self._vfs), 0) == 0
        return self

    def __exit__(self, *error):
        self.library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))

    def _open(self, vfs, name, file, flags, out):
        unix = cast(self._original, c_void_p)
        # the name as a pointer: behind its end SQLite keeps what came with it
        code = self._original.contents.open(unix, name, file, flags, out)
        opened = cast(file, POINTER(_File)).contents
        if code == 0 and opened.methods:
            self._watch(opened, os.fsdecode(string_at(name)) if name else None)
        return code

    def _watch(self, opened, name):
        methods = _Methods.from_buffer_copy(opened.methods.contents)
        before = opened.methods.contents.sync

        def sync(file, flags):
            code = before(file, flags)
            if code == 0 and name:
                self.disk.synced(Path(name))
            return code

        methods.sync = _SYNC(sync)
        self._kept.append(methods)
        opened.methods = ctypes.pointer(methods)
