"""Cells that are not what they seem: keys in another notation, merged cells, bare formulas, days."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
import xlsxwriter

from huiyin.casework import ledgers
from huiyin.casework.cells import CellError, Day, Yuan
from huiyin.licensing.models import Licence

from .ledger_rows import LICENCE, book

KEYS = [
    (ledger.key, column.header)
    for ledger in ledgers.every()
    for column in ledger.columns
    if column.field == ledgers.KEY and ledger.key != "plans"
]
"""Not 序号 of the plan, which is a number by nature and is told apart by its year."""
CHANGED = [
    pytest.param("1.23457E+17", id="a long number as Excel shows it"),
    pytest.param("１．２３Ｅ＋１７", id="the same in wide signs"),
    pytest.param("1.2e-5", id="a small one"),
    pytest.param("3E+05", id="without a point"),
    pytest.param("1.5 E+17", id="with a blank"),
    pytest.param("########", id="a column too narrow"),
    pytest.param(123456789012345678, id="more digits than Excel keeps"),
    pytest.param(1.5, id="a fraction"),
    pytest.param(datetime(2026, 1, 1), id="a day"),  # noqa: DTZ001 - a cell has no zone
    pytest.param(date(2026, 1, 1), id="a date"),
    pytest.param(time(1, 5), id="a time"),
    pytest.param(True, id="true"),
]


@pytest.mark.parametrize("raw", CHANGED)
@pytest.mark.parametrize(("ledger", "header"), KEYS)
def test_no_key_in_another_notation_is_taken(ledger, header, raw):
    column = ledgers.find(ledger).column(ledgers.KEY)
    with pytest.raises(CellError, match=r"Excel|数字过长"):
        column.reader.read(raw)


def test_a_changed_key_leaves_the_other_record_alone(take):
    take("licences", LICENCE | {"行政许可决定文书号": "123456000000000000"})
    result = take("licences", LICENCE | {"行政许可决定文书号": 1.23456e17, "许可内容": "别人的"})
    assert [fault.column for fault in result.rejected] == ["行政许可决定文书号"]
    assert Licence.objects.get().content == LICENCE["许可内容"]


@pytest.mark.parametrize(
    "spelling",
    [
        "云城管〔２０２６〕９０１号",
        "云城管[2026]901号",
        "云城管 （2026） 第0901号",
        "云城管\u200b〔2026\u202e〕901号",
        "云城管【2026年】901号",
    ],
)
def test_another_spelling_is_the_same_record(take, spelling):
    take("licences", LICENCE | {"行政许可决定文书号": "云城管〔2026〕901号"})
    result = take("licences", LICENCE | {"行政许可决定文书号": spelling, "许可内容": "改过的内容"})
    assert (result.created, result.updated) == (0, 1)
    assert Licence.objects.get().reference == "云城管〔2026〕901号"


def test_a_second_spelling_in_one_file_is_named(take):
    first = LICENCE | {"行政许可决定文书号": "㵲政发[2026]1号"}
    second = LICENCE | {"行政许可决定文书号": "㵲政发〔２０２６〕１号"}
    result = take("licences", first, second)
    assert [fault.message for fault in result.rejected] == ["与第2行重复，内容相同，只取第2行"]
    assert Licence.objects.get().reference == "㵲政发〔2026〕1号"


def workbook(write, **options):
    """A workbook of one licence; `write(sheet, headers)` changes it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        sheet, headers = book.add_worksheet(), [*LICENCE, "备注"]
        for row, cells in enumerate([headers, *[[*LICENCE.values(), ""]] * 2]):
            for place, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, book.add_format({"num_format": 14}))
                else:
                    sheet.write_string(row, place, cell)
        sheet.write_string(2, headers.index("行政许可决定文书号"), "云城管许字〔2020〕2号")
        write(sheet, headers)
    stream.seek(0)
    return stream


