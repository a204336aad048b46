"""Importing ledgers: what is read, what is refused, what a second reading changes."""

import io
import json
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from huiyin.audit import chain
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.foi.models import Application
from huiyin.hotline.models import ServiceRequest
from huiyin.ingest import ledgers
from huiyin.ingest.models import Batch, Row
from huiyin.licensing.actions import revoke
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.publicity.holders import HolderKind

from .ledger_rows import APPLICATION, IDENTITY, LICENCE, REQUEST, ROWS, book


def licence_row(**changes):
    return {**LICENCE, **changes}


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_becomes_a_record_and_again_changes_nothing(take, kind):
    first, second = take(kind, ROWS[kind]), take(kind, ROWS[kind])
    assert (first.read, first.created, first.rejected) == (1, 1, [])
    assert (second.created, second.updated, second.unchanged, second.rejected) == (0, 0, 1, [])


def test_a_licence_is_stored_as_the_action_stores_it(take, licence):
    take("licences", licence_row(行政许可决定文书号="云城管许字[2020]第2号"))
    imported = Licence.objects.get(reference="云城管许字〔2020〕2号")
    registered = licence()
    same = {"id", "reference"}
    for field in Licence._meta.concrete_fields:
        if field.name not in same:
            assert getattr(imported, field.attname) == getattr(registered, field.attname), (
                field.name
            )
    assert imported.publish_due_on == date(2020, 5, 14)


def test_every_row_has_its_audit_entry_and_origin(take):
    result = take("licences", LICENCE, licence_row(行政许可决定文书号="云城管许字〔2020〕2号"))
    assert Entry.objects.filter(verb="licensing.licence.register").count() == 2
    summary = Entry.objects.get(verb="ingest.import")
    assert summary.facts["created"] == 2
    second = Licence.objects.get(reference="云城管许字〔2020〕2号")
    origin = Row.objects.about(second).get()
    assert (origin.number, origin.is_new, origin.batch) == (3, True, result.batch)
    batch = Batch.objects.get()
    assert (batch.file_name, batch.created, batch.is_complete) == ("台账.xlsx", 2, True)
    assert len(batch.sha256) == 64
    chain.seal()
    assert chain.verify().ok


def test_a_changed_row_amends_with_audit(take):
    take("licences", LICENCE)
    result = take(
        "licences", licence_row(许可内容="准予处置建筑垃圾300立方米", 许可决定日期="20200507")
    )
    assert (result.created, result.updated) == (0, 1)
    stored = Licence.objects.get()
    assert (stored.content, stored.decided_on) == ("准予处置建筑垃圾300立方米", date(2020, 5, 7))
    assert stored.publish_due_on == date(2020, 5, 15)
    entry = Entry.objects.get(verb="licensing.licence.amend")
    assert entry.facts["changes"]["decided_on"] == ["2020-05-06", "2020-05-07"]
    assert [origin.is_new for origin in Row.objects.about(stored)] == [False, True]


def test_an_answer_in_a_later_file_answers_the_application(take):
    take("foi", APPLICATION)
    result = take("foi", {**APPLICATION, "办理结果": "属于国家秘密", "答复日期": "2020-03-20"})
    assert result.updated == 1
    stored = Application.objects.get()
    assert (stored.state, stored.decision) == ("answered", "r3_3_1")
    take("foi", {**APPLICATION, "办理结果": "", "答复日期": ""})
    stored.refresh_from_db()
    assert (stored.state, stored.answered_on) == ("received", None)


def test_a_moved_receipt_recounts_the_clock(take):
    take("foi", APPLICATION)
    take("hotline", REQUEST)
    before = Application.objects.get().due_on, ServiceRequest.objects.get().due_on
    take("foi", {**APPLICATION, "收到日期": "2020-03-03"})
    take("hotline", {**REQUEST, "受理日期": "2020-03-03"})
    after = Application.objects.get().due_on, ServiceRequest.objects.get().due_on
    assert all(new > old for old, new in zip(before, after, strict=True))


