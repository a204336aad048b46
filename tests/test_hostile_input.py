"""Whatever is sent, no address answers 500 or shows a traceback.

All public and desk addresses, with junk in the path, in every known parameter and in every form.
The choice of junk is by fixed seeds: a failure happens again.
"""

import io
import logging
import random
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import etree

from huiyin.desk.tests.conftest import (  # noqa: F401 - fixtures
    application,
    desk,
    now,
    person,
    request_,
)
from huiyin.disclosure.tree import catalogue
from huiyin.disclosure.tree.publishing import gate
from huiyin.ingest.pages.reader import read
from huiyin.ingest.pages.store import Importer
from huiyin.ingest.pages.values import RefusedError
from huiyin.notices.models import Notice
from huiyin.portal.tests.conftest import column, document, site  # noqa: F401 - fixtures
from huiyin.publicity.holders import HolderKind
from huiyin.search import index


def words(text):
    return text.split()


JUNK = words("""
    %00 a%00b %ff%fe %ED%A0%80 9999999999999999999 -1 0 -0 +1 1e9 0000-00-00 0001-01-01
    9999-12-31 10000-01-01 2020-02-30 __gt id__in %F0%9F%98%80 %27%22-- %25 * ( %5C _
    a%0d%0aX-Y:z %D9%A3 %C2%B2 %E2%91%A0 NaN None true %3Cscript%3E ..%2F..%2Fetc%2Fpasswd
    %5B%5D %7B%7D %7B%7B7*7%7D%7D %E3%80%80 %E2%80%AE
""")
JUNK += ["", "9" * 5000, "x" * 10_000, "%E8%AE%B8" * 3000]
PARAMETERS = words("""
    q page year theme genre validity agency column sort category holder next set as_of state
    since until overdue export unit channel kind person verb record decision q__gt
    csrfmiddlewaretoken
""")
PUBLIC = words("""
    / /search?q=%E8%AE%B8%E5%8F%AF /licences/ /licences.csv /licences.json /cgj/
    /licences.xlsx /reports/ /reports/2020/ /reports/2020/figures/licensing.decided/ /display/
    /reports/2020/applications/ /reports/2020/applications.docx
    /cgj/gzdt/ /i/none /files/1/x /healthz /robots.txt /agencies/
""")
PATHS = words("""
    /{}/ /i/{} /files/{}/x /files/1/{} /licences/{}/ /reports/{}/ /cgj/{}/
    /reports/2020/figures/{}/ /cms/{}/ /static/{} /desk/{}/
    /desk/licences/{}/ /desk/licences/1/{}/ /desk/figures/{}/ /desk/reports/{}/summary/
    /desk/reports/{}/applications.docx /reports/{}/applications.xlsx /reports/2020/applications.{}
    /desk/reports/{}/summary.docx /desk/import/{}/template.xlsx /desk/import/refused/{}.xlsx
    /desk/foi/{}/amend/ /desk/hotline/{}/reveal/{}/
""")
DESK = words("""
    /desk/ /desk/search/ /desk/figures/ /desk/figures/licensing.decided/ /desk/audit/
    /desk/reports/ /desk/import/ /desk/licences/ /desk/foi/ /desk/hotline/ /desk/password/
    /desk/licences/new/ /desk/sign-in/
""")
POSTED = [
    "",
    "\x00",
    "9" * 5000,
    "-1",
    "0001-01-01",
    "9999-12-31",
    "x" * 20_000,
    "😀",
    "\ud800",
    "[]",
]
FORMS = words("""
    /desk/sign-in/ /desk/password/ /desk/import/ /desk/audit/verify/ /desk/sign-out/
    /desk/licences/new/ /desk/foi/new/ /desk/hotline/new/ /desk/licences/bulk/
    /desk/reports/2020/summary/publish/ /search / /display/ /licences/
""")
FIELDS = words("""
    username password next old_password new_password1 agency kind strict reference matter
    decided_on valid_from valid_to holder_kind holder_name channel applicant_kind received_on
    description request_kind subject move pk confirmed column reason unit days answer_text
    answered_on seen decision satisfaction is_confidential state published_on id values
""")
EVERY_POST = ("信息公开负责人", "热线负责人", "行政审批负责人", "分管领导", "审计岗")


@pytest.fixture
def visitor(client, licence, document):  # noqa: F811
    """A browser that answers 500 where it would raise; the site holds a little of everything."""
    client.raise_request_exception = False
    document()
    licence(published_on=timezone.localdate().replace(year=2020))
    return client


@pytest.fixture
def insider(visitor, desk, application, request_):  # noqa: F811
    """Somebody who holds every post."""
    browser = desk(*EVERY_POST)
    browser.raise_request_exception = False
    browser.matters = [
        f"/desk/foi/{application().pk}/",
        f"/desk/hotline/{request_().pk}/",
    ]
    return browser


