"""The CMS is a place to write: no button, bulk action or copy of it makes anything public."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from huiyin.accounts.models import User
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.actions import add_column
from huiyin.editorial import chains, checking
from huiyin.editorial.models import DEFAULT, Manuscript, Step, StepKind
from huiyin.files import keeping
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts
from huiyin.web.html import to_text

from .conftest import BODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client, staff):
    """Sign in as one of the staff, or as the administrator who may everything."""

    def sign_in(name):
        user = (
            User.objects.create_superuser("root", password="x", name="管理员")
            if name == "root"
            else User.objects.get(username=name)
        )
        client.force_login(user)
        return client

    return sign_in


def form(page, **changes):
    return {
        "title": page.title, "body": "<p>改过的正文</p>", "issuer": "某局", "source": "某局",
        "formed_on": "2026-03-02", "next": "", **opened(page), **changes,
    }  # fmt: skip


def opened(page):
    """The version that an editor shows, as its form sends it back."""
    newest = DocumentPage.objects.get(pk=page.pk).latest_revision
    return {
        "loaded_revision_id": str(newest.pk),
        "loaded_revision_created_at": newest.created_at.isoformat(),
    }


@pytest.mark.parametrize("who", ["root", "drafter"])
def test_the_publish_button_is_not_there_and_does_nothing(begun, enter, who):
    page = begun().page
    client = enter(who)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "action-publish" not in client.get(address).text
    client.post(address, form(page, **{"action-publish": "1"}))
    assert not DocumentPage.objects.get().live


def test_a_drafter_saves_in_the_editor_and_it_is_tidied(begun, enter):
    manuscript = begun()
    client = enter("drafter")
    address = reverse("wagtailadmin_pages:edit", args=[manuscript.page_id])
    body = "<h1>一、总则</h1><p>&nbsp;</p><table><tr><th><p>甲</p></th></tr><tr><td>乙</td></tr></table>"
    client.post(address, form(manuscript.page, body=body))
    manuscript.refresh_from_db()
    assert checking.draft_of(manuscript).body == (
        '<h2>一、总则</h2><table><thead><tr><th scope="col">甲</th></tr></thead>'
        "<tbody><tr><td>乙</td></tr></tbody></table>"
    )


@pytest.mark.parametrize("state", ["reviewing", "releasable", "published"])
def test_the_editor_is_read_only_beyond_drafting_and_says_why(standing, enter, state):
    manuscript = standing(state)
    newest = manuscript.page.latest_revision_id
    client = enter("drafter")
    address = reverse("wagtailadmin_pages:edit", args=[manuscript.page_id])
    assert "到工作台办理" in client.get(address).text
    client.post(address, form(manuscript.page))
    assert DocumentPage.objects.get().latest_revision_id == newest


def test_another_drafter_does_not_write_in_it(begun, enter):
    manuscript = begun()
    client = enter("other_drafter")
    address = reverse("wagtailadmin_pages:edit", args=[manuscript.page_id])
    assert "接手起草" in client.get(address).text
    client.post(address, form(manuscript.page))
    manuscript.refresh_from_db()
    assert checking.draft_of(manuscript).body == BODY


@pytest.mark.parametrize("who", ["head", "secrecy", "releaser"])
def test_who_does_not_draft_does_not_enter_the_cms(begun, enter, who):
    page = begun().page
    answer = enter(who).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code in (302, 403)


def test_who_drafts_elsewhere_does_not_enter_what_is_written_here(begun, enter, robot, morning):
    """Wagtail adds up the groups of all posts; the drafts of an agency are its drafters' alone."""
    manuscript = begun()
    there = Organisation.objects.create(
        name="水务局", short_name="水务局", slug="swj", is_agency=True
    )
    user = User.objects.get(username="head")
    post = ensure_posts(there)["信息起草岗"]
    appoint(user, post, actor=robot, at=morning, since=date(2019, 1, 1))
    client = enter("head")
    assert User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")
    for name in ("edit", "view_draft", "history"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[manuscript.page_id])
        assert client.get(address).status_code == 403, name
    client.post(
        reverse("wagtailadmin_pages:edit", args=[manuscript.page_id]), form(manuscript.page)
    )
    assert checking.draft_of(manuscript).body == BODY


