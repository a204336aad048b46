"""Uploads: what is taken in, what is refused, and the refused rows given back."""

import io
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from python_calamine import CalamineWorkbook

from huiyin.disclosure.models import DocumentPage
from huiyin.foi.models import Application
from huiyin.ingest import ledgers
from huiyin.ingest.models import Batch
from huiyin.personal import keys, sealed
from tests.hostile import office


def sheet(records, agency):
    stream = io.BytesIO()
    ledgers.export("foi", records, stream, "csv", agency=agency)
    return stream.getvalue()


def upload(client, agency, name, content, kind="foi", **more):
    file = SimpleUploadedFile(name, content)
    typed = {"agency": agency.pk, "kind": kind, "file": file} | more
    return client.post("/desk/import/", typed)


def test_a_ledger_comes_in_and_bad_rows_come_back(desk, bureau, application):
    application(applicant_kind="company", applicant_name="云溪样例公司", applicant_contact="")
    text = sheet(Application.objects.all(), bureau).decode("utf-8-sig")
    head, row = text.splitlines()[:2]
    good, bad = row.replace("SQ", "XX"), row.replace("SQ", "YY").replace("网上申请", "心灵感应")
    client = desk("信息公开岗")
    answer = upload(client, bureau, "台账.csv", "\n".join([head, good, bad]).encode())
    result = answer.context["result"]
    assert (result.read, result.created, result.rejected_rows) == (2, 1, 1)
    assert "心灵感应" in answer.content.decode()
    token = answer.context["token"]
    assert client.get(f"/desk/import/refused/{token}.xlsx").status_code == 200
    stranger = desk("信息公开岗", username="stranger")
    assert stranger.get(f"/desk/import/refused/{token}.xlsx").status_code == 404


def test_refused_rows_lie_encrypted_for_a_day(desk, bureau, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HOME = tmp_path
    head = "编号,类别,届次,标题,领衔人,领衔人电话,承办方式,交办日期"
    row = "023,心灵感应,市五届人大四次会议,增加停车位,周示例,13912345670,主办,2026-03-02"
    client = desk("建议提案办理岗")
    answer = upload(client, bureau, "台账.csv", f"{head}\n{row}\n".encode(), kind="proposals")
    token = answer.context["token"]
    address = f"/desk/import/refused/{token}.xlsx"
    (kept,) = (place for place in tmp_path.rglob(f"*{token}*") if place.is_file())
    assert kept.read_bytes().startswith(keys.SEALED)
    assert kept not in sealed.orphans(before=timezone.now() - timedelta(hours=23))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(client.get(address).content))
    assert "13912345670" in [str(cell) for cell in rows.get_sheet_by_index(0).to_python()[1]]
    assert not [
        place
        for place in tmp_path.rglob("*")
        if place.is_file() and place != kept and b"13912345670" in place.read_bytes()
    ]
    yesterday = kept.stat().st_mtime - 24 * 3600 - 60
    os.utime(kept, (yesterday, yesterday))
    assert client.get(address).status_code == 404
    assert kept in sealed.orphans(before=timezone.now() - timedelta(days=1))


def test_strict_stores_nothing(desk, bureau, application):
    application(applicant_kind="company", applicant_name="云溪样例公司", applicant_contact="")
    text = sheet(Application.objects.all(), bureau).decode("utf-8-sig")
    head, row = text.splitlines()[:2]
    bad = row.replace("SQ", "YY").replace("网上申请", "心灵感应")
    rows = "\n".join([head, row.replace("SQ", "XX"), bad]).encode()
    answer = upload(desk("信息公开岗"), bureau, "台账.csv", rows, strict="on")
    assert not answer.context["result"].is_stored
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("台账.xlsx", b"not a workbook", "", id="no workbook"),
        pytest.param("台账.exe", b"MZ", "只能导入", id="another kind of file"),
        pytest.param("台账.csv", b"", "空的", id="an empty file"),
        pytest.param("台账.csv", b"a,b\n1,2\n", "表头", id="no header"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(desk, bureau, name, content, said):
    answer = upload(desk("信息公开岗"), bureau, name, content)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert said in answer.content.decode()


def test_what_lies_beyond_the_limits_of_readers_is_refused_in_words(tight_readers, desk, bureau):
    """The area of this sheet is not what its cells say; the list of this archive is half of it."""
    client = desk("信息公开岗")
    cells = office.WORKBOOKS["cells that do not say where they are"]()
    answer = upload(client, bureau, "台账.xlsx", cells)
    assert (answer.status_code, "另存一份" in answer.text) == (422, True)
    assert not Batch.objects.exists()
    page = b"<html><title>x</title><p " + b" ".join(b"a%d=1" % n for n in range(90_000)) + b">"
    archive = office.packed({f"{n}.html": page for n in range(4)})
    results = upload(client, bureau, "a.zip", archive, kind="pages").context["results"]
    reasons = [result.reason for result, _ in results]
    assert [label for _, label in results] == ["未导入"] * 4
    assert ["网页，仅HTML" in reason for reason in reasons] == [True, True, True, False]
    assert not DocumentPage.objects.exists()


def test_a_file_that_is_too_large_is_refused(desk, bureau, settings):
    settings.MAX_UPLOAD_MEGABYTES = 0
    answer = upload(desk("信息公开岗"), bureau, "台账.csv", b"a,b")
    assert answer.status_code == 422


@pytest.mark.parametrize("kind", ["licences", "nonsense", ""])
def test_only_ledgers_that_one_may_register(desk, bureau, kind):
    assert upload(desk("信息公开岗"), bureau, "台账.csv", b"a", kind=kind).status_code == 422


def test_only_for_an_agency_that_one_sees(desk, other_bureau):
    assert upload(desk("信息公开岗"), other_bureau, "台账.csv", b"a").status_code == 422


def test_a_page_that_is_none_is_reported(desk, bureau):
    answer = upload(desk("信息公开岗"), bureau, "a.html", b"<p>x</p>", kind="pages")
    assert answer.status_code == 200
    assert [label for _, label in answer.context["results"]] == ["未导入"]


def test_an_open_migration_stands_on_every_desk_until_it_is_closed(desk):
    admin, clerk = desk("系统管理岗"), desk("信息公开岗", username="somebody")
    last = timezone.localdate() + timedelta(days=3)
    opened = {"until": last.isoformat(), "statement": "原门户按三审制发布"}
    assert admin.post("/desk/migration/", {**opened, "until": ""}).status_code == 422
    assert admin.post("/desk/migration/", opened).status_code == 302
    for address in ("/desk/", "/desk/import/"):
        assert f"到 {last} 自动关闭" in clerk.get(address).content.decode()
    assert "原门户按三审制发布" in admin.get("/desk/migration/").content.decode()
    assert admin.post("/desk/migration/", {"close": "1"}).status_code == 302
    assert "旧站迁移期开启中" not in clerk.get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [("许可类别", 422), ("许可类别=", 422), ("颜色=红", 422), ("申请渠道＝网上申请", 200)],
)
def test_what_the_table_lacks_is_given_beside_it(desk, bureau, given, status):
    head = "申请编号,收到日期,申请人类型,申请人,联系方式,所需信息的内容描述"
    row = "XX2020-1,2020-03-02,自然人,周示例,13800001111,路灯合同"
    answer = upload(
        desk("信息公开岗"), bureau, "台账.csv", f"{head}\n{row}\n".encode(), given=given
    )
    assert answer.status_code == status
    assert Application.objects.count() == (status == 200)
