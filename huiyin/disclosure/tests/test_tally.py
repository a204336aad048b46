"""公开数量: whatever happens to documents, the kept numbers are those of a count."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from huiyin.disclosure import tasks
from huiyin.disclosure.models import ColumnPage, DocumentPage, Tally
from huiyin.disclosure.tree import tally
from huiyin.disclosure.tree.actions import (
    add_column,
    agency_page,
    publish_document,
    update_document,
)
from huiyin.disclosure.tree.catalogue import catalogue
from huiyin.disclosure.tree.nodes import arranging
from huiyin.disclosure.tree.publishing import PublicationRefusedError, gate
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = (
    datetime(2019, 12, 31, 23, 59, tzinfo=SHANGHAI),
    datetime(2020, 1, 1, 0, 0, tzinfo=SHANGHAI),
    datetime(2020, 7, 1, 9, 0, tzinfo=SHANGHAI),
)


class Site:
    """Two columns, one with a column below it, and what can happen to their documents."""

    def __init__(self, bureau, robot, morning):
        self.bureau, self.robot, self.morning = bureau, robot, morning
        home = agency_page(bureau, actor=robot, at=morning)
        self.columns = []
        for slug, above in (("a", home), ("b", home), ("c", None)):
            parent = above or self.columns[0]
            column = add_column(parent, slug, slug=slug, actor=robot, at=morning)
            self.columns.append(column)
        self.made = 0

    def column(self, which):
        return ColumnPage.objects.filter(slug="abc"[which % 3]).first()

    def page(self, which):
        rows = DocumentPage.objects.order_by("pk")
        return rows[which % len(rows)] if rows else None

    def publish(self, which, how):
        column = self.column(which)
        if column is None:
            return None
        self.made += 1
        values = {
            "title": f"第{self.made}条", "index_number": "", "issuer": "某局", "source": "某局",
            "published_at": DAYS[how % 3], "body": "<p>正文</p>", "theme": ("", "城建")[how % 2],
        }  # fmt: skip
        return publish_document(column, self.bureau, values, actor=self.robot, at=self.morning)

    def edit(self, which, how):
        page = self.page(which)
        if page and page.live:
            values = {"published_at": DAYS[how % 3], "validity": ("", "有效", "废止")[how % 3]}
            values["abolished_on"] = DAYS[0].date()
            update_document(page, values, actor=self.robot, at=self.morning)

    def withdraw(self, which, how):
        page = self.page(which)
        if page and page.live:
            with gate(self.robot):
                page.unpublish()

    def release_again(self, which, how):
        page = self.page(which)
        if page and not page.live:
            with gate(self.robot):
                page.save_revision().publish()

    def draft(self, which, how):
        if page := self.page(which):
            page.title = f"改稿{how}"
            page.save_revision()

    def move(self, which, how):
        page, column = self.page(which), self.column(how)
        if page and column and page.get_parent().pk != column.pk:
            with arranging():
                page.move(column, pos="last-child")

    def move_column(self, which, how):
        inner, target = self.column(2), self.column(how % 2)
        if inner and target and inner.get_parent().pk != target.pk:
            with arranging():
                inner.move(target, pos="last-child")

    def delete(self, which, how):
        """What was public cannot be deleted; the attempt counts nothing."""
        if page := self.page(which):
            with suppress(PublicationRefusedError), transaction.atomic():
                (page if how % 2 else Page.objects.get(pk=page.pk)).delete()

    def delete_column(self, which, how):
        if inner := self.column(2):
            with suppress(PublicationRefusedError), transaction.atomic(), arranging():
                inner.delete()

    def give_up(self, which, how):
        """A transaction that is undone counts nothing."""
        with transaction.atomic():
            self.publish(which, how)
            transaction.set_rollback(True)


ACTS = ("publish", "publish", "edit", "withdraw", "release_again", "draft", "move", "move_column",
        "delete", "delete_column", "give_up")  # fmt: skip


@pytest.fixture
def site(bureau, robot, morning):
    return Site(bureau, robot, morning)


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a history is short enough as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    history=st.lists(
        st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9)),
        min_size=4,
        max_size=14,
    )
)
def test_after_any_history_the_numbers_are_those_of_a_count(site, history):
    with transaction.atomic():
        for act, which, how in [("publish", 0, 1), ("publish", 2, 0), *history]:
            getattr(site, act)(which, how)
            assert tally.counted() == tally.recounted(), act
        transaction.set_rollback(True)


@pytest.fixture
def wrong(site):
    """Numbers that something wrote past: one cell too many, one missing."""
    page = site.publish(0, 0)
    site.publish(1, 2)
    DocumentPage.objects.filter(pk=page.pk).update(theme="财政")
    pages.clear()
    return page


def test_a_difference_is_told_and_mended(wrong, caplog):
    with pytest.raises(CommandError, match="有 2 处"):
        call_command("recount", "--check")
    assert tasks.recount() == "2 corrected, 0 given a last day"
    assert "documents of 2 cells corrected" in caplog.text
    assert tally.differences() == {}
    assert not Tally.objects.filter(documents=0).exists()
    call_command("recount", "--check")


def test_the_catalogue_shows_what_was_mended(wrong):
    tasks.recount()
    pages.clear()
    cells = list(catalogue().cells_below(wrong.column.path))
    assert [(cell.year, cell.theme, cell.documents) for cell in cells] == [(2019, "财政", 1)]


def test_reading_costs_one_query(site, django_assert_num_queries):
    site.publish(0, 0)
    pages.clear()
    with django_assert_num_queries(4):  # version, agencies, columns, numbers
        catalogue()
