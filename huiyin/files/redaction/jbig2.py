"""JBIG2 (ITU-T T.88): whether the packed data holds the whole picture.

The data has no sums to check: a program decodes damage to something, and what it runs out of stays
white. Its own decoder tells nonetheless how far it came. Undamaged data is read exactly to its end,
so more data behind changes nothing, and other data at the end changes the picture.
"""

from collections.abc import Iterator
from typing import NamedTuple

from . import fax

_KINDS = frozenset({0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, *range(48, 54), 62})
_DRAWN = frozenset({6, 7, 22, 23, 38, 39, 42, 43})
_PLAIN = frozenset({36, 38, 39})  # regions of points, without letters
_PATTERNS, _DOTS = 16, frozenset({20, 22, 23})
_PAGE, _STRIPE = 48, 50
_UNTOLD = 0xFFFFFFFF  # a length or a height that only the end tells
_REGION = 17  # bytes that say where a region lies
_MARK = b"\xff\xac"  # the end of what is packed arithmetically
_MORE = b"\xff\x7f" * 4 + bytes(range(1, 250, 3))  # first what a decoder takes the end for
_TAIL = 8


class Segment(NamedTuple):
    """Where one part of the data lies (7.2)."""

    kind: int
    length_at: int  # position of the length field
    start: int
    end: int
    is_open: bool  # its length is not given

    @property
    def is_drawn(self) -> bool:
        return self.kind in _DRAWN


class Area(NamedTuple):
    """A region on the page, in points."""

    left: int
    top: int
    right: int
    bottom: int


def segments(data: bytes) -> list[Segment] | None:
    """The parts one after the other; None where one is unknown or not all there."""
    parts, position = [], 0
    while position + 11 <= len(data):
        segment = _segment(data, position)
        if segment is None or segment.kind not in _KINDS or segment.end > len(data):
            return None
        parts.append(segment)
        position = segment.end
    return parts


def is_formed(data: bytes, shared: bytes, height: int) -> bool:
    """Every part is there, the page is as high as the picture, and something is drawn on it."""
    parts, letters = segments(data), segments(shared)
    if not parts or letters is None or not any(part.is_drawn for part in parts):
        return False
    pages = [part for part in parts if part.kind == _PAGE]
    tall = _number(data, pages[0].start + 4) if pages else 0
    if tall == _UNTOLD:
        stripes = [_number(data, part.start) + 1 for part in parts if part.kind == _STRIPE]
        tall = max(stripes, default=0)
    is_whole = all(_fax_is_whole(data, part) for part in parts)
    return (
        is_whole
        and tall >= height - fax.ROWS_OFF
        and all(_fax_is_whole(shared, part) for part in letters)
    )


def with_more(data: bytes) -> bytes:
    """The same with data behind each part: a decoder that came to its end does not care."""
    return _changed(data, dict.fromkeys(segments(data) or (), _MORE))


def with_other_tails(data: bytes) -> Iterator[tuple[Area, bytes]]:
    """For each region, the data with the end of that region changed: the region must change."""
    for part in segments(data) or ():
        if part.is_drawn:
            yield _area(data, part), _changed(data, {part: b""})


def _segment(data: bytes, position: int) -> Segment | None:
    number = _number(data, position)
    flags, at = data[position + 4], position + 5
    count = data[at] >> 5
    if count == 7:
        count = _number(data, at) & 0x1FFFFFFF
        at += 4 + (count + 8) // 8
    else:
        at += 1
    at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
    at += 4 if flags & 0x40 else 1
    kind, start, length = flags & 0x3F, at + 4, _number(data, at)
    if length != _UNTOLD:
        return Segment(kind, at, start, start + length, False)
    mark = bytes(2) if data[start + _REGION : start + _REGION + 1] == b"\1" else _MARK
    end = data.find(mark, start + _REGION + 1)
    if kind not in _PLAIN or end < 0:
        return None
    return Segment(kind, at, start, end + 6, True)  # the mark, and how many rows there were


def _area(data: bytes, part: Segment) -> Area:
    width, height, left, top = (_number(data, part.start + 4 * place) for place in range(4))
    return Area(left, top, left + width, top + height)


def _is_fax(data: bytes, part: Segment) -> bool:
    return part.kind in _PLAIN and bool(data[part.start + _REGION] & 1)


def _fax_is_whole(data: bytes, part: Segment) -> bool:
    if part.kind in _DRAWN and part.end - part.start <= _REGION:
        return False
    if (part.kind == _PATTERNS and data[part.start] & 1) or (
        part.kind in _DOTS and data[part.start + _REGION] & 1
    ):
        return False  # a fax for each shade, one behind the other: nobody makes such files
    if not _is_fax(data, part):
        return True
    area = _area(data, part)
    packed = data[part.start + _REGION + 1 : part.end - 4 * part.is_open]
    return fax.is_whole(packed, area.bottom - area.top, fax.Coding(area.right - area.left, -1))


def _changed(data: bytes, more: dict[Segment, bytes]) -> bytes:
    """With more data behind the parts named; with none, their last bytes are others."""
    for part in sorted(more, key=lambda one: -one.start):
        if part.kind in range(48, 63):
            continue
        end = data.rfind(_MARK, part.start, part.end)
        if end < 0 or end < part.end - _TAIL:
            end = part.end
        added = more[part]
        if added:
            data = data[:end] + added + data[end:]
            if not part.is_open:
                length = (part.end - part.start + len(added)).to_bytes(4)
                data = data[: part.length_at] + length + data[part.start :]
        else:
            first = max(end - _TAIL, part.start + _REGION + 1)
            tail = bytes(byte ^ 0x55 for byte in data[first:end])
            data = data[:first] + tail + data[end:]
    return data


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4])
