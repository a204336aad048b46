"""Reading one page: encoding, dates, title, breadcrumb, text, links, and every reason to refuse."""

from datetime import date, datetime

import pytest

from huiyin.ingest.pages import breadcrumb, dates, indexnumbers
from huiyin.ingest.pages.dates import SHANGHAI
from huiyin.ingest.pages.encoding import decode
from huiyin.ingest.pages.reader import read
from huiyin.ingest.pages.values import RefusedError

from .pages_markups import BODY, page, table

NOW = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
BLOCK = [
    ("索引号", "11341799MB1Q00017E/202005-00012"),
    ("发布机构", "云溪市城市管理局"),
    ("名称", "关于做好2020年市容整治工作的通知"),
    ("发布日期", "2020-05-08"),
]


def html(block=BLOCK, **parts):
    return read(page(block=table(block), **parts).encode(), "html", NOW)


def codes(read_page):
    return [remark.code for remark in read_page.remarks]


SIMPLIFIED = "<html><head>{meta}</head><body><p>政府信息公开年度报告：本年度共受理申请三件，均已依法答复。</p></body></html>"
TRADITIONAL = "<html><head>{meta}</head><body><p>政府信息公開年度報告：本年度共受理申請三件，均已依法答覆。</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding", "meta", "remark"),
    [
        pytest.param(SIMPLIFIED, "utf-8", "", [], id="utf-8 undeclared"),
        pytest.param(SIMPLIFIED, "utf-8-sig", "", [], id="byte order mark"),
        pytest.param(SIMPLIFIED, "utf-16", "", [], id="utf-16"),
        pytest.param(SIMPLIFIED, "gb18030", '<meta charset="gb2312">', [], id="declared GB2312"),
        pytest.param(SIMPLIFIED, "gb18030", "", [], id="GB18030 undeclared"),
        pytest.param(
            TRADITIONAL,
            "big5",
            '<meta http-equiv="Content-Type" content="text/html; charset=big5">',
            [],
            id="declared Big5",
        ),
        pytest.param(TRADITIONAL, "big5", "", [], id="Big5 undeclared"),
        pytest.param(
            SIMPLIFIED, "utf-8", '<meta charset="gb2312">', ["encoding"], id="declared wrongly"
        ),
        pytest.param(
            SIMPLIFIED,
            "gb18030",
            '<meta charset="utf-8">',
            ["encoding"],
            id="GBK declared as utf-8",
        ),
    ],
)
def test_encodings(text, encoding, meta, remark):
    decoded = decode(text.format(meta=meta).encode(encoding))
    assert decoded.text == text.format(meta=meta)
    assert [r.code for r in decoded.remarks] == remark


def test_a_few_broken_characters_are_remarked_and_the_rest_is_read():
    content = (SIMPLIFIED.format(meta="") * 5).encode()
    broken = content[:100] + b"\xe6\x94" + content[100:]
    decoded = decode(broken)
    assert decoded.encoding == "utf-8"
    assert [r.code for r in decoded.remarks] == ["mojibake"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\n", "empty", id="blank"),
        pytest.param(b"%PDF-1.4 ...", "not-a-page", id="a PDF with the wrong name"),
        pytest.param(bytes(range(256)) * 20, "not-a-page", id="binary"),
    ],
)
def test_what_is_no_text_is_refused(content, code):
    with pytest.raises(RefusedError) as refusal:
        decode(content)
    assert refusal.value.remark.code == code


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2021-01-19", (2021, 1, 19), None),
        ("2017年05月15日", (2017, 5, 15), None),
        ("2021-10-08 15:47", (2021, 10, 8), "15:47:00"),
        ("2021/10/08 11:34:01", (2021, 10, 8), "11:34:01"),
        ("2020.11.17", (2020, 11, 17), None),
        ("２０２０－１１－１７", (2020, 11, 17), None),
        ("二〇二〇年十一月十七日", (2020, 11, 17), None),
        ("二○一九年十月三十一日", (2019, 10, 31), None),
        ("二零二一年一月二十日", (2021, 1, 20), None),
        ("[2020-11-17 14:41]", (2020, 11, 17), "14:41:00"),
        ("2021-10-08T15:47:00+08:00", (2021, 10, 8), "15:47:00"),
        ("20201117", (2020, 11, 17), None),
    ],
)
def test_dates(text, day, clock):
    moment = dates.parse(text)
    assert moment.day == date(*day)
    assert (moment.clock.isoformat() if moment.clock else None) == clock


@pytest.mark.parametrize(
    "text", ["", "近日", "2021-02-30", "2020-13-01", "0001-01-01", "12-05", "二〇二〇年十三月一日"]
)
def test_what_is_no_date(text):
    with pytest.raises(dates.DateError):
        dates.parse(text)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("113417007728242536/202011-00029", []),
        ("11341702486344515H/202110-00013", []),
        ("000014349/2021-00012", []),
        ("0142768-8/2022-00185", []),
        ("001008003008067/2021-98380", []),
        ("11341700772824253X/202011-00029", ["index-check"]),
        ("000000001/2021-00151", ["index-check"]),
        ("SY-310115-2024-05692", ["index-format"]),
        ("01527918X-2020-153077", ["index-format"]),
        ("113417007728242536/202013-00029", ["index-format"]),
    ],
)
def test_index_numbers(number, code):
    assert indexnumbers.looks_like_index_number(number)
    assert [remark.code for remark in indexnumbers.remarks(number)] == code


