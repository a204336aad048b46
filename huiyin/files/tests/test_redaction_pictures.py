"""Pictures: the covered pixels are black, and nothing but pixels goes along."""

import dataclasses
import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from huiyin.files import redaction
from huiyin.files.redaction import Box, Limits

from .redaction_samples import GROUND, paper

BOX = Box(0, 0.5, 0.5, 0.25, 0.25, GROUND)
PLACE = b"31.2304N"


def photograph(kind, **options):
    exif = Image.Exif()
    exif[0x010F], exif[0x010E] = "camera 42", PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = PLACE.decode()
    out = io.BytesIO()
    paper(40, 3).save(out, kind, exif=exif, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "media_type", "written"),
    [
        pytest.param("JPEG", "image/jpeg", "image/jpeg", id="jpeg"),
        pytest.param("PNG", "image/png", "image/png", id="png"),
        pytest.param("WEBP", "image/webp", "image/webp", id="webp"),
        pytest.param("TIFF", "image/tiff", "image/tiff", id="tiff"),
    ],
)
def test_pixels_go_and_notes_too(kind, media_type, written):
    content = photograph(kind)
    assert PLACE in content
    released = redaction.release(content, media_type, [BOX])
    result = released.redacted
    assert (result.media_type, result.pages) == (written, 1)
    assert PLACE not in result.content
    assert b"camera" not in result.content
    assert result.report["拍摄信息（EXIF）"] >= 2
    picture = Image.open(io.BytesIO(result.content)).convert("L")
    width, height = picture.size
    box = (width // 2 + 1, height // 2 + 1, width * 3 // 4 - 1, height * 3 // 4 - 1)
    assert picture.crop(box).getextrema()[1] < 40


def test_a_picture_that_is_turned_when_shown():
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6  # a quarter clockwise
    Image.new("RGB", (200, 100), "white").save(out, "JPEG", exif=exif)
    result = redaction.release(
        out.getvalue(), "image/jpeg", [Box(0, 0, 0, 1, 0.25, GROUND)]
    ).redacted
    picture = Image.open(io.BytesIO(result.content)).convert("L")
    assert picture.size == (100, 200)
    assert picture.getpixel((50, 25)) < 30
    assert picture.getpixel((50, 150)) > 220


def test_what_transparency_hides_does_not_survive():
    picture, out = Image.new("RGBA", (100, 100), (200, 10, 10, 0)), io.BytesIO()
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "secret words")
    picture.save(out, "PNG", pnginfo=note)
    result = redaction.release(out.getvalue(), "image/png", [BOX]).redacted
    shown = Image.open(io.BytesIO(result.content))
    assert shown.mode == "RGB"
    assert shown.getpixel((5, 5)) == (255, 255, 255)
    assert b"secret" not in result.content
    assert {"透明层", "文字说明"} <= set(result.report)


def test_a_fax_of_two_pages():
    out = io.BytesIO()
    paper(40, 1).save(out, "TIFF", save_all=True, append_images=[paper(40, 2)])
    second = Box(1, 0.2, 0.2, 0.5, 0.5, GROUND)
    result = redaction.release(out.getvalue(), "image/tiff", [second]).redacted
    assert result.pages == 2
    assert len(list(redaction.page_images(result.content, "image/tiff", 100))) == 2


def animated():
    frames, out = [Image.new("RGB", (50, 50), name) for name in ("red", "blue")], io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def saved(kind, picture=None, **options):
    out = io.BytesIO()
    (picture or paper(20, 3)).save(out, kind, **options)
    return out.getvalue()


def png(rows, *, size, interlaced=0):
    """A grey picture of the given rows, each with its filter; its sums are right."""
    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, interlaced)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    parts = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
             for kind, data in chunks]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def holed(content, share=0.5):
    """Zeros where a disk lost a block."""
    at = int(len(content) * share)
    return content[:at] + bytes(60) + content[at + 60 :]


def bars():
    """Rows that are all alike: zlib says them again and again, whatever they are."""
    picture = Image.new("L", (300, 200), 255)
    for top in range(0, 200, 20):
        picture.paste(top, (10, top, 250, top + 10))
    return picture