def test_chains_are_inherited_and_never_without_the_secrecy_review(column, bureau, robot, morning):
    below = add_column(column, "规范性文件", slug="gfxwj", actor=robot, at=morning)
    assert tuple(chains.steps_for(below)) == DEFAULT
    steps = [
        Step("科室初审", StepKind.DEPARTMENT, 1), Step("法制审核", StepKind.OTHER, 3),
        Step("保密审查", StepKind.SECRECY, 2), Step("签发", StepKind.RELEASE, 1),
    ]  # fmt: skip
    chain = chains.set_chain(column, bureau, steps, actor=robot, at=morning)
    assert [step.name for step in chains.steps_for(below)] == [step.name for step in steps]
    for wrong, message in (
        (steps[:2] + steps[3:], "保密审查"), (steps[:3], "签发"), (steps[::-1], "最后"), ([], "保密审查"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=message):
            chains.set_chain(below, bureau, wrong, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="不能从审核流程中去掉"):
        chain.steps.get(kind="secrecy").delete()
    chain.steps.filter(kind="secrecy")._raw_delete("default")
    with pytest.raises(ValidationError, match="保密审查"):
        chains.steps_for(below)


def test_a_text_sent_after_the_session_is_in_the_editor_after_the_sign_in(begun, enter):
    """Not over a version that somebody saved meanwhile: then it stands beside, to be taken from."""
    manuscript = begun()
    client = enter("drafter")
    user = User.objects.get(username="drafter")
    address = reverse("wagtailadmin_pages:edit", args=[manuscript.page_id])
    page = client.get(address).text
    revision = re.search(r'name="loaded_revision_id" value="(\d+)"', page)[1]
    typed = {"title": "写了一半的标题", "body": "<p>写了一半</p>", "loaded_revision_id": revision}
    del client.cookies["sessionid"]
    client.post(address, typed)
    client.force_login(user)
    page = client.get(address).text
    assert 'value="写了一半的标题"' in page
    assert "&lt;p&gt;写了一半&lt;/p&gt;</textarea>" in page
    manuscript.page.save_revision()
    page = client.get(address).text
    assert 'value="写了一半的标题"' not in page
    assert "没有自动填入" in page
    assert "写了一半的标题" in page


def draft(manuscript):
    return checking.draft_of(Manuscript.objects.get(pk=manuscript.pk))


SAVES = {
    "another window": lambda client, address, manuscript, go: client.post(
        address, form(manuscript.page, body="<p>较新的正文</p>")
    ),
    "an attachment on the desk": lambda client, address, manuscript, go: go(
        manuscript, "attach", "drafter", file=keeping.keep("附件.txt", "text/plain", b"1")
    ),
}


@pytest.mark.parametrize("sent", ["", "loaded_revision_id", "loaded_revision_created_at"])
@pytest.mark.parametrize("saved", SAVES)
def test_the_older_window_does_not_go_over_the_newer_text(begun, enter, go, saved, sent):
    """Refused with both texts; what was typed stands beside the newest in the editor."""
    manuscript = begun()
    client = enter("drafter")
    address = reverse("wagtailadmin_pages:edit", args=[manuscript.page_id])
    older = form(manuscript.page, body="<p>较旧窗口里的正文</p>", title="较旧的标题")
    older.pop(sent, None)
    SAVES[saved](client, address, manuscript, go)
    before = draft(manuscript)
    answer = client.post(address, older)
    assert answer.status_code == 409
    assert "较旧窗口里的正文" in answer.text
    assert to_text(before.body) in answer.text
    after = draft(manuscript)
    assert (after.body, after.attachments.count()) == (before.body, before.attachments.count())
    assert "较旧窗口里的正文" in client.get(address).text


def test_the_newest_window_saves(begun, enter):
    manuscript = begun()
    client = enter("drafter")
    address = reverse("wagtailadmin_pages:edit", args=[manuscript.page_id])
    for body in ("<p>一稿</p>", "<p>二稿</p>"):
        assert client.post(address, form(manuscript.page, body=body)).status_code == 302
        assert draft(manuscript).body == body
