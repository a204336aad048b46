"""Files that cannot be taken in, CSV in its spellings, export and back, templates, commands."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.common import uscc
from huiyin.foi.actions import register as register_application
from huiyin.foi.models import Application
from huiyin.hotline.actions import register as register_request
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.ingest import ledgers
from huiyin.ingest.tables import sheets
from huiyin.licensing.actions import void
from huiyin.licensing.models import Licence, LicenceMatter

from .ledger_rows import IDENTITY, LICENCE, book


def csv_of(row, *, encoding="utf-8-sig", delimiter=",", extra=""):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(row)
    writer.writerow(row.values())
    return io.BytesIO((text.getvalue().rstrip("\r\n") + extra).encode(encoding))


def test_nothing_is_known_of_an_empty_file(take):
    with pytest.raises(ledgers.LedgerFileError, match="文件是空的"):
        take("licences", io.BytesIO(b"  \n"))


def other_zip(part="word/document.xml"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(part, "<x/>")
    return stream.getvalue()


def corrupt(content):
    """The same package with a sheet that is no XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(
                info.filename, body[: len(body) // 2] if "sheet1" in info.filename else body
            )
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(lambda: book(LICENCE).getvalue()[:-400], "不完整或已损坏", id="truncated"),
        pytest.param(
            lambda: book(LICENCE).getvalue()[:1500], "不完整或已损坏", id="truncated early"
        ),
        pytest.param(
            lambda: corrupt(book(LICENCE).getvalue()), "损坏", id="a sheet that is no XML"
        ),
        pytest.param(
            lambda: book({"姓名": "x", "分数": 1}).getvalue(),
            "没有找到行政许可台账的表头",
            id="another table",
        ),
        pytest.param(
            lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 4000,
            "旧版 .xls 读不出来，可能加了密码",
            id="old or encrypted",
        ),
        pytest.param(other_zip, "这不是 .xlsx 工作簿", id="a renamed docx"),
        pytest.param(lambda: b"\x89PNG\r\n\0\0\0" * 9, "这不是 .xlsx 或 .csv", id="a picture"),
        pytest.param(
            lambda: "许可内容".encode() + b"\xff\xff\x81", "编码", id="bytes in no encoding"
        ),
        pytest.param(lambda: b'a,"b\nc,d', "引号或分隔符有误", id="a quote without end"),
        pytest.param(
            lambda: csv_of({"a": 1}).getvalue(),
            "没有找到",
            id="another csv",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_in_gets_one_sentence(take, content, message):
    with pytest.raises(ledgers.LedgerFileError, match=message) as refused:
        take("licences", io.BytesIO(content()))
    assert "\n" not in str(refused.value)
    assert not Licence.objects.exists()


def test_a_large_file_is_refused_before_it_is_read(bureau, robot, morning, tmp_path, take):
    file = tmp_path / "large.csv"
    with file.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    with pytest.raises(ledgers.LedgerFileError, match="50 MB，最大 30 MB"):
        ledgers.import_file("licences", file, agency=bureau, actor=robot, at=morning)

    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size=-1):
            self.taken += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(ledgers.LedgerFileError, match="最大 30 MB"):
        take("licences", endless)
    assert endless.taken == sheets.MOST_BYTES + 1


def test_a_workbook_that_unpacks_too_large_is_refused(take, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 2000)
    with pytest.raises(ledgers.LedgerFileError, match="解压后过大"):
        take("licences", LICENCE)


def test_rows_upon_rows_of_blank_formatted_cells_are_no_rows(take):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for index, header in enumerate(LICENCE):
        sheet.write_string(0, index, header)
    for line in range(1, 200_000):
        sheet.write_blank(line, 0, None, bold)
    book.close()
    stream.seek(0)
    with pytest.raises(ledgers.LedgerFileError, match="没有数据行"):
        take("licences", stream)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_spelling(take, encoding, delimiter):
    result = take("licences", csv_of(LICENCE, encoding=encoding, delimiter=delimiter))
    assert (result.created, result.rejected) == (1, [])


def test_a_csv_row_with_too_many_cells_is_refused(take):
    result = take("licences", csv_of(LICENCE, extra=",多出来的"))
    assert "比表头多出1格" in result.rejected[0].message


def reopened(kind, form, queryset, **options):
    stream = io.BytesIO()
    ledgers.export(kind, queryset, stream, form, **options)
    stream.seek(0)
    return stream


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("personal", [False, True])
def test_export_and_import_changes_nothing(take, licence, bureau, robot, morning, form, personal):
    licence(
        content="=1+1", remark="'=x", holder_kind="自然人", holder_name="周示例", holder_id=IDENTITY
    )
    licence(
        reference="云城管许字【2020】第002号", content="@甲\n乙", remark="-3", holder_name="+A公司 "
    )
    options = {"agency": bureau, "actor": robot, "at": morning, "personal": personal}
    before = list(Licence.objects.values())
    result = take("licences", reopened("licences", form, Licence.objects.all(), **options))
    assert (result.read, result.unchanged, result.rejected) == (2, 2, [])
    assert list(Licence.objects.values()) == before


def test_an_ordinary_export_is_masked(licence):
    licence(
        holder_kind="自然人", holder_name="周示例", holder_id=IDENTITY, representative_id=IDENTITY
    )
    content = reopened("licences", "json", Licence.objects.all()).read().decode()
    (row,) = json.loads(content)
    assert (row["行政相对人名称"], row["证件号码"]) == ("周*例", "999***********123X")
    assert IDENTITY not in content


def test_masked_cells_do_not_make_a_new_record(take, licence, bureau, robot, morning):
    one = licence(holder_kind="自然人", holder_name="周示例", holder_id=IDENTITY)
    stream = reopened("licences", "xlsx", Licence.objects.all())
    void(one, actor=robot, at=morning, reason="录入错误")
    result = take("licences", stream)
    assert {r.column for r in result.rejected} == {"行政相对人名称", "证件号码"}


def test_a_personal_export_needs_the_right_and_is_audited(licence, bureau, actor, robot, morning):
    licence(holder_id=IDENTITY)
    options = {"agency": bureau, "at": morning, "personal": True}
    with pytest.raises(MoveForbiddenError):
        reopened(
            "licences",
            "csv",
            Licence.objects.all(),
            actor=actor("licensing.view_ledger"),
            **options,
        )
    assert not Entry.objects.filter(verb="ingest.export").exists()
    content = (
        reopened("licences", "csv", Licence.objects.all(), actor=robot, **options).read().decode()
    )
    assert IDENTITY in content
    entry = Entry.objects.get(verb="ingest.export")
    assert (entry.facts["records"], entry.facts["kind"]) == (1, "licences")


def test_formulas_are_only_text_in_an_export(licence):
    licence(content="=HYPERLINK(1)", remark="@SUM(1)")
    text = reopened("licences", "csv", Licence.objects.all()).read().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["许可内容"], row["备注"]) == ("'=HYPERLINK(1)", "'@SUM(1)")
    with zipfile.ZipFile(reopened("licences", "xlsx", Licence.objects.all())) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_text_too_long_for_excel_is_left_as_it_is(take, licence):
    licence(content="长" * 40_000)
    result = take("licences", reopened("licences", "xlsx", Licence.objects.all()))
    assert (result.unchanged, result.rejected) == (1, [])


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn"))
    | st.sampled_from("=+-@'\n\t ,;\"_x*"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() and not text.strip().startswith("（示例）"))
