"""年报核查 on the desk: who may, what the page says, what is taken along; nothing is kept."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.audit.models import Entry
from huiyin.files.models import StoredFile

from .samples import Look, consistent, html, pdf

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/check-reports/"
CLEAN = replace(consistent(31), agency="清河市教育局")
WRONG = CLEAN.with_cell("r3_2.company", CLEAN.cells["r3_2.company"] + 40)


def upload(sample, name="a.html", make=html):
    return SimpleUploadedFile(name, make(sample, Look()))


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("信息公开岗", 200),
        ("信息公开负责人", 200),
        ("信息起草岗", 200),
        ("热线办理岗", 403),
        ("审计岗", 403),
    ],
)
def test_roles(desk, post, status):
    client = desk(post)
    assert client.get(ADDRESS).status_code == status
    assert client.post(ADDRESS, {"reports": upload(CLEAN)}).status_code == status


def test_visitors_are_sent_to_the_door(client):
    assert client.get(ADDRESS).status_code == 302


def test_the_page_names_the_cell_and_keeps_nothing(desk):
    client = desk("信息公开岗")
    entries, files = Entry.objects.count(), StoredFile.objects.count()
    answer = client.post(ADDRESS, {"reports": [upload(WRONG), upload(CLEAN, "b.pdf", pdf)]})
    text = answer.content.decode()
    right = CLEAN.cells["r3_2.company"]
    assert "清河市教育局 2024" in text
    assert f"的“商业企业”应为{right}（现为{right + 40}）" in text
    assert "没有发现问题" in text
    assert (Entry.objects.count(), StoredFile.objects.count()) == (entries, files)


@pytest.mark.parametrize(("wanted", "rows"), [("overview", 2), ("details", 1)])
def test_the_table_to_take_along(desk, wanted, rows):
    files = [upload(WRONG), upload(CLEAN, "b.html")]
    answer = desk("信息公开岗").post(ADDRESS, {"reports": files, "as": wanted})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    heads, *lines = book.active.values
    assert heads[0] == "机关"
    assert len({line[2] for line in lines}) == rows


def test_a_file_that_cannot_be_read_is_said_beside_the_others(desk):
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 nothing")
    answer = desk("信息公开岗").post(ADDRESS, {"reports": [scan, upload(CLEAN)]})
    text = answer.content.decode()
    assert "“scan.pdf”没有读出来" in text
    assert "没有发现问题" in text


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        pytest.param([], "请选择文件", id="none"),
        pytest.param([SimpleUploadedFile("a.html", b"")], "文件是空的", id="an empty one"),
        pytest.param([SimpleUploadedFile(f"{n}.html", b"x") for n in range(31)], "一次最多核查 30 份", id="too many"),
    ],
)  # fmt: skip
def test_what_is_refused(desk, files, sentence):
    answer = desk("信息公开岗").post(ADDRESS, {"reports": files})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