def test_a_request_with_a_unit_and_an_answer(take, bureau):
    take("hotline", {**REQUEST, "承办单位": "监督指挥科", "诉求类型": "举报"})
    stored = ServiceRequest.objects.get()
    assert (stored.state, stored.unit.name, stored.is_confidential) == (
        "assigned",
        "监督指挥科",
        True,
    )
    take(
        "hotline",
        {
            **REQUEST,
            "承办单位": "监督指挥科",
            "诉求类型": "举报",
            "答复日期": "2020-03-05",
            "答复内容": "已处理",
        },
    )
    stored.refresh_from_db()
    assert stored.state == "answered"


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        pytest.param("XK_XDR_SHXYM", "91341799MA2TEX01KK", "校验码", id="a wrong check character"),
        pytest.param(
            "XK_XDR_SHXYM", "", "必须填写统一社会信用代码", id="an organisation without code"
        ),
        pytest.param("XK_XDR_SHXYM", 1.2e17, "文本", id="a code that Excel rounded"),
        pytest.param("XK_XDR_SHXYM", "1.2E+17", "科学计数", id="a code in scientific notation"),
        pytest.param("XK_XDR_SHXYM", "=ERR", "#REF!", id="a formula error"),
        pytest.param("许可决定日期", "2020-02-30", "没有这一天", id="an impossible day"),
        pytest.param("许可决定日期", "2099-01-01", "晚于今天", id="a decision in the future"),
        pytest.param("许可决定日期", "2023830", "看不懂", id="a date that lost its separators"),
        pytest.param("许可决定日期", "=ERR", "公式错误", id="a date in error"),
        pytest.param("有效期至", "2020-01-01", "早于有效期自", id="validity backwards"),
        pytest.param("行政相对人类别", "公司", "只能填", id="not a choice"),
        pytest.param("行政相对人名称", "长" * 201, "最多200个字", id="too long"),
        pytest.param("许可内容", "", "必填", id="a blank required cell"),
        pytest.param("许可内容", "  \n ", "必填", id="only white space"),
        pytest.param(
            "许可事项", "没有的事项", "燃气经营许可", id="an unknown matter lists the known"
        ),
        pytest.param("行政许可决定文书号", "", "必填", id="no reference"),
    ],
)
def test_a_bad_cell_is_named_with_row_and_column(take, column, cell, message):
    result = take(
        "licences",
        licence_row(**{column: cell}),
        licence_row(行政许可决定文书号="云城管许字〔2020〕9号"),
    )
    assert (result.read, result.created, result.rejected_rows) == (2, 1, 1)
    rejection = next(r for r in result.rejected if message in r.message)
    header = "行政相对人代码_1(统一社会信用代码)" if column == "XK_XDR_SHXYM" else column
    assert (rejection.row, rejection.column) == (2, header)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020/5/6", date(2020, 5, 6)),
        ("2020-05-06", date(2020, 5, 6)),
        ("2020.5.6", date(2020, 5, 6)),
        ("2020年5月6日", date(2020, 5, 6)),
        ("２０２０年５月６日 ", date(2020, 5, 6)),
        ("20200506", date(2020, 5, 6)),
        (20200506, date(2020, 5, 6)),
        (43957, date(2020, 5, 6)),
        ("2020-05-06 00:00:00", date(2020, 5, 6)),
        (date(2020, 5, 6), date(2020, 5, 6)),
        ("2099/12/31", date(2099, 12, 31)),
        ("长期", date(2099, 12, 31)),
    ],
)
def test_dates_as_offices_write_them(take, cell, day):
    result = take("licences", licence_row(有效期至=cell))
    assert result.rejected == []
    assert Licence.objects.get().valid_to == day


def test_cells_are_tidied(take):
    take(
        "licences",
        licence_row(
            行政相对人名称=" 云溪市\n样例公司\u200b ",
            XK_XDR_SHXYM="９１３４１７９９MA2TEX01KJ ",
            当前状态=1.0,
            工商注册号=341799000000123.0,
            许可内容="第一行\r\n第二行\x01",
        ),
    )
    stored = Licence.objects.get()
    assert stored.holder_name == "云溪市样例公司"
    assert stored.holder_uscc == "91341799MA2TEX01KJ"
    assert (stored.status_code, stored.holder_registration) == ("1", "341799000000123")
    assert stored.content == "第一行\n第二行"


