"""What one program leaves out, another one finds."""

import shutil

import pytest
from pikepdf import Array

from huiyin.files import redaction
from huiyin.files.redaction import Box, second_renderer
from huiyin.files.redaction.search import Search

from . import redaction_samples as samples
from .redaction_samples import GROUND

PDF = "application/pdf"
KEPT = "公开内容"
CORNER = Box(0, 0.9, 0.95, 0.08, 0.03, GROUND)
needs_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler is not here")


@needs_poppler
def test_another_program_takes_part_in_the_proof():
    result = redaction.release(samples.plain(KEPT), PDF, [CORNER])
    assert "poppler" in result.proof.readers
    assert "poppler" in result.proof.facts()["readers"]
    assert second_renderer.NONE not in result.proof.notes


def test_without_another_program_the_proof_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = redaction.release(samples.plain(KEPT), PDF, [CORNER])
    assert second_renderer.NONE in result.proof.facts()["notes"]
    assert redaction.second_renderer_name() == ""


@needs_poppler
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_what_the_result_lacks_the_other_program_finds(rotation):
    """The result of a page without its second line, held against the page that has it."""
    crop = Array([30, 40, 560, 820])
    whole = samples.plain(KEPT, "第二行", Rotate=rotation, CropBox=crop)
    lacking = redaction.redact(samples.plain(KEPT, Rotate=rotation, CropBox=crop), PDF, [CORNER])
    search = Search(lacking, [CORNER], [], redaction.STANDARD)
    search._compare(whole, lacking.content)
    assert len(search.faults) == 1
    assert "poppler" in search.faults[0]
    search = Search(lacking, [Box(0, 0, 0, 1, 1, GROUND)], [], redaction.STANDARD)
    search._compare(whole, lacking.content)
    assert not search.faults


@needs_poppler
def test_what_the_other_program_lacks_is_for_a_person_to_look_at():
    more = redaction.redact(samples.plain(KEPT, "第二行"), PDF, [CORNER])
    search = Search(more, [CORNER], [], redaction.STANDARD)
    search._compare(samples.plain(KEPT), more.content)
    assert not search.faults
    assert any("请对照原件" in note for note in search.notes)


def test_a_program_that_fails_is_said_and_one_that_fails_on_the_result_stops(monkeypatch, tmp_path):
    program = tmp_path / "pdftoppm"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = redaction.release(samples.plain(KEPT), PDF, [CORNER])
    assert any("poppler" in note and "画不了原件" in note for note in result.proof.notes)
    assert "poppler" not in result.proof.readers