def closed(content):
    """A photograph cut in the middle that ends as if it were whole."""
    return content[: len(content) // 2] + content[-2:]


def fax(compression, **options):
    one = paper(40, 3).convert("1")
    return saved("TIFF", one, compression=compression, **options)


def two_faxes():
    pages = [paper(40, seed).convert("1") for seed in (3, 4)]
    return fax("group4", save_all=True, append_images=pages[1:])


JPEG, PNG, TIFF = "image/jpeg", "image/png", "image/tiff"
IN_ROWS = {"tiffinfo": {292: 1}}
WHOLE = {
    "png": (png(bytes(72), size=(8, 8)), PNG),
    "png in passes": (png(bytes(79), size=(8, 8), interlaced=1), PNG),
    "png of 16 bits": (saved("PNG", Image.new("I;16", (9, 9), 65535)), PNG),
    "jpeg": (saved("JPEG"), JPEG),
    "jpeg for print": (saved("JPEG", paper(20, 3).convert("CMYK")), JPEG),
    "tiff": (saved("TIFF"), TIFF),
    "tiff, deflate": (saved("TIFF", compression="tiff_adobe_deflate"), TIFF),
    "tiff, jpeg": (saved("TIFF", compression="jpeg"), TIFF),
    "tiff, fax": (fax("group4"), TIFF),
    "tiff, fax of one dimension": (fax("group3"), TIFF),
    "tiff, fax of two dimensions": (fax("group3", **IN_ROWS), TIFF),
    "tiff, runs": (fax("tiff_ccitt"), TIFF),
}
BROKEN = {
    "png without its last rows": (png(bytes(63), size=(8, 8)), PNG),
    "png without its last pass": (png(bytes(43), size=(8, 8), interlaced=1), PNG),
    "png with a hole": (holed(saved("PNG")), PNG),
    "jpeg closed early": (closed(saved("JPEG")), JPEG),
    "tiff with a hole": (holed(saved("TIFF", bars(), compression="tiff_adobe_deflate"), 0.3), TIFF),
    "tiff of a photograph closed early": (
        holed(saved("TIFF", compression="jpeg"), 0.4).replace(bytes(60), b"\xff\xd9" + bytes(58)),
        TIFF,
    ),
    "fax with a hole": (holed(fax("group4"), 0.3), TIFF),
    "fax of one dimension with a hole": (holed(fax("group3"), 0.3), TIFF),
    "fax of two dimensions with a hole": (holed(fax("group3", **IN_ROWS), 0.3), TIFF),
    "runs with a hole": (holed(fax("tiff_ccitt"), 0.3), TIFF),
    "fax whose second page has a hole": (holed(two_faxes(), 0.7), TIFF),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_pictures_pass(kind):
    content, media_type = WHOLE[kind]
    assert redaction.release(content, media_type, [BOX]).proof.holds
    assert redaction.page_count(content, media_type) == 1


@pytest.mark.parametrize("kind", BROKEN)
def test_pictures_that_lack_a_part_are_refused(kind):
    content, media_type = BROKEN[kind]
    with pytest.raises(redaction.BrokenFile):
        redaction.redact(content, media_type, [BOX])
    with pytest.raises(redaction.BrokenFile):
        redaction.page_count(content, media_type)


@pytest.mark.parametrize("mode", ["I", "F"])
def test_pictures_that_would_come_out_black_are_refused(mode):
    content = saved("TIFF", Image.new(mode, (20, 20), 200))
    with pytest.raises(redaction.TooDeep, match="另存为"):
        redaction.page_count(content, TIFF)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_stands_behind_the_pixels_is_no_result(kind):
    media_type = f"image/{kind.lower()}"
    result = redaction.redact(saved(kind), media_type, [BOX])
    assert redaction.prove(saved(kind), result, [BOX], media_type).holds
    for more in (b"SECRET words", saved(kind)):
        longer = dataclasses.replace(result, content=result.content + more)
        faults = redaction.prove(saved(kind), longer, [BOX], media_type).faults
        assert any("图像以外的数据" in fault for fault in faults)


@pytest.mark.parametrize(
    ("content", "media_type", "refusal"),
    [
        pytest.param(animated(), "image/webp", redaction.Animated, id="a film"),
        pytest.param(photograph("PNG"), "image/jpeg", redaction.BrokenFile, id="another kind"),
        pytest.param(photograph("JPEG")[:900], "image/jpeg", redaction.BrokenFile, id="half"),
        pytest.param(b"", "image/png", redaction.BrokenFile, id="empty"),
        pytest.param(
            photograph("WEBP").replace(b"MM\0*", b"MM\0!").replace(b"II*\0", b"II!\0"),
            "image/webp",
            redaction.BrokenFile,
            id="notes that are none",
        ),
    ],
)
def test_pictures_that_are_refused(content, media_type, refusal):
    with pytest.raises(refusal):
        redaction.redact(content, media_type, [BOX])


def test_a_picture_of_too_many_pixels_is_refused():
    with pytest.raises(redaction.TooLarge):
        redaction.redact(photograph("PNG"), "image/png", [BOX], limits=Limits(page_pixels=9))


def test_an_unburned_picture_is_no_proof():
    content = photograph("PNG")
    same = redaction.Redacted(content, "image/png", 1, {}, ())
    faults = redaction.prove(content, same, [BOX], "image/png").faults
    assert any("没有涂满" in fault for fault in faults)
    assert any("GPS" in fault for fault in faults)


def test_previews_have_the_width_asked_for():
    (image,) = redaction.page_images(photograph("PNG"), "image/png", 120)
    assert Image.open(io.BytesIO(image)).width == 120
