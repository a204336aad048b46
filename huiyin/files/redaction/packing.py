"""A drawn page as the smallest picture that shows the same: fax, palette, or full colours.

Print is black on white: one bit a point, packed as fax machines do it, is an eighth of a grey
picture. Few colours (a red head, grey cells) get a palette, photographs and scans JPEG.
"""

import io
import struct
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageChops

_FEW = 16  # colours that a palette holds
_DARK, _LIGHT = 64, 250  # of 255: what print has as black and as white
_GREY = 10  # channels this close are grey
_QUALITY = 85
_IMAGE = "/Type /XObject /Subtype /Image"


class Packed(NamedTuple):
    """An image object: its dictionary without the length, and its data."""

    head: str
    data: bytes


def packed(smooth: Image.Image, sharp: Image.Image, *, photographic: bool) -> Packed:
    """`sharp` is the page drawn without soft edges: it says how many colours there are."""
    colours = _colours(sharp)
    if colours is None:
        return _photograph(smooth) if photographic else _lossless(_plain(smooth))
    if is_print(sharp):
        return _fax(smooth, sharp)
    return _lossless(_with_palette(sharp, colours))


def _colours(sharp: Image.Image) -> list[tuple[int, int, int]] | None:
    """The colours of the page where they are few."""
    counted = sharp.getcolors(_FEW)
    if counted is None:
        return None
    return [colour for _, colour in counted]  # type: ignore[misc]


def is_print(sharp: Image.Image) -> bool:
    """Black on white and nothing else."""
    colours = _colours(sharp)
    return colours is not None and all(
        max(colour) <= _DARK or min(colour) >= _LIGHT for colour in colours
    )


def _fax(smooth: Image.Image, sharp: Image.Image) -> Packed:
    """CCITT group 4. Soft edges give the better letters, sharp ones keep the hair lines: both."""
    letters = smooth.convert("L").point(lambda value: 255 if value > 128 else 0)
    lines = sharp.convert("L").point(lambda value: 255 if value > _DARK else 0)
    picture = ImageChops.darker(letters, lines).convert("1", dither=Image.Dither.NONE)
    out = io.BytesIO()
    area = picture.width * picture.height  # one strip, since each would begin anew
    picture.save(out, "TIFF", compression="group4", strip_size=area)
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        notes = tiff.tag_v2  # type: ignore[attr-defined]
        (start,), (length,) = notes[273], notes[279]
        black_is_one = notes[262] == 1
    head = (
        f"{_IMAGE} /Width {picture.width} /Height {picture.height} /ColorSpace /DeviceGray"
        " /BitsPerComponent 1 /Filter /CCITTFaxDecode"
        f" /DecodeParms << /K -1 /Columns {picture.width} /Rows {picture.height}"
        f" /BlackIs1 {'true' if black_is_one else 'false'} >>"
    )
    return Packed(head, out.getvalue()[start : start + length])


def _with_palette(sharp: Image.Image, colours: list[tuple[int, int, int]]) -> Image.Image:
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in colours for channel in colour])
    return sharp.quantize(palette=palette, dither=Image.Dither.NONE)


def _plain(picture: Image.Image) -> Image.Image:
    """Grey where there is no colour."""
    red, green, blue = picture.split()
    pairs = ((red, green), (green, blue))
    off = max(ImageChops.difference(*pair).getextrema()[1] for pair in pairs)  # type: ignore[type-var]
    return picture.convert("L") if off <= _GREY else picture  # type: ignore[operator]


def _photograph(picture: Image.Image) -> Packed:
    picture = _plain(picture)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    space = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    head = (
        f"{_IMAGE} /Width {picture.width} /Height {picture.height}"
        f" /ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode"
    )
    return Packed(head, out.getvalue())


def _lossless(picture: Image.Image) -> Packed:
    """The lines as PNG predicts them: its packed data is what /Predictor 15 reads."""
    out = io.BytesIO()
    bits, channels = 8, len(picture.getbands())
    if picture.mode == "P":
        bits = 2 if len(picture.getpalette() or ()) <= 3 * 4 else 4
        picture.save(out, "PNG", bits=bits)
    else:
        picture.save(out, "PNG")
    space = "/DeviceRGB" if picture.mode == "RGB" else "/DeviceGray"
    if picture.mode == "P":
        table = bytes(picture.getpalette() or ())[: 3 * 2**bits]
        space = f"[/Indexed /DeviceRGB {len(table) // 3 - 1} <{table.hex().upper()}>]"
    parms = f"/Predictor 15 /Colors {channels} /BitsPerComponent {bits} /Columns {picture.width}"
    head = (
        f"{_IMAGE} /Width {picture.width} /Height {picture.height} /ColorSpace {space}"
        f" /BitsPerComponent {bits} /Filter /FlateDecode /DecodeParms << {parms} >>"
    )
    return Packed(head, b"".join(_chunks(out.getvalue())))


def _chunks(png: bytes) -> Iterator[bytes]:
    """The pieces of packed data in a PNG file."""
    position = 8
    while position < len(png):
        length, kind = struct.unpack_from(">I4s", png, position)
        if kind == b"IDAT":
            yield png[position + 8 : position + 8 + length]
        position += length + 12