def test_merged_cells_are_named_one_by_one(take):
    def merge(sheet, headers):
        place = headers.index("备注")
        sheet.merge_range(1, place, 2, place, "两行共用")

    result = take("licences", workbook(merge))
    (fault,) = result.rejected
    assert (fault.row, fault.column) == (3, "备注")
    assert "合并单元格 L2:L3" in fault.message
    assert Licence.objects.get().remark == "两行共用"


def test_a_merged_title_above_the_header_is_no_fault(take):
    stream = book(LICENCE, before=("行政许可公示台账",))
    changed = edited(
        stream,
        "</sheetData>",
        '</sheetData><mergeCells count="1"><mergeCell ref="A1:K1"/></mergeCells>',
    )
    assert take("licences", changed).created == 1


def test_a_formula_without_a_result_is_named(take):
    def write(sheet, headers):
        sheet.write_formula(1, headers.index("备注"), '="无"', None, "看不见")

    stream = edited(workbook(write), "<v>看不见</v>", "")
    result = take("licences", stream)
    (fault,) = result.rejected
    assert (fault.row, fault.column) == (2, "备注")
    assert "没有保存它的结果" in fault.message


def test_a_formula_whose_result_is_nothing_is_blank(take):
    def write(sheet, headers):
        sheet.write_formula(1, headers.index("备注"), '=""', None, "")

    assert take("licences", workbook(write)).created == 2


def edited(stream, old, new):
    """The same package with a change in its first sheet."""
    changed = io.BytesIO()
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(changed, "w") as copy:
        for info in package.infolist():
            body = package.read(info)
            if "sheet1.xml" in info.filename:
                assert old in body.decode()
                body = body.decode().replace(old, new).encode()
            copy.writestr(info.filename, body)
    changed.seek(0)
    return changed


def test_days_of_a_workbook_that_counts_from_1904(take):
    def write(sheet, headers):
        # the serial number alone: its cell has lost the format of a date
        sheet.write_number(1, headers.index("有效期自"), (date(2020, 5, 7) - date(1904, 1, 1)).days)

    result = take("licences", workbook(write, date_1904=True))
    assert not result.rejected
    first, second = Licence.objects.order_by("reference")
    assert [first.decided_on, second.decided_on] == [LICENCE["许可决定日期"]] * 2
    assert first.valid_from == date(2020, 5, 7)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-01-05", date(2026, 1, 5)),
        ("2026-01-05 23:59", date(2026, 1, 5)),
        ("2026-01-05 24:00", None),
        ("2026-01-05 24:00:00", None),
        ("2026-01-05 12:60", None),
        ("2026-01-05T99:00", None),
        (datetime(1900, 1, 20), None),  # noqa: DTZ001
        (date(1899, 12, 31), None),
        (46027, date(2026, 1, 5)),
        (46027.99, date(2026, 1, 5)),
        (20, None),
        (time(8, 30), None),
        (True, None),
    ],
)
def test_a_day_is_read_as_it_is_written_or_refused(raw, day):
    if day is None:
        with pytest.raises(CellError):
            Day().read(raw)
    else:
        assert Day().read(raw) == day


@pytest.mark.parametrize("raw", [0.2, "0.2", "2000元", "0.200000"])
def test_money_is_kept_in_yuan_and_written_in_the_unit_of_its_column(raw):
    reader = Yuan(unit="万元")
    assert reader.read(raw) == Decimal("2000.00")
    assert str(reader.show(Decimal("2000.00"))) == "0.2"


@pytest.mark.parametrize("raw", [2000, 2000.0, "2000"])
def test_yuan_typed_as_wan_are_asked_about(raw):
    with pytest.raises(CellError, match="是 2000 元的，写成“2000元”"):
        Yuan(unit="万元").read(raw)


@pytest.mark.parametrize("blank", ["", None, "无", "/"])
def test_no_money_is_nothing(blank):
    assert Yuan(unit="万元").read(blank) is None
