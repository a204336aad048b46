"""Published annual reports: each fault that is told is explained here, and nothing else is told."""

import json
from pathlib import Path

import pytest

from huiyin.report_audit.audit import audit
from huiyin.report_audit.reading import read
from huiyin.report_audit.report import Code
from huiyin.report_audit.tests.samples import KINDS, Look, Sample, html

REPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "annual_reports"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REPORTS.exists(), reason=f"the reports are not here: {REPORTS.name}"),
]
PARTS = {
    2: "二、主动公开政府信息情况",
    3: "三、收到和处理政府信息公开申请情况",
    4: "四、政府信息公开行政复议、行政诉讼情况",
}
WHOLE = {
    "002.pdf": [
        # （六）其他处理 is one row, as it was until 2020
        (Code.FORM, PARTS[3], ""),
        # the text tells the 17 of its office, the table the 95 of the district
        (Code.TEXT, PARTS[3], "一、本年新收政府信息公开申请数量"),
        # 2.其他法律行政止公开
        (Code.LABEL, PARTS[3], "2.其他法律行政法规禁止公开"),
    ],
    "003.pdf": [],
    "002.json": [(Code.FORM, PARTS[3], "")],
    "003.json": [],
    # three proceedings, total 0: its collector calls it a possible error of parsing
    "007.json": [(Code.IDENTITY, PARTS[4], "未经复议直接起诉")],
    "008.json": [],
    "009.json": [],
    "010.json": [
        # of part two only three lines were taken down
        (Code.LINE, PARTS[2], "规章"),
        (Code.LINE, PARTS[2], "行政规范性文件"),
        (Code.LINE, PARTS[2], "行政许可"),
        # cells of organisations are blank in the original
        (Code.BLANK, PARTS[3], ""),
    ],
}
PARTIAL = sorted(path.name for path in REPORTS.glob("1*.json"))
ABSENT = {Code.TABLE, Code.LINE}
"""Of these only the first words of a page were taken down: what is not there is said to be missing."""
BESIDE = {
    # a dash for a number, and blanks
    "123.json": {Code.BLANK},
    # blank cells for 许可, 处罚, 收费
    "124.json": {Code.BLANK},
}


def result_of(name):
    return audit(read((REPORTS / name).read_bytes(), name))


def test_each_whole_report_has_a_line():
    names = {path.name for path in REPORTS.iterdir()} - set(PARTIAL)
    assert names == set(WHOLE)


@pytest.mark.parametrize("name", WHOLE)
def test_each_fault_is_explained(name):
    faults = [
        (fault.code, fault.part, fault.line.rpartition("／")[2]) for fault in result_of(name).faults
    ]
    assert faults == WHOLE[name]


@pytest.mark.parametrize("name", PARTIAL)
def test_of_parts_of_reports_only_what_is_missing(name):
    codes = {fault.code for fault in result_of(name).faults}
    assert codes <= ABSENT | BESIDE.get(name, set())


@pytest.mark.parametrize("number", ["002", "003"])
def test_the_file_and_the_numbers_that_others_took_from_it(number):
    """Each number of the PDF is that of the collector's list."""
    file, listed = (result_of(f"{number}.{kind}").report for kind in ("pdf", "json"))
    assert file.numbers == listed.numbers
    assert file.agency == listed.agency
    assert file.year == listed.year
    assert len(file.numbers) == len(file.form.lines) * 7 + 15 + 10


@pytest.mark.parametrize("name", ["003.json", "007.json", "008.json", "009.json"])
@pytest.mark.parametrize(
    "look", [Look(), Look(is_split=True, has_commas=True), Look(is_traditional=True)]
)
def test_published_numbers_in_pages_of_ours(name, look):
    """The numbers of real reports in a page: the same faults as in the list, and no other."""
    listed = result_of(name)
    data = json.loads((REPORTS / name).read_text(encoding="utf-8"))
    numbers = {key: _plain(number) for key, number in listed.report.numbers.items()}
    page = html(Sample(year=data["year"], cells=numbers), look)
    result = audit(read(page, "page.html"))
    assert result.report.numbers == listed.report.numbers
    told = [fault for fault in result.faults if fault.code is not Code.LABEL]
    assert [fault.code for fault in told] == [fault.code for fault in listed.faults]


def _plain(number):
    return int(number) if number == int(number) else number


def test_the_kinds_of_applicants_are_those_of_the_lists():
    table = json.loads((REPORTS / "003.json").read_text(encoding="utf-8"))["section3"]
    assert {len(row) for row in table.values()} == {len(KINDS) + 1}
