"""组配分类: the column's name, whichever revision is released; what somebody wrote stays."""

from importlib import import_module

import pytest
from django.apps import apps
from wagtail.models import Revision

from huiyin.disclosure.models import ColumnPage, DocumentPage
from huiyin.disclosure.tree.category import FOLLOWS
from huiyin.disclosure.tree.columns import set_column

from .test_placing import news  # noqa: F401

pytestmark = pytest.mark.django_db
update = import_module("huiyin.disclosure.migrations.0013_category_follows_column")


def of_latest(manuscript):
    page = DocumentPage.objects.get(pk=manuscript.page_id)
    return page.get_latest_revision_as_object().category


def test_a_draft_is_filed_where_it_is_placed(begun, go, news):  # noqa: F811
    manuscript = go(begun(), "place", "drafter", column=news)
    assert of_latest(manuscript) == "工作动态"


@pytest.mark.parametrize("written", ["规范性文件", ""])
def test_what_somebody_wrote_stays(standing, go, news, robot, morning, written):  # noqa: F811
    manuscript = standing("published", category="规范性文件")
    DocumentPage.objects.filter(pk=manuscript.page_id).update(category=written)
    page = DocumentPage.objects.get(pk=manuscript.page_id)
    page.save_revision(clean=False, changed=False)
    go(manuscript, "place", "releaser", column=news)
    column = ColumnPage.objects.get(pk=news.pk)
    set_column(column, {"title": "动态"}, actor=robot, at=morning)
    assert DocumentPage.objects.get(pk=page.pk).category == of_latest(manuscript) == written


KEPT = [
    # in the revision, on the public page, follows
    ("通知公告", "通知公告", True),
    ("公告", "通知公告", True),  # renamed since with its column
    ("规范性文件", "规范性文件", False),
    ("", "", False),
]


@pytest.mark.parametrize(("said", "public", "follows"), KEPT)
def test_revisions_of_before_are_marked(standing, said, public, follows):
    page = standing("published").page
    DocumentPage.objects.filter(pk=page.pk).update(category=public)
    revision = Revision.objects.get(pk=DocumentPage.objects.get(pk=page.pk).live_revision_id)
    content = {name: value for name, value in revision.content.items() if name != FOLLOWS}
    Revision.objects.filter(pk=revision.pk).update(content=content | {"category": said})
    update.mark(apps, None)
    revision.refresh_from_db()
    assert revision.content[FOLLOWS] is follows
    assert revision.content["category"] == said
