"""Redaction of whole files as offices make them: nothing is lost, and the result is small."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from huiyin.files import redaction
from huiyin.files.redaction import Box

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "failing"
PDF = "application/pdf"
BOX = Box(0, 0.1, 0.95, 0.1, 0.02, "个人隐私")

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.exists(), reason="the real material is not here"),
]


def text_of(content):
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    return "".join(text.split()).replace(BOX.ground, "")


@pytest.mark.parametrize("name", ["pdf_side", "pdf_rot180", "pdf_userunit"])
def test_the_words_and_the_size_stay(name):
    content = (DATA / f"{name}.pdf").read_bytes()
    redacted = redaction.release(content, PDF, [BOX]).redacted
    assert text_of(redacted.content) == text_of(content)
    with (
        pikepdf.open(io.BytesIO(content)) as old,
        pikepdf.open(io.BytesIO(redacted.content)) as new,
    ):
        assert old.pages[0].obj.get("/UserUnit", 1) == new.pages[0].obj.get("/UserUnit", 1)


def test_pages_of_print_stay_small(thorough):
    """Six of them by day; at night all sixty."""
    content = (DATA / "pdf_p60.pdf").read_bytes()
    if not thorough:
        content = beginning(content, 6)
    result = redaction.redact(content, PDF, [BOX])
    assert len(result.content) < result.pages * 40_000


def beginning(content, pages):
    """The first pages of a file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.pages[pages:]
        pdf.save(out)
    return out.getvalue()


def test_a_note_without_a_look_is_named():
    with pytest.raises(redaction.NotDrawn, match="第 1 页有文本框批注"):
        redaction.page_count((DATA / "pdf_freetext_noap.pdf").read_bytes(), PDF)
