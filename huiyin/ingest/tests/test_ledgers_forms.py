"""The usual forms of one table: heads, rows that are no records, cells, older files."""

import io
from datetime import date

import pytest

from huiyin.casework import ledgers as declared
from huiyin.casework.cells import CellError, Code, Day, Number, Uscc
from huiyin.common import uscc
from huiyin.ingest import ledgers
from huiyin.ingest.ledgers import naming
from huiyin.licensing.models import Licence

from .ledger_rows import LICENCE, book
from .old_workbook import xls

KEY = "行政许可决定文书号"
OTHER = LICENCE | {KEY: "云城管许字〔2020〕2号"}


def by_name(kind="licences"):
    return naming.names_of(declared.find(kind).columns)


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("行政相对人名称（必填）", "holder_name"),
        ("*行政相对人名称", "holder_name"),
        ("行政相对人名称\n【必填项】", "holder_name"),
        ("行政相对人名称(选填)*", "holder_name"),
        ("1.行政相对人名称", "holder_name"),
        ("3、许可决定日期（yyyy/MM/dd）", "decided_on"),
        ("许可决定日期(必填，格式yyyy-mm-dd)", "decided_on"),
        ("许可决定日期 XK_JDRQ", "decided_on"),
        ("XK_JDRQ（许可决定日期）", "decided_on"),
        ("许可决定日期(XK_JDRQ)", "decided_on"),
        ("xk_yxqzi", "valid_to"),
        ("行政相对人代码＿1\n（统一社会信用代码）", "holder_uscc"),
        ("行政相对人代码_2 (工商注册号)", "holder_registration"),
        ("许可内容（不超过4000字）", "content"),
        ("行政相对人代码_2(身份证号)", None),
        ("许可金额（万元）", None),
        ("选填", None),
        ("", None),
    ],
)
def test_a_head_is_known_with_its_marks(head, field):
    column = naming.known(head, by_name())
    assert (column.field if column else None) == field


@pytest.mark.parametrize("ledger", declared.every(), ids=lambda ledger: ledger.key)
@pytest.mark.parametrize("shape", ["{}（必填）", "*{}", "{}\n(选填)", "2.{}"])
def test_every_column_of_every_ledger_is_known_with_marks(ledger, shape):
    names = naming.names_of(ledger.columns)
    for column in ledger.columns:
        assert naming.known(shape.format(column.header), names) is column, column.header


def table(*rows):
    """The licence's columns with rows of cells as they are, between two records."""
    heads = list(LICENCE)
    cells = [dict(zip(heads, row, strict=False)) for row in rows]
    return book(*[{head: row.get(head, "") for head in heads} for row in cells])


LINES = {
    "what to fill in": (["必填，文本，200字以内", *["选填"] * 10], "填写要求行"),
    "numbers of columns": ([str(number) for number in range(1, 12)], "栏次行"),
    "codes of columns": (
        ["XK_XDR_MC", "XK_XDR_LB", "XK_XDR_SHXYM", "XK_XKWS", "XK_WSH", "XK_XKLB", "XK_NR",
         "XK_JDRQ", "XK_YXQZ", "XK_YXQZI"],
        "列名行",
    ),
    "heads again": (list(LICENCE), "列名行"),
    "a total": (["合计", "共1件"], "合计行"),
    "a total with a colon": (["本页小计：", "", "3"], "合计行"),
    "a total in the key": (["合 计", "", "", "", "共2件"], "合计行"),
    "signatures": (["填表人：张某", "", "", "", "", "审核人：李某"], "签字或说明行"),
    "a note": (["说明：本表由各科室填报"], "签字或说明行"),
    "an example": (["示例", "法人及非法人组织"], "示例行"),
    "the template's example": (["某公司", "", "", "", "（示例）云城管许字〔2026〕1号"], "示例行"),
}  # fmt: skip


@pytest.mark.parametrize("cells, reason", LINES.values(), ids=LINES)  # noqa: PT006
@pytest.mark.parametrize("is_first", [True, False])
def test_a_row_that_is_no_record_is_named(take, cells, reason, is_first):
    record = list(LICENCE.values())
    far = reason in ("填写要求行", "栏次行")
    rows = [cells, record] if is_first or far else [record, cells]
    result = take("licences", table(*rows))
    number = 2 if is_first or far else 3
    assert (result.read, result.created, result.rejected) == (1, 1, [])
    assert result.passed_over == [(number, reason)]
    assert f"有1行不是记录，没有导入：{reason}（第{number}行）" in result.notes
    assert result.as_dict()["passed_over"] == [{"row": number, "reason": reason}]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"行政相对人名称": "合计网络有限公司"}, id="a firm that is called so"),
        pytest.param({"许可内容": "合计300立方米"}, id="a total in a text"),
        pytest.param({"行政相对人名称": "说明：无"}, id="a name like a note, with a key"),
        pytest.param({KEY: "（例1）云城管许字〔2020〕1号"}, id="a number with a bracket before it"),
    ],
)
def test_a_row_with_a_key_is_a_record(take, changes):
    result = take("licences", LICENCE | changes)
    assert (result.created, result.passed_over) == (1, [])


def test_a_row_without_its_number_is_refused_not_passed_over(take):
    result = take("licences", LICENCE, OTHER | {KEY: ""})
    assert (result.rejected_rows, result.passed_over) == (1, [])


