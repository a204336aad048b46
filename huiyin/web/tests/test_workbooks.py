"""A long sheet has the cells that XlsxWriter writes, and one row of it is alive at a time."""

import io
import weakref
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from huiyin.web import downloads, workbooks

TEXTS = [
    "云溪市样例公司", "=1+1", "+86", "-1", "@a", "a&b<c>\"d'", "两行\n的字", "两行\r\n的字", "\t前", " 前后 ",
    "\x00\x07\x1b", "_x0007_", "_x00ZZ_", "😀", "<r><t>红</t></r>", "007", "1e5", "x" * 32_767,
]  # fmt: skip
NUMBERS = [
    0, 12, -3, 999_999_999_999_999, 1.5, -0.1, 1e-7, 1e21, 0.1 + 0.2, True, False,
    Decimal("1.25"), Decimal("-2000.000000"), Decimal("123456789012.34"),
]  # fmt: skip
DAYS = [date(1901, 1, 1), date(2026, 2, 28), date(2099, 12, 31), datetime(2026, 3, 2, 15, 30)]  # noqa: DTZ001 - as a cell has it
LOOKS = {
    "usual": downloads.Look(),
    "texts": downloads.Look(head={"bold": True, "text_wrap": True}, text={"num_format": "@"}),
    "plain": downloads.Look(head=None, widths=(), is_frozen=False),
    "printed": downloads.Look(widths=(30, 12), is_printed=True),
}


def table(rows, look=workbooks.USUAL, heads=("甲", "乙")):
    return downloads.Table("list", "清单", heads, rows, look)


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def cell_of(value):
    """This cell alone, as it is read again."""
    content = downloads.content(table([[value]], heads=("甲",)), "xlsx")
    return sheet_of(content)["A2"]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_cells_and_looks_are_those_of_the_library(look):
    """As the library writes them one by one; but for a text like its own markup, which it lets through."""
    texts = [*(text for text in TEXTS if not text.startswith("<r>")), "\ufffe\uffff"]
    values = [*texts, *NUMBERS, *DAYS]
    made = sheet_of(downloads.content(table([[one, "乙"] for one in values], look), "xlsx"))
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("清单")
        day, text = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format(look.text or {})
        for row, value in enumerate(values, start=1):
            if isinstance(value, str):
                sheet.write_string(row, 0, value, text)
            elif isinstance(value, bool):
                sheet.write_boolean(row, 0, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(row, 0, value, day)
            else:
                sheet.write_number(row, 0, value, text)
    known = sheet_of(file.getvalue())
    for row in range(2, len(values) + 2):
        ours, theirs = made.cell(row, 1), known.cell(row, 1)
        assert (ours.data_type, ours.value, ours.number_format) == (
            theirs.data_type, theirs.value, theirs.number_format
        )  # fmt: skip
    assert made.max_row == len(values) + 1
    assert made["A1"].font.bold == bool(look.head)
    assert made.freeze_panes == ("A2" if look.is_frozen else None)
    assert (made.page_setup.orientation == "landscape") == look.is_printed


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_text_comes_back_as_it_was(text):
    content = downloads.content(table([[text]], heads=("甲",)), "xlsx")
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert read[1][0].replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert sheet_of(content)["A2"].data_type == "s"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (10**15, "1000000000000000"),
        (Decimal("1234567890.123456"), "1234567890.123456"),
        (date(1900, 2, 28), "1900-02-28"),
        ("😀" * 20_000, "😀" * 16_383),
    ],
    ids=["too many digits", "too many digits of an amount", "a day before 1901", "too long a text"],
)
def test_what_a_cell_cannot_hold_goes_out_as_text(value, read):
    assert cell_of(value).value == read


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")], ids=str)
def test_what_is_no_number_is_not_written(value):
    with pytest.raises(ValueError, match="no number"):
        cell_of(value)


def test_more_rows_than_a_sheet_has_are_not_cut_off(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    assert sheet_of(downloads.content(table([("甲", 1)] * 2), "xlsx")).max_row == 3
    with pytest.raises(ValueError, match="3 rows"):
        downloads.content(table([("甲", 1)] * 3), "xlsx")


def test_empty_cells_and_ragged_rows():
    content = downloads.content(table([["", None], [], [None, "乙", "丙"]]), "xlsx")
    read = [[cell.value for cell in row] for row in sheet_of(content).iter_rows()]
    assert read == [["甲", "乙", None], [None] * 3, [None] * 3, [None, "乙", "丙"]]


def test_the_same_rows_are_the_same_file():
    made = datetime(2026, 3, 2, 15, 30)  # noqa: DTZ001 - as the properties have it
    said = downloads.Table("list", "清单", ("甲",), [["乙"]], made=made)
    content = downloads.content(said, "xlsx")
    assert content == downloads.content(said, "xlsx")
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


class Row(list):
    """One whose end can be seen."""


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_row_is_gone_before_the_next_but_one_comes(form):
    alive, most = [], 0

    def rows():
        nonlocal most
        for number in range(3000):
            row = Row((f"第{number}行", number))
            alive[:] = [one for one in alive if one() is not None] + [weakref.ref(row)]
            most = max(most, len(alive))
            yield row

    class Counted(io.BytesIO):
        held = 0

        def write(self, data):
            Counted.held = max(Counted.held, len(data))
            return super().write(data)

    file = Counted()
    downloads.write(table(rows()), form, file)
    assert most <= 2
    assert 0 < Counted.held <= 64 * 1024
