"""The page stays the page: its size, its words at any angle, its colours, in few bytes."""

import io
import itertools

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Name

from huiyin.files import redaction
from huiyin.files.redaction import Box, first_reader, second_reader

from .redaction_samples import GROUND, LEFT, SECRET, SIZE, TOP, Sample

pytestmark = pytest.mark.usefixtures("coarse_pages")
PDF = "application/pdf"
LINES = ("公开内容第一行", "其次还有第二行")
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


def turns(thorough, *angles):
    """Each lean and each turn of a page by day; at night each with each."""
    rotations = (0, 270, 90, 180)
    if thorough:
        return itertools.product(angles, rotations)
    count = max(len(angles), len(rotations))
    pairs = zip(itertools.cycle(angles), itertools.cycle(rotations), strict=False)
    return itertools.islice(pairs, count)


def test_words_at_any_angle_stay_words(thorough):
    crop = Array([40, 60, 580, 800])
    for degrees, rotation in turns(thorough, 30, 45, 90, 135, 180, 200, 270):
        content = leaning(degrees, *LINES, Rotate=rotation, CropBox=crop)
        released = redaction.release(content, PDF, [CORNER])
        first, second = readings(released.redacted.content)
        assert sorted(text_of(first)) == sorted("".join(LINES)), (degrees, rotation)
        assert text_of(second) == "".join(LINES), (degrees, rotation)
        assert "未保留的文字" not in released.redacted.report, (degrees, rotation)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_of_a_turned_page_are_copied_in_their_order(rotation):
    sample = Sample()
    sample.page(
        *[sample.text(line, LEFT, TOP - 40 * row) for row, line in enumerate(LINES)],
        Rotate=rotation,
        CropBox=Array([20, 30, 580, 800]),
    )
    result = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    text = extracted(result.content)
    assert len(text) == len("".join(LINES))
    assert all(line in text for line in LINES)


def test_leaning_words_stand_where_they_are_seen(thorough):
    for degrees, rotation in turns(thorough, 30, 90):
        content = leaning(degrees, LINES[0], Rotate=rotation)
        result = redaction.release(content, PDF, [CORNER]).redacted
        before, after = readings(content)[1], readings(result.content)[1]
        places = {glyph.text: glyph.rect.centre for glyph in before}
        for glyph in after[: len(LINES[0])]:
            place = pytest.approx(places[glyph.text], abs=0.003)
            assert glyph.rect.centre == place, (degrees, rotation)


def test_leaning_secrets_are_found_and_go(thorough):
    for degrees, rotation in turns(thorough, 0, 90, 180, 270):
        content = leaning(degrees, LINES[0] + SECRET, LINES[1], Rotate=rotation)
        (box,) = redaction.find(content, [SECRET])
        (under,) = redaction.text_under(content, [box])
        assert under.strings == (SECRET,), (degrees, rotation)
        result = redaction.release(content, PDF, [box]).redacted
        assert text_of(readings(result.content)[1]) == "".join(LINES), (degrees, rotation)


def test_two_covered_lines_upside_down_are_looked_for_as_they_are_read():
    content = leaning(180, SECRET, LINES[0])
    (under,) = redaction.text_under(content, [Box(0, 0.1, 0.3, 0.8, 0.4, GROUND)])
    assert {SECRET, LINES[0]} <= set(under.strings)


def test_white_words_at_an_angle_stay_out():
    sample = Sample()
    parts = [sample.text(LINES[0], 0, 0), sample.text(SECRET, 0, 60, setup="1 1 1 rg")]
    sample.page(b"q 0 1 -1 0 300 200 cm ", *parts, b"Q")
    result = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    assert text_of(readings(result.content)[1]) == LINES[0]


@pytest.mark.parametrize(("unit", "rotation"), [(0.5, 0), (2, 90), (0.5, 180), (2, 270)])
def test_the_page_keeps_its_size(unit, rotation):
    sample = Sample()
    sample.page(
        sample.text(LINES[0], LEFT, TOP), Rotate=rotation, UserUnit=unit,
        CropBox=Array([40, 60, 580, 800]),
    )  # fmt: skip
    content = sample.bytes()
    result = redaction.release(content, PDF, [CORNER]).redacted
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        page = pdf.pages[0].obj
        assert [float(side) for side in page.MediaBox] == pytest.approx([0, 0, 540, 740])
        assert float(page.UserUnit) == unit
        assert int(page.get("/Rotate", 0)) == rotation
    assert text_of(readings(result.content)[1]) == LINES[0]


@pytest.mark.parametrize("unit", [Name.X, 0, -3], ids=["no number", "zero", "less than zero"])
def test_a_unit_that_is_none_counts_as_one(unit):
    sample = Sample()
    sample.page(sample.text(LINES[0], LEFT, TOP), UserUnit=unit)
    result = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        assert "/UserUnit" not in pdf.pages[0].obj


def test_the_letters_of_the_result_take_no_room_of_their_own():
    """One line is one stroke: a viewer that sorts by place cannot turn its letters round."""
    sample = Sample()
    sample.page(sample.text(LINES[0], LEFT, TOP), sample.text(LINES[1], LEFT, TOP - SIZE * 2))
    result = redaction.redact(sample.bytes(), PDF, [CORNER])
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        drawn = pdf.pages[0].obj.Contents.read_bytes()
    assert drawn.count(b" TJ") == len(LINES)


def test_a_thousand_different_characters_keep_their_meaning():
    """Both readers, since a table that one of them misreads would blind the proof."""
    sample, chars = Sample(), [chr(code) for code in range(0x4E00, 0x4E00 + 1000)]
    rows = ["".join(chars[start : start + 40]) for start in range(0, 1000, 40)]
    sample.page(*[sample.text(row, 30, 800 - 30 * at, 12) for at, row in enumerate(rows)])
    result = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    first, second = readings(result.content)
    assert text_of(first) == text_of(second) == "".join(chars)
    assert extracted(result.content) == "".join(chars)
