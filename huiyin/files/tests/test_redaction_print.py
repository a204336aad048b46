"""A page of print stays sharp and small, and colours stay what they are."""

import io
import random
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from huiyin.files import redaction
from huiyin.files.redaction import Box, first_reader

from .redaction_samples import GROUND, LEFT, TOP, Sample

PDF = "application/pdf"
A_PAGE = 40_000  # bytes of a page of print
CORNER = Box(0, 0.9, 0.95, 0.08, 0.03, GROUND)


def test_a_page_in_larger_units_is_drawn_as_finely():
    sample = Sample()
    sample.page(sample.text("公开", LEFT, TOP), UserUnit=2)
    result = redaction.redact(sample.bytes(), PDF, [CORNER])
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        assert int(pdf.pages[0].obj.Resources.XObject.P.Width) == pytest.approx(3306, abs=2)


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
    result = redaction.redact(saved(sample), PDF, [CORNER])
    assert len(result.content) < A_PAGE * (2 if more else 1)


def test_many_pages_of_print_share_what_they_have_in_common():
    sample = Sample()
    for _ in range(3):
        print_page(sample)
    result = redaction.redact(saved(sample), PDF, [CORNER])
    assert len(result.content) < A_PAGE * 3


def _colours(content, width=600):
    picture = first_reader.Image.open(io.BytesIO(redaction.page_image(content, PDF, 0, width)))
    return {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}


def test_few_colours_stay_exactly_what_they_are():
    sample = Sample()
    sample.page(b"0.8 0 0 rg 50 700 200 50 re f 0.9 g 50 500 200 50 re f 0 g 50 300 200 1 re f")
    result = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    assert {(204, 0, 0), (230, 230, 230), (255, 255, 255)} <= _colours(result.content)


def test_hair_lines_do_not_vanish():
    sample = Sample()
    lines = b" ".join(f"50 {200 + 7.3 * row:.1f} m 500 {200 + 7.3 * row:.1f} l S".encode()
                      for row in range(60))  # fmt: skip
    sample.page(b"0.1 w " + lines)
    result = redaction.release(sample.bytes(), PDF, [CORNER]).redacted
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
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
    result = redaction.release(content, PDF, [CORNER]).redacted
    old, new = (
        first_reader.Image.open(io.BytesIO(redaction.page_image(one, PDF, 0, 600))).convert("RGB")
        for one in (content, result.content)
    )
    for x, y in ((110, 400), (200, 450), (300, 500), (390, 350)):
        assert new.getpixel((x, y)) == pytest.approx(old.getpixel((x, y)), abs=12)
