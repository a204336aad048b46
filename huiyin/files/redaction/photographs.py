"""JPEG and JPEG 2000: whether a second decoder gets to the end, and with it every point.

What is lost in the middle of a photograph is drawn as an even grey, without a word: the decoder
comes to the end of the data before it has all points. So data is added where it ends. A decoder
that had all points skips it; one that lacked some takes it for them, and the picture changes.
"""

import hashlib
import io
import re
import warnings
from collections.abc import Iterator

from PIL import Image

_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _LAST = 0xDA, 0xD9
_RESTARTS = range(0xD0, 0xD8)
_LONE = frozenset({0x01, *_RESTARTS})  # marks without a length
_MARK = re.compile(rb"\xff{1,255}[\x01-\xfe]")
_MORE = bytes(range(1, 250)) * 2
_TAIL = 32
_FAILURES = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError)


def is_whole_jpeg(data: bytes) -> bool:
    """Every scan has the data of all its points, and its restart marks follow each other."""
    pixels = _pixels(data, "JPEG")
    try:
        ends = list(_scan_ends(data))
    except IndexError:
        return False
    if pixels is None or not ends:
        return False
    parts = [data[before:end] for before, end in zip([0, *ends], ends, strict=False)]
    return pixels == _pixels(_MORE.join([*parts, data[ends[-1] :]]), "JPEG")


def is_whole_jpeg2000(data: bytes) -> bool:
    """The decoder reads to the last bytes: with others in their place the picture is another."""
    pixels = _pixels(data, "JPEG2000")
    end = data.rfind(_END)
    if pixels is None or end < 0:
        return False
    first = max(end - max(_TAIL, len(data) // 100), 0)
    tail = bytes(byte ^ 0x55 for byte in data[first:end])
    return pixels != _pixels(data[:first] + tail + data[end:], "JPEG2000")


def _pixels(data: bytes, kind: str) -> bytes | None:
    """What the points come to; None where they do not come out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                picture.load()
                return hashlib.sha256(picture.tobytes()).digest()
    except (*_FAILURES, Image.DecompressionBombError):
        return None


def _scan_ends(data: bytes) -> Iterator[int]:
    """Where the data of a scan ends, or is interrupted for a restart (ITU-T T.81, B.1.1.2).

    Raises:
        IndexError: the marks are not in the order they have to be.
    """
    position = data.index(_START) + 2 if _START in data else len(data)
    while True:
        match = _MARK.match(data, position)
        if match is None:
            raise IndexError
        mark, position = data[match.end() - 1], match.end()
        if mark == _LAST:
            return
        if mark in _LONE:
            continue
        position += int.from_bytes(data[position : position + 2])
        restarts = 0
        while mark == _SCAN:
            match = _MARK.search(data, position)
            if match is None:
                yield len(data)  # the mark of the end is missing, as some programs leave it
                return
            yield match.start()
            if (restart := data[match.end() - 1]) not in _RESTARTS:
                position = match.start()
                break
            if restart != _RESTARTS[restarts % 8]:
                raise IndexError
            position, restarts = match.end(), restarts + 1
