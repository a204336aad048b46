"""What the CMS does to pages reaches search, page memory and audit log, with the person's name."""

from datetime import UTC, datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import transaction
from wagtail.log_actions import LogContext
from wagtail.models import Page, Site

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.disclosure.tree.nodes import arranging
from huiyin.disclosure.tree.publishing import PublicationRefusedError, gate
from huiyin.organisations.actors import actor_of
from huiyin.search.index import Query, find
from huiyin.web.models import PublicVersion, SiteProfile

pytestmark = pytest.mark.django_db
AS_OF_A_DAY = import_module("huiyin.disclosure.migrations.0008_as_of_a_day")


@pytest.fixture
def tree(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    details = {"actor": robot, "at": morning, "column_type": ColumnType.NEWS}
    return [
        add_column(page, title, slug=slug, **details)
        for title, slug in (("动态", "a"), ("公告", "b"))
    ]


@pytest.fixture
def document(tree, bureau, robot, morning):
    values = {
        "title": "关于开展市容整治的通知",
        "index_number": "",
        "issuer": bureau.name,
        "source": bureau.name,
        "published_at": datetime(2020, 5, 8, 10, tzinfo=ZoneInfo("Asia/Shanghai")),
        "body": "<p>自即日起开展整治。</p>",
    }
    return publish_document(tree[0], bureau, values, actor=robot, at=morning)


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("editor", password="x", name="严长青")


def version():
    return PublicVersion.objects.get(pk=1).number


def test_withdrawing_names_the_person_and_leaves_search(document, editor):
    before = version()
    with LogContext(user=editor), gate(actor_of(editor)):
        document.unpublish()
    assert find(Query("市容整治")).total == 0
    assert version() > before
    entry = Entry.objects.get(verb="disclosure.document.withdraw")
    assert entry.actor_name == "严长青"


def test_publishing_names_who_published_not_who_wrote(document, editor):
    writer = User.objects.create_user("writer", password="x", name="魏雅琴")
    document.title = "关于再次开展市容整治的通知"
    revision = document.save_revision(user=writer)
    with gate(actor_of(editor)):
        revision.publish(user=editor, skip_permission_checks=True)
    assert Entry.objects.filter(verb="disclosure.document.publish").last().actor_name == "严长青"
    assert find(Query("再次开展")).total == 1


def test_without_a_person_it_is_the_system(document, robot):
    with gate(robot):
        document.unpublish()
    assert Entry.objects.get(verb="disclosure.document.withdraw").actor_kind == "system"


def test_deleting_leaves_search(document, robot):
    with gate(robot):
        document.delete()
    assert find(Query("市容整治")).total == 0


def test_a_moved_document_is_found_under_its_new_column(document, tree):
    before = version()
    with arranging():
        document.move(tree[1], pos="last-child")
    assert find(Query("市容整治", column="/cgj/b/")).total == 1
    assert find(Query("市容整治", column="/cgj/a/")).total == 0
    assert version() > before


def test_changed_particulars_of_the_site_show_at_once(document):
    before = version()
    SiteProfile.objects.create(
        site=Site.objects.get(), name="某站", domain="x.invalid", id_code="1"
    )
    assert version() > before


@pytest.mark.parametrize(
    "publish",
    [
        pytest.param(lambda page: page.save_revision().publish(), id="a revision"),
        pytest.param(lambda page: page.save(), id="a plain save"),
        pytest.param(lambda page: page.save(update_fields=["title"]), id="one field"),
    ],
)
def test_no_public_text_changes_outside_the_gate(document, publish):
    document.title = "未经审核的标题"
    with pytest.raises(PublicationRefusedError, match="审核流程"):
        publish(document)
    document.refresh_from_db()
    assert document.title == "关于开展市容整治的通知"
    assert find(Query("未经审核")).total == 0


def delete_column(page):
    with arranging():
        page.get_parent().specific.delete()


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda page: page.unpublish(), id="unpublished"),
        pytest.param(lambda page: Page.objects.get(pk=page.pk).unpublish(), id="as a bare page"),
        pytest.param(lambda page: page.delete(), id="deleted"),
        pytest.param(lambda page: Page.objects.get(pk=page.pk).delete(), id="a bare page deleted"),
        pytest.param(lambda page: Page.objects.filter(pk=page.pk).delete(), id="a list deleted"),
        pytest.param(delete_column, id="with its column"),
    ],
)
def test_nothing_public_vanishes_outside_the_gate(document, end):
    with pytest.raises(PublicationRefusedError, match="撤下"), transaction.atomic():
        end(document)
    assert DocumentPage.objects.get().live
    assert find(Query("市容整治")).total == 1


def test_what_was_never_public_may_go(tree, bureau, morning):
    draft = DocumentPage(
        title="草稿", slug="draft", agency=bureau, published_at=morning, live=False,
        body="<p>未发布</p>", index_number="X/2026-00001", issuer=bureau.name, source=bureau.name,
    )  # fmt: skip
    tree[0].add_child(instance=draft)
    draft.delete()
    assert not DocumentPage.objects.exists()


def test_what_was_taken_down_does_not_come_back_by_itself(document, editor, robot):
    with gate(robot):
        document.unpublish()
    with pytest.raises(PublicationRefusedError):
        document.save_revision().publish()
    document.refresh_from_db()
    assert not document.live


def test_a_draft_may_be_written_beside_the_public_text(document):
    document.title = "改稿"
    document.save_revision()
    document.refresh_from_db()
    assert (document.title, document.draft_title) == ("关于开展市容整治的通知", "改稿")


def test_the_number_has_the_year_of_the_office(tree, bureau, robot, morning):
    """Released at 00:30 on 1 January in Shanghai, when UTC still has the old year."""
    released = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)
    values = {"title": "新年通知", "index_number": "", "issuer": "云溪市城市管理局", "source": "本局",
              "body": "<p>正文</p>", "published_at": released}  # fmt: skip
    page = publish_document(tree[0], bureau, values, actor=robot, at=morning)
    assert "2026" in page.index_number


def test_an_update_takes_the_moment_that_the_document_tells(document, robot):
    """An old site says when in its documents; the log says when somebody wrote it down."""
    withdrawn_at = datetime(2020, 12, 30, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    document.withdrawn_at = withdrawn_at
    with gate(robot):
        document.unpublish()
        document.withdrawals.all().delete()
        AS_OF_A_DAY.fill(apps, None)
        assert list(document.withdrawals.values_list("withdrawn_at", "released_at")) == [
            (withdrawn_at, None)
        ]
        document.withdrawals.all().delete()
        document.withdrawn_at = None
        document.save_revision().publish()
        AS_OF_A_DAY.fill(apps, None)
    (once,) = document.withdrawals.all()
    assert once.withdrawn_at < once.released_at
