"""Consistent reports in every markup: each number is read, and nothing is said against them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.checks import Severity
from huiyin.report_audit.audit import audit
from huiyin.report_audit.reading import read
from huiyin.report_audit.report import Code

from . import samples
from .samples import FILES, Look, consistent

YEARS = pytest.mark.parametrize("year", [2020, 2024], ids=["2019 form", "2021 form"])
LOOKS = {
    "as printed": Look(),
    "full-width digits in broken runs": Look(is_wide=True, is_broken=True),
    "thousands marked, within a layout": Look(has_commas=True, is_nested=True),
    "traditional characters": Look(is_traditional=True),
    "labels without numbers": Look(is_bare=True),
    "boxes split up": Look(is_split=True),
    "columns in another order": Look(order=(0, 6, 5, 1, 2, 3, 4)),
    "tables without lines": Look(is_ruled=False),
}
BLANKS = {
    "blanks": Look(nought=""),
    "dashes": Look(nought="—"),
}
REMARKS = {Code.READ, Code.LABEL}
"""What may be said of how a file was read."""


def result_of(sample, extension, look=Look(), before=None):  # noqa: B008 - a value
    earlier = read(FILES[extension](before, look), f"before.{extension}") if before else None
    return audit(read(FILES[extension](sample, look), f"report.{extension}"), earlier)


@YEARS
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("extension", FILES)
def test_each_number_in_each_markup(extension, look, year):
    sample = consistent(7, year)
    result = result_of(sample, extension, look)
    assert result.report.numbers == sample.cells
    assert (result.report.agency, result.report.year) == (sample.agency, year)
    assert {fault.code for fault in result.faults} <= REMARKS
    assert {fault.severity for fault in result.faults} <= {Severity.NOTICE}


@YEARS
@pytest.mark.parametrize("look", BLANKS.values(), ids=BLANKS)
@pytest.mark.parametrize("extension", FILES)
def test_blanks_are_nought_and_said(extension, look, year):
    sample = consistent(11, year)
    result = result_of(sample, extension, look)
    assert result.report.numbers == sample.cells
    assert {fault.code for fault in result.faults} - REMARKS == {Code.BLANK}
    assert not result.errors


@YEARS
def test_blanks_in_a_table_without_lines_are_not_guessed(year):
    """Numbers of part two stand under their heads; of the others nothing tells which box is blank."""
    sample = consistent(11, year)
    result = result_of(sample, "pdf", Look(nought="", is_ruled=False))
    told = {key for block in sample.form.blocks for line in block.lines for key in sample.cells
            if key.startswith(f"{line.key}.")}  # fmt: skip
    assert result.report.numbers == {key: sample.cells[key] for key in told}
    assert {fault.code for fault in result.faults} == {Code.BLANK, Code.TABLE, Code.READ}
    assert "没有框线" in next(f.message for f in result.faults if f.code is Code.READ)


@pytest.mark.parametrize("is_ruled", [True, False], ids=["with lines", "without lines"])
@pytest.mark.parametrize("lines", range(0, 30, 3))
def test_wherever_a_page_ends(is_ruled, lines):
    """Within the head of a table, between its lines, before its last: all numbers, nothing said."""
    more = tuple("持续优化栏目设置，" for _ in range(lines))
    sample = replace(consistent(13), words=more)
    result = result_of(sample, "pdf", Look(is_ruled=is_ruled))
    assert result.report.numbers == sample.cells
    assert {fault.code for fault in result.faults} <= REMARKS


@YEARS
@given(seed=st.integers(0, 10**6), extension=st.sampled_from(["html", "json"]))
@settings(max_examples=15, deadline=None)
def test_nothing_is_said_of_a_consistent_report(year, seed, extension):
    sample = consistent(seed, year)
    result = result_of(sample, extension)
    assert result.report.numbers == sample.cells
    assert not [fault for fault in result.faults if fault.code not in REMARKS]


@pytest.mark.parametrize("extension", FILES)
@pytest.mark.parametrize("seed", [1, 2])
def test_nor_of_two_years_that_carry_on(extension, seed):
    before = replace(
        consistent(seed, 2023),
        problems="去年的不足主要在三个方面：目录更新慢，个别答复没有写明依据，网站检索不方便，公众反映较多。",
        published="2024-01-20",
    )
    sample = replace(consistent(seed + 100, 2024, before), published="2025-01-22")
    result = result_of(sample, extension, before=before)
    assert result.before
    assert not [fault for fault in result.faults if fault.code not in REMARKS | {Code.COPIED}]
    assert {fault.part for fault in result.faults if fault.code is Code.COPIED} <= {
        sample.form.chapters[0]  # the words of the first part are the same in all samples
    }


def test_a_report_of_nothing_but_noughts():
    sample = consistent(1)
    nothing = replace(sample, cells=dict.fromkeys(sample.cells, 0))
    assert not result_of(nothing, "html").faults


def test_the_samples_are_consistent_in_words_too():
    assert "（五）监督保障" in "".join(consistent(3).chapters()[0])
    assert samples.FILES.keys() == {"html", "docx", "pdf", "json"}
