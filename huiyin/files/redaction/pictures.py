"""Pictures: their pixels and nothing else, turned as a viewer turns them."""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageOps

from .boxes import Rect
from .completeness import is_whole
from .limits import Limits
from .refusals import Animated, BrokenFile, TooDeep, TooLarge, UnknownType

# what comes in → what goes out; HEIF has no free writer everywhere, a photograph becomes JPEG
FORMATS = {
    "image/png": ("PNG", "image/png"),
    "image/jpeg": ("JPEG", "image/jpeg"),
    "image/tiff": ("TIFF", "image/tiff"),
    "image/webp": ("WEBP", "image/webp"),
    "image/heif": ("HEIF", "image/jpeg"),
    "image/heic": ("HEIF", "image/jpeg"),
}
# size, colours, packing and strips, which TIFF keeps among its notes
_STRUCTURE = frozenset({*range(254, 260), 262, 266, 273, *range(277, 285), 296, 297, 317, 338, 339})
_FAILURES = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError)


def open_picture(content: bytes, media_type: str, limits: Limits) -> Image.Image:
    """The picture, its size checked before a single pixel is unpacked."""
    if media_type not in FORMATS:
        raise UnknownType(media_type)
    if len(content) > limits.content:
        raise TooLarge(f"文件超过 {limits.content // 1_000_000} MB。请降低分辨率后再处理")
    kind = FORMATS[media_type][0]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # own limit below
            picture = Image.open(io.BytesIO(content), formats=[kind])
    except Image.DecompressionBombError as error:
        raise TooLarge("图片的像素过多。请缩小后再处理") from error
    except KeyError as error:  # no reader of this kind is installed
        raise UnknownType(media_type) from error
    except _FAILURES as error:
        raise BrokenFile("图片") from error
    frames = _frames(picture)
    if frames > 1 and kind != "TIFF":
        raise Animated
    if frames > limits.pages:
        raise TooLarge(f"图片有 {frames} 页，一次最多 {limits.pages} 页。请拆分后再处理")
    return picture


def refuse_broken(content: bytes, picture: Image.Image) -> None:
    """Raise where points are missing, or are of a kind that comes out black."""
    try:
        for number in range(count(picture)):
            picture.seek(number)
            if picture.mode == "F" or (picture.mode == "I" and picture.format != "PNG"):
                raise TooDeep
        whole = is_whole(content, picture)
        picture.seek(0)
    except _FAILURES as error:
        raise BrokenFile("图片") from error
    if not whole:
        raise BrokenFile("图片")


def _frames(picture: Image.Image) -> int:
    try:
        return int(getattr(picture, "n_frames", 1))
    except _FAILURES as error:
        raise BrokenFile("图片") from error


def count(picture: Image.Image) -> int:
    return _frames(picture)


def page(picture: Image.Image, number: int, limits: Limits) -> Image.Image:
    """One page as plain colours: transparency can hide a picture under another, so it goes."""
    try:
        picture.seek(number)
        if picture.width * picture.height > limits.page_pixels * 2:
            raise TooLarge("图片的像素过多。请缩小后再处理")
        shown = ImageOps.exif_transpose(picture)
        if shown.mode == "I" or shown.mode.startswith("I;16"):
            shown = shown.convert("I").point(lambda value: value / 256).convert("L")
        if "A" in shown.getbands() or "transparency" in shown.info:
            shown = shown.convert("RGBA")
            white = Image.new("RGBA", shown.size, "white")
            return Image.alpha_composite(white, shown).convert("RGB")
        shown = shown.convert("RGB")
        return Image.frombytes("RGB", shown.size, shown.tobytes())  # leaves every note behind
    except _FAILURES as error:
        raise BrokenFile("图片") from error


def burn(picture: Image.Image, rects: list[Rect]) -> Image.Image:
    """Black over each box and the pixels it touches, with one more on every side."""
    pencil = ImageDraw.Draw(picture)
    for rect in rects:
        pencil.rectangle(pixels(rect, picture.size, grow=1), fill=(0, 0, 0))
    return picture


def pixels(rect: Rect, size: tuple[int, int], *, grow: int = 0) -> tuple[int, int, int, int]:
    """First and last pixel across and down that belong to the rectangle."""
    width, height = size
    left = min(max(int(rect.left * width) - grow, 0), width - 1)
    top = min(max(int(rect.top * height) - grow, 0), height - 1)
    right = max(min(int(-(-rect.right * width // 1)) - 1 + grow, width - 1), left)
    bottom = max(min(int(-(-rect.bottom * height // 1)) - 1 + grow, height - 1), top)
    return left, top, right, bottom


def save(pages: Iterator[Image.Image], media_type: str) -> tuple[bytes, str]:
    """The same kind of picture, made from the pixels alone."""
    written = FORMATS[media_type][1]
    kind = next(kind for kind, media in FORMATS.values() if media == written)
    first, out = next(pages), io.BytesIO()
    if kind == "TIFF":
        first.save(out, kind, compression="tiff_deflate", save_all=True, append_images=pages)
    elif kind == "JPEG":
        first.save(out, kind, quality=90)
    elif kind == "WEBP":
        first.save(out, kind, quality=90, method=4)
    else:
        first.save(out, kind, optimize=False)
    return out.getvalue(), written


def remarks(picture: Image.Image) -> dict[str, int]:
    """What the picture carried beside its pixels, by kind."""
    try:
        return _remarks(picture)
    except _FAILURES as error:  # some of it stands behind the pixels
        raise BrokenFile("图片") from error


def _remarks(picture: Image.Image) -> dict[str, int]:
    exif = picture.getexif()
    counts = {
        "拍摄信息（EXIF）": len(set(exif) - _STRUCTURE),
        "拍摄地点（GPS）": len(exif.get_ifd(0x8825)),
        "缩略图": int("thumbnail" in picture.info or bool(exif.get_ifd(1))),
        "元数据": sum(key in picture.info for key in ("xmp", "XML:com.adobe.xmp", "photoshop")),
        "色彩描述": int("icc_profile" in picture.info),
        "文字说明": int("comment" in picture.info) + len(getattr(picture, "text", {})),
        "透明层": int("A" in picture.getbands() or "transparency" in picture.info),
    }
    return {kind: number for kind, number in counts.items() if number}
