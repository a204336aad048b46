"""What was reviewed is what goes out, and nothing else does."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.publishing import PublicationRefusedError
from huiyin.editorial import checking, tasks
from huiyin.editorial.actions import keep_revision
from huiyin.search.index import Query, find
from huiyin.web.html import to_text

pytestmark = pytest.mark.django_db


def edit(manuscript, actor, body):
    page = checking.draft_of(manuscript)
    page.body = body
    return keep_revision(page, actor)


def test_the_whole_way(begun, go, client, morning):
    manuscript = begun()
    address = manuscript.page.permanent_address
    assert client.get(address).status_code == 404
    for name, by in (
        ("submit", "drafter"), ("approve", "head"), ("approve", "secrecy"), ("approve", "releaser"),
    ):  # fmt: skip
        manuscript = go(manuscript, name, by)
        assert not DocumentPage.objects.get().live
    manuscript = go(manuscript, "release", "releaser")
    page = DocumentPage.objects.get()
    assert (page.live, page.attribute, page.attribute_ground) == (
        True, "主动公开", "条例第二十条第（一）项",
    )  # fmt: skip
    assert page.published_at == morning
    assert client.get(address).status_code == 200
    assert find(Query("市容环境")).total == 1
    assert Entry.objects.get(verb="disclosure.document.publish").actor_name == "releaser"


def test_a_change_after_submission_stops_the_way(standing, go, staff):
    manuscript = standing("reviewing")
    edit(manuscript, staff["other_drafter"], "<p>偷偷改过的正文。</p>")
    with pytest.raises(ValidationError, match="有改动"):
        go(manuscript, "approve", "head")
    assert go(manuscript, "return_", "head").state == "drafting"


@pytest.mark.parametrize("name", ["release", "schedule"])
def test_a_change_after_the_last_review_is_not_released(standing, go, staff, name):
    manuscript = standing("releasable")
    edit(manuscript, staff["drafter"], "<p>审完以后改过的正文。</p>")
    with pytest.raises(ValidationError, match="有改动"):
        go(manuscript, name, "releaser")
    assert not DocumentPage.objects.get().live


def test_the_content_of_the_reviewed_revision_is_proved(standing, go):
    manuscript = standing("releasable")
    revision = manuscript.revision
    revision.content = {**revision.content, "body": "<p>换掉的正文。</p>"}
    revision.save(update_fields=["content"])
    with pytest.raises(ValidationError, match="有改动"):
        go(manuscript, "release", "releaser")


@pytest.mark.parametrize("state", ["drafting", "reviewing", "releasable", "scheduled", "held"])
def test_nothing_is_published_around_the_desk(standing, state, staff):
    manuscript = standing(state)
    with pytest.raises(PublicationRefusedError):
        manuscript.page.get_latest_revision().publish()
    assert not DocumentPage.objects.get().live


def test_a_correction_leaves_the_public_text_until_it_is_released(standing, go, staff, client):
    manuscript = standing("published")
    manuscript = go(manuscript, "correct", "other_drafter")
    edit(manuscript, staff["other_drafter"], "<p>更正后的正文。</p>")
    address = manuscript.page.permanent_address
    assert "市容管理" in client.get(address).text
    for name, by in (
        ("submit", "other_drafter"), ("approve", "head"), ("approve", "secrecy"),
        ("approve", "releaser"),
    ):  # fmt: skip
        manuscript = go(manuscript, name, by)
        assert "市容管理" in to_text(DocumentPage.objects.get().body)
    first = DocumentPage.objects.get().published_at
    go(manuscript, "release", "releaser")
    page = DocumentPage.objects.get()
    assert to_text(page.body) == "更正后的正文。"
    assert page.published_at == first
    assert manuscript.round == 2


def test_a_correction_is_put_aside(standing, go, staff):
    manuscript = go(standing("published"), "correct", "drafter")
    edit(manuscript, staff["drafter"], "<p>不要了。</p>")
    manuscript = go(manuscript, "give_up", "drafter")
    assert manuscript.state == "published"
    assert "市容管理" in checking.draft_of(manuscript).body


def test_the_set_time_releases_and_takes_down(standing, go, morning, monkeypatch):
    manuscript = standing("scheduled")
    at = manuscript.release_at
    monkeypatch.setattr("django.utils.timezone.now", lambda: at - timedelta(minutes=1))
    assert tasks.keep_time() == "0 released, 0 taken down"
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    assert tasks.keep_time() == "1 released, 0 taken down"
    assert tasks.keep_time() == "0 released, 0 taken down"
    manuscript = go(manuscript, "set_expiry", "releaser", at=at)
    assert DocumentPage.objects.get().live
    monkeypatch.setattr("django.utils.timezone.now", lambda: manuscript.expire_at)
    assert tasks.keep_time() == "0 released, 1 taken down"
    page = DocumentPage.objects.get()
    assert (page.live, page.withdrawn_reason) == (False, "公开期限已满")


def test_what_may_not_go_out_at_its_time_comes_back_to_a_person(standing, staff, monkeypatch):
    manuscript = standing("scheduled")
    edit(manuscript, staff["drafter"], "<p>审完以后改过的正文。</p>")
    monkeypatch.setattr("django.utils.timezone.now", lambda: manuscript.release_at)
    tasks.keep_time()
    manuscript.refresh_from_db()
    assert (manuscript.state, manuscript.release_at) == ("releasable", None)
    said = Entry.objects.get(verb="editorial.manuscript.hold_back").facts["details"]["reason"]
    assert "有改动" in said


def test_a_withdrawn_document_says_so_and_why(standing, go, client):
    manuscript = standing("withdrawn")
    answer = client.get(manuscript.page.permanent_address)
    assert answer.status_code == 410
    page = DocumentPage.objects.get()
    assert page.withdrawn_reason == "内容有误，正在核实"
    assert find(Query("市容环境")).total == 0
    manuscript = go(manuscript, "correct", "drafter")
    assert DocumentPage.objects.get().withdrawn_reason == "内容有误，正在核实"
    for name, by in (
        ("submit", "drafter"), ("approve", "head"), ("approve", "secrecy"), ("approve", "releaser"),
        ("release", "releaser"),
    ):  # fmt: skip
        manuscript = go(manuscript, name, by)
    page = DocumentPage.objects.get()
    assert (page.live, page.withdrawn_reason, page.withdrawn_at) == (True, "", None)


PRIVATE = [
    ("误把张三的身份证号11010519491231002X公开了", "公民身份号码"),
    ("误把联系人手机13812345678公开了", "手机号码"),
]


@pytest.mark.parametrize(("reason", "label"), PRIVATE)
def test_the_public_reason_says_nothing_private(standing, go, client, reason, label):
    """个人信息保护法第二十五条: taking down does not publish again what it is taken down for."""
    manuscript = standing("published")
    with pytest.raises(ValidationError, match="显示在原网址上") as refused:
        go(manuscript, "withdraw", "releaser", reason=reason)
    assert label in str(refused.value)
    go(manuscript, "withdraw", "releaser", reason="误公开了个人信息，咨询电话0550-3012345")
    assert "误公开了个人信息" in client.get(manuscript.page.permanent_address).content.decode()


def test_a_document_under_correction_can_be_taken_down_at_once(standing, go, staff):
    manuscript = go(standing("published"), "correct", "drafter")
    manuscript = go(manuscript, "submit", "drafter")
    assert go(manuscript, "withdraw", "releaser").state == "withdrawn"
    assert not DocumentPage.objects.get().live


def test_abolished_and_replaced_both_ways(standing, go):
    old = standing("published")
    new = standing(
        "published", title="关于进一步开展市容环境整治的通知", doc_number="云城管〔2026〕6号"
    )
    go(old, "abolish", "releaser", replacement=new.page.permanent_address)
    old.page.refresh_from_db()
    new.page.refresh_from_db()
    assert (old.page.validity, str(old.page.abolished_on)) == ("废止", "2026-03-03")
    assert new.page.replaces_id == old.page.pk
    assert list(old.page.replaced_by.all()) == [new.page]
    go(old, "restore_validity", "releaser")
    new.page.refresh_from_db()
    assert new.page.replaces is None


def test_a_correction_does_not_undo_the_abolition(standing, go, staff):
    manuscript = standing("published")
    manuscript = go(manuscript, "abolish", "releaser")
    manuscript = go(manuscript, "correct", "drafter")
    for name, by in (
        ("submit", "drafter"), ("approve", "head"), ("approve", "secrecy"), ("approve", "releaser"),
        ("release", "releaser"),
    ):  # fmt: skip
        manuscript = go(manuscript, name, by)
    assert DocumentPage.objects.get().validity == "废止"


def test_amended_in_part(standing, go):
    old = standing("published")
    new = standing("published", title="关于修改整治通知的决定", doc_number="云城管〔2026〕7号")
    go(old, "amend_partly", "releaser", by=new.page.index_number)
    old.page.refresh_from_db()
    assert (old.page.validity, list(old.page.amended_by.all())) == ("部分有效", [new.page])