def test_an_index_number_is_kept_but_for_wide_signs():
    assert (
        html([("索引号", " 000014349／2021－00012 "), *BLOCK[1:]]).index_number
        == "000014349/2021-00012"
    )


def with_date(text):
    return [*BLOCK[:3], ("发布日期", text)]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        pytest.param(with_date(""), "没有发布日期", id="no date"),
        pytest.param(with_date("2027-01-01"), "在将来", id="a date in the future"),
        pytest.param(with_date("2020-02-30"), "不是可能的日期", id="an impossible date"),
        pytest.param([*BLOCK, ("有效性", "废止")], "没有废止", id="abolished without a date"),
    ],
)
def test_refusals(block, reason):
    with pytest.raises(RefusedError, match=reason):
        html(block)


def test_formed_in_the_future_is_no_fact():
    page_read = html([*BLOCK, ("成文日期", "2027-01-01")])
    assert page_read.formed_on is None
    assert codes(page_read) == ["date-future"]


def test_published_before_formed_is_remarked():
    assert codes(html([*BLOCK, ("成文日期", "2020-06-01")])) == ["date-order"]


def test_the_document_number_is_normalised_and_the_raw_one_remarked():
    page_read = html([*BLOCK, ("文号", "云城管[2020] 012号")])
    assert page_read.doc_number == "云城管〔2020〕12号"
    assert "云城管[2020] 012号" in page_read.remarks[0].message


def test_page_tags_fill_what_the_block_lacks():
    head = (
        '<meta name="ArticleTitle" content="关于做好2020年市容整治工作的通知"><meta name="PubDate" content="2020-05-08 10:30">'
        '<meta name="ContentSource" content="市城管局"><meta name="Keywords" content="市容"><meta name="Description" content="部署市容整治">'
        '<meta name="Author" content="综合科"><meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="政策文件">'
        '<meta name="SiteName" content="云溪市人民政府">'
    )
    page_read = read(page(head=head).encode(), "html", NOW)
    assert page_read.published_at == datetime(2020, 5, 8, 10, 30, tzinfo=SHANGHAI)
    assert (page_read.source, page_read.keywords, page_read.summary) == (
        "市城管局",
        "市容",
        "部署市容整治",
    )
    assert (page_read.author, page_read.column_name, page_read.column_type) == (
        "综合科",
        "通知公告",
        "政策文件",
    )
    assert codes(page_read) == ["index-missing"]


def test_a_tag_that_disagrees_is_remarked():
    head = '<meta name="ArticleTitle" content="完全是另一件事情的公告"><meta name="PubDate" content="2019-01-01">'
    assert codes(html(head=head)) == ["conflict", "conflict"]


@pytest.mark.parametrize(
    "trail",
    [
        '<div>您所在的位置：<a href="/">首页</a> &gt; <a>市城管局</a> &gt; <a>监督保障</a> &gt; <a>工作推进</a></div>',
        "<p>当前位置: 网站首页 » 监督保障 » 工作推进 » 正文</p>",
        "<div>您现在所在的位置： 首页 / 监督保障 / 工作推进</div>",
        "<div>首页→监督保障→工作推进</div>",
        '<div class="sx">首页-&gt;监督保障-&gt;工作推进</div>',
        "<td>您当前的位置：首页 › 云溪市城市管理局 › 监督保障 › 工作推进 › 关于做好2020年市容整治…</td>",
        '<div id="breadcrumbNav"><ul><li>首页</li><li>监督保障</li><li>工作推进</li></ul></div>',
    ],
)
def test_breadcrumbs(trail):
    assert html(before=trail).columns == ("监督保障", "工作推进")


def test_a_site_name_is_no_column():
    items = ["首页", "云溪市人民政府", "监督保障"]
    assert breadcrumb.columns(items, title="", names=frozenset({"云溪市人民政府"})) == ("监督保障",)


@pytest.mark.parametrize(
    "wrap",
    [
        "<div id='zoom'>{}</div>",
        "<div class='TRS_Editor'>{}</div>",
        "<ucapcontent>{}</ucapcontent>",
        "<table><tr><td><div><div>{}</div></div></td></tr></table>",
        "<article>{}</article>",
        "<div><div class='x9'>{}</div><div class='side'><p>热点推荐内容很长很长很长很长很长很长很长很长</p></div></div>",
    ],
)
def test_the_text_is_found_in_any_container(wrap):
    markup = f"<html><body><div class='nav'><a href='/'>首页</a></div>{table(BLOCK)}<h1>{BLOCK[2][1]}</h1>{wrap.format(BODY)}</body></html>"
    page_read = read(markup.encode(), "html", NOW)
    assert page_read.body.replace("\n", "") == BODY


