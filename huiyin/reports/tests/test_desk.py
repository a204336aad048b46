"""The summary at the desk: who may read, download and publish it."""

import io
from datetime import date

import docx
import pytest
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.disclosure.actions import add_column, agency_page
from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

pytestmark = pytest.mark.django_db
PAGE = "/desk/reports/2020/summary/"


@pytest.fixture
def column(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    return add_column(
        page, "工作推进", slug="tuijin", column_type=ColumnType.CATALOGUE, actor=robot, at=morning
    )


@pytest.fixture
def sign_in(client, bureau, robot, morning):
    def enter(post):
        user = User.objects.create_user("someone", password="x", name="张某")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2020, 1, 1))
        client.force_login(user)
        return client

    return enter


def test_a_visitor_is_sent_to_sign_in(client, bureau):
    for address in (PAGE, "/desk/reports/2020/summary.docx"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/desk/sign-in/")


def test_staff_read_and_download(sign_in, licence):
    licence()
    client = sign_in("行政审批岗")
    page = client.get(PAGE).content.decode()
    assert 'href="/reports/2020/figures/licensing.decided/"' in page
    assert "发布到门户" not in page
    answer = client.get("/desk/reports/2020/summary.docx")
    assert "filename*=UTF-8''2020" in answer["Content-Disposition"]
    assert docx.Document(io.BytesIO(answer.content)).paragraphs[0].text.startswith("2020年")


@pytest.mark.parametrize("year", [1999, timezone.localdate().year + 1])
def test_a_year_without_a_report(sign_in, year):
    assert sign_in("行政审批岗").get(f"/desk/reports/{year}/summary/").status_code == 404


def test_publishing_makes_a_document_once_a_day(sign_in, licence, column):
    licence()
    client = sign_in("信息公开岗")
    assert "发布到门户" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}publish/", {"column": "tuijin"})
    document = DocumentPage.objects.get()
    assert document.title == "2020年政务公开及热线留言年度工作总结"
    assert 'href="/reports/2020/figures/licensing.decided/"' in document.body
    client.post(f"{PAGE}publish/", {"column": "tuijin"})
    assert DocumentPage.objects.count() == 1


def test_publishing_needs_the_right_and_a_column(sign_in, licence, column):
    licence()
    client = sign_in("行政审批岗")
    assert client.post(f"{PAGE}publish/", {"column": "tuijin"}).status_code == 403
    assert not DocumentPage.objects.exists()


def test_an_unknown_column_is_told(sign_in, column):
    answer = sign_in("信息公开岗").post(f"{PAGE}publish/", {"column": "nowhere"}, follow=True)
    assert "请选择要发布到的栏目" in answer.content.decode()
