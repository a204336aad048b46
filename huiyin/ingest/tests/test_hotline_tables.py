"""Sheets of a city's 12345 platform: known by their headers, taken in once, and named where they are wrong."""

import csv
import io
from datetime import date

import pytest
import xlsxwriter

from huiyin.hotline.models import ServiceRequest
from huiyin.ingest.ledgers.importing import import_file

pytestmark = pytest.mark.django_db
CASES = ("id", "河流", "性质", "信息 来源", "标题", "时间", "投诉件内容", "回复1", "政府工具")
ORDERS = ("工单号", "诉求类型", "标题", "受理时间", "诉求内容", "联系人", "联系号码", "联系时间",
          "是否解决", "办理情况", "公开答复内容", "结案时间")  # fmt: skip
OURS = ("工单编号", "受理日期", "来源渠道", "诉求类型", "标题", "诉求内容", "诉求人", "联系电话")


def case(**changes):
    row = {"id": "F-1", "河流": "青枫河", "性质": "投诉", "信息 来源": "e福州app", "标题": "河水发黑",
           "时间": "2026-02-03 00:00:00", "投诉件内容": "青枫河发黑三天。", "回复1": "已收悉", "政府工具": "信息  "}  # fmt: skip
    return [{**row, **changes}[name] for name in CASES]


def order(**changes):
    row = {"工单号": "T-1", "诉求类型": "求助", "标题": "井盖松动", "受理时间": "2026-02-03 09:24:15",
           "诉求内容": "青枫路井盖松动。", "联系人": "周示例", "联系号码": "13800000000",
           "联系时间": "2026-02-03 14:00", "是否解决": "是", "办理情况": "诉求属实",
           "公开答复内容": "已更换井盖。", "结案时间": "2026-02-04 15:14:09"}  # fmt: skip
    return [{**row, **changes}[name] for name in ORDERS]


def ours(**changes):
    row = {"工单编号": "O-1", "受理日期": "2026-02-03", "来源渠道": "市长热线", "诉求类型": "求助",
           "标题": "井盖松动", "诉求内容": "青枫路井盖松动。", "诉求人": "周示例", "联系电话": "13800000000"}  # fmt: skip
    return [{**row, **changes}[name] for name in OURS]


def as_csv(*rows, encoding="utf-8-sig"):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return "表.csv", text.getvalue().encode(encoding)


def as_xlsx(*rows, merged=()):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    for area in merged:
        sheet.merge_range(*area)
    book.close()
    return "表.xlsx", content.getvalue()


@pytest.fixture
def take(bureau, robot, morning):
    def run(name, content):
        source = io.BytesIO(content)
        return import_file("hotline", source, name=name, agency=bureau, actor=robot, at=morning)

    return run


TITLE = ["二〇二六年二月热线工单清单"]
UPPER = ["工单编号", "受理日期", "来源渠道", "诉求类型", "诉求", "", "来电", ""]
UNDER = ["", "", "", "", "标题", "诉求内容", "诉求人", "联系电话"]
TAKEN = {
    "a list of cases": as_csv(CASES, case()),
    "in GB18030": as_csv(CASES, case(), encoding="gb18030"),
    "in UTF-16": as_csv(CASES, case(), encoding="utf-16"),
    "as a workbook": as_xlsx(CASES, case()),
    "a day as a number of Excel": as_xlsx(CASES, case(时间=46056)),
    "a day in words": as_csv(CASES, case(时间="2026年2月3日")),
    "a day with its month first": as_csv(CASES, case(时间="2/3/2026")),
    "emoji and rare characters": as_csv(CASES, case(标题="河水发黑😡", 投诉件内容="𠮷里河👨‍👩‍👧发黑")),
    "5,000 characters": as_csv(CASES, case(投诉件内容="黑" * 5000)),
    "lines in a cell": as_csv(CASES, case(投诉件内容="第一\n第二")),
    "a title above": as_csv(TITLE, CASES, case()),
    "a list of orders": as_csv(ORDERS, order()),
    "orders as a workbook": as_xlsx(ORDERS, order()),
    "two rows of headers": as_csv(UPPER, UNDER, ours()),
    "two rows below a title": as_csv(TITLE, [], UPPER, UNDER, ours()),
    "two rows of headers, merged": as_xlsx(
        UPPER, UNDER, ours(), merged=[(0, n, 1, n, UPPER[n]) for n in range(4)]
        + [(0, 4, 0, 5, "诉求"), (0, 6, 0, 7, "来电")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), TAKEN.values(), ids=TAKEN)
def test_it_is_taken_in_once_however_often_it_comes(take, name, content):
    first = take(name, content)
    assert (first.read, first.created, first.rejected) == (1, 1, [])
    request = ServiceRequest.objects.get()
    assert (request.received_on, request.channel.key) == (date(2026, 2, 3), "mayor-hotline")
    again = take(name, content)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)


def test_what_each_column_becomes(take):
    take(*as_csv(CASES, case()))
    one = ServiceRequest.objects.get()
    assert (one.reference, one.place, one.subject) == ("F-1", "青枫河", "河水发黑")
    assert (one.request_kind, one.content, one.state) == (
        "complaint",
        "青枫河发黑三天。",
        "received",
    )
    take(*as_csv(ORDERS, order()))
    other = ServiceRequest.objects.get(reference="T-1")
    assert (other.caller_name, other.caller_phone) == ("周示例", "13800000000")
    assert (other.state, other.answer_text) == ("answered", "已更换井盖。")
    assert other.answered_on == date(2026, 2, 4)


def test_it_says_which_table_it_was_and_what_it_left(take):
    notes = " ".join(take(*as_csv(CASES, case())).notes)
    assert "12345 平台的投诉件清单" in notes
    for left in ("回复1", "信息 来源", "政府工具"):
        assert left in notes


WRONG = {
    "the same twice in one sheet": (as_csv(CASES, case(), case()), 1, "工单编号"),
    "a number that became a decimal": (as_xlsx(CASES, case(id=3.5071120260203e17)), 0, "工单编号"),
    "a number in scientific words": (as_csv(CASES, case(id="3.50711E+17")), 0, "工单编号"),
    "merged cells below the header": (
        as_xlsx(CASES, case(), case(id="F-2"), merged=[(1, 2, 2, 2, "投诉")]), 1, "诉求类型",
    ),
    "a day that is none": (as_csv(CASES, case(时间="2026-02-30")), 0, "受理日期"),
    "no day": (as_csv(CASES, case(时间="")), 0, "受理日期"),
    "an unknown kind": (as_csv(CASES, case(性质="其他")), 0, "诉求类型"),
    "a telephone that is a name": (as_csv(OURS, ours(联系电话="王先生")), 0, "联系电话"),
    "no content": (as_csv(CASES, case(投诉件内容="")), 0, "诉求内容"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "created", "column"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_column(take, file, created, column):
    result = take(*file)
    assert result.created == created
    assert {one.column for one in result.rejected} == {column}


def test_the_next_day_only_what_is_new_or_changed(take):
    take(*as_csv(CASES, case(), case(id="F-2")))
    result = take(*as_csv(CASES, case(), case(id="F-2", 标题="河水发臭"), case(id="F-3")))
    assert (result.created, result.updated, result.unchanged) == (1, 1, 1)
