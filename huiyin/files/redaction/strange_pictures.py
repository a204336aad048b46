"""A picture as a result: nothing in its file beside the pixels, and nothing behind them."""

from collections.abc import Iterator

from . import pictures
from .limits import Limits

_NOTES = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "photoshop"})
_PARTS = {
    "image/png": {b"IHDR", b"IDAT", b"IEND"},
    "image/jpeg": {b"\xff\xe0", b"\xff\xdb", b"\xff\xc0", b"\xff\xc4", b"\xff\xda"},
    "image/webp": {b"VP8 "},
}
_SCAN, _END = b"\xff\xda", b"\xff\xd9"


def strange(content: bytes, media_type: str, limits: Limits) -> list[str]:
    """不应有的内容: what the picture carries beside its pixels."""
    picture = pictures.open_picture(content, media_type, limits)
    faults: dict[str, None] = {}
    for number in range(pictures.count(picture)):
        picture.seek(number)
        faults.update(dict.fromkeys(pictures.remarks(picture)))
        if _NOTES & set(picture.info):
            faults["说明信息"] = None
    known = _PARTS.get(media_type)
    if known and set(_parts(content, media_type)) - known:
        faults["图像以外的数据"] = None
    return [f"结果图片里仍有{kind}" for kind in faults]


def _parts(content: bytes, media_type: str) -> Iterator[bytes]:
    """The kinds of the parts of the file; empty for what stands behind the last one."""
    if media_type == "image/jpeg":
        yield from _segments(content)
        return
    is_png = media_type == "image/png"
    position, order, more = (8, "big", 12) if is_png else (12, "little", 8)
    while position < len(content):
        first, second = content[position : position + 4], content[position + 4 : position + 8]
        length = int.from_bytes(first if is_png else second, order)  # type: ignore[arg-type]
        yield second if is_png else first
        position += length + more + (0 if is_png else length % 2)


def _segments(content: bytes) -> Iterator[bytes]:
    position = 2
    while position < len(content):
        kind = content[position : position + 2]
        yield kind
        if kind == _SCAN:
            break
        position += 2 + int.from_bytes(content[position + 2 : position + 4])
    if content.find(_END, position) != len(content) - len(_END):
        yield b""