MAYBE = st.just("") | TEXT.filter(lambda text: set(text.strip()) != {"#"})
"""Only “#” is what a spreadsheet shows of a number that is too wide: refused in a column of numbers."""
DAYS = st.dates(date(1950, 1, 1), date(2026, 3, 1))


def made_code(number):
    first = f"91341799MA{number:07d}"
    return first + uscc.check_character(first)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_licence_survives_the_round_trip(data, licence, take, bureau, robot, morning):
    known = Licence.objects.count()
    for number in range(known, known + 2):
        decided = data.draw(DAYS)
        licence(
            reference=f"{number}{data.draw(TEXT)}"[:80],
            holder_name=data.draw(TEXT),
            holder_kind=data.draw(st.sampled_from(["法人及非法人组织", "自然人", "个体工商户"])),
            holder_uscc=made_code(number),
            holder_registration=data.draw(MAYBE),
            representative=data.draw(MAYBE),
            holder_id=data.draw(MAYBE),
            licence_type=data.draw(TEXT),
            content=data.draw(TEXT),
            decided_on=decided,
            valid_from=decided,
            valid_to=decided + timedelta(days=data.draw(st.integers(0, 90_000))),
            remark=data.draw(MAYBE),
            published_on=data.draw(st.none() | st.just(decided)),
        )
    before = list(Licence.objects.order_by("pk").values())
    form = data.draw(st.sampled_from(["xlsx", "csv"]))
    personal = data.draw(st.booleans())
    stream = reopened(
        "licences",
        form,
        Licence.objects.all(),
        agency=bureau,
        actor=robot,
        at=morning,
        personal=personal,
    )
    result = take("licences", stream)
    assert (result.created, result.updated, result.rejected) == (0, 0, []), result
    assert list(Licence.objects.order_by("pk").values()) == before


