"""Every kind of public page: status, page tags, footer, queries, headers."""

import re
from html import unescape

import pytest

from huiyin.disclosure.models import DocumentPage
from huiyin.licensing.actions import workflow
from huiyin.web import page_cache

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
    made = licence()
    workflow.moves["publish"].run(made, actor=robot, at=morning)
    page_cache.pages.clear()
    return page, made


PAGES = [
    pytest.param("/", 200, SITE | COLUMN, id="home"),
    pytest.param("/cgj/", 200, SITE | COLUMN, id="agency"),
    pytest.param("/cgj/gzdt/", 200, SITE | COLUMN, id="column"),
    pytest.param("/cgj/gzdt/?year=2020", 200, SITE | COLUMN, id="column of a year"),
    pytest.param("/cgj/gzdt/202011-00001/", 200, ALL_REQUIRED, id="document"),
    pytest.param(INDEX, 200, ALL_REQUIRED, id="permanent address"),
    pytest.param("/licences/", 200, SITE | COLUMN, id="licences"),
    pytest.param("/licences/{licence}/", 200, SITE | COLUMN, id="one licence"),
    pytest.param("/reports/", 200, SITE | COLUMN, id="figures"),
    pytest.param("/reports/2020/", 200, SITE | COLUMN, id="figures of a year"),
    pytest.param("/reports/2020/figures/licensing.decided/", 200, SITE | COLUMN, id="a figure"),
    pytest.param("/reports/2020/figures/foi.received/", 200, SITE | COLUMN, id="a figure of cases"),
    pytest.param("/search/", 200, SITE, id="empty search"),
    pytest.param("/search?q=垃圾分类", 200, SITE, id="search without a slash"),
    pytest.param("/nothing/here/", 404, SITE, id="nothing there"),
    pytest.param("/reports/2020/figures/no.such/", 404, SITE, id="unknown figure"),
    pytest.param("/reports/1999/", 404, SITE, id="year without data"),
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
    told = tags(response)
    assert required <= told.keys()
    assert all(told[name].strip() for name in (SITE | COLUMN | CONTENT) & told.keys())
    assert told["SiteName"] == '云溪"城管"'
    html = response.content.decode()
    assert "演示数据" in html
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
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
    told = tags(client.get(INDEX))
    assert told["ArticleTitle"] == "关于加强<环境>管理的通知"
    assert told["PubDate"] == "2020-11-13 16:05"
    assert told["ContentSource"] == "云溪市城市管理局"
    assert told["ColumnName"] == "工作动态"
    assert told["Keywords"] == "环境"
    assert told["Url"].endswith(INDEX)


def test_home_is_of_column_type_home(client, full):
    assert tags(client.get("/"))["ColumnType"] == "首页"


def test_optional_tags_without_content_are_left_out(client, document):
    document()
    told = tags(client.get(INDEX))
    assert "Author" not in told
    assert "Image" not in told


@pytest.mark.parametrize("address", ["/cgj/gzdt/", "/cgj/gzdt/202011-00001/", INDEX, "/cgj/"])
def test_few_queries_even_with_nothing_in_memory(
    client, full, django_assert_max_num_queries, address
):
    client.get("/healthz")
    page_cache.pages.clear()
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/cgj/gzdt/?year=2020", INDEX])
def test_a_second_page_asks_only_for_its_own_rows(
    client, full, django_assert_max_num_queries, address
):
    client.get("/cgj/")
    with django_assert_max_num_queries(3):
        client.get(address)


def test_a_kept_page_asks_nothing(client, full, django_assert_num_queries):
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
    assert "关于加强" not in gone.content.decode()
    DocumentPage.objects.filter(pk=page.pk).update(first_published_at=None)
    assert client.get(INDEX).status_code == 404


def test_preview_in_the_cms_uses_the_same_template(client, full, rf):
    request = rf.get("/")
    response = full[0].serve(request)
    assert "目录信息" in response.render().content.decode()


def test_an_abolished_document_says_so(client, document):
    document(validity="废止", abolished_on="2024-05-01")
    assert "本文件已于2024年5月1日废止" in client.get(INDEX).content.decode()
