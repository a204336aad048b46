"""年报第三、第四部分 as printed: each year in its form, each file box by box the same numbers."""

import csv
import io
import json
from datetime import date

import docx
import openpyxl
import pytest
from django.core.management import call_command

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import annual_tables, statutory
from huiyin.foi.annual_tables import AnnualTables
from huiyin.foi.models import Application, Remedy
from huiyin.national_forms.forms import form_of, forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(bureau):
    """Of each result two, in turn of each column, and a remedy of each kind, for 2020 and for 2021."""
    kinds = list(statutory.COLUMNS)[:-1]
    for year in (2020, 2021):
        for number, result in enumerate(statutory.RESULTS * 2):
            application = Application.objects.create(
                agency=bureau, reference=f"SQ{year}-{number}", channel="online",
                applicant_kind=kinds[number % 6], applicant_name="甲", description="乙",
                received_on=date(year, 1, 1 + number % 28), state="answered",
                answered_on=date(year, 2 + number % 11, 5), decision=result,
            )  # fmt: skip
        for kind in ("reconsideration", "litigation", "litigation-after"):
            Remedy.objects.create(
                application=application, kind=kind, organ="市政府", outcome="upheld",
                filed_on=date(year, 12, 10), decided_on=date(year, 12, 20),
            )  # fmt: skip
    return bureau


def tables_of(agency, year, seen=None):
    return AnnualTables.of(agency, Scope.year(agency.pk, year, seen))


def boxes(grid):
    """What stands at each place of the rectangle, groups at each of theirs."""
    contents = {}
    for row, column, box in grid.placed():
        for down in range(box.down):
            for across in range(box.across):
                contents[row + down, column + across] = box.content
    width = len(grid.widths)
    return [[contents[row, column] for column in range(width)] for row in range(len(grid.rows))]


# year of report, since, rows of results printed, label of the last result
FORMS = [
    pytest.param(2008, 2019, 19, "（六）其他处理", id="before any form"),
    pytest.param(2018, 2019, 19, "（六）其他处理", id="the last year without one"),
    pytest.param(2019, 2019, 19, "（六）其他处理", id="60号: first year"),
    pytest.param(2020, 2019, 19, "（六）其他处理", id="60号: last year"),
    pytest.param(2021, 2021, 21, "3.其他", id="30号: first year"),
    pytest.param(2026, 2021, 21, "3.其他", id="30号: today"),
]


@pytest.mark.parametrize(("year", "since", "results", "last"), FORMS)
def test_each_year_in_its_form(year, since, results, last):
    form = form_of(year)
    keys = [line.key for line in form.lines]
    assert form.since == since
    assert keys[:2] == ["r1", "r2"]
    assert keys[-2:] == ["r3_7", "r4"]
    assert len(keys[2:-2]) == results
    assert form.lines[-3].path[-1] == last


@pytest.mark.parametrize("form", forms(), ids=lambda form: str(form.since))
def test_each_printed_box_is_a_figure(form):
    known = {one.key for one in [*statutory.table(), *statutory.remedies()]}
    printed = {f"foi.table.{row.key}.{col.key}" for row in form.lines for col in form.columns}
    assert printed | {f"foi.remedies.{head.key}" for head in form.remedies} <= known
    assert [column.key for column in form.columns] == list(statutory.COLUMNS)
    assert len(form.remedies) == 15


def test_spans_of_the_template(bureau):
    spans = {
        box.content: (box.down, box.across)
        for row in tables_of(bureau, 2021).handled().rows
        for box in row
        if box.scope in {"rowgroup", "colgroup"}
    }
    assert spans == {
        "申请人情况": (1, 7),
        "法人或其他组织": (1, 5),
        "三、本年度办理结果": (22, 1),
        "（三）不予公开": (8, 1),
        "（四）无法提供": (3, 1),
        "（五）不予处理": (5, 1),
        "（六）其他处理": (3, 1),
    }


def test_2019_prints_one_row_of_other_endings(register):
    old, new = tables_of(register, 2020), tables_of(register, 2021)
    assert len(old.handled().body) == 23
    assert len(new.handled().body) == 25
    apart = [new.counts[f"foi.table.r3_6_{n}.total"] for n in (1, 2, 3)]
    assert old.counts["foi.table.r3_6.total"] == sum(apart) == 6


@pytest.mark.parametrize("year", [2020, 2021])
def test_each_box_is_the_length_of_its_list(register, year):
    scope = Scope.year(register.pk, year)
    for key, count in tables_of(register, year).counts.items():
        assert registry.find(key).records(scope).count() == count, key