READ = {
    "a serial number as text": (Day(), "46083", date(2026, 3, 2)),
    "a serial number with a point": (Day(), "46083.0", date(2026, 3, 2)),
    "a small number": (Day(), "12345", None),
    "a year of two figures": (Day(), "26/3/2", date(2026, 3, 2)),
    "a year of two figures in words": (Day(), "26年3月2日", date(2026, 3, 2)),
    "what may be a month": (Day(), "12/3/2", None),
    "another century": (Day(), "98/3/2", None),
    "Chinese": (Day(), "二〇二六年三月二日", date(2026, 3, 2)),
    "Chinese tens": (Day(), "二零二六年十二月三十一日", date(2026, 12, 31)),
    "Chinese, no such day": (Day(), "二〇二六年二月三十日", None),
    "a stroke": (Day(), "/", None.__class__),
    "a dash": (Day(), "——", None.__class__),
    "for ever": (Day(may_be_permanent=True), "无固定期限", date(2099, 12, 31)),
    "for ever with nines": (Day(may_be_permanent=True), "9999-12-31", date(2099, 12, 31)),
    "no code": (Code(20), "无", ""),
    "no credit code": (Uscc(18), "/", ""),
    "no number": (Number(80), "——", ""),
}


@pytest.mark.parametrize("reader, raw, value", READ.values(), ids=READ)  # noqa: PT006
def test_a_cell_is_read_or_refused(reader, raw, value):
    if value is None:
        with pytest.raises(CellError):
            reader.read(raw)
    else:
        assert reader.read(raw) == (None if value is type(None) else value)


GOOD = "91341799MA2TEX01KJ"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91341799MA2TEX01KK", f"末位应为 {GOOD[-1]}"),
        ("9I341799MA2TEXO1KJ", f"可能应为 {GOOD}"),
        ("341799000000123", "工商注册号"),
        ("91341799MA2TEX01K", "这里有17位"),
        ("9134179VMA2TEX01KJ", "不正确"),
    ],
)
def test_a_wrong_credit_code_is_told_with_the_right_one(code, said):
    with pytest.raises(CellError, match=said):
        Uscc(18).read(code)


def test_a_code_of_nine_is_an_organisation_code():
    code = next(
        c for c in map("MA2TEX01{}".format, "0123456789X") if uscc.is_valid_organisation_code(c)
    )
    with pytest.raises(CellError, match="9位的组织机构代码"):
        Uscc(18).read(code)


def test_what_was_read_by_a_rule_is_told_with_its_row(take):
    rows = [LICENCE | {KEY: "云城管许字【2020】1号", "许可决定日期": "43957", "有效期自": "20/5/6"},
            LICENCE | {KEY: "云城管许字〔2020〕2号", "许可决定日期": "43957"}]  # fmt: skip
    result = take("licences", *rows)
    assert result.created == 2, result.rejected
    assert "“许可决定日期”是 Excel 的日期序号，已换成日期：第2行起2处" in result.notes
    assert "“有效期自”的年份只有两位，按20开头的年份读入：第2行" in result.notes
    assert f"“{KEY}”的括号不是六角括号，已统一为“〔〕”：第2行" in result.notes


def test_a_required_cell_with_a_mark_for_nothing_says_what_may_be_written(take):
    (fault,) = take("licences", LICENCE | {"有效期至": "/"}).rejected
    assert (fault.row, fault.column, fault.value) == (2, "有效期至", "/")
    assert "“/”等于没有填" in fault.message
    assert "长期有效填 2099/12/31" in fault.message


def test_two_rows_with_one_number_say_where_they_differ(take):
    result = take("licences", LICENCE, LICENCE, LICENCE | {"许可内容": "别的", "有效期至": "长期"})
    assert [(fault.row, fault.message) for fault in result.rejected] == [
        (3, "与第2行重复，内容相同，只取第2行"),
        (4, "与第2行重复，但许可内容、有效期至不同，没有导入；请核对哪一行是对的"),
    ]


CELLS = [list(LICENCE), [str(cell) for cell in LICENCE.values()]]


def page(cells=CELLS, style=""):
    rows = "".join(
        f"<tr{style}>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells
    )
    return f'<html><meta charset="gbk"><body><table>{rows}</table></body></html>'.encode("gbk")


def sheet_xml(cells=CELLS):
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(
        "<Row>" + "".join(
            f'<Cell ss:Index="{place}"><Data ss:Type="String">{cell}</Data></Cell>'
            for place, cell in enumerate(row, start=1) if cell
        ) + "</Row>"
        for row in cells
    )  # fmt: skip
    body = f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="台账"><Table>{rows}</Table></Worksheet></Workbook>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode()


@pytest.mark.parametrize(
    "content", [xls(CELLS), page(), sheet_xml()], ids=["xls", "html as xls", "xml as xls"]
)
def test_an_older_file_is_read(take, content):
    result = take("licences", io.BytesIO(content))
    assert (result.created, result.rejected) == (1, [])
    assert Licence.objects.get().valid_to == date(2021, 5, 5)


def test_hidden_rows_of_a_page_are_not_read(take):
    with pytest.raises(ledgers.LedgerFileError, match="没有找到"):
        take("licences", io.BytesIO(page(style=' style="display:none"')))


def test_spanned_cells_of_a_page_are_named(take):
    content = page().decode("gbk").replace("<td>准予处置建筑垃圾</td>", '<td colspan="2">准予</td>')
    content = content.replace("<td>2020-05-06</td>", "")
    (fault,) = take("licences", io.BytesIO(content.encode("gbk"))).rejected
    assert (fault.column, "合并单元格" in fault.message) == ("许可决定日期", True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><body><p>x</p><title>t</title></body></html>", "没有表格"),
        (sheet_xml()[:-30], "读不出来"),
        (xls(CELLS)[:2000], "读不出来"),
    ],
)
def test_an_older_file_that_holds_no_table_is_refused(take, content, said):
    with pytest.raises(ledgers.LedgerFileError, match=said):
        take("licences", io.BytesIO(content))
