"""What cannot be drawn is named and refused."""

import io
import random
import struct
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from huiyin.files import redaction
from huiyin.files.redaction import Box, first_reader

from .redaction_samples import GROUND, LEFT, TOP, Sample

pytestmark = pytest.mark.usefixtures("coarse_pages")
PDF = "application/pdf"
KEPT = "公开内容"
CORNER = Box(0, 0.9, 0.95, 0.08, 0.03, GROUND)
QUADS = Array([100, 200, 300, 200, 100, 100, 300, 100])
SIDE = 400

NOTES = {
    "FreeText": ("文本框批注", {"Contents": String("同意"), "DA": String("/Helv 14 Tf 0 g")}),
    "Square": ("矩形批注", {"C": Array([1, 0, 0])}),
    "Circle": ("椭圆批注", {"C": Array([1, 0, 0])}),
    "Line": ("线条批注", {"L": Array([100, 100, 300, 200])}),
    "Polygon": ("多边形批注", {"Vertices": Array([100, 100, 300, 200, 300, 100])}),
    "PolyLine": ("折线批注", {"Vertices": Array([100, 100, 300, 200, 300, 100])}),
    "Ink": ("手写批注", {"InkList": Array([Array([100, 100, 300, 200])])}),
    "Stamp": ("图章批注", {"Name": Name.Draft}),
    "Highlight": ("高亮批注", {"QuadPoints": QUADS}),
    "Underline": ("下划线批注", {"QuadPoints": QUADS}),
    "StrikeOut": ("删除线批注", {"QuadPoints": QUADS}),
    "Squiggly": ("波浪线批注", {"QuadPoints": QUADS}),
    "Caret": ("插入符批注", {}),
    "Redact": ("密文标记", {"QuadPoints": QUADS}),
    "Watermark": ("水印批注", {}),
    "RichMedia": ("多媒体", {}),
    "Unheard": ("批注（Unheard）", {}),
}


def noted(subtype, *, flags=4, look=None, rotation=0, **entries):
    """Two pages; the second one carries a note."""
    sample = Sample()
    sample.page(sample.text(KEPT, LEFT, TOP))
    page = sample.page(
        sample.text(KEPT, LEFT, TOP), Rotate=rotation, CropBox=Array([20, 30, 580, 800])
    )
    note = Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([100, 100, 300, 200]), F=flags,
        **entries,
    )  # fmt: skip
    if look is not None:
        drawing = sample.pdf.make_stream(look)
        drawing.Type, drawing.Subtype = Name.XObject, Name.Form
        drawing.BBox = Array([0, 0, 200, 100])
        note.AP = Dictionary(N=drawing)
    note = sample.pdf.make_indirect(note)
    page.obj.Annots = Array([note])
    if subtype == "Widget":
        sample.pdf.Root.AcroForm = Dictionary(Fields=Array([note]))
    return sample.bytes()


@pytest.mark.parametrize("rotation", [0, 90, 270])
@pytest.mark.parametrize("subtype", NOTES)
def test_a_note_without_a_look_is_named(subtype, rotation):
    called, entries = NOTES[subtype]
    content = noted(subtype, rotation=rotation, **entries)
    for look in (
        lambda: redaction.page_count(content, PDF),
        lambda: redaction.redact(content, PDF, [CORNER]),
    ):
        with pytest.raises(redaction.NotDrawn, match="第 2 页") as refused:
            look()
        assert called in str(refused.value)
        assert "打印" in str(refused.value)


@pytest.mark.parametrize("subtype", ["FreeText", "Ink", "Stamp"])
def test_a_note_whose_look_is_empty_is_named(subtype):
    with pytest.raises(redaction.NotDrawn, match=NOTES[subtype][0]):
        redaction.redact(noted(subtype, look=b" "), PDF, [CORNER])


@pytest.mark.parametrize("subtype", ["FreeText", "Stamp", "Ink", "Unheard"])
def test_a_note_with_a_look_is_drawn(subtype):
    content = noted(subtype, look=b"0 g 10 10 150 80 re f", **NOTES[subtype][1])
    made = redaction.release(content, PDF, [CORNER]).redacted
    image = redaction.page_image(made.content, PDF, 1, 560)
    with Image.open(io.BytesIO(image)) as picture:
        assert picture.convert("L").getpixel((180, 650)) < 30


@pytest.mark.parametrize("flags", [2, 32, 34])
def test_a_note_that_nobody_sees_goes_without_a_word(flags):
    assert redaction.redact(noted("FreeText", flags=flags), PDF, [CORNER])


@pytest.mark.parametrize(
    ("subtype", "called"),
    [("Text", "附注 1 处"), ("FileAttachment", "附件 1 处"), ("Sound", "录音 1 处")],
)
def test_icons_are_counted_and_left_out(subtype, called):
    made = redaction.release(noted(subtype), PDF, [CORNER]).redacted
    assert any(called in note for note in made.notes)


@pytest.mark.parametrize("subtype", ["Link", "Popup"])
def test_what_draws_nothing_is_no_reason(subtype):
    assert redaction.release(noted(subtype, Border=Array([0, 0, 2])), PDF, [CORNER])