def test_applications_and_requests_survive_the_round_trip(take, bureau, robot, morning):
    register_application(
        Application(agency=bureau, received_on=date(2025, 3, 3), channel="letter", applicant_kind="person", applicant_name="周示例", applicant_contact="0000-1234567", description="=甲\n乙", decision="r3_3_1", answered_on=date(2025, 3, 10)),
        actor=robot, at=morning,
    )  # fmt: skip
    register_request(
        ServiceRequest(agency=bureau, received_on=date(2025, 3, 3), channel=Channel.objects.first(), request_kind="report", subject="占道", content="每晚", caller_name="周示例", caller_phone="13800001111", is_confidential=True, unit=bureau.units.first()),
        actor=robot, at=morning,
    )  # fmt: skip
    for kind, model in (("foi", Application), ("hotline", ServiceRequest)):
        for form in ("xlsx", "csv"):
            for personal in (True, False):
                stream = reopened(
                    kind,
                    form,
                    model.objects.all(),
                    agency=bureau,
                    actor=robot,
                    at=morning,
                    personal=personal,
                )
                result = take(kind, stream)
                assert (result.unchanged, result.rejected) == (1, []), (kind, form, personal)


@pytest.mark.parametrize("kind", ["licences", "foi", "hotline"])
def test_a_template_has_example_rules_and_choices(bureau, kind, take):
    stream = io.BytesIO()
    ledgers.write_template(kind, stream, bureau.pk)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))
    header, example = workbook.get_sheet_by_index(0).to_python()
    assert header == [column.header for column in ledgers.find(kind).columns]
    explanations = workbook.get_sheet_by_name("填写说明").to_python()
    assert [row[0] for row in explanations[3:]] == header
    with zipfile.ZipFile(stream) as package:
        assert b"<dataValidation " in package.read("xl/worksheets/sheet1.xml")
    row = dict(zip(header, example, strict=True))
    key = ledgers.find(kind).column("reference").header
    row[key] = row[key].removeprefix("（示例）")
    assert take(kind, row).rejected == []


@pytest.fixture
def command(bureau, capsys):
    def run(*args):
        code = 0
        try:
            call_command(*map(str, args))
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_commands_from_template_to_export(command, tmp_path):
    file, out = tmp_path / "台账.xlsx", tmp_path / "out.csv"
    assert command("ledger_template", "licences", "-o", tmp_path / "t.xlsx")[0] == 0
    file.write_bytes(book(LICENCE, {**LICENCE, "行政许可决定文书号": ""}).getvalue())
    code, output, _ = command("import_ledger", "licences", file, "--json")
    assert code == 1
    output = json.loads(output)
    assert {k: output[k] for k in ("read", "created", "updated", "unchanged")} == {
        "read": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
    }
    assert output["rejected"] == [
        {"row": 3, "column": "行政许可决定文书号", "value": "", "message": "必填，请补上"}
    ]
    assert (tmp_path / "台账.rejected.xlsx").exists()
    assert (
        command(
            "export_ledger", "licences", "-o", out, "--from", "2020-05-06", "--to", "2020-05-06"
        )[0]
        == 0
    )
    assert len(out.read_text("utf-8-sig").splitlines()) == 2
    code, output, _ = command("import_ledger", "licences", out)
    assert (code, "无变化 1" in output) == (0, True)
    command("export_ledger", "licences", "-o", out, "--from", "2020-05-07")
    assert len(out.read_text("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("import_ledger", "nothing", "x.xlsx"), 2, "没有“nothing”台账"),
        (("import_ledger", "licences", "none.xlsx"), 2, "找不到文件"),
        (("import_ledger", "licences", "bad.csv"), 1, "表头"),
        (("export_ledger", "nothing", "-o", "x.csv"), 2, "没有“nothing”台账"),
        (("export_ledger", "licences", "-o", "x.pdf"), 2, "扩展名"),
        (("export_ledger", "licences", "-o", "x.csv", "--from", "5月"), 2, "应为日期"),
        (("export_ledger", "licences", "-o", "none/x.csv"), 2, "写不了文件"),
        (("ledger_template", "nothing", "-o", "x.xlsx"), 2, "没有“nothing”台账"),
        (("ledger_template", "foi", "-o", "x.csv"), 2, "扩展名"),
    ],
)
def test_faults_and_wrong_usage(command, tmp_path, monkeypatch, args, code, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ended, out, err = command(*args)
    assert (ended, message in err, out) == (code, True, "")


def test_a_matter_by_its_code(take):
    matter = LicenceMatter.objects.first()
    LicenceMatter.objects.filter(pk=matter.pk).update(code="000117001")
    take("licences", {**LICENCE, "许可事项": "000117001"})
    assert Licence.objects.get().matter_id == matter.pk