def test_a_reference_twice_in_one_file(take):
    result = take(
        "licences",
        LICENCE,
        licence_row(许可内容="另一内容", 行政许可决定文书号="云城管许字[2020]1号"),
    )
    assert (result.created, result.rejected_rows) == (1, 1)
    assert result.rejected[0].message == "与第2行重复，但许可内容不同，没有导入；请核对哪一行是对的"
    assert Licence.objects.get().content == "准予处置建筑垃圾"


def test_strict_stores_nothing_when_one_row_is_bad(take):
    result = take(
        "licences", LICENCE, licence_row(行政许可决定文书号="", 许可内容="x"), strict=True
    )
    assert not result.is_stored
    assert (result.created, result.rejected_rows) == (0, 1)
    assert not Licence.objects.exists()
    assert not Batch.objects.exists()
    assert not Entry.objects.exclude(verb="audit.open").exists()


def test_titles_above_the_header_and_blank_rows_between(take):
    stream = book(
        LICENCE,
        {},
        licence_row(许可内容="", 行政许可决定文书号="云城管许字〔2020〕2号"),
        before=["行政许可台账", "单位：市城管局"],
    )
    result = take("licences", stream)
    assert (result.read, result.created) == (2, 1)
    assert result.rejected[0].row == 6


def test_headers_by_name_code_and_alias_in_any_width(take):
    renamed = {"行政相对人代码＿1（统一社会信用代码）": LICENCE["XK_XDR_SHXYM"]}
    row = {
        {"行政许可决定文书号": " xk_wsh*", "许可内容": "许可 内容"}.get(k, k): v
        for k, v in LICENCE.items()
    }
    del row["XK_XDR_SHXYM"]
    result = take("licences", {**row, **renamed, "经办人": "某"})
    assert result.created == 1
    assert "台账没有这些列，内容随记录保存在“原表其他列”：经办人" in result.notes
    assert Licence.objects.get().holder_uscc == LICENCE["XK_XDR_SHXYM"]


def test_missing_required_columns_are_listed(take):
    row = {k: v for k, v in LICENCE.items() if k not in {"许可内容", "有效期至"}}
    with pytest.raises(ledgers.LedgerFileError, match="缺少必需的列：许可内容、有效期至"):
        take("licences", row)


def test_a_column_twice_is_refused(take):
    with pytest.raises(ledgers.LedgerFileError, match="重复的列"):
        take("licences", {**LICENCE, "XK_WSH": "x"})


def test_the_example_row_of_the_template_is_not_imported(take, bureau):
    stream = io.BytesIO()
    ledgers.write_template("licences", stream, bureau.pk)
    stream.seek(0)
    with pytest.raises(ledgers.LedgerFileError, match="没有数据行"):
        take("licences", stream)


def test_columns_that_are_left_out_keep_what_is_stored(take):
    take(
        "licences",
        licence_row(
            备注="旧备注", 许可机关="另一机关", 许可机关统一社会信用代码="91341799MA2TEX01KJ"
        ),
    )
    result = take("licences", LICENCE)
    assert result.unchanged == 1
    assert Licence.objects.get().issuer == "另一机关"


def test_what_may_not_be_amended_any_more_is_refused(take, robot, morning):
    take("licences", LICENCE)
    revoke(Licence.objects.get(), actor=robot, at=morning, reason="依据错误")
    same, other = take("licences", licence_row()), take("licences", licence_row(许可内容="别的"))
    assert same.unchanged == 1
    assert "已撤销" in other.rejected[0].message


def test_somebody_without_the_right_imports_nothing(take, actor):
    with pytest.raises(MoveForbiddenError):
        take("licences", LICENCE, actor=actor("licensing.publish_licence"))
    assert take("licences", LICENCE, actor=actor("licensing.register_licence")).created == 1