def test_a_field_that_stays_blank_is_named():
    """A value in a field of a kind that nobody knows: PDFium draws nothing for it."""
    content = noted("Widget", FT=Name.Odd, V=String("甲方"), T=String("a"))
    with pytest.raises(redaction.NotDrawn, match="第 2 页有表单域"):
        redaction.redact(content, PDF, [CORNER])


@pytest.mark.parametrize(
    "field",
    [
        {"FT": Name.Tx, "V": String("Hello"), "DA": String("/Helv 14 Tf 0 g")},
        {"FT": Name.Btn, "V": Name.Yes, "AS": Name.Yes, "MK": Dictionary(CA=String("4"))},
        {"FT": Name.Sig, "V": Dictionary(Type=Name.Sig)},
    ],
    ids=["text", "check box", "signature"],
)
def test_a_field_that_is_drawn_or_has_nothing_to_draw_passes(field):
    assert redaction.redact(noted("Widget", T=String("a"), **field), PDF, [CORNER])


def test_a_package_of_files_is_refused():
    sample = Sample()
    sample.page(sample.text(KEPT, LEFT, TOP))
    sample.pdf.Root.Collection = Dictionary(Type=Name.Collection)
    with pytest.raises(redaction.NotDrawn, match="附件"):
        redaction.page_count(sample.bytes(), PDF)


def sheet():
    picture = Image.new("L", (SIDE, SIDE), 255)
    pencil = ImageDraw.Draw(picture)
    for row in range(12):
        pencil.rectangle((30, 20 + row * 30, 200 + row * 12, 35 + row * 30), fill=0)
    return picture


def packed(kind):
    out = io.BytesIO()
    if kind == "fax":
        one = sheet().convert("1", dither=Image.Dither.NONE)
        one.save(out, "TIFF", compression="group4", strip_size=SIDE * SIDE)
        with Image.open(io.BytesIO(out.getvalue())) as tiff:
            (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
        return out.getvalue()[start : start + length]
    sheet().save(out, kind)
    return out.getvalue()


def segment(number, kind, data):
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data


def jbig2():
    """A page and one picture on it, packed as fax machines do (ISO/IEC 14492, 7.4.6)."""
    page = segment(0, 48, struct.pack(">IIIIBH", SIDE, SIDE, 0, 0, 0, 0))
    area = struct.pack(">IIIIB", SIDE, SIDE, 0, 0, 0)
    return page + segment(1, 38, area + b"\x01" + packed("fax"))


def noise(data, start):
    letters = random.Random(1)
    return data[:start] + bytes(letters.randrange(256) for _ in data[start:])


def picture(data, kind, *, where="drawn", **entries):
    """A page, then one that shows the picture: by itself, as a mask, in a form or a pattern."""
    sample = Sample()
    sample.page(sample.text(KEPT, LEFT, TOP))
    page = sample.page(b"")
    pdf = sample.pdf
    image = pdf.make_stream(b"")
    image.write(data, filter=Name(f"/{kind}") if kind else None)
    entries = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8} | entries
    for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": SIDE,
                       "Height": SIDE, **entries}.items():  # fmt: skip
        image[f"/{key}"] = value
    if where == "mask":
        grey = pdf.make_stream(bytes(SIDE * SIDE))
        grey.Type, grey.Subtype, grey.Width, grey.Height = Name.XObject, Name.Image, SIDE, SIDE
        grey.ColorSpace, grey.BitsPerComponent, grey.SMask = Name.DeviceGray, 8, image
        image = grey
    inner = Dictionary(XObject=Dictionary(Im=image))
    drawn = b"q 400 0 0 400 50 300 cm /Im Do Q"
    if where == "form":
        form = pdf.make_stream(drawn)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form.Resources = inner
        inner, drawn = Dictionary(XObject=Dictionary(Fm=form)), b"/Fm Do"
    if where == "pattern":
        tile = pdf.make_stream(drawn)
        tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
        tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 595, 842]), 595, 842
        tile.Resources = inner
        inner = Dictionary(Pattern=Dictionary(Pt=tile))
        drawn = b"/Pattern cs /Pt scn 50 300 400 400 re f"
    page.obj.Resources, page.obj.Contents = inner, pdf.make_stream(drawn)
    out = io.BytesIO()
    for one in pdf.pages:
        one.obj.Resources.Font = sample._fonts()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


