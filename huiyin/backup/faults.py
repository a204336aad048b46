"""Errors of backups, each in one line."""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
)
"""The exceptions that damaged bytes raise, depending on where the damage is."""

FULL = "磁盘空间不足，没有完成；已写的部分已经删除。请腾出空间后再运行"
REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "是文件夹，应为文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
}


class BackupError(Exception):
    """Nothing was written, or nothing was restored; the message says what to do."""


class BusyError(BackupError):
    """Another backup or restore is running; nothing is wrong."""


def damaged(path: Path) -> BackupError:
    return BackupError(f"备份文件 {path.name} 不完整或已损坏，请改用另一份备份")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn every exception that damaged bytes raise into one line."""
    try:
        yield
    except UNREADABLE as error:
        raise damaged(path) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # a place before the beginning of the file
            raise damaged(path) from error
        raise


def in_words(error: OSError) -> str:
    """The system's error message in one line."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return FULL
    reason = REASONS.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}：{reason}" if error.filename else reason