def test_nothing_dangerous_survives():
    body = BODY + (
        "<script>alert(1)</script><p onclick='x()'>点击<a href='javascript:alert(1)'>这里</a></p>"
        "<img src='x.png' onerror='alert(1)'><iframe src='http://evil.example'></iframe>"
        "<svg onload='alert(1)'></svg><p style='position:fixed'>样式</p><form action='/x'><input></form>"
    )
    page_read = html(body=body)
    for bad in (
        "script",
        "onclick",
        "onerror",
        "javascript",
        "iframe",
        "svg",
        "style",
        "form",
        "alert",
    ):
        assert bad not in page_read.body
    assert "这里" in page_read.body


def test_tables_numbers_and_headings_are_kept():
    body = (
        BODY
        + "<h1>一、总体情况</h1><table><tr><td rowspan='2'>许可</td><td>620</td><td></td></tr><tr><td>1,061.50</td></tr></table>"
    )
    page_read = html(body=body)
    assert "<h2>一、总体情况</h2>" in page_read.body
    assert '<td rowspan="2">许可</td><td>620</td><td></td>' in page_read.body
    assert "1,061.50" in page_read.body


@pytest.mark.parametrize(
    ("head", "path"),
    [
        (
            '<link rel="canonical" href="http://cgj.yunxi.example/a/1.html?id=2#top">',
            "/a/1.html?id=2",
        ),
        ('<meta name="Url" content="https://cgj.yunxi.example/a/1.html">', "/a/1.html"),
        ("<!-- saved from url=(0042)http://cgj.yunxi.example/a/1.html -->", "/a/1.html"),
        ("<!-- source: archive; original http://cgj.yunxi.example/a/1.html -->", "/a/1.html"),
    ],
)
def test_the_old_address(head, path):
    address = html(head=head).address
    assert (address.host, address.path) == ("cgj.yunxi.example", path)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///C:/a.html",
        "/a/1.html",
        "http://",
        "ftp://x/y",
        "http://[::1",
    ],
)
def test_what_is_no_old_address(url):
    assert html(head=f'<link rel="canonical" href="{url}">').address is None


def test_attachments_are_named_with_their_old_address():
    body = (
        BODY
        + '<p>附件：<a href="./P02.docx">申请表</a> <a href="/down?file=b.pdf">下载</a> <a href="/x/list.html">列表</a></p>'
    )
    page_read = html(
        body=body, head='<link rel="canonical" href="http://cgj.yunxi.example/a/1.html">'
    )
    assert [(x.name, x.url, x.extension) for x in page_read.links] == [
        ("申请表", "http://cgj.yunxi.example/a/P02.docx", "docx"),
        ("down", "http://cgj.yunxi.example/down?file=b.pdf", "pdf"),
    ]


def test_a_list_page_is_refused():
    rows = "".join(
        f'<li><a href="/{n}.html">关于第{n}件事情的通知公告</a><span>2020-01-0{n % 9 + 1}</span></li>'
        for n in range(30)
    )
    with pytest.raises(RefusedError, match="这是栏目列表页，不是一篇信息"):
        read(
            f"<html><head><title>通知公告</title></head><body><ul>{rows}</ul></body></html>".encode(),
            "html",
            NOW,
        )


def test_without_text_and_without_an_index_number_there_is_nothing_to_keep():
    block = [(label, value) for label, value in BLOCK if label != "索引号"]
    with pytest.raises(RefusedError, match="没有正文和附件"):
        html(block, body="")
    assert "body-empty" in codes(html(body=""))


def test_an_attachment_alone_is_enough():
    page_read = html(body='<p><a href="a.pdf">年度报告全文</a></p>')
    assert [link.name for link in page_read.links] == ["年度报告全文"]


def test_a_text_file_with_headings():
    text = "索引号：000014349/2021-00012\n发布机构：市城管局\n发布日期：2021-01-05\n\n工作总结\n\n一、总体情况\n（一）巡查\n一、这一行很长，是一个完整的句子，不应当作标题来处理，因为它是正文。\n5 < 6 & 正文\n"
    page_read = read(text.encode(), "txt", NOW)
    assert page_read.title == "工作总结"
    assert page_read.body.split("\n") == [
        "<h2>一、总体情况</h2>",
        "<h3>（一）巡查</h3>",
        "<p>一、这一行很长，是一个完整的句子，不应当作标题来处理，因为它是正文。</p>",
        "<p>5 &lt; 6 &amp; 正文</p>",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 5000 + "深" + "</div>" * 5000, id="deeply nested"),
        pytest.param("<table><tr><td>索引号<tr><td><p>索引号：" * 50, id="broken markup"),
        pytest.param("<" * 10000, id="angle brackets"),
        pytest.param("&#0;&#xD800;&#x110000;" * 100 + "<p>x", id="impossible characters"),
        pytest.param(
            "<?xml version='1.0' encoding='gb2312'?><html><body>x", id="an xml declaration"
        ),
        pytest.param("索引号：" * 5000, id="one label five thousand times"),
        pytest.param(" " * 200_000 + "索", id="blanks"),
    ],
)
def test_hostile_markup_is_refused_in_words(markup):
    with pytest.raises(RefusedError):
        read(markup.encode(), "html", NOW)