ONE_BIT = {"BitsPerComponent": 1}
FAX = {**ONE_BIT, "DecodeParms": Dictionary(K=-1, Columns=SIDE, Rows=SIDE)}
WHOLE = {
    "jbig2": lambda **k: picture(jbig2(), "JBIG2Decode", **ONE_BIT, **k),
    "jpeg 2000": lambda **k: picture(packed("JPEG2000"), "JPXDecode", **k),
    "jpeg": lambda **k: picture(packed("JPEG"), "DCTDecode", **k),
    "fax": lambda **k: picture(packed("fax"), "CCITTFaxDecode", **FAX, **k),
    "flate": lambda **k: picture(zlib.compress(sheet().tobytes()), "FlateDecode", **k),
    "plain": lambda **k: picture(sheet().tobytes(), "", **k),
}
BROKEN = {
    "jbig2 of noise": lambda **k: picture(noise(jbig2(), 0), "JBIG2Decode", **ONE_BIT, **k),
    "jbig2 with a wrong segment": lambda **k: picture(
        jbig2()[:30] + segment(1, 63, bytes(400)), "JBIG2Decode", **ONE_BIT, **k
    ),
    "jbig2 cut off": lambda **k: picture(jbig2()[:200], "JBIG2Decode", **ONE_BIT, **k),
    "jbig2 without a picture": lambda **k: picture(jbig2()[:30], "JBIG2Decode", **ONE_BIT, **k),
    "jpeg 2000 of noise": lambda **k: picture(noise(packed("JPEG2000"), 0), "JPXDecode", **k),
    "jpeg 2000 cut off": lambda **k: picture(
        packed("JPEG2000")[: len(packed("JPEG2000")) // 2], "JPXDecode", **k
    ),
    "jpeg cut off": lambda **k: picture(
        packed("JPEG")[: len(packed("JPEG")) // 2], "DCTDecode", **k
    ),
    "jpeg of noise": lambda **k: picture(noise(packed("JPEG"), 0), "DCTDecode", **k),
    "flate cut off": lambda **k: picture(
        zlib.compress(noise(bytes(SIDE * SIDE), 0))[: SIDE * SIDE // 2], "FlateDecode", **k
    ),
    "plain but short": lambda **k: picture(sheet().tobytes()[: SIDE * 200], "", **k),
    "a packing that nobody knows": lambda **k: picture(sheet().tobytes(), "BrotliDecode", **k),
    "a colour space that nobody knows": lambda **k: picture(
        sheet().tobytes(), "", ColorSpace=Array([Name.Odd]), **k
    ),
    "three bits a point": lambda **k: picture(sheet().tobytes(), "", BitsPerComponent=3, **k),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_that_can_be_decoded_is_drawn(kind):
    made = redaction.release(WHOLE[kind](), PDF, [CORNER]).redacted
    with first_reader.Pages(made.content) as pages:
        assert pages.picture(1, 1).convert("L").getextrema()[0] < 30


@pytest.mark.parametrize("where", ["drawn", "form"])
@pytest.mark.parametrize("kind", BROKEN)
def test_a_picture_that_cannot_be_decoded_is_named(kind, where):
    content = BROKEN[kind](where=where)
    for look in (
        lambda: redaction.page_count(content, PDF),
        lambda: redaction.redact(content, PDF, [CORNER]),
    ):
        with pytest.raises(redaction.NotDrawn, match=r"第 2 页有.*图像"):
            look()


@pytest.mark.parametrize("where", ["mask", "pattern"])
@pytest.mark.parametrize("kind", ["jbig2 of noise", "jpeg 2000 cut off", "flate cut off"])
def test_masks_and_patterns_are_tried_as_well(kind, where):
    with pytest.raises(redaction.NotDrawn, match=r"第 2 页有.*图像"):
        redaction.redact(BROKEN[kind](where=where), PDF, [CORNER])


def test_a_blank_sheet_is_no_broken_picture():
    blank = Image.new("1", (SIDE, SIDE), 1)
    out = io.BytesIO()
    blank.save(out, "TIFF", compression="group4", strip_size=SIDE * SIDE)
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
    data = out.getvalue()[start : start + length]
    assert redaction.page_count(picture(data, "CCITTFaxDecode", **FAX), PDF) == 2


def test_a_broken_picture_within_the_drawing_is_named():
    sample = Sample()
    sample.page(b"q 300 0 0 300 100 300 cm BI /W 20 /H 20 /BPC 8 /CS /G /F /DCT ID\n"
                + noise(bytes(300), 0).replace(b"E", b"e") + b"\nEI Q")  # fmt: skip
    with pytest.raises(redaction.NotDrawn, match="第 1 页有图像"):
        redaction.redact(sample.bytes(), PDF, [CORNER])


def test_a_drawing_that_cannot_be_unpacked_is_named():
    sample = Sample()
    page = sample.page(b"")
    content = zlib.compress(
        b"0 g " + b"50 50 200 200 re f " * 200 + noise(bytes(900), 0).hex().encode()
    )
    page.obj.Contents.write(content[: len(content) // 2], filter=Name.FlateDecode)
    out = io.BytesIO()
    sample.pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(redaction.NotDrawn, match="第 1 页有一部分内容已损坏"):
        redaction.redact(out.getvalue(), PDF, [CORNER])


def test_many_faults_are_named_and_counted():
    sample = Sample()
    for _ in range(12):
        page = sample.page(b"")
        page.obj.Annots = Array([Dictionary(Subtype=Name.Ink, Rect=Array([1, 1, 9, 9]))])
    with pytest.raises(redaction.NotDrawn, match=r"第 8 页.*另有 4 处"):
        redaction.page_count(sample.bytes(), PDF)
