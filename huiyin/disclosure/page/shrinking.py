"""A picture made smaller for the paper; without Django."""

import io

from PIL import Image, ImageOps

from huiyin.common.confined import Work, confined


class UnreadablePictureError(ValueError):
    """It cannot be decoded, or not within the limits."""


@confined(Work.READING, refusal=UnreadablePictureError)
def shrunk(content: bytes, longest: int) -> tuple[bytes, int, int]:
    """A JPEG no side of which is longer, upright, on white; its width and height.

    Raises:
        UnreadablePictureError: it is no picture that can be decoded.
    """
    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((longest, longest))
            stream = io.BytesIO()
            if "A" in upright.getbands() or "transparency" in upright.info:
                clear = upright.convert("RGBA")
                upright = Image.new("RGB", clear.size, "white")
                upright.paste(clear, mask=clear)
            upright.convert("RGB").save(stream, "JPEG", quality=82, optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError("图片打不开") from error
    return stream.getvalue(), *upright.size
