"""`huiyin check-report`: files and folders, the table of agencies, exit codes."""

import csv
import json
from dataclasses import replace

import openpyxl
import pytest
from django.core.management import call_command

from .samples import Look, consistent, data, html, word

BEFORE = replace(consistent(20, 2023), agency="清河市教育局", published="2024-01-20")
AFTER = replace(consistent(21, 2024, BEFORE), agency="清河市教育局", published="2025-01-20")
OTHER = replace(consistent(22, 2024), agency="清河市交通运输局", published="2025-02-09")
WRONG = replace(OTHER, cells=OTHER.cells | {"r4.person": OTHER.cells["r4.person"] + 50})


def run(*arguments):
    """The exit code."""
    try:
        call_command("check_report", *map(str, arguments))
    except SystemExit as ended:
        return ended.code
    return 0


@pytest.fixture
def folder(tmp_path):
    files = tmp_path / "reports"
    (files / "2024").mkdir(parents=True)
    (files / "2024" / "a.html").write_bytes(html(AFTER, Look()))
    (files / "2024" / "b.docx").write_bytes(word(WRONG, Look()))
    (files / "2024" / "c.pdf").write_bytes(b"%PDF-1.4 nothing")
    (files / "last.json").write_bytes(data(BEFORE, Look()))
    (files / "note.txt").write_text("not a report")
    return files


def test_a_clean_report_is_0(tmp_path, capsys):
    file = tmp_path / "a.html"
    file.write_bytes(html(AFTER, Look()))
    assert run(file) == 0
    assert "a.html：清河市教育局 2024。错误 0，疑问 0" in capsys.readouterr().out


def test_a_fault_is_1_with_its_cell(tmp_path, capsys):
    file = tmp_path / "b.html"
    file.write_bytes(html(WRONG, Look()))
    assert run(file) == 1
    out = capsys.readouterr().out
    assert "[错误] 勾稽关系不成立" in out
    right = OTHER.cells["r4.person"]
    assert f"“四、结转下年度继续办理”的“自然人”应为{right}（现为{right + 50}）" in out


def test_json_against_the_year_before(tmp_path, capsys):
    for name, sample in (
        ("a.html", AFTER),
        ("b.html", replace(BEFORE, cells=BEFORE.cells | {"r4.other": 77})),
    ):
        (tmp_path / name).write_bytes(html(sample, Look()))
    assert run(tmp_path / "a.html", "--before", tmp_path / "b.html", "--json") == 1
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    carried = [fault for fault in report["faults"] if fault["code"] == "carried"]
    assert report["before"] == "b.html"
    assert carried[0]["cells"][0] == "before:r4.other"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_folder_is_one_table(folder, tmp_path, form):
    names, output = tmp_path / "agencies.txt", tmp_path / f"table.{form}"
    names.write_text("清河市教育局\n清河市交通运输局\n清河市民政局\n", encoding="utf-8")
    details = tmp_path / "details.csv"
    assert run(folder, "--year", 2024, "--agencies", names, "-o", output, "--details", details) == 1
    rows = {(row["机关"], row["文件"]): row for row in rows_of(output)}
    clean, wrong = rows["清河市教育局", "a.html"], rows["清河市交通运输局", "b.docx"]
    assert (clean["收到情况"], clean["对照的上年报告"], int(clean["错误"])) == (
        "已收到",
        "last.json",
        0,
    )
    assert int(wrong["勾稽关系不成立"]) == 1
    assert rows["", "c.pdf"]["收到情况"].startswith("读不出")
    assert rows["清河市民政局", ""]["收到情况"] == "没有收到"
    assert len(rows) == 4
    told = rows_of(details)
    assert next(row["栏目"] for row in told if row["程度"] == "错误") == "自然人"


def rows_of(path):
    if path.suffix == ".csv":
        return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    heads, *rows = openpyxl.load_workbook(path).active.values
    return [
        dict(zip(heads, (cell or "" for cell in row), strict=True)) | {"错误": row[7]}
        for row in rows
    ]


def test_a_late_report_is_named(tmp_path):
    (tmp_path / "b.html").write_bytes(html(OTHER, Look()))
    assert run(tmp_path / "b.html", "-o", tmp_path / "t.csv") == 0
    assert rows_of(tmp_path / "t.csv")[0]["收到情况"] == "逾期"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["nowhere.pdf"], id="no such file"),
        pytest.param(["{folder}", "--before", "{folder}/last.json"], id="many against one"),
        pytest.param(["{folder}", "-o", "table.pdf"], id="another kind of table"),
        pytest.param(["{folder}", "--agencies", "nowhere.txt"], id="no such list"),
        pytest.param(["{folder}/.."], id="a folder, its own"),
    ],
)
def test_wrong_usage_is_2(folder, arguments):
    (folder.parent / "empty").mkdir()
    told = [one.format(folder=folder) for one in arguments]
    if told == [f"{folder}/.."]:
        told = [str(folder.parent / "empty")]
    assert run(*told) == 2
