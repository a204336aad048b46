"""Pictures inside a PDF come out whole, or they are named and refused: by PDFium alone."""

import io
import random

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from huiyin.files import redaction
from huiyin.files.redaction import Box, fax, first_reader, jbig2

from . import jbig2_samples
from .packed_pictures import (
    BROKEN,
    PAGE,
    REGION,
    SIDE,
    SMALL,
    STRANGE,
    WHOLE,
    broken,
    jbig2_fax,
    jbig2_halftone,
    packed,
    picture,
    sheet,
    strip,
    zeros,
)
from .redaction_samples import GROUND, Sample

pytestmark = pytest.mark.usefixtures("coarse_pages")
PDF = "application/pdf"
CORNER = Box(0, 0.9, 0.95, 0.08, 0.03, GROUND)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_that_can_be_decoded_is_drawn(kind):
    data, packing, entries = WHOLE[kind]
    result = redaction.release(picture(data, packing, **entries), PDF, [CORNER]).redacted
    with first_reader.Pages(result.content) as pages:
        assert pages.picture(1, 1).convert("L").getextrema()[0] < 30


@pytest.mark.parametrize("kind", [*BROKEN, *STRANGE])
def test_a_picture_that_cannot_be_decoded_is_named(kind):
    if kind in STRANGE:
        packing, entries = STRANGE[kind]
        content = picture(sheet().tobytes(), packing, **entries)
    else:
        content = broken(kind)
    with pytest.raises(redaction.NotDrawn, match=r"第 2 页有.*图像") as refused:
        redaction.page_count(content, PDF)
    assert "打印" in str(refused.value)


@pytest.mark.parametrize("where", ["form", "mask", "pattern"])
@pytest.mark.parametrize("kind", ["jbig2 with zeros", "jpeg 2000 cut off", "flate cut off"])
def test_forms_masks_and_patterns_are_tried_as_well(kind, where):
    with pytest.raises(redaction.NotDrawn, match=r"第 2 页有.*图像"):
        redaction.redact(broken(kind, where), PDF, [CORNER])


@pytest.mark.parametrize("key", ["/Dest", "/Unheard"])
def test_what_a_link_leads_to_is_not_of_its_page(key):
    with pikepdf.open(io.BytesIO(broken("fax with zeros"))) as pdf:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([1, 1, 9, 9]))
        link[key] = Array([pdf.pages[1].obj, Name.Fit])
        pdf.pages[0].obj.Annots = Array([link])
        out = io.BytesIO()
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(redaction.NotDrawn, match=r"：第 2 页有传真格式图像"):
        redaction.page_count(out.getvalue(), PDF)


def test_what_is_never_drawn_may_be_broken():
    with pikepdf.open(io.BytesIO(picture(b"", ""))) as pdf:
        del pdf.pages[1]
        pdf.pages[0].obj.Resources["/Metadata"] = pdf.make_stream(b"")
        pdf.pages[0].obj.Resources["/Metadata"].write(b"none", filter=Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert redaction.page_count(out.getvalue(), PDF) == 1


@pytest.mark.parametrize("kind", ["jbig2", "fax", "jpeg", "jpeg 2000"])
def test_a_blank_sheet_is_no_broken_picture(kind):
    blank = Image.new("L", (SIDE, SIDE), 255)
    little = blank.resize((SMALL, SMALL))
    data = {
        "jbig2": lambda: PAGE + jbig2_samples.region(little),
        "fax": lambda: strip("group4", picture=blank),
        "jpeg": lambda: packed("JPEG", blank),
        "jpeg 2000": lambda: packed("JPEG2000", blank),
    }[kind]()
    _, packing, entries = WHOLE[kind]
    assert redaction.page_count(picture(data, packing, **entries), PDF) == 2


@pytest.mark.parametrize("drawn", [b"%s", b"q 1 0 0 1 0 0 cm %s Q"], ids=["first", "later"])
def test_a_broken_picture_within_the_drawing_is_named(drawn):
    filters = b" /F [/AHx /CCF] /DP [null << /K -1 /Columns 400 /Rows 400 >>] ID\n"
    for damage, count in ((bytes, None), (zeros, 1)):
        rows = damage(strip("group4")).hex().encode() + b">"
        inline = b"BI /W 400 /H 400 /BPC 1 /CS /G" + filters + rows + b"\nEI"
        sample = Sample()
        sample.page(b"q 300 0 0 300 100 300 cm " + drawn % inline + b" Q")
        if count is None:
            assert redaction.page_count(sample.bytes(), PDF) == 1
            continue
        with pytest.raises(redaction.NotDrawn, match="第 1 页有传真格式图像"):
            redaction.redact(sample.bytes(), PDF, [CORNER])


def test_no_damage_of_a_fax_is_taken_for_rows():
    """A block lost, doubled or emptied, wherever it lies."""
    chance, missed = random.Random(7), []
    for name, k in (("fax", -1), ("fax of one dimension", 0), ("fax of two dimensions", 4)):
        data = WHOLE[name][0]
        assert fax.is_whole(data, SIDE, fax.Coding(SIDE, k))
        assert fax.is_whole(data + b"\r\n", SIDE, fax.Coding(SIDE, k))
        assert not fax.is_whole(data, SIDE + 5, fax.Coding(SIDE, k))
        assert not fax.is_whole(data, SIDE - 5, fax.Coding(SIDE, k))
        assert not fax.is_whole(data, SIDE, fax.Coding(SIDE - 8, k))
        for at in chance.sample(range(8, len(data) - 60), 25):
            before, after = data[:at], data[at + 40 :]
            for damaged in (before + after, before + bytes(40) + after, before + data[at - 8 :]):
                passes = fax.is_whole(damaged, SIDE, fax.Coding(SIDE, k))
                missed += [(name, at)] * passes
    assert not missed


def test_rows_of_a_fax_may_begin_at_bytes():
    rows = b"\x80" * 9  # the colour changes where it does above
    assert fax.is_whole(rows, 9, fax.Coding(SIDE, -1, is_aligned=True))
    assert not fax.is_whole(rows[:5], 9, fax.Coding(SIDE, -1, is_aligned=True))


def test_no_row_of_a_fax_runs_back():
    upright = "001 1011 010 1"  # four white points, a black one, the rest
    assert fax.is_whole(b"\x9e", 1, fax.Coding(10))  # eight white points, two black ones
    assert not fax.is_whole(b"\x9e", 1, fax.Coding(9))
    for below, is_row in (("1 1 1", True), ("1 0000010 1 1 1", False)):
        bits = (upright + below).replace(" ", "")
        data = int(bits.ljust(32, "0"), 2).to_bytes(4)
        assert fax.is_whole(data, 2, fax.Coding(20, -1)) is is_row


def test_damage_of_jbig2_is_seen_in_its_parts():
    assert jbig2.segments(b"") == []
    assert jbig2.is_formed(jbig2_fax(), b"", SIDE)
    assert not jbig2.is_formed(zeros(jbig2_fax()), b"", SIDE)
    assert not jbig2.is_formed(jbig2_halftone(as_fax=True), b"", SMALL)
    assert not jbig2.is_formed(PAGE + REGION, jbig2_samples.segment(9, 63, b""), SMALL)
    for end in range(11, len(PAGE + REGION), 7):
        assert not jbig2.is_formed((PAGE + REGION)[:end], b"", SMALL)
