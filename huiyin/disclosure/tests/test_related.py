"""相关文件: what resembles a document, and what it interprets or replaces; only what is public."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.page import related
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.web.kept.page_cache import pages

DAY = datetime(2020, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def columns(bureau, robot, morning):
    top = agency_page(bureau, actor=robot, at=morning)
    return [
        add_column(top, title, slug=slug, actor=robot, at=morning)
        for title, slug in (("文件", "wj"), ("动态", "dt"))
    ]


@pytest.fixture
def publish(columns, bureau, robot, morning):
    def make(title, column=0, day=0, **values):
        fields = {"title": title, "issuer": "局", "source": "局", "body": "<p>文</p>",
                "published_at": DAY + timedelta(days=day), **values}  # fmt: skip
        page = publish_document(columns[column], bureau, fields, actor=robot, at=morning)
        pages.clear()
        return page

    return make


def titles(links):
    return [link.title for link in links]


def test_the_most_alike_comes_first_and_a_shared_column_is_not_enough(publish):
    page = publish("户外广告设置管理办法", keywords="户外广告,店招")
    publish("关于食堂采购的公告")
    publish("户外广告设置管理办法实施细则", day=1, keywords="户外广告")
    publish("户外广告安全检查", column=1, day=2, keywords="户外广告；店招")
    assert titles(related.like(page)) == ["户外广告设置管理办法实施细则", "户外广告安全检查"]


def test_no_more_than_a_handful_and_never_itself(publish):
    every = [publish(f"道路挖掘公告（第{n}号）", day=n, theme="交通") for n in range(8)]
    similar = related.like(every[0])
    assert len(similar) == related.MOST
    assert every[0].pk not in [link.pk for link in similar]


def test_the_newer_of_two_that_are_equally_alike(publish):
    page = publish("甲乙丙丁办法", theme="交通")
    publish("甲乙丙丁办法", day=1, theme="交通")
    newer = publish("甲乙丙丁办法", day=2, theme="交通")
    assert related.like(page)[0].pk == newer.pk


def test_both_documents_know_of_each_other(publish):
    old = publish("办法（2019年）")
    new = publish("办法（2020年）", day=1, replaces=old)
    interpretation = publish("办法解读", column=1, day=2, interprets=new)
    assert titles(related.relations(old).replaced_by) == [new.title]
    relations = related.relations(new)
    assert relations.replaces.pk == old.pk
    assert titles(relations.interpretations) == [interpretation.title]
    assert related.relations(interpretation).interprets.pk == new.pk


def test_what_was_withdrawn_is_neither_like_nor_related(publish):
    page = publish("甲乙丙丁办法", theme="交通")
    gone = publish("甲乙丙丁办法解读", theme="交通", interprets=page)
    assert related.like(page)
    DocumentPage.objects.filter(pk=gone.pk).update(live=False)
    pages.clear()
    assert related.like(page) == []
    assert related.relations(page).interpretations == []
