"""我为政府网站找错: from the footer to a case with its limit, and back by number and code."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huiyin.hotline.models import RequestFile, ServiceRequest, ServiceTarget
from huiyin.personal.fields import masked

GOOD = {
    "fault": "错别字",
    "place": "http://127.0.0.1:8000/cgj/gzdt/",
    "description": "标题里“通知”写成了“通之”",
    "contact": "13812345678",
}


def picture():
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")
    return SimpleUploadedFile("屏幕.png", stream.getvalue(), "image/png")


def report(client, **changes):
    return client.post("/mistakes/", {**GOOD, **changes}, follow=True)


def test_the_page_it_came_from_is_filled_in(client, bureau):
    page = client.get("/mistakes/?page=/cgj/gzdt/").content.decode()
    assert 'value="http://127.0.0.1:8000/cgj/gzdt/"' in page
    assert "3 个工作日" in page
    for strange in ("//evil.example/", "http://evil.example/", "javascript:x"):
        page = client.get("/mistakes/", {"page": strange}).content.decode()
        assert not re.search(r'<input[^>]*name="place"[^>]*value=', page)


def test_a_report_becomes_a_case_with_receipt_and_answer(
    client, bureau, robot, morning, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    receipt = report(client, screenshot=picture()).content.decode()
    mistake = ServiceRequest.objects.get()
    assert (mistake.request_kind, mistake.channel.key) == ("mistake", "website-mistakes")
    assert mistake.due_on
    assert mistake.place == GOOD["place"]
    assert masked(mistake, "caller_phone") == "138****5678"
    assert RequestFile.objects.get().file.name == "屏幕.png"
    number, code = re.findall(r'receipt__number">([^<]+)<', receipt)
    assert number == mistake.reference
    assert code.replace("-", "") not in mistake.query_digest
    standing = client.post("/mistakes/progress/", {"number": number, "code": code.lower()})
    assert "正在处理" in standing.content.decode()
    assert "13812345678" not in standing.content.decode()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"fault": "别的"}, "选择错误类型", id="unknown kind"),
        pytest.param({"description": ""}, "请填写错在哪里", id="nothing said"),
        pytest.param({"place": ""}, "请填写出错页面", id="no page"),
        pytest.param({"place": "长" * 201}, "最多", id="a page too long"),
        pytest.param(
            {"screenshot": SimpleUploadedFile("x.png", b"MZ not a picture")}, "不是可以接收", id="a program"
        ),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_and_nothing_is_stored(client, bureau, changes, error):
    answer = report(client, **changes)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert not ServiceRequest.objects.exists()


def test_wrong_code_and_unknown_number_get_the_same_answer(client, bureau):
    report(client)
    number = ServiceRequest.objects.get().reference
    answers = {
        client.post("/mistakes/progress/", {"number": one, "code": "AAAAAAAA"})
        .content.decode()
        .count("受理编号或者查询码不正确")
        for one in (number, "JC2020-99999")
    }
    assert answers == {1}


def test_without_an_agency_it_says_so(client, db):
    assert report(client).status_code == 422


def test_the_limit_is_marked_as_unverified(db):
    assert "未核实" in ServiceTarget.objects.get(kind="mistake").basis


def test_an_address_that_is_none_is_an_ordinary_text(client, bureau):
    assert report(client, place="http://[").status_code == 200
