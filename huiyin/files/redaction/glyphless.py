"""A TrueType font of plain blocks: it gives unseen words a place and a width, and no shape."""

import struct
from collections.abc import Sequence

EM = 1000


def font(widths: Sequence[int]) -> bytes:
    """One block for each width, after the empty one that every font begins with."""
    glyphs = [b"", *map(_block, widths)]
    places = [sum(map(len, glyphs[:number])) // 2 for number in range(len(glyphs) + 1)]
    count, wide = len(glyphs), [EM, *widths]
    tables = {
        b"cmap": struct.pack(">HHHHIHHHHHHHHHHH", 0, 1, 3, 1, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0,
                             1, 0),
        b"glyf": b"".join(glyphs) or bytes(4),
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0,
                             0, 0, max(wide), EM, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, EM, 0, 0, max(wide), 0, 0, max(wide),
                             1, 0, 0, 0, 0, 0, 0, 0, count),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in wide),
        b"loca": struct.pack(f">{count + 1}H", *places),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, count, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0,
                             0, 0),
    }  # fmt: skip
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48), b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        directory += struct.pack(">4sIII", tag, _sum(padded), offset + len(body), len(data))
        body += padded
    return directory + body


def _block(width: int) -> bytes:
    """A rectangle from the line up, one em high."""
    outline = struct.pack(">hhhhhHH4B", 1, 0, 0, width, EM, 3, 0, 1, 1, 1, 1)
    return outline + struct.pack(">8h", 0, width, 0, -width, 0, 0, EM, 0)


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) % 2**32
