"""Every kind of public page: status, page tags, footer, queries, headers."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.page import related
from huiyin.licensing.actions import workflow
from huiyin.web.kept import memory, page_cache

SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource"}
ALL_REQUIRED = SITE | COLUMN | CONTENT
INDEX = "/i/11341799MB1Q00017E/202011-00001"


def tags(response):
    """Names and contents of the meta tags."""
    html = response.content.decode()
    return {n: unescape(c) for n, c in re.findall(r'<meta name="(\w+)" content="([^"]*)">', html)}


@pytest.fixture
def full(document, licence, robot, morning):
    """Something of every kind."""
    page = document(keywords="环境", author="张测试")
    record = licence()
    workflow.moves["publish"].run(record, actor=robot, at=morning)
    page_cache.pages.clear()
    return page, record


WITH_FORM = ("/apply/", "/track/", "/mistakes/", "/mistakes/progress/", "/subscribe/?page=/cgj/")
PAGES = [
    pytest.param("/", 200, SITE | COLUMN, id="home"),
    pytest.param("/cgj/", 200, SITE | COLUMN, id="agency"),
    pytest.param("/cgj/gzdt/", 200, SITE | COLUMN, id="column"),
    pytest.param("/cgj/gzdt/?year=2020", 200, SITE | COLUMN, id="column of a year"),
    pytest.param("/cgj/gzdt/202011-00001/", 200, ALL_REQUIRED, id="document"),
    pytest.param(INDEX, 200, ALL_REQUIRED, id="permanent address"),
    pytest.param("/licences/", 200, SITE | COLUMN, id="licences"),
    pytest.param("/licences/{licence}/", 200, SITE | COLUMN, id="one licence"),
    pytest.param("/services/", 200, SITE | COLUMN, id="guide"),
    pytest.param("/services/1/", 200, SITE | COLUMN, id="guide to a matter"),
    pytest.param("/services/1/form/", 200, SITE | COLUMN, id="blank form of a matter"),
    pytest.param("/services/9999/", 404, SITE, id="unknown matter"),
    pytest.param("/reports/", 200, SITE | COLUMN, id="figures"),
    pytest.param("/reports/2020/", 200, SITE | COLUMN, id="figures of a year"),
    pytest.param("/reports/2020/figures/licensing.decided/", 200, SITE | COLUMN, id="a figure"),
    pytest.param("/reports/2020/figures/foi.received/", 200, SITE | COLUMN, id="a figure of cases"),
    pytest.param("/reports/2020/applications/", 200, SITE | COLUMN, id="statutory tables"),
    pytest.param("/agencies/", 302, set(), id="the only agency"),
    pytest.param("/agencies/cgj/?on=2020-05-06", 200, SITE | COLUMN, id="an agency on a day"),
    pytest.param("/agencies/nobody/", 404, SITE, id="no such agency"),
    pytest.param("/search/", 200, SITE, id="empty search"),
    pytest.param("/sitemap/", 200, SITE | COLUMN, id="site map"),
    pytest.param("/apply/", 200, SITE | COLUMN, id="apply"),
    pytest.param("/track/", 200, SITE | COLUMN, id="track"),
    pytest.param("/mistakes/", 200, SITE | COLUMN, id="report a fault"),
    pytest.param("/mistakes/progress/", 200, SITE | COLUMN, id="follow a fault"),
    pytest.param("/subscribe/", 200, SITE | COLUMN, id="subscribe"),
    pytest.param("/subscribe/?page=/cgj/", 200, SITE | COLUMN, id="subscribe to an agency"),
    pytest.param("/subscribe/sent/", 200, SITE | COLUMN, id="asked to confirm"),
    pytest.param("/subscribe/confirm/x/", 404, SITE | COLUMN, id="an old confirmation"),
    pytest.param("/verify/", 200, SITE | COLUMN, id="verify a paper"),
    pytest.param("/verify/x/", 404, SITE | COLUMN, id="no paper of ours"),
    pytest.param("/powers/", 200, SITE | COLUMN, id="powers"),
    pytest.param("/officers/", 200, SITE | COLUMN, id="officers"),
    pytest.param("/budgets/", 200, SITE | COLUMN, id="budgets"),
    pytest.param("/decisions/", 200, SITE | COLUMN, id="decisions"),
    pytest.param("/search?q=垃圾分类", 200, SITE, id="search without a slash"),
    pytest.param("/nothing/here/", 404, SITE, id="nothing there"),
    pytest.param("/reports/2020/figures/no.such/", 404, SITE, id="unknown figure"),
    pytest.param("/reports/1999/", 404, SITE, id="year without data"),
    pytest.param("/reports/1999/applications/", 404, SITE, id="tables of a year without data"),
    pytest.param("/reports/2020/applications.pdf", 404, SITE, id="tables as another file"),
    pytest.param("/cgj/gzdt/?page=99", 404, SITE, id="page past the end"),
    pytest.param("/cgj/gzdt/?page=x", 404, SITE, id="page that is no number"),
    pytest.param("/cgj/gzdt/?year=²", 404, SITE, id="year that is no year"),
    pytest.param("/licences/999999/", 404, SITE, id="unknown licence"),
    pytest.param("/i/no/such", 404, SITE, id="unknown index number"),
    pytest.param("/files/99/x.doc", 404, SITE, id="unknown file"),
]


@pytest.mark.parametrize(("address", "status", "required"), PAGES)
def test_status_and_page_tags(client, full, address, status, required):
    response = client.get(address.format(licence=full[1].pk))
    assert response.status_code == status
    if status == 302:
        return
    page_tags = tags(response)
    assert required <= page_tags.keys()
    assert all(page_tags[name].strip() for name in (SITE | COLUMN | CONTENT) & page_tags.keys())
    assert page_tags["SiteName"] == '云溪"城管"'
    html = response.content.decode()
    assert "演示数据" in html
    if address not in WITH_FORM:
        assert "Cookie" not in response.get("Vary", "")
    assert address == "/" or "您所在的位置" in html
    assert f'href="/mistakes/?page={quote(response.wsgi_request.path, safe="")}"' in html
    for way in ("长者版", "无障碍", "网站地图"):
        assert way in html
    assert not response.cookies or response.has_header("X-Not-Kept") or address in WITH_FORM
    assert not re.search(r"<script>|\sstyle=|\son\w+=", html)
    for item in (
        "党政机关",
        "我为政府网站找错",
        "3417990000",
        "0000-1234567",
        "演示ICP备0号",
        "演示公网安备0号",
    ):
        assert item in html


def test_page_tags_of_a_document_say_what_they_must(client, full):
    page_tags = tags(client.get(INDEX))
    assert page_tags["ArticleTitle"] == "关于加强<环境>管理的通知"
    assert page_tags["PubDate"] == "2020-11-13 16:05"
    assert page_tags["ContentSource"] == "云溪市城市管理局"
    assert page_tags["ColumnName"] == "工作动态"
    assert page_tags["Keywords"] == "环境"
    assert page_tags["Url"].endswith(INDEX)


def test_home_is_of_column_type_home(client, full):
    assert tags(client.get("/"))["ColumnType"] == "首页"


def test_optional_tags_without_content_are_left_out(client, document):
    document()
    page_tags = tags(client.get(INDEX))
    assert "Author" not in page_tags
    assert "Image" not in page_tags


@pytest.mark.parametrize("address", ["/cgj/gzdt/", "/cgj/gzdt/202011-00001/", INDEX, "/cgj/"])
def test_few_queries_even_with_nothing_in_memory(
    client, full, django_assert_max_num_queries, address
):
    client.get("/healthz")
    page_cache.pages.clear()
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200


MOST = {"/": 31, "/reports/": 68, "/reports/2020/": 87}
"""Where thirty do not do: each kind of matter asks for its figures, years and families."""


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/reports/",
        "/reports/2020/",
        "/reports/2020/applications/",
        "/sitemap/",
        "/search/?q=环境",
        "/licences/",
    ],
)
def test_no_page_asks_more_than_it_needs(client, full, django_assert_max_num_queries, address):
    client.get("/healthz")
    page_cache.pages.clear()
    with django_assert_max_num_queries(MOST.get(address, 30)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/cgj/gzdt/?year=2020", INDEX])
def test_a_second_page_asks_only_for_its_own_rows(
    client, full, django_assert_max_num_queries, address
):
    client.get("/cgj/")
    related.like(full[0])
    with django_assert_max_num_queries(4):
        client.get(address)


def test_a_kept_page_asks_nothing(client, full, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 3600)  # else a slow machine looks once more
    page_cache.pages.clear()
    first = client.get(INDEX)
    with django_assert_num_queries(0):
        second = client.get(INDEX)
    assert second.content == first.content
    assert "X-Viewed" not in second.headers
    assert client.get(INDEX, headers={"If-None-Match": second["ETag"]}).status_code == 304


def test_works_before_anything_is_set_up(client, db):
    for address in ("/", "/agencies/", "/licences/", "/search/", "/robots.txt"):
        assert client.get(address).status_code == 200
    assert client.get("/reports/").status_code == 404


def test_a_draft_is_nobodys_business_and_a_withdrawn_one_is_gone(client, document):
    page = document()
    DocumentPage.objects.filter(pk=page.pk).update(live=False)
    page_cache.pages.clear()
    gone = client.get(INDEX)
    assert gone.status_code == 410
    assert not {"ColumnName", "ArticleTitle"} & tags(gone).keys()
    assert "关于加强" not in gone.content.decode()
    DocumentPage.objects.filter(pk=page.pk).update(first_published_at=None)
    assert client.get(INDEX).status_code == 404


def test_a_withdrawn_one_says_when_and_why(client, document):
    page = document()
    DocumentPage.objects.filter(pk=page.pk).update(
        live=False, withdrawn_at=page.published_at, withdrawn_reason="含有个人信息"
    )
    page_cache.pages.clear()
    html = client.get(INDEX).content.decode()
    assert "已于2020年11月13日撤下" in html
    assert "撤下原因：含有个人信息" in html
    assert client.get(f"{INDEX}.pdf").status_code == 404
    assert client.get(f"{INDEX}.svg").status_code == 404


def test_documents_lead_to_each_other_in_words(client, document):
    policy = document(title="管理办法", validity="废止", abolished_on="2024-05-01")
    document(title="管理办法解读", interprets=policy)
    document(title="新的管理办法", replaces=policy)
    old = client.get(INDEX).content.decode()
    assert "本文件已于2024年5月1日废止" in old
    assert re.search(r"由<a href=\"/i/[^\"]+-00003\">新的管理办法</a>替代", old)
    assert re.search(r"解读本文件</span><a href=\"/i/[^\"]+-00002\">管理办法解读", old)
    assert "本文解读" in client.get(INDEX.replace("00001", "00002")).content.decode()
    assert "本文件替代" in client.get(INDEX.replace("00001", "00003")).content.decode()
    DocumentPage.objects.filter(title="新的管理办法").update(live=False)
    page_cache.pages.clear()
    assert "新的管理办法" not in client.get(INDEX).content.decode()


def test_a_kept_page_is_kept_for_each_mode(client, full):
    seen = set()
    for choice in ("", "elder", "access", "access.dark", "access.yellow.spoken", "large"):
        client.cookies["display"] = choice
        first, second = client.get(INDEX), client.get(INDEX)
        assert first.content == second.content
        seen.add(re.search(r'<html lang="zh-CN" class="([^"]*)"', second.content.decode())[1])
    assert seen == {"", "elder", "access", "access dark", "access yellow spoken", "large"}


def test_preview_in_the_cms_uses_the_same_template(client, full, rf):
    request = rf.get("/")
    response = full[0].serve(request)
    assert "目录信息" in response.render().content.decode()


def test_an_abolished_document_says_so(client, document):
    document(validity="废止", abolished_on="2024-05-01")
    assert "本文件已于2024年5月1日废止" in client.get(INDEX).content.decode()
