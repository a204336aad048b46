"""文书模板 on the desk: who may, what each door answers, what an upload must be."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.accounts.models import User
from huiyin.foi.papers.kinds import KINDS
from huiyin.letters.layout import to_template
from huiyin.letters.models import LetterTemplate, SeriesWord
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from tests.hostile import office

pytestmark = pytest.mark.django_db
BASE = "/desk/foi/templates/"


@pytest.fixture
def sign_in(client, bureau, robot, morning):
    def enter(post):
        number = User.objects.count()
        user = User.objects.create_user(f"someone{number}", password="x", name="张某")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2020, 1, 1))
        client.force_login(user)
        return client

    return enter


def test_the_wording_is_taken_out_changed_tried_and_put_back(sign_in):
    client = sign_in("信息公开负责人")
    page = client.get(BASE).content.decode()
    assert "{{补正事项}}" in page
    taken = client.get(f"{BASE}correction/current.docx").content
    file = SimpleUploadedFile("自己的.docx", taken)
    assert client.post(f"{BASE}correction/upload/", {"file": file}).status_code == 302
    assert client.post(f"{BASE}correction/decide/", {"do": "approve"}).status_code == 403
    assert not LetterTemplate.objects.in_use().exists()
    sign_in("分管领导")
    assert "自己的.docx" in client.get(BASE).content.decode()
    assert client.get(f"{BASE}correction/sample.pdf?waiting=1").content[:5] == b"%PDF-"
    assert client.post(f"{BASE}correction/decide/", {"do": "return"}).status_code == 422
    assert client.post(f"{BASE}correction/decide/", {"do": "approve"}).status_code == 302
    assert LetterTemplate.objects.in_use().get().kind == "foi.correction"
    assert client.post(f"{BASE}correction/restore/").status_code == 403
    sign_in("信息公开负责人")
    client.post(f"{BASE}correction/restore/")
    assert not LetterTemplate.objects.in_use().exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.docx", b"MZ\x90" + b"\0" * 99, "不是可以接收的文件", id="a program"),
        pytest.param("a.docx", None, "缺少必需的占位符", id="the wording of another letter"),
    ],
)
def test_what_cannot_be_a_template_is_refused(sign_in, name, content, message):
    client = sign_in("信息公开负责人")
    file = SimpleUploadedFile(name, content or to_template(KINDS["receipt"].text))
    answer = client.post(f"{BASE}correction/upload/", {"file": file})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not LetterTemplate.objects.exists()


def test_what_lies_beyond_the_limits_of_readers_is_no_template(tight_readers, sign_in):
    content = office.WORD_FILES["lists of lists"]()
    answer = sign_in("信息公开负责人").post(
        f"{BASE}correction/upload/", {"file": SimpleUploadedFile("a.docx", content)}
    )
    assert (answer.status_code, "再上传" in answer.text or "再试" in answer.text) == (422, True)
    assert not LetterTemplate.objects.exists()


def test_the_series_is_named_by_the_agency(sign_in):
    client = sign_in("信息公开负责人")
    client.post(f"{BASE}series/", {"key": "foi.answers", "word": "依复"})
    assert SeriesWord.objects.get().word == "依复"
    client.post(f"{BASE}series/", {"key": "foi.answers", "word": "<b>"})
    assert SeriesWord.objects.get().word == "依复"


@pytest.mark.parametrize("address", ["", "correction/current.docx", "correction/sample.pdf"])
def test_without_the_right_nothing_opens(sign_in, address):
    assert sign_in("部门审核岗").get(f"{BASE}{address}").status_code == 403
