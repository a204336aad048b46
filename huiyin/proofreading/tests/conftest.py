"""A page before its release, and people at their desks."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import docx
import pytest
import xlsxwriter
from django.test import Client

from huiyin.accounts.models import User
from huiyin.disclosure.models import DocumentPage
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

IDENTITY = "11010519491231002X"
AT = datetime(2020, 11, 17, 14, 41, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def draft(bureau):
    """A page that is not stored: `draft("<p>…</p>", formed_on=…)`."""

    def make(body, **values):
        values = {"title": "关于某项工作的通知", "published_at": AT, "issuer": bureau.name} | values
        return DocumentPage(agency=bureau, body=body, **values)

    return make


@pytest.fixture
def word():
    """A Word file with a number in a table and one in its header."""
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "经办 13812345678"
    table = file.add_table(2, 2)
    for (row, column), text in {
        (0, 0): "姓名", (0, 1): "身份证号", (1, 0): "张三", (1, 1): IDENTITY
    }.items():  # fmt: skip
        table.cell(row, column).text = text
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.fixture
def workbook():
    """A workbook whose number stands on a hidden sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("公示").write_row(0, 0, ["姓名", "金额"])
        hidden = book.add_worksheet("底表")
        hidden.write_row(0, 0, ["姓名", "身份证号", "手机号", "日期"])
        hidden.write_row(1, 0, ["张三", IDENTITY, 13812345678, str(date(2020, 1, 2))])
        hidden.hide()
    return out.getvalue()


@pytest.fixture
def desk(bureau, robot, morning):
    """A signed-in browser of somebody with this post."""

    def make(post):
        user = User.objects.create_user("clerk", password="a-long-pass-phrase", name="陈示例")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2019, 1, 1))
        client = Client()
        client.force_login(user)
        return client

    return make
