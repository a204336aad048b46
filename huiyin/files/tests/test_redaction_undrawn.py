"""What cannot be drawn is named and refused."""

import io
import random
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from huiyin.files import redaction
from huiyin.files.redaction import Box

from .redaction_samples import GROUND, LEFT, TOP, Sample

pytestmark = pytest.mark.usefixtures("coarse_pages")
PDF = "application/pdf"
KEPT = "公开内容"
CORNER = Box(0, 0.9, 0.95, 0.08, 0.03, GROUND)
QUADS = Array([100, 200, 300, 200, 100, 100, 300, 100])

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
    result = redaction.release(content, PDF, [CORNER]).redacted
    image = redaction.page_image(result.content, PDF, 1, 560)
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
    result = redaction.release(noted(subtype), PDF, [CORNER]).redacted
    assert any(called in note for note in result.notes)


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


def test_a_drawing_that_cannot_be_unpacked_is_named():
    sample = Sample()
    page = sample.page(b"")
    content = zlib.compress(
        b"0 g " + b"50 50 200 200 re f " * 200 + random.Random(1).randbytes(900).hex().encode()
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