def test_as_of_a_day_in_numbers_words_and_names(register):
    tables = tables_of(register, 2021, date(2021, 6, 30))
    assert tables.counts["foi.table.r3_7.total"] < tables.counts["foi.table.r1.total"] == 42
    assert tables.counts["foi.table.r4.total"] == 42 - tables.counts["foi.table.r3_7.total"]
    assert tables.title == "2021年依申请公开统计表（截至6月30日）"
    assert tables.file_name.endswith("2021年依申请公开统计表_截至20210630")
    assert "2021年1月1日至2021年6月30日（截至6月30日，只计到这一天）" in tables.notes[0]
    whole = tables_of(register, 2021, date(2022, 1, 1))
    assert whole.title == "2021年依申请公开统计表"
    assert whole.file_name.endswith("2021年依申请公开统计表_20220101")


def test_years_before_any_form_say_so(bureau):
    assert "2019年以前没有全国统一的格式" in tables_of(bureau, 2018).notes[1]
    assert "〔2019〕60号" in tables_of(bureau, 2020).notes[1]
    assert "〔2021〕30号" in tables_of(bureau, 2021).notes[1]


def written(tables, form):
    file = io.BytesIO()
    annual_tables.write(tables, form, file)
    file.seek(0)
    return file


@pytest.mark.parametrize("year", [2020, 2021])
def test_word_holds_each_box(register, year):
    tables = tables_of(register, year)
    document = docx.Document(written(tables, "docx"))
    for grid, table in zip((tables.handled(), tables.contested()), document.tables, strict=True):
        read = [[cell.text for cell in row.cells] for row in table.rows]
        assert read == [[str(content) for content in row] for row in boxes(grid)]
    assert [p.text for p in document.paragraphs][-3:] == tables.notes


@pytest.mark.parametrize("year", [2020, 2021])
def test_excel_holds_each_box_and_numbers_as_numbers(register, year):
    tables = tables_of(register, year)
    book = openpyxl.load_workbook(written(tables, "xlsx"))
    for grid, sheet in zip((tables.handled(), tables.contested()), book.worksheets, strict=True):
        merged = {str(one) for one in sheet.merged_cells.ranges}
        for row, column, box in grid.placed():
            cell = sheet.cell(row + 3, column + 1)
            assert cell.value == box.content
            if box.down > 1 or box.across > 1:
                last = sheet.cell(row + 2 + box.down, column + box.across)
                assert f"{cell.coordinate}:{last.coordinate}" in merged
        assert sheet.cell(1, 1).value == tables.title
        below = [sheet.cell(len(grid.rows) + 4 + n, 1).value for n in range(3)]
        assert below == tables.notes


@pytest.mark.parametrize("year", [2020, 2021])
def test_csv_and_json_name_the_figure_of_each_number(register, year):
    tables = tables_of(register, year)
    rows = list(csv.DictReader(io.StringIO(written(tables, "csv").read().decode("utf-8-sig"))))
    records = json.loads(written(tables, "json").read())
    assert {row["数据编号"]: int(row["数值"]) for row in rows} == tables.counts
    assert {row["数据编号"]: row["数值"] for row in records} == tables.counts
    assert {(row["统计期起"], row["统计期止"]) for row in records} == {
        (f"{year}-01-01", f"{year}-12-31")
    }


def test_the_tables_are_few_questions(register, django_assert_num_queries):
    with django_assert_num_queries(2):
        tables_of(register, 2021)


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "json"])
def test_the_command_writes_the_same(register, tmp_path, form):
    file = tmp_path / f"table.{form}"
    call_command("application_tables", "--year=2021", "--as-of=2021-06-30", "-o", str(file))
    tables = tables_of(register, 2021, date(2021, 6, 30))
    if form in {"csv", "json"}:
        assert file.read_bytes() == written(tables, form).read()
    else:
        assert file.read_bytes()[:2] == b"PK"


def test_the_command_prints_json(register, capsys):
    call_command("application_tables", "--year=2021", "--json")
    assert len(json.loads(capsys.readouterr().out)) == 25 * 7 + 15


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--year=2021", "--as-of=2020-12-31"], id="a day before the year"),
        pytest.param(["--year=2021", "--as-of=2999-01-01"], id="a day to come"),
        pytest.param(["--year=2021", "--as-of=soon"], id="no day"),
        pytest.param(["--year=2021", "--format=docx"], id="no file"),
        pytest.param(["--year=2021", "-o", "table.pdf"], id="another kind of file"),
        pytest.param(["--year=2021", "-o", "/nowhere/table.docx"], id="no such folder"),
    ],
)
def test_wrong_usage_of_the_command(bureau, arguments):
    with pytest.raises(SystemExit) as ended:
        call_command("application_tables", *arguments)
    assert ended.value.code == 2
