"""The left side of an agency's pages (国办公开办函〔2019〕61号): the five parts, the way to here opened."""

import pytest

from huiyin.disclosure.models import ColumnType, LegalItem
from huiyin.disclosure.page.uniform import side
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.disclosure.tree.catalogue import catalogue
from huiyin.web.kept.page_cache import pages


@pytest.fixture
def agency(bureau, robot, morning):
    return agency_page(bureau, actor=robot, at=morning)


@pytest.fixture
def column(robot, morning):
    def make(parent, title, slug, **values):
        column = add_column(parent, title, slug=slug, actor=robot, at=morning, **values)
        pages.clear()
        return column

    return make


def test_what_an_agency_has_not_published_is_missing_not_invented(agency):
    block = side(catalogue(), agency, agency)
    assert (block.guide, block.rules, block.items, block.reports) == (None, None, [], None)
    assert block.on_request == "/apply/"


def test_every_part_finds_its_column(agency, column):
    guide = column(agency, "指南", "zn", column_type=ColumnType.GUIDE)
    rules = column(agency, "政府信息公开制度", "zd")
    report = column(agency, "年报", "nb", column_type=ColumnType.ANNUAL_REPORT)
    policy = column(agency, "规范性文件", "wj", legal_item=LegalItem.RULES)
    news = column(agency, "动态", "dt")
    block = side(catalogue(), agency, news)
    assert [block.guide.page.pk, block.rules.page.pk, block.reports.page.pk] == [
        guide.pk, rules.pk, report.pk,
    ]  # fmt: skip
    assert [[twig.page.pk for twig in item.twigs] for item in block.items] == [
        [policy.pk],
        [news.pk],
    ]
    assert block.items[-1].title == "其他公开内容"
    assert [item.is_open for item in block.items] == [False, True]


def test_the_way_to_a_column_below_is_opened(agency, column):
    top = column(agency, "预算", "ys", legal_item=LegalItem.BUDGET)
    below = column(top, "部门预算", "bm", legal_item=LegalItem.BUDGET)
    [item] = side(catalogue(), agency, below).items
    [twig] = item.twigs
    assert (twig.page.pk, twig.is_here, twig.is_open) == (top.pk, False, True)
    assert [(one.page.pk, one.is_here) for one in twig.below] == [(below.pk, True)]


def test_another_agency_has_its_own_side(agency, column, robot, morning):
    column(agency, "动态", "dt")
    other = type(agency.organisation).objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )
    page = agency_page(other, actor=robot, at=morning)
    pages.clear()
    assert side(catalogue(), page, page).items == []
