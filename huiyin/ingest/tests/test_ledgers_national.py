"""The national licence table as it is, of both generations, in and out again."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from huiyin.casework.ledgers import find
from huiyin.ingest import ledgers
from huiyin.licensing.ledger import STANDARD
from huiyin.licensing.models import Licence

from .ledger_rows import IDENTITY, book

HEADS = [find("licences").column(name).header for name in STANDARD]
ROW = dict.fromkeys(HEADS, "") | {
    "行政相对人名称": "云溪市样例建设有限公司",
    "行政相对人类别": "法人及非法人组织",
    "行政相对人代码_1(统一社会信用代码)": "91341799MA2TEX01KJ",
    "法定代表人": "周示例",
    "行政许可决定文书名称": "准予行政许可决定书",
    "行政许可决定文书号": "云城管许字〔2020〕1号",
    "许可类别": "核准",
    "许可内容": "准予处置建筑垃圾300立方米",
    "许可决定日期": date(2020, 5, 6),
    "有效期自": date(2020, 5, 6),
    "有效期至": "2099/12/31",
    "许可机关": "云溪市城市管理局",
    "许可机关统一社会信用代码": "11341799MB1Q00017E",
    "当前状态": "1",
    "数据来源单位": "云溪市城市管理局",
    "数据来源单位统一社会信用代码": "11341799MB1Q00017E",
}
OLD = {
    "XK_WSH": "云城管许字〔2016〕1号",
    "XK_XMMC": "某小区渣土清运",
    "XK_SPLB": "普通",
    "XK_NR": "准予",
    "XK_XDR": "周示例",
    "XK_XDR_SFZ": IDENTITY,
    "XK_JDRQ": "2016/5/6",
    "XK_JZQ": "2017/5/6",
    "XK_XZJG": "云溪市城市管理局",
    "XK_ZT": "0",
    "DFBM": "341799",
}
OLD_NAMES = {
    "行政许可决定书文号": "云城管许字〔2016〕2号",
    "项目名称": "渣土清运",
    "审批类别": "普通",
    "许可内容": "准予",
    "行政相对人名称": "云溪市样例建设有限公司",
    "行政相对人代码_1(统一社会信用代码)": "91341799MA2TEX01KJ",
    "行政相对人代码_2(组织机构代码)": "MA2TEX01K",
    "行政相对人代码_3(工商登记码)": "341799000000123",
    "法定代表人姓名": "周示例",
    "许可决定日期": "2016/5/6",
    "许可截止期": "2017/5/6",
    "许可机关": "云溪市城市管理局",
    "当前状态": "1",
}


def test_the_national_table_needs_no_column_of_ours(take):
    assert len(HEADS) == 28
    result = take("licences", ROW)
    assert (result.created, result.rejected) == (1, [])
    stored = Licence.objects.select_related("matter").get()
    assert (stored.matter.name, stored.valid_to) == ("城市建筑垃圾处置核准", date(2099, 12, 31))
    again = take("licences", ROW)
    assert (again.unchanged, again.rejected) == (1, [])


def test_codes_as_heads(take):
    codes = {
        find("licences").column(name).header: find("licences").column(name).code
        for name in STANDARD
    }
    assert take("licences", {codes[head]: cell for head, cell in ROW.items()}).created == 1


def test_a_matter_that_nobody_can_tell_is_asked_for(take, tmp_path):
    result = take("licences", ROW | {"许可内容": "准予许可"})
    (fault,) = result.rejected
    assert (fault.row, fault.column) == (2, "许可事项")
    assert "许可事项对应词" in fault.message
    target = tmp_path / "x.rejected.xlsx"
    result.write_rejected(target)
    heads, row = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    place = heads.index("许可事项")
    assert (place, row[place]) == (28, "")
    cells = dict(zip(heads, row, strict=True)) | {"许可事项": "燃气经营许可"}
    assert take("licences", cells).created == 1
    assert Licence.objects.get().matter.name == "燃气经营许可"


def test_a_stored_matter_is_not_worked_out_again(take):
    take("licences", ROW | {"许可事项": "燃气经营许可"})
    assert take("licences", ROW).unchanged == 1
    assert take("licences", ROW | {"许可事项": ""}).unchanged == 1
    assert Licence.objects.get().matter.name == "燃气经营许可"


@pytest.mark.parametrize("old", [OLD, OLD_NAMES], ids=["codes", "names"])
def test_the_old_template_is_known_without_being_named(take, old):
    result = take("licences", old)
    assert (result.created, result.rejected) == (1, [])
    assert any("2018 年以前" in note for note in result.notes)
    stored = Licence.objects.select_related("matter").get()
    assert (stored.matter.name, stored.valid_from) == ("城市建筑垃圾处置核准", date(2016, 5, 6))
    assert stored.project_name in ("某小区渣土清运", "渣土清运")
    assert take("licences", old).unchanged == 1


def test_numbers_of_the_old_template_go_where_they_belong(take):
    take("licences", OLD_NAMES)
    stored = Licence.objects.get()
    assert stored.holder_organisation_code == "MA2TEX01K"
    assert stored.holder_registration == "341799000000123"
    assert stored.status_code == "2"


@pytest.mark.parametrize("layout", ["standard", "codes"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("row", [ROW, OLD, OLD_NAMES], ids=["2018", "old codes", "old names"])
def test_the_national_list_goes_out_and_comes_back(take, bureau, robot, morning, row, form, layout):
    take("licences", row)
    before = list(Licence.objects.values())
    stream = io.BytesIO()
    count = ledgers.export(
        "licences", Licence.objects.all(), stream, form, agency=bureau, actor=robot, at=morning,
        personal=True, layout=ledgers.Layout(layout),
    )  # fmt: skip
    assert count == 1
    stream.seek(0)
    result = take("licences", stream)
    assert (result.read, result.unchanged, result.rejected) == (1, 1, [])
    assert [reason for _, reason in result.passed_over] == ["列名行"] * (layout == "codes")
    assert list(Licence.objects.values()) == before


def test_the_national_list_has_its_heads_and_texts_only(take, bureau):
    take("licences", ROW)
    stream = io.BytesIO()
    ledgers.export(
        "licences", Licence.objects.all(), stream, agency=bureau,
        layout=ledgers.Layout.STANDARD_WITH_CODES,
    )  # fmt: skip
    stream.seek(0)
    heads, codes, row = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()
    assert heads == HEADS
    assert (codes[0], codes[20:22], codes[27]) == ("XK_XDR_MC", ["XK_YXQZ", "XK_YXQZI"], "BZ")
    assert (row[19], row[21], row[24]) == ("2020/05/06", "2099/12/31", "1")
    assert all(isinstance(cell, str) for cell in row)


def test_a_ledger_without_a_national_list_has_no_such_export():
    with pytest.raises(ValueError, match="no national list"):
        ledgers.export("foi", Licence.objects.none(), io.BytesIO(), layout=ledgers.Layout.STANDARD)


def test_a_table_of_penalties_is_called_so(take):
    row = {"行政相对人名称": "某公司", "行政处罚决定书文号": "云城管罚字〔2026〕1号", "备注": ""}
    with pytest.raises(ledgers.LedgerFileError, match="这是行政处罚台账的表"):
        take("licences", row)


SHORT = {
    "行政相对人名称": "云溪市样例建设有限公司",
    "统一社会信用代码": "91341799MA2TEX01KJ",
    "行政许可决定文书号": "云城管许字〔2020〕7号",
    "许可内容": "处置渣土",
    "许可决定日期": date(2020, 5, 6),
    "有效期至": "长期",
}
GIVEN = {"行政许可决定文书名称": "准予行政许可决定书", "XK_XKLB": "核准"}


def test_what_a_short_table_lacks_may_be_given_for_the_whole_file(take):
    two_rows = book(SHORT, before=["行政相对人"])
    with pytest.raises(ledgers.LedgerFileError, match="许可类别。整张表都一样的"):
        take("licences", two_rows)
    result = take("licences", SHORT, given=GIVEN)
    assert (result.created, result.rejected) == (1, [])
    stored = Licence.objects.get()
    assert (stored.document_name, stored.licence_type) == ("准予行政许可决定书", "核准")
    assert take("licences", SHORT, given=GIVEN).unchanged == 1


def test_a_given_column_that_is_none_is_refused(take):
    with pytest.raises(ledgers.LedgerFileError, match="不是行政许可台账的列名"):
        take("licences", SHORT, given={"颜色": "红"})
