"""Pictures: the covered pixels are black, and nothing but pixels goes along."""

import io

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
    made = released.redacted
    assert (made.media_type, made.pages) == (written, 1)
    assert PLACE not in made.content
    assert b"camera" not in made.content
    assert made.report["拍摄信息（EXIF）"] >= 2
    picture = Image.open(io.BytesIO(made.content)).convert("L")
    width, height = picture.size
    box = (width // 2 + 1, height // 2 + 1, width * 3 // 4 - 1, height * 3 // 4 - 1)
    assert picture.crop(box).getextrema()[1] < 40


def test_a_picture_that_is_turned_when_shown():
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6  # a quarter clockwise
    Image.new("RGB", (200, 100), "white").save(out, "JPEG", exif=exif)
    made = redaction.release(out.getvalue(), "image/jpeg", [Box(0, 0, 0, 1, 0.25, GROUND)]).redacted
    picture = Image.open(io.BytesIO(made.content)).convert("L")
    assert picture.size == (100, 200)
    assert picture.getpixel((50, 25)) < 30
    assert picture.getpixel((50, 150)) > 220


def test_what_transparency_hides_does_not_survive():
    picture, out = Image.new("RGBA", (100, 100), (200, 10, 10, 0)), io.BytesIO()
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "secret words")
    picture.save(out, "PNG", pnginfo=note)
    made = redaction.release(out.getvalue(), "image/png", [BOX]).redacted
    shown = Image.open(io.BytesIO(made.content))
    assert shown.mode == "RGB"
    assert shown.getpixel((5, 5)) == (255, 255, 255)
    assert b"secret" not in made.content
    assert {"透明层", "文字说明"} <= set(made.report)


def test_a_fax_of_two_pages():
    out = io.BytesIO()
    paper(40, 1).save(out, "TIFF", save_all=True, append_images=[paper(40, 2)])
    second = Box(1, 0.2, 0.2, 0.5, 0.5, GROUND)
    made = redaction.release(out.getvalue(), "image/tiff", [second]).redacted
    assert made.pages == 2
    assert len(list(redaction.page_images(made.content, "image/tiff", 100))) == 2


def animated():
    frames, out = [Image.new("RGB", (50, 50), name) for name in ("red", "blue")], io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type", "refusal"),
    [
        pytest.param(animated(), "image/webp", redaction.Animated, id="a film"),
        pytest.param(photograph("PNG"), "image/jpeg", redaction.BrokenFile, id="another kind"),
        pytest.param(photograph("JPEG")[:900], "image/jpeg", redaction.BrokenFile, id="half"),
        pytest.param(b"", "image/png", redaction.BrokenFile, id="empty"),
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
