"""内容概述 follows the text unless somebody wrote it; reviewers and checks read what leaves."""

from importlib import import_module

import pytest
from django.apps import apps

from huiyin.accounts.models import User
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial import checking, proof
from huiyin.editorial.actions import keep_revision

from .conftest import WAYS

pytestmark = pytest.mark.django_db
SECRET = "341702199003074517"
FIRST = f"<p>申请人身份证号{SECRET}，符合条件。</p><p>现予以公示。</p>"
LATER = "<p>申请人符合条件。</p><p>现予以公示。</p>"
forget = import_module("huiyin.editorial.migrations.0002_summaries_follow_text").forget


@pytest.fixture
def rewritten(begun, go, staff):
    """A manuscript whose first draft said more than what was released."""

    def make(**values):
        manuscript = begun(body=FIRST, **values)
        page = checking.draft_of(manuscript)
        page.body = LATER
        keep_revision(page, staff["drafter"])
        for name, by in WAYS["published"]:
            manuscript = go(manuscript, name, by)
        return manuscript

    return make


def test_what_was_taken_out_of_the_text_is_nowhere(rewritten, client):
    page = rewritten().page
    answers = [client.get(page.permanent_address, follow=True), client.get("/feeds/cgj/")]
    for answer in answers:
        said = answer.content.decode()
        assert SECRET not in said
    assert 'name="Description" content="申请人符合条件。' in answers[0].content.decode()


def test_a_written_summary_stays(rewritten, client):
    page = rewritten(summary="公示本批申请结果").page
    said = client.get(page.permanent_address, follow=True).content.decode()
    assert 'name="Description" content="公示本批申请结果"' in said


@pytest.mark.parametrize(
    ("name", "label"),
    [("summary", "内容概述"), ("keywords", "关键词"), ("author", "作者"), ("source", "来源")],
)
def test_what_leaves_beside_the_text_is_checked_and_mended(begun, go, name, label):
    manuscript = begun(**{name: f"身份证号{SECRET}"})
    (finding,) = [
        one for one in checking.findings_in(manuscript) if one.finding.where.part == label
    ]
    assert finding.blocks
    assert finding.can_take_over
    go(manuscript, "take_suggestion", "drafter", key=finding.key)
    assert SECRET not in getattr(checking.draft_of(manuscript), name)
    assert label not in {one.finding.where.part for one in checking.findings_in(manuscript)}


@pytest.mark.parametrize(
    "body",
    [
        f'<p><a href="/a" title="身份证号{SECRET}">名单</a></p>',
        f'<p><a href="/a?no={SECRET}">名单</a></p>',
        f'<p><img src="/files/pictures/1/a" alt="身份证号{SECRET}"></p>',
    ],
    ids=["title of a link", "address of a link", "words of a picture"],
)
def test_attributes_are_checked_and_nothing_is_offered_that_fails(begun, body):
    findings = [
        one for one in checking.findings_in(begun(body=body)) if SECRET in one.finding.fault
    ]
    assert any(one.blocks for one in findings)
    assert not any(one.can_take_over for one in findings)


def test_reviewers_see_what_leaves(standing, client, staff):
    body = '<p>文</p><p><a href="/a" title="链接的话">名单</a></p>'
    manuscript = standing("reviewing", body=body, keywords="低保")
    client.force_login(User.objects.get(pk=staff["head"].key))
    said = client.get(manuscript.get_absolute_url()).content.decode()
    assert "随页面公开的其他内容" in said
    for words in ("取自正文开头", "低保", "链接的话"):
        assert words in said


@pytest.mark.parametrize(("links", "is_folded"), [(5, False), (6, True)])
def test_many_links_are_folded_and_counted(standing, client, staff, links, is_folded):
    body = "".join(f'<p><a href="/a{n}" title="链接的话{n}。">名单</a></p>' for n in range(links))
    manuscript = standing("reviewing", body=body, keywords="低保")
    client.force_login(User.objects.get(pk=staff["head"].key))
    said = client.get(manuscript.get_absolute_url()).content.decode()
    block = said.partition('id="leaving-head"')[2].partition("</section>")[0]
    assert (f"另有链接说明 {links} 条" in block) is is_folded
    assert [f"链接的话{n}。" in block for n in range(links)] == [True] * links
    assert "低保" in block.partition("<details>")[0]


def test_summaries_made_before_go_and_reviews_still_count(begun, go, rewritten):
    """What the old code stored: the beginning of the first draft, in pages and in drafts."""
    waiting = begun(body=FIRST)
    go(waiting, "submit", "drafter")
    published, written = rewritten().page, rewritten(summary="公示本批申请结果").page
    waiting.refresh_from_db()
    stale = "申请人身份证号" + SECRET + "，符合条件。\n现予以公示。"
    DocumentPage.objects.filter(pk=published.pk).update(summary=stale)
    revision = waiting.revision
    revision.content = {**revision.content, "summary": stale}
    revision.save(update_fields=["content"])
    waiting.fingerprint = proof.fingerprint(revision)
    waiting.save(update_fields=["fingerprint"])
    forget(apps, None)
    published.refresh_from_db()
    written.refresh_from_db()
    waiting.refresh_from_db()
    assert (published.summary, written.summary) == ("", "公示本批申请结果")
    assert proof.unchanged(waiting).content["summary"] == ""
