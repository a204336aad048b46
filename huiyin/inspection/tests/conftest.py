"""A small site to inspect, and people at their desks."""

from datetime import date, timedelta

import pytest
from django.test import Client
from wagtail.models import Site

from huiyin.accounts.models import User
from huiyin.disclosure.models import ColumnType
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.disclosure.tree.columns import set_column
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.web.kept.page_cache import pages
from huiyin.web.models import SiteProfile


@pytest.fixture
def person(bureau, robot, morning):
    """An account that holds posts: `person("chen", "信息公开岗")`."""

    def make(username, *posts, agency=bureau, **values):
        values.setdefault("name", "陈示例")
        user = User.objects.create_user(username, password="a-long-pass-phrase", **values)
        for post in posts:
            appoint(
                user, ensure_posts(agency)[post], actor=robot, at=morning, since=date(2019, 1, 1)
            )
        return user

    return make


@pytest.fixture
def desk(person):
    """A signed-in browser of somebody with these posts."""

    def make(*posts, username="user", **values):
        client = Client()
        client.force_login(person(username, *posts, **values))
        return client

    return make


@pytest.fixture
def site(bureau, robot, morning):
    """A profile with everything in it, and the agency's page."""
    SiteProfile.objects.create(
        site=Site.objects.get(),
        name="云溪市城管局",
        domain="cgj.yunxi.gov.cn",
        id_code="3417990000",
        sponsor="云溪市城市管理局",
        contact="0000-1234567",
        icp_number="演示ICP备0号",
        police_number="演示公网安备0号",
    )
    page = agency_page(bureau, actor=robot, at=morning)
    pages.clear()
    return page


@pytest.fixture
def column(site, robot, morning):
    """A column: `column("dongtai", ColumnType.NEWS, update_days=14)`."""

    def make(slug="dongtai", kind=ColumnType.NEWS, title="", parent=None, **settings):
        column = add_column(
            parent or site, title or f"栏目{slug}", slug=slug, column_type=kind,
            legal_item=settings.pop("item", ""), actor=robot, at=morning,
        )  # fmt: skip
        if settings:
            set_column(column, settings, actor=robot, at=morning)
        pages.clear()
        return column

    return make


@pytest.fixture
def publish(bureau, robot, morning):
    """A document some days old: `publish(column, 20, body="…")`."""

    def make(within, days_ago=0, title="某项信息", body="<p>正文。</p>", attachments=(), **values):
        at = morning - timedelta(days=days_ago)
        values = {"title": title, "issuer": "某局", "source": "某局", "body": body} | values
        document = publish_document(
            within, bureau, {"published_at": at, **values}, attachments=attachments,
            actor=robot, at=at,
        )  # fmt: skip
        pages.clear()
        return document

    return make
