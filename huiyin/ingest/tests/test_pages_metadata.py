"""Catalogue blocks in every markup."""

from datetime import date, datetime

import pytest

from huiyin.ingest.pages import metadata, tree
from huiyin.ingest.pages.dates import SHANGHAI
from huiyin.ingest.pages.labels import compact
from huiyin.ingest.pages.reader import read

from . import pages_markups as markups

NOW = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
ANHUI = [
    ("索引号", "11341799MB1Q00017E/202005-00012"),
    ("组配分类", "监督检查"),
    ("发布机构", "云溪市城市管理局"),
    ("主题分类", "城乡建设、环境保护\\城乡建设（含住房）"),
    ("名称", "关于做好2020年市容整治工作的通知"),
    ("文号", "云城管〔2020〕12号"),
    ("成文日期", "2020-05-06"),
    ("发布日期", "2020-05-08"),
]
GAPS = [
    ("索 引 号", "014416330/2018-04736"),
    ("文  号", ""),
    ("有 效 性", ""),
    ("关键词", ""),
    ("发布机构", "市政府办"),
    ("发布日期", "2018年02月28日"),
    ("名称", "云溪市2017年政府信息公开工作年度报告"),
]
TRADITIONAL = [
    ("索引號", "0142768-8/2022-00185"),
    ("分類", "綜合政務\\政務公開    通知"),
    ("發布機構", "雲溪市城市管理局"),
    ("文號", "雲城管〔2021〕30號"),
    ("成文日期", "2021-09-26"),
    ("發布日期", "2021-09-29"),
    ("有效性", "有效"),
    ("名稱", "關于印發《市容管理辦法》的通知"),
]
PORTALS = {
    "Anhui": ANHUI,
    "empty values and spaced labels": GAPS,
    "traditional characters": TRADITIONAL,
}


def pairs_of_html(markup):
    return [
        (p.label, p.value)
        for p in metadata.read(tree.lines(tree.parse(markup)), blank_is_value=True).pairs
    ]


def pairs_of_text(text):
    return [
        (p.label, p.value) for p in metadata.read(tree.text_lines(text), blank_is_value=False).pairs
    ]


def same(pairs):
    return [(compact(label), value) for label, value in pairs]


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("markup", markups.HTML)
def test_every_markup_gives_the_same_pairs(markup, portal):
    pairs = PORTALS[portal]
    page = markups.page(block=markups.HTML[markup](pairs))
    assert pairs_of_html(page) == same(pairs)


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("markup", markups.TEXT)
def test_every_text_layout_gives_the_same_pairs(markup, portal):
    pairs = PORTALS[portal]
    assert pairs_of_text(markups.TEXT[markup](pairs) + "\n\n正文第一段，说明情况。") == same(pairs)


@pytest.mark.parametrize("markup", markups.HTML)
def test_a_page_in_every_markup_is_the_same_document(markup):
    page = read(markups.page(block=markups.HTML[markup](ANHUI)).encode(), "html", NOW)
    assert page.index_number == "11341799MB1Q00017E/202005-00012"
    assert (page.issuer, page.doc_number, page.category) == (
        "云溪市城市管理局",
        "云城管〔2020〕12号",
        "监督检查",
    )
    assert (page.formed_on, page.published_at.date()) == (date(2020, 5, 6), date(2020, 5, 8))
    assert page.body.startswith("<p>1、全市共处理占道经营问题37件")
    assert page.body.endswith("跟踪督办。</p>")
    assert "索引号" not in page.body
    assert page.remarks == ()


def test_labels_that_were_commented_out_are_no_labels():
    block = markups.strong_colon(ANHUI) + "<!--<p><strong>废止日期</strong>：2020-08-02</p>-->"
    assert read(markups.page(block=block).encode(), "html", NOW).abolished_on is None


def test_the_same_label_with_two_values_is_a_conflict_and_the_first_is_kept():
    block = markups.table(ANHUI) + markups.table(
        [("发布机构", "另一个机构"), ("索引号", ANHUI[0][1])]
    )
    page = read(markups.page(block=block).encode(), "html", NOW)
    assert page.issuer == "云溪市城市管理局"
    assert [remark.code for remark in page.remarks] == ["conflict"]


def test_a_list_head_in_a_table_is_no_block():
    body = (
        markups.BODY
        + "<table><tr><td>名称</td><td>文号</td><td>发布日期</td></tr><tr><td>某办法</td><td>云城管〔2019〕1号</td><td>2019-01-01</td></tr></table>"
    )
    page = read(markups.page(block=markups.table(ANHUI), body=body).encode(), "html", NOW)
    assert page.doc_number == "云城管〔2020〕12号"
    assert "某办法" in page.body
    assert page.remarks == ()


@pytest.mark.parametrize(
    ("given", "category", "theme", "genre"),
    [
        pytest.param(
            [("分类", "政府信息公开年报 综合政务,文秘工作 其他")],
            "政府信息公开年报",
            "综合政务,文秘工作",
            "其他",
            id="three vocabularies",
        ),
        pytest.param(
            [("分類", "綜合政務\\\\政務公開    通知")],
            "",
            "综合政务\\政务公开",
            "通知",
            id="theme and kind, doubled backslash",
        ),
        pytest.param(
            [("主题分类", "综合政务 / 政务公开")], "", "综合政务\\政务公开", "", id="slash"
        ),
        pytest.param(
            [("主题分类", "综合政务 / 其他 / 其它")],
            "",
            "综合政务 / 其他 / 其它",
            "",
            id="no pair of the national tree stays",
        ),
        pytest.param([("主题分类", "教育")], "", "教育", "", id="one word"),
        pytest.param([("信息分类", "通知")], "", "", "通知", id="a kind of document"),
        pytest.param(
            [("分类", "城乡建设、环境保护")], "", "城乡建设、环境保护", "", id="分类 is the theme"
        ),
    ],
)
def test_classes(given, category, theme, genre):
    block = markups.table([*given, ("索引号", "014416330/2018-04736"), ("发布日期", "2018-02-28")])
    page = read(markups.page(block=block).encode(), "html", NOW)
    assert (page.category, page.theme, page.genre) == (category, theme, genre)
