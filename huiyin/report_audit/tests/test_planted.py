"""One fault planted in a consistent report: exactly that is named, with its cell and its number."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.checks import Severity
from huiyin.national_forms.forms import form_of
from huiyin.national_forms.identities import within
from huiyin.report_audit.diagnosis import diagnose
from huiyin.report_audit.report import Code

from .samples import KINDS, consistent
from .test_clean import REMARKS, result_of

YEARS = pytest.mark.parametrize("year", [2020, 2024], ids=["2019 form", "2021 form"])
LINES = {year: [line.key for line in form_of(year).lines] for year in (2020, 2024)}


def faults_of(result, *codes):
    return [fault for fault in result.faults if fault.code not in REMARKS | set(codes)]


@YEARS
@given(
    seed=st.integers(0, 10**6), line=st.integers(0, 22), column=st.integers(0, 6),
    by=st.integers(1, 500),
)  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_a_wrong_number_of_part_three_is_found_in_its_cell(year, seed, line, column, by):
    sample = consistent(seed, year)
    key = f"{LINES[year][line]}.{(*KINDS, 'total')[column]}"
    right = sample.cells[key]
    result = result_of(sample.with_cell(key, right + by), "json")
    told = faults_of(result, Code.TEXT, Code.WORDS)
    assert [(fault.code, fault.cells) for fault in told] == [(Code.IDENTITY, (key,))]
    assert f"应为{right}（现为{right + by}）" in told[0].likely
    assert told[0].severity is Severity.ERROR


@YEARS
@given(seed=st.integers(0, 10**6), place=st.integers(0, 14), by=st.integers(1, 60))
@settings(max_examples=12, deadline=None)
def test_a_wrong_number_of_part_four_is_in_one_sum(year, seed, place, by):
    """One sum tells that it does not hold; which of its numbers is wrong it cannot tell."""
    sample = consistent(seed, year)
    head = sample.form.remedies[place]
    result = result_of(sample.with_cell(head.key, sample.cells[head.key] + by), "json")
    (told,) = faults_of(result)
    assert told.code is Code.IDENTITY
    assert told.cells[0].rpartition(".")[0] == head.key.rpartition(".")[0]
    assert f"相差{by}" in told.message


@given(seed=st.integers(0, 10**6), choice=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_two_boxes_of_a_line_that_changed_places(seed, choice):
    """Where one is nought and the other the whole, a slip of one number would explain as much."""
    sample = consistent(seed)
    numbers = sample.cells
    pairs = [
        (f"{line}.{one}", f"{line}.{other}")
        for line in LINES[2024]
        for one, other in combinations((*KINDS, "total"), 2)
        if sum(numbers[f"{line}.{kind}"] > 0 for kind in KINDS) > 2
    ]
    able = [
        (a, b) for a, b in pairs if numbers[a] != numbers[b] and min(numbers[a], numbers[b]) > 2
    ]
    first, second = able[choice % len(able)]
    wrong = replace(sample, cells=numbers | {first: numbers[second], second: numbers[first]})
    told = faults_of(result_of(wrong, "json"), Code.TEXT, Code.WORDS)
    assert [fault.code for fault in told] == [Code.SWAPPED]
    (found,) = diagnose(within(sample.form), {k: Decimal(n) for k, n in wrong.cells.items()})
    assert {first, second} in [set(one.cells) for one in found.corrections]  # among its equals


@pytest.mark.parametrize("extension", ["html", "docx", "pdf"])
def test_two_columns_that_changed_places(extension):
    sample = consistent(5)
    cells = dict(sample.cells)
    for line in LINES[2024]:
        one, other = f"{line}.other", f"{line}.total"
        cells[one], cells[other] = cells[other], cells[one]
    told = faults_of(result_of(replace(sample, cells=cells), extension), Code.TEXT)
    assert [fault.code for fault in told] == [Code.SWAPPED]
    assert "“其他”与“总计”两栏填反了" in told[0].likely


def test_a_number_that_was_changed_with_its_total():
    sample = consistent(5)
    cells = sample.cells | {
        "r3_1.person": sample.cells["r3_1.person"] + 7,
        "r3_1.total": sample.cells["r3_1.total"] + 7,
    }
    (told,) = faults_of(result_of(replace(sample, cells=cells), "html"), Code.TEXT)
    assert told.cells == ("r3_1.person", "r3_1.total")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("r3_1.person", "r3_5_1.person", id="in a column"),
        pytest.param("r3_1.person", "r3_1.company", id="in a line"),
    ],
)
def test_two_errors_that_outweigh_each_other(first, second):
    """The sum over both holds. The two across them tell of it, and not where both stand: no cell is
    said to be the likeliest, the planted pair is among the ways."""
    sample = next(one for one in map(consistent, range(99)) if one.cells[second] > 67)
    cells = sample.cells | {first: sample.cells[first] + 67, second: sample.cells[second] - 67}
    told = faults_of(result_of(replace(sample, cells=cells), "json"), Code.TEXT)
    assert [fault.code for fault in told] == [Code.IDENTITY]
    assert told[0].likely.startswith("可能的错处：")
    (found,) = diagnose(within(sample.form), {k: Decimal(n) for k, n in cells.items()})
    assert {first, second} in [set(one.cells) for one in found.corrections]


def test_two_faults_apart_are_two():
    sample = consistent(5)
    cells = sample.cells | {
        "r3_1.person": sample.cells["r3_1.person"] + 7,
        "r3_5_1.company": sample.cells["r3_5_1.company"] + 30,
    }
    told = faults_of(result_of(replace(sample, cells=cells), "html"), Code.TEXT)
    assert sorted(fault.cells for fault in told) == [("r3_1.person",), ("r3_5_1.company",)]


@pytest.mark.parametrize("extension", ["html", "docx", "pdf", "json"])
def test_the_same_in_every_file(extension):
    sample = consistent(8)
    wrong = sample.with_cell("r3_4_1.research", sample.cells["r3_4_1.research"] + 12)
    result = result_of(wrong, extension)
    (told,) = faults_of(result)
    assert (told.part, told.line, told.column) == (
        "三、收到和处理政府信息公开申请情况", "（四）无法提供／1.本机关不掌握相关政府信息", "科研机构",
    )  # fmt: skip
    assert result.report.numbers == wrong.cells


BEFORE = consistent(40, 2023)
AFTER = consistent(41, 2024, BEFORE)


@pytest.mark.parametrize(
    ("changes", "code", "cells"),
    [
        pytest.param({"r4.company": 3}, Code.CARRIED, ("before:r4.company",), id="carried over"),
        pytest.param({"normative.in_force": 2}, Code.NORMATIVE, None, id="rules in force"),
    ],
)  # fmt: skip
def test_from_year_to_year(changes, code, cells):
    before = replace(
        BEFORE, cells=BEFORE.cells | {k: BEFORE.cells[k] + n for k, n in changes.items()}
    )
    told = faults_of(result_of(AFTER, "json", before=before), Code.COPIED)
    assert [fault.code for fault in told] == [code]
    if cells:
        assert told[0].cells == cells


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("1O", "“1O”不是数字", id="a letter for a nought"),
        pytest.param("-3", "这一格是-3", id="below nought"),
        pytest.param("2.5", "这一格是2.5", id="half an application"),
        pytest.param("约20", "“约20”不是数字", id="a guess"),
    ],
)
def test_a_box_that_is_no_count(text, message):
    sample = consistent(8).with_cell("r3_4_1.research", text)
    told = [
        fault
        for fault in result_of(sample, "json").faults
        if fault.code in {Code.UNREADABLE, Code.NUMBER}
    ]
    assert [(fault.column, message in fault.message) for fault in told] == [("科研机构", True)]