def unharmed(response, what):
    body = response.getvalue() if response.streaming else response.content
    assert response.status_code < 500, what[:200]
    assert b"Traceback (most recent" not in body, what[:200]
    return response


def with_junk(addresses, seed, *, thorough):
    """Each address with junk in one parameter at a time; by day a third of the parameters."""
    chance = random.Random(seed)
    for address in addresses:
        for name in PARAMETERS if thorough else chance.sample(PARAMETERS, 9):
            for junk in chance.sample(JUNK, 3 if thorough else 1):
                yield f"{address}{'&' if '?' in address else '?'}{name}={junk}"


def test_public_addresses_bear_junk(visitor, thorough):
    for address in with_junk(PUBLIC, "public", thorough=thorough):
        unharmed(visitor.get(address), address)


def test_desk_addresses_bear_junk(insider, thorough):
    for address in with_junk(DESK, "desk", thorough=thorough):
        unharmed(insider.get(address), address)


def test_paths_bear_junk(insider, thorough):
    for path in PATHS:
        for junk in random.Random(path).sample(JUNK, 30 if thorough else 6):
            unharmed(insider.get(path.replace("{}", junk)), path + junk)


@pytest.mark.parametrize("name", ["year", "page"])
def test_a_number_of_5000_digits_is_no_number(visitor, name):
    for address in ("/licences/", "/licences.csv", "/cgj/gzdt/", "/search?q=a"):
        mark = "&" if "?" in address else "?"
        response = visitor.get(f"{address}{mark}{name}={'9' * 5000}")
        assert response.status_code in (200, 404), address


def test_nul_is_refused_before_any_database_sees_it(visitor):
    for address in ("/licences/?category=%00", "/cgj/gzdt/?theme=a%00", "/i/%00", "/%00/"):
        assert visitor.get(address).status_code == 400, address


def test_forms_bear_junk(insider):
    chance = random.Random("forms")
    moves = [
        f"{matter}{name}/"
        for matter in insider.matters
        for name in ("amend", "answer", "extend", "assign", "void", "contest", "none", "rate")
    ]
    for address in [*FORMS, *moves, *moves]:
        if address == "/desk/sign-out/":
            continue
        names = chance.sample(FIELDS, 25)
        data = {name: chance.sample(POSTED, chance.randint(1, 3)) for name in names}
        data = {n: [v.encode("utf-8", "replace").decode() for v in vs] for n, vs in data.items()}
        unharmed(insider.post(address, data), address)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\xff" * 100, id="broken encoding"),
        pytest.param(b"a=" + b"x" * 6_000_000, id="too large"),
        pytest.param(b"&".join(b"a=1" for _ in range(2000)), id="too many fields"),
        pytest.param(b"", id="nothing"),
    ],
)
@pytest.mark.parametrize(
    "media_type",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json",
        "\x80",
    ],
)
def test_bodies_bear_junk(insider, body, media_type):
    unharmed(insider.post("/desk/hotline/new/", body, content_type=media_type), media_type)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace", "head"])
def test_other_methods_change_nothing_and_break_nothing(insider, method, thorough):
    addresses = [*PUBLIC, *DESK, *insider.matters]
    for address in addresses if thorough else random.Random(method).sample(addresses, 8):
        unharmed(getattr(insider, method)(address), f"{method} {address}")


def test_headers_bear_junk(visitor):
    for name in ("COOKIE", "RANGE", "IF_NONE_MATCH", "IF_MODIFIED_SINCE", "ACCEPT_LANGUAGE"):
        for value in ("\x80\xff", "x" * 9000, "bytes=5-1", "=;=;\x01", '"'):
            unharmed(visitor.get("/licences/", headers={name.replace("_", "-"): value}), name)
    assert visitor.get("/licences/", headers={"host": "evil.example"}).status_code == 400


UPLOADS = [
    pytest.param("foi", "../../x.xlsx", b"PK\x03\x04junk", id="half a zip"),
    pytest.param("foi", "x\r\nX: y.csv", b"\xff\xfe\x00", id="half UTF-16"),
    pytest.param("foi", "文" * 60 + ".csv", b'"', id="open quote"),
    pytest.param("pages", "文" * 150 + ".html", b"<html><h1>x</h1>", id="a name of 450 bytes"),
    pytest.param("pages", "a'\";.html", b"&#0;&#xd800;<!ENTITY" * 99, id="entities"),
    pytest.param("pages", "x.zip", b"PK\x05\x06" + bytes(18), id="empty zip"),
    pytest.param("pages", "x.zip", b"no zip", id="no zip"),
    pytest.param("nothing", "x" * 300 + ".csv", b"a,b", id="unknown kind"),
]


@pytest.mark.parametrize(("kind", "name", "content"), UPLOADS)
def test_uploads_bear_junk(insider, bureau, kind, name, content):
    file = SimpleUploadedFile(name, content)
    data = {"agency": bureau.pk, "kind": kind, "file": file}
    unharmed(insider.post("/desk/import/", data), name)


