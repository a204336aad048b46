"""The page stays the page: its size, its words at any angle, its colours, in few bytes."""

import io
import random
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from huiyin.files import redaction
from huiyin.files.redaction import Box, first_reader, second_reader

from .redaction_samples import GROUND, LEFT, SECRET, SIZE, TOP, Sample

PDF = "application/pdf"
LINES = ("公开内容第一行", "其次还有第二行")
A_PAGE = 40_000  # bytes of a page of print
QUICK = redaction.Limits(dpi=150)
CORNER = Box(0, 0.9, 0.95, 0.08, 0.03, GROUND)


def readings(content):
    """The characters of the first page by both readers, in the order of the file."""
    with first_reader.Pages(content) as pages:
        geometry = pages.geometry(0)
        first = pages.glyphs(0)
    second = next(iter(second_reader.read(content, [geometry])))
    return [[glyph for glyph in glyphs if not glyph.text.isspace()] for glyphs in (first, second)]


def text_of(glyphs):
    return "".join(glyph.text for glyph in glyphs).replace(GROUND, "")


def extracted(content):
    """What a PDF viewer puts on the clipboard."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    return "".join(text.split()).replace(GROUND, "")


def leaning(degrees, *lines, **entries):
    """Lines that lean by so many degrees (anticlockwise) about the middle of the page."""
    sample = Sample()
    cosine, sine = first_reader.math.cos, first_reader.math.sin
    angle = first_reader.math.radians(degrees)
    parts = [sample.text(line, -130, 60 - 40 * row) for row, line in enumerate(lines)]
    matrix = f"{cosine(angle):.5f} {sine(angle):.5f} {-sine(angle):.5f} {cosine(angle):.5f}"
    sample.page(b"q " + matrix.encode() + b" 300 420 cm ", *parts, b"Q", **entries)
    return sample.bytes()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [30, 45, 90, 135, 180, 200, 270])
def test_words_at_any_angle_stay_words(degrees, rotation):
    content = leaning(degrees, *LINES, Rotate=rotation, CropBox=Array([40, 60, 580, 800]))
    released = redaction.release(content, PDF, [CORNER], limits=QUICK)
    first, second = readings(released.redacted.content)
    assert sorted(text_of(first)) == sorted("".join(LINES))
    assert text_of(second) == "".join(LINES)
    assert "未保留的文字" not in released.redacted.report


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_of_a_turned_page_are_copied_in_their_order(rotation):
    sample = Sample()
    sample.page(
        *[sample.text(line, LEFT, TOP - 40 * row) for row, line in enumerate(LINES)],
        Rotate=rotation,
        CropBox=Array([20, 30, 580, 800]),
    )
    made = redaction.release(sample.bytes(), PDF, [CORNER], limits=QUICK).redacted
    text = extracted(made.content)
    assert len(text) == len("".join(LINES))
    assert all(line in text for line in LINES)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [30, 90])
def test_leaning_words_stand_where_they_are_seen(degrees, rotation):
    content = leaning(degrees, LINES[0], Rotate=rotation)
    made = redaction.release(content, PDF, [CORNER], limits=QUICK).redacted
    before, after = readings(content)[1], readings(made.content)[1]
    places = {glyph.text: glyph.rect.centre for glyph in before}
    for glyph in after[: len(LINES[0])]:
        assert glyph.rect.centre == pytest.approx(places[glyph.text], abs=0.003)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_leaning_secrets_are_found_and_go(degrees, rotation):
    content = leaning(degrees, LINES[0] + SECRET, LINES[1], Rotate=rotation)
    (box,) = redaction.find(content, [SECRET])
    (under,) = redaction.text_under(content, [box])
    assert under.strings == (SECRET,)
    made = redaction.release(content, PDF, [box], limits=QUICK).redacted
    assert text_of(readings(made.content)[1]) == "".join(LINES)


def test_two_covered_lines_upside_down_are_looked_for_as_they_are_read():
    content = leaning(180, SECRET, LINES[0])
    (under,) = redaction.text_under(content, [Box(0, 0.1, 0.3, 0.8, 0.4, GROUND)])
    assert {SECRET, LINES[0]} <= set(under.strings)


def test_white_words_at_an_angle_stay_out():
    sample = Sample()
    parts = [sample.text(LINES[0], 0, 0), sample.text(SECRET, 0, 60, setup="1 1 1 rg")]
    sample.page(b"q 0 1 -1 0 300 200 cm ", *parts, b"Q")
    made = redaction.release(sample.bytes(), PDF, [CORNER], limits=QUICK).redacted
    assert text_of(readings(made.content)[1]) == LINES[0]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [0.5, 3])
def test_the_page_keeps_its_size(unit, rotation):
    sample = Sample()
    sample.page(
        sample.text(LINES[0], LEFT, TOP), Rotate=rotation, UserUnit=unit,
        CropBox=Array([40, 60, 580, 800]),
    )  # fmt: skip
    content = sample.bytes()
    made = redaction.release(content, PDF, [CORNER], limits=QUICK).redacted
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        page = pdf.pages[0].obj
        assert [float(side) for side in page.MediaBox] == pytest.approx([0, 0, 540, 740])
        assert float(page.UserUnit) == unit
        assert int(page.get("/Rotate", 0)) == rotation
    assert text_of(readings(made.content)[1]) == LINES[0]


def test_a_page_in_larger_units_is_drawn_as_finely():
    sample = Sample()
    sample.page(sample.text(LINES[0], LEFT, TOP), UserUnit=2)
    made = redaction.redact(sample.bytes(), PDF, [CORNER])
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert int(pdf.pages[0].obj.Resources.XObject.P.Width) == pytest.approx(3306, abs=2)


@pytest.mark.parametrize("unit", [Name.X, 0, -3], ids=["no number", "zero", "less than zero"])
def test_a_unit_that_is_none_counts_as_one(unit):
    sample = Sample()
    sample.page(sample.text(LINES[0], LEFT, TOP), UserUnit=unit)
    made = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert "/UserUnit" not in pdf.pages[0].obj


def print_page(sample, *, colour="0 g", more=b""):
    """A page full of small print in a font that every reader has."""
    letters = random.Random(7)
    drawn = [f"{colour} BT /Helv 14 Tf 28 TL 50 790 Td".encode()]
    for _ in range(25):
        line = "".join(letters.choice("abcdefghijklmnopqrstuvwxyzABCDEFGH     ") for _ in range(60))
        drawn.append(f"({line}) ' ".encode())
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = sample.page(b" ".join([*drawn, b"ET\n"]), more)
    page.obj.Resources.Font = Dictionary(Helv=sample.pdf.make_indirect(helvetica))
    return page


def saved(sample):
    out = io.BytesIO()
    sample.pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("colour", "more"),
    [
        pytest.param("0 g", b"", id="black"),
        pytest.param("0.2 g", b"", id="dark grey"),
        pytest.param("0 g", b"1 0 0 rg 50 800 500 3 re f ", id="under a red head"),
        pytest.param("0 g", b"0.85 g 50 20 500 30 re f ", id="with a grey cell"),
    ],
)
def test_a_page_of_print_stays_small(colour, more):
    sample = Sample()
    print_page(sample, colour=colour, more=more)
    made = redaction.redact(saved(sample), PDF, [CORNER])
    assert len(made.content) < A_PAGE * (2 if more else 1)


def test_many_pages_of_print_share_what_they_have_in_common():
    sample = Sample()
    for _ in range(3):
        print_page(sample)
    made = redaction.redact(saved(sample), PDF, [CORNER])
    assert len(made.content) < A_PAGE * 3


def _colours(content, width=600):
    picture = first_reader.Image.open(io.BytesIO(redaction.page_image(content, PDF, 0, width)))
    return {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}


def test_few_colours_stay_exactly_what_they_are():
    sample = Sample()
    sample.page(b"0.8 0 0 rg 50 700 200 50 re f 0.9 g 50 500 200 50 re f 0 g 50 300 200 1 re f")
    made = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    assert {(204, 0, 0), (230, 230, 230), (255, 255, 255)} <= _colours(made.content)


def test_hair_lines_do_not_vanish():
    sample = Sample()
    lines = b" ".join(f"50 {200 + 7.3 * row:.1f} m 500 {200 + 7.3 * row:.1f} l S".encode()
                      for row in range(60))  # fmt: skip
    sample.page(b"0.1 w " + lines)
    made = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        picture = pikepdf.PdfImage(pdf.pages[0].obj.Resources.XObject.P).as_pil_image()
    column = picture.convert("L").crop((400, 0, 401, picture.height)).tobytes()
    starts = sum(a > 128 > b for a, b in pairwise(column))
    assert starts == 60


def test_a_photograph_keeps_its_colours():
    sample = Sample()
    photo = first_reader.Image.linear_gradient("L").resize((300, 300))
    merged = first_reader.Image.merge("RGB", (photo, photo.rotate(90), photo.rotate(180)))
    out = io.BytesIO()
    merged.save(out, "JPEG", quality=95)
    page = sample.page(b"q 300 0 0 300 100 300 cm /Im Do Q")
    image = sample.pdf.make_stream(out.getvalue())
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
    image.Width = image.Height = 300
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    content = sample.bytes()
    made = redaction.release(content, PDF, [CORNER]).redacted
    old, new = (
        first_reader.Image.open(io.BytesIO(redaction.page_image(one, PDF, 0, 600))).convert("RGB")
        for one in (content, made.content)
    )
    for x, y in ((110, 400), (200, 450), (300, 500), (390, 350)):
        assert new.getpixel((x, y)) == pytest.approx(old.getpixel((x, y)), abs=12)


def test_the_letters_of_the_result_take_no_room_of_their_own():
    """One line is one stroke: a viewer that sorts by place cannot turn its letters round."""
    sample = Sample()
    sample.page(sample.text(LINES[0], LEFT, TOP), sample.text(LINES[1], LEFT, TOP - SIZE * 2))
    made = redaction.redact(sample.bytes(), PDF, [CORNER])
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        drawn = pdf.pages[0].obj.Contents.read_bytes()
    assert drawn.count(b" TJ") == len(LINES)


def test_a_thousand_different_characters_keep_their_meaning():
    """Both readers, since a table that one of them misreads would blind the proof."""
    sample, chars = Sample(), [chr(code) for code in range(0x4E00, 0x4E00 + 1000)]
    rows = ["".join(chars[start : start + 40]) for start in range(0, 1000, 40)]
    sample.page(*[sample.text(row, 30, 800 - 30 * at, 12) for at, row in enumerate(rows)])
    made = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    first, second = readings(made.content)
    assert text_of(first) == text_of(second) == "".join(chars)
    assert extracted(made.content) == "".join(chars)
