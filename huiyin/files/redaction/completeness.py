"""Whether a picture file is complete: Pillow silently fills missing pixels with black or grey."""

import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image

from . import fax
from .photographs import is_whole_jpeg

_PNG_HEAD, _CHANNELS = 8, {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the kind of colour
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
           (0, 1, 1, 2))  # fmt: skip
_WIDTH, _HEIGHT, _PACKING, _ORDER, _FAX_OPTIONS = 256, 257, 259, 266, 292
_STRIPS, _TILES, _ROWS, _TALL, _WIDE, _TABLES = (273, 279), (324, 325), 278, 323, 322, 347
_RUNS, _GROUP_3, _GROUP_4, _JPEG, _DEFLATE = 2, 3, 4, 7, (8, 32946)
_STEP = 1_000_000
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def is_whole(content: bytes, picture: Image.Image) -> bool:
    """True also for compressions whose decoder reports missing data itself."""
    if picture.format == "JPEG":
        return is_whole_jpeg(content)
    if picture.format == "PNG":
        return _is_whole_png(content)
    if picture.format == "TIFF":
        return all(_is_whole_page(content, notes) for notes in _pages(picture))
    return True


def _is_whole_png(content: bytes) -> bool:
    """As many bytes as the rows need, each with its filter (PNG, 7 and 8)."""
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    depth, colour, is_interlaced = content[24], content[25], content[28]
    bits = depth * _CHANNELS.get(colour, 4)
    passes = _PASSES if is_interlaced else ((0, 0, 1, 1),)
    expected = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            expected += rows * (1 + (columns * bits + 7) // 8)
    return _unpacks(b"".join(_png_data(content)), expected)


def _png_data(content: bytes) -> Iterator[bytes]:
    position = _PNG_HEAD
    while position + 8 <= len(content):
        length = int.from_bytes(content[position : position + 4])
        if content[position + 4 : position + 8] == b"IDAT":
            yield content[position + 8 : position + 8 + length]
        position += length + 12


def _unpacks(data: bytes, least: int) -> bool:
    """Whether the data decompresses to its end with a right checksum, to at least that length."""
    machine, unpacked = zlib.decompressobj(), 0
    try:
        while not machine.eof and (part := machine.decompress(data, _STEP)):
            unpacked, data = unpacked + len(part), machine.unconsumed_tail
    except zlib.error:
        return False
    return unpacked >= least and machine.eof


def _pages(picture: Image.Image) -> Iterator[Any]:
    for number in range(int(getattr(picture, "n_frames", 1))):
        picture.seek(number)
        yield picture.tag_v2  # type: ignore[attr-defined]


def _is_whole_page(content: bytes, notes: Any) -> bool:
    """Each strip or tile of a page of a TIFF."""
    is_tiled = _TILES[0] in notes
    starts, lengths = (notes.get(tag, ()) for tag in (_TILES if is_tiled else _STRIPS))
    height = int(notes.get(_HEIGHT, 0))
    tall = int(notes[_TALL] if is_tiled else notes.get(_ROWS, height))
    wide = int(notes[_WIDE] if is_tiled else notes.get(_WIDTH, 0))
    parts = list(zip(starts, lengths, strict=False))
    if not is_tiled and sum(min(tall, height) for _ in parts) < height:
        return False
    for number, (start, length) in enumerate(parts):
        rows = tall if is_tiled else min(tall, height - number * tall)
        if not _is_whole_part(content[start : start + length], notes, rows, wide):
            return False
    return True


def _is_whole_part(data: bytes, notes: Any, rows: int, wide: int) -> bool:
    packing = notes.get(_PACKING)
    if packing in (_RUNS, _GROUP_3, _GROUP_4):
        is_in_two = int(notes.get(_FAX_OPTIONS, 0)) & 1
        k = -1 if packing == _GROUP_4 else 1 if packing == _GROUP_3 and is_in_two else 0
        if notes.get(_ORDER) == 2:
            data = data.translate(_REVERSED)
        return fax.is_whole(data, rows, fax.Coding(wide, k, packing == _RUNS))
    if packing in _DEFLATE:
        return _unpacks(data, 1)
    if packing == _JPEG:
        tables = bytes(notes.get(_TABLES, b"\xff\xd8\xff\xd9"))
        return is_whole_jpeg(tables[:-2] + data[2:])
    return True
