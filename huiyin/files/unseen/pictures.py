"""Photographs and pictures: 拍摄地点、作者、缩略图 go, not one pixel changes.

The way it is turned is kept: without it a photograph would lie on its side.
"""

import io
import struct
from collections.abc import Iterator, Mapping

from PIL import Image

from huiyin.checks import Unseen

from .kinds import NotReadableError

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_ALONE = {0x01, *range(0xD0, 0xD8)}
_START_OF_SCAN, _END = 0xDA, 0xD9
_NOTES = {*range(0xE0, 0xF0), 0xFE}
_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP pHYs sBIT bKGD hIST acTL fcTL fdAT".split()
)
_TURNED = 0x0112


def find(content: bytes) -> list[Unseen]:
    """Nothing where a plain copy is the same."""
    if plain(content) == content:
        return []
    return [Unseen("properties", "图片的拍摄信息、作者或说明（可能有拍摄地点）")]


def within(parts: Mapping[str, bytes]) -> list[Unseen]:
    """Of all pictures of a file together."""
    count, broken = 0, 0
    for name, part in parts.items():
        if "/media/" not in name:
            continue
        try:
            count += plain(part) != part
        except NotReadableError:
            broken += 1
    unseen = [Unseen("properties", f"{count} 张插图的拍摄信息")] if count else []
    return [*unseen, Unseen("not-inspected", "里有打不开的插图")] if broken else unseen


def clean(content: bytes) -> bytes:
    return plain(content)


def plain(content: bytes) -> bytes:
    """The picture with nothing beside it; anything else than JPEG and PNG stays as it is.

    Raises:
        NotReadableError: it breaks off.
    """
    if content.startswith(_JPEG):
        return b"".join(_segments(content))
    if content.startswith(_PNG):
        return _PNG + b"".join(_chunks(content))
    return content


def _segments(content: bytes) -> Iterator[bytes]:
    """Of a JPEG: the picture and what decodes it, and the way it is turned."""
    yield content[:2]
    turned = _orientation(content)
    if turned is not None:
        yield turned
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise NotReadableError("图片不完整")
        marker = content[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _END:
            break
        size = struct.unpack(">H", content[at + 2 : at + 4])[0]
        segment = content[at : at + 2 + size]
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, at + 2 + size)
            yield content[at:end]
            at = end
            continue
        if marker not in _NOTES or _is_needed(marker, segment):
            yield segment
        at += 2 + size
    yield b"\xff\xd9"


def _is_needed(marker: int, segment: bytes) -> bool:
    """JFIF, colours (ICC, Adobe): without them the picture looks otherwise."""
    identifier = segment[4:16]
    if marker == 0xE0:
        return identifier.startswith(b"JFIF\x00") and len(segment) <= 18
    return (marker == 0xE2 and identifier.startswith(b"ICC_PROFILE")) or (
        marker == 0xEE and identifier.startswith(b"Adobe") and len(segment) <= 16
    )


def _end_of_scan(content: bytes, at: int) -> int:
    """Where coded data end: at a marker that is no restart and no stuffed byte."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise NotReadableError("图片不完整")
        if content[at + 1] != 0 and content[at + 1] not in _ALONE and content[at + 1] != 0xFF:
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _orientation(content: bytes) -> bytes | None:
    try:
        turned = Image.open(io.BytesIO(content), formats=["JPEG"]).getexif().get(_TURNED, 1)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, struct.error,
            Image.DecompressionBombError) as error:  # fmt: skip
        raise NotReadableError("图片打不开") from error
    if not isinstance(turned, int) or not 2 <= turned <= 8:
        return None
    exif = b"Exif\x00\x00MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _TURNED, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(content):
        size = struct.unpack(">I", content[at : at + 4])[0]
        kind = content[at + 4 : at + 8]
        chunk = content[at : at + 12 + size]
        if len(chunk) < 12 + size:
            raise NotReadableError("图片不完整")
        if kind in _CHUNKS:
            yield chunk
        at += 12 + size
        if kind == b"IEND":
            return
    raise NotReadableError("图片不完整")