def test_no_personal_number_in_results_entries_or_columns(take):
    rows = [
        licence_row(
            证件号码=IDENTITY, 证件类型="居民身份证", 行政相对人类别="自然人", XK_XDR_SHXYM=""
        ),
        licence_row(行政许可决定文书号="云城管许字〔2020〕2号", 证件号码=IDENTITY * 20),
        licence_row(
            行政许可决定文书号="云城管许字〔2020〕3号",
            行政相对人类别=IDENTITY,
            许可事项="13800001111",
        ),
    ]
    result = take("licences", *rows)
    take("licences", {**rows[0], "证件号码": "99999919500105124X"})
    stored = Licence.objects.get()
    assert stored.holder_id == "99999919500105124X"
    text = json.dumps(result.as_dict(), ensure_ascii=False)
    logged = json.dumps(
        list(Entry.objects.values_list("facts", "subject_name")), ensure_ascii=False
    )
    for number in (IDENTITY, "99999919500105124X", "13800001111"):
        assert number not in text
        assert number not in logged


def test_refused_rows_come_back_with_their_reason(take, tmp_path):
    result = take(
        "licences",
        LICENCE,
        licence_row(行政许可决定文书号="云城管许字〔2020〕2号", 许可内容="", 许可类别="=1+1"),
    )
    target = tmp_path / "x.rejected.xlsx"
    result.write_rejected(target)
    header, row = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert header[-2:] == ["原行号", "退回原因"]
    assert row[-2:] == [3.0, "许可内容：必填，请补上"]
    assert row[header.index("许可类别")] == "=1+1"
    assert row[header.index("许可决定日期")] == date(2020, 5, 6)


def test_a_repaired_file_of_refused_rows_is_imported(take, tmp_path):
    result = take("licences", licence_row(许可事项="城管"))
    target = tmp_path / "x.rejected.xlsx"
    result.write_rejected(target)
    LicenceMatter.objects.filter(name="城市建筑垃圾处置核准").update(code="城管")
    with target.open("rb") as stream:
        again = take("licences", stream)
    assert (again.created, [note for note in again.notes if "不认识" in note]) == (1, [])


def test_two_sheets_of_the_kind_are_refused(take):
    def second(book):
        sheet = book.add_worksheet("自然人")
        sheet.write_row(0, 0, list(LICENCE))

    result = take("licences", book(LICENCE, other=second))
    assert any("自然人" in note for note in result.notes)


OLD = {
    "XK_WSH": "云城管许字〔2016〕1号",
    "XK_XMMC": "建筑垃圾",
    "XK_SPLB": "普通",
    "XK_NR": "准予",
    "XK_XDR": "周示例",
    "XK_XDR_SFZ": IDENTITY,
    "XK_JDRQ": "2016/5/6",
    "XK_JZQ": "2017/5/6",
    "XK_XZJG": "云溪市城市管理局",
    "XK_ZT": "0",
}


def test_the_old_template_comes_in_by_its_mapping(take, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[columns]\n"XK_XMMC" = "许可事项"\n"XK_SPLB" = "许可类别"\n"XK_XDR" = "行政相对人名称"\n'
        '"XK_XDR_SFZ" = "证件号码"\n"XK_JZQ" = "有效期至"\n"XK_XZJG" = "许可机关"\n'
        '[values."许可事项"]\n"建筑垃圾" = "城市建筑垃圾处置核准"\n[values."当前状态"]\n"0" = "1"\n'
        '[defaults]\n"行政许可决定文书名称" = "许可决定书"\n[copies]\n"有效期自" = "许可决定日期"\n',
        encoding="utf-8",
    )
    assert take("licences", OLD, mapping=own).created == 1
    stored = Licence.objects.get()
    assert stored.valid_from == date(2016, 5, 6)
    assert (stored.holder_kind, stored.document_name) == (HolderKind.PERSON, "许可决定书")
    assert (stored.status_code, stored.issuer_uscc) == ("1", "11341799MB1Q00017E")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[columns]\n"a" = "没有的列"', "不是行政许可台账的列名"),
        ("[columns", "读不了映射文件"),
        ("[rows]\na = 1", "不认识的部分"),
        ('columns = "x"', "都应是表"),
    ],
)
def test_a_faulty_mapping_is_refused(take, tmp_path, text, message):
    file = tmp_path / "m.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ledgers.LedgerFileError, match=message):
        take("licences", LICENCE, mapping=file)


def test_an_unknown_ledger():
    with pytest.raises(ledgers.UnknownKindError, match="没有“x”台账"):
        ledgers.find("x")
