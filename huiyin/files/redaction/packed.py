"""Streams of a PDF, found and unpacked without believing its own table of contents.

Older versions and orphans are in the bytes although no reader shows them; and a stream that
swells beyond all measure is noticed before any library opens the file.
"""

import base64
import re
import zlib
from collections.abc import Iterator

from .limits import Limits
from .refusals import TooLarge

_STREAM = re.compile(rb"stream\r?\n?")
_LETTERS = re.compile(rb"(?:\s*<~)?([!-uz\s]+)~>")
_STEP = 1_000_000


def streams(content: bytes, limits: Limits) -> Iterator[bytes]:
    """Every packed stream of the file, unpacked; a stream within a stream as well."""
    total = 0
    for start in _STREAM.finditer(content):
        data = _unpack(content, start.end(), limits) or _unfold(content, start.end(), limits)
        for _ in range(2):
            if not data:
                break
            total += len(data)
            if total > limits.inflated:
                raise TooLarge("PDF 展开后过大，不能安全处理。请打印成普通 PDF 或扫描后再处理")
            yield data
            data = _unpack(data, 0, limits)


def _unfold(content: bytes, start: int, limits: Limits) -> bytes:
    """The zlib stream that is written in printable letters here (ASCII 85)."""
    if not (letters := _LETTERS.match(content, start)):
        return b""
    try:
        return _unpack(base64.a85decode(letters.group(1)), 0, limits)
    except ValueError:
        return b""  # it only looked like letters


def _unpack(content: bytes, start: int, limits: Limits) -> bytes:
    """The zlib stream that begins here, as far as it can be read; empty where there is none."""
    head = content[start : start + 2]
    if len(head) < 2 or head[0] & 15 != 8 or int.from_bytes(head) % 31:
        return b""
    machine, parts, size, position = zlib.decompressobj(), [], 0, start
    try:
        while not machine.eof and position < len(content):
            part = machine.decompress(content[position : position + _STEP], _STEP)
            position += _STEP
            while part:
                size += len(part)
                if size > limits.stream:
                    raise TooLarge(
                        "PDF 里有展开后过大的内容，不能安全处理。请打印成普通 PDF 再处理"
                    )
                parts.append(part)
                part = machine.decompress(machine.unconsumed_tail, _STEP)
    except zlib.error:
        return b"".join(parts)  # broken off: what came out so far still counts
    return b"".join(parts)