def test_two_cells_far_apart_do_not_fill_the_memory(insider, bureau):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "申请编号")
        sheet.write_string(1_048_575, 16_383, "x")
    file = SimpleUploadedFile("x.xlsx", stream.getvalue())
    response = insider.post("/desk/import/", {"agency": bureau.pk, "kind": "foi", "file": file})
    assert response.status_code == 422
    assert "远处有误填的格子" in response.content.decode()


@pytest.mark.parametrize(
    ("title", "body"),
    [
        pytest.param("关于通知" + "-" * 80 + "x", "", id="dashes in the title"),
        pytest.param("通知", "\u3000" * 200_000, id="wide spaces"),
        pytest.param("通知", " " * 300_000 + "x", id="spaces"),
        pytest.param("通知", "<b>" * 60_000, id="nested tags"),
        pytest.param("通知", "【" * 60_000 + "索引号", id="brackets"),
    ],
)
def test_no_page_keeps_the_import_busy(title, body):
    """Each of these took minutes or for ever: a pattern tried every combination."""
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body>"
    )
    with pytest.raises(RefusedError):
        read(page.encode(), "html", timezone.now())


def test_the_cms_has_no_door_of_its_own(client, db):
    """Its own sign-in page would know neither the throttle nor the audit log."""
    assert client.get("/cms/login/?next=/cms/")["Location"] == "/desk/sign-in/?next=/cms/"
    assert client.post("/cms/login/", {"username": "a", "password": "b"}).status_code == 302
    assert client.get("/cms/password_reset/").status_code == 404


def test_an_expired_form_is_explained_in_chinese(db):
    response = Client(enforce_csrf_checks=True).post("/desk/sign-in/", {"username": "a"})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()
    assert b"<style" not in response.content


def test_no_stranger_writes_lines_that_want_a_person():
    (handler,) = [one for one in logging.root.handlers if len(one.filters) == 2]
    levels = {}
    for name in ("django.security.DisallowedHost", "django.request"):
        record = logging.makeLogRecord(
            {"name": name, "levelno": logging.ERROR, "levelname": "ERROR", "msg": "x"}
        )
        assert handler.filter(record)
        levels[name] = record.levelname
    assert levels == {"django.security.DisallowedHost": "WARNING", "django.request": "ERROR"}


PAGE = """<html><head><title>{title}</title><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2020-11-13 16:05"></head><body><div>索引号：{number}</div>
<h1>{title}</h1><div class="content"><p>{body}</p></div></body></html>"""


def test_an_import_does_not_bring_back_what_was_withdrawn(
    document,  # noqa: F811
    bureau,
    robot,
    morning,
    tmp_path,
):
    taken_back = document(title="关于加强环境管理的通知")
    with gate(robot):
        taken_back.unpublish()
    file = tmp_path / "a.html"
    file.write_text(
        PAGE.format(title=taken_back.title, number=taken_back.index_number, body="蓝莓种植" * 30)
    )
    (result,) = Importer(bureau, robot, morning).run([file])
    assert result.status == "rejected"
    assert "撤下" in result.reason
    assert index.find(index.Query("蓝莓种植")).total == 0


def test_the_name_of_a_person_is_short_in_every_public_field(client, licence):
    record = licence(
        holder_name="欧阳示例甲",
        holder_kind=HolderKind.PERSON,
        holder_uscc="",
        document_name="准予欧阳示例甲行政许可决定书",
        certificate_name="欧阳示例甲许可证",
        published_on=date(2020, 6, 1),
    )
    for address in (f"/licences/{record.pk}/", "/licences/", "/licences.csv", "/licences.json"):
        response = client.get(address)
        body = response.getvalue() if response.streaming else response.content
        assert "欧阳示例甲" not in body.decode(), address


@pytest.mark.parametrize("sign", ["%01", "%0B", "%1F", "%EF%BF%BE"])
def test_a_feed_bears_signs_that_xml_does_not(visitor, sign):
    answer = visitor.get(f"/feeds/search/?q=a{sign}b")
    assert answer.status_code == 200
    etree.fromstring(answer.content)


def test_a_feed_has_one_address(visitor):
    """Each address that is answered is kept in memory: nobody invents further ones."""
    own = catalogue.tree().agencies[0].address
    assert visitor.get(f"/feeds{own}").status_code == 200
    for invented in (f"/feeds/{own}", f"/feeds{own}/", f"/feeds{own.rstrip('/')}"):
        answer = visitor.get(invented)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/feeds{own}")


@pytest.mark.parametrize("words", ["中奖 http://evil.example/x", "www.evil", "evil.example", "a@b"])
def test_nobody_sends_an_address_to_somebody_elses_mailbox(visitor, words):
    typed = {"q": words, "email": "victim@example.cn"}
    assert visitor.post("/subscribe/", typed).status_code == 422
    assert not Notice.objects.exists()
