"""What people do on the screens of a manuscript: saving by itself, pictures, findings, comparing."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.editorial import actions, checking
from huiyin.editorial.models import Manuscript, Override, Picture
from huiyin.files.models import StoredFile
from tests.hostile import office, pages

from .conftest import BODY

pytestmark = pytest.mark.django_db
WRONG = "<p>现将2026年2月30日的安排通知如下。</p>"
"""A day that there is not: an error of the check, without a suggestion."""


@pytest.fixture
def enter(client, staff):
    def sign_in(name):
        client.force_login(User.objects.get(username=name))
        return client

    return sign_in


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def autosave(client, page, body, **more):
    """As the editor sends it, some seconds after the last key."""
    values = {
        "title": page.title, "body": body, "issuer": "某局", "source": "某局",
        "formed_on": "2026-03-02", "next": "", **more,
    }  # fmt: skip
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, values, headers={"accept": "application/json"})


def test_saving_by_itself_stores_a_revision(begun, enter):
    manuscript = begun()
    before, client = manuscript.page.latest_revision_id, enter("drafter")
    answer_values = autosave(client, manuscript.page, "<p>第一次</p>").json()
    assert answer_values["success"]
    manuscript.refresh_from_db()
    kept = manuscript.page.latest_revision_id
    assert kept > before
    assert checking.draft_of(manuscript).body == "<p>第一次</p>"
    again = {"overwrite_revision_id": str(kept)}
    assert autosave(client, manuscript.page, "<p>第二次</p>", **again).json()["success"]
    manuscript.refresh_from_db()
    assert manuscript.page.latest_revision_id == kept
    assert checking.draft_of(manuscript).body == "<p>第二次</p>"
    assert not manuscript.page.live


@pytest.mark.parametrize(
    ("state", "who"), [("reviewing", "drafter"), ("drafting", "other_drafter")]
)
def test_saving_by_itself_is_refused_politely_where_it_is_closed(standing, enter, state, who):
    manuscript = standing(state)
    newest = manuscript.page.latest_revision_id
    again = {"overwrite_revision_id": str(newest)}
    answer = autosave(enter(who), manuscript.page, "<p>偷改</p>", **again)
    assert answer.status_code in {400, 403}
    answer_values = answer.json()
    assert (answer_values["success"], bool(answer_values["error_message"])) == (False, True)
    manuscript.refresh_from_db()
    assert manuscript.page.latest_revision_id == newest
    assert checking.draft_of(manuscript).body == BODY


def test_another_session_does_not_overwrite(begun, enter):
    manuscript = begun()
    revision = manuscript.page.get_latest_revision()
    loaded = {
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }
    client = enter("drafter")
    assert autosave(client, manuscript.page, "<p>第一个窗口</p>", **loaded).json()["success"]
    late = autosave(client, manuscript.page, "<p>第二个窗口</p>", **loaded)
    assert not late.json()["success"]
    manuscript.refresh_from_db()
    assert checking.draft_of(manuscript).body == "<p>第一个窗口</p>"


def drawn(form="PNG"):
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(content, form)
    return content.getvalue()


def choose(
    client, page, *, name="shi.png", content=None, words="改造后的人行道", number="7", key=""
):
    file = SimpleUploadedFile(name, drawn() if content is None else content)
    address = f"/desk/documents/{page.pk}/pictures/?CKEditorFuncNum={number}"
    values = {"file": file, "alternative": words, "form_key": key}
    return client.post(address, values, follow=True)


def test_a_picture_is_given_to_the_editor_and_shown_to_staff_only(begun, enter, media, client):
    page = begun().page
    answer = choose(enter("drafter"), page)
    picture = Picture.objects.get()
    address = picture.get_absolute_url()
    assert f'data-chosen="{address}" data-words="改造后的人行道"' in answer.text
    assert 'data-number="7"' in answer.text
    shown = client.get(address)
    assert (shown.status_code, shown["Cache-Control"]) == (200, "private, no-store")
    client.logout()
    assert client.get(address).status_code == 404


def test_a_picture_sent_twice_is_one(begun, enter, media):
    page, client = begun().page, enter("drafter")
    shown = client.get(f"/desk/documents/{page.pk}/pictures/").text
    key = re.search(r'name="form_key" value="([^"]+)"', shown)[1]
    first, again = choose(client, page, key=key), choose(client, page, key=key)
    assert first.redirect_chain == again.redirect_chain
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"words": " "}, "替代文字", id="no words"),
        pytest.param({"content": b"MZ" + b"0" * 99}, "shi.png", id="not a picture"),
        pytest.param({"content": b""}, "", id="empty"),
        pytest.param({"name": "t.svg", "content": b"<svg onload='alert(1)'/>"}, "", id="svg"),
    ],
)
def test_what_is_no_picture_is_refused(begun, enter, media, changes, message):
    answer = choose(enter("drafter"), begun().page, **changes)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert not Picture.objects.exists()


def test_the_picture_window_is_for_drafters(begun, enter, media):
    assert choose(enter("head"), begun().page).status_code == 403


def test_the_window_number_is_a_number(begun, enter, media):
    assert "alert" not in choose(enter("drafter"), begun().page, number='"><script>alert(1)').text


def override(client, manuscript, key, reason):
    address = reverse("desk-move", args=["manuscripts", manuscript.pk, "override"])
    return client.post(address, {"key": key, "reason": reason}, follow=True)


def test_an_error_stops_the_release_until_somebody_lets_it_stand(begun, go, enter):
    manuscript = begun(body=WRONG)
    manuscript = go(manuscript, "submit", "drafter")
    (finding,) = [one for one in checking.findings_in(manuscript) if one.is_error]
    for who in ("head", "secrecy"):
        manuscript = go(manuscript, "approve", who)
    client = enter("releaser")
    shown = client.get(manuscript.get_absolute_url()).text
    assert "还有 1 处错误没有处理" in shown
    assert "保留并说明" in shown
    address = reverse("desk-move", args=["manuscripts", manuscript.pk, "approve"])
    assert "检查发现 1 处错误" in client.post(address, {"opinion": "同意"}).text
    assert override(client, manuscript, finding.key, " ").status_code == 422
    assert not Override.objects.exists()
    assert "决定保留：原文如此" in override(client, manuscript, finding.key, "原文如此").text
    assert Entry.objects.filter(verb="editorial.manuscript.override").count() == 1
    assert go(manuscript, "approve", "releaser").state == "releasable"


def test_the_drafter_lets_nothing_stand(begun, go, enter):
    manuscript = go(begun(body=WRONG), "submit", "drafter")
    key = checking.findings_in(manuscript)[0].key
    assert override(enter("drafter"), manuscript, key, "没问题").status_code == 403
    assert not Override.objects.exists()


def test_a_new_submission_asks_again(begun, go, enter):
    manuscript = go(begun(body=WRONG), "submit", "drafter")
    override(enter("head"), manuscript, checking.findings_in(manuscript)[0].key, "原文如此")
    assert not checking.blocking(manuscript)
    go(manuscript, "return_", "head")
    manuscript = go(manuscript, "submit", "drafter")
    assert checking.blocking(manuscript)


def test_two_versions_side_by_side(begun, staff, enter):
    manuscript = begun()
    page = checking.draft_of(manuscript)
    page.body = page.body.replace("市容管理", "环境卫生管理")
    actions.keep_revision(page, staff["drafter"])
    shown = enter("head").get(f"/desk/manuscripts/{manuscript.pk}/compare/").text
    assert "<del>市容</del>" in shown
    assert "<ins>环境卫生</ins>" in shown
    assert "正文有改动" in shown


def test_what_lies_beyond_the_limits_of_readers_is_refused_in_words(
    tight_readers, begun, column, enter, media
):
    """A draft from Word, an attachment, and a text that is typed; nothing of them is kept."""
    client, manuscript = enter("drafter"), begun()
    word = office.WORD_FILES["paragraphs without words"]()
    before = (StoredFile.objects.count(), Manuscript.objects.count())
    started = {"column": column.pk, "word": SimpleUploadedFile("a.docx", word)}
    attached = {"file": SimpleUploadedFile("b.pdf", pages.PDFS["forms in forms"]())}
    for address, typed in (
        ("/desk/manuscripts/new/", started),
        (f"/desk/manuscripts/{manuscript.pk}/attach/", attached),
    ):
        answer = client.post(address, typed)
        assert (answer.status_code, "另存一份" in answer.text) == (422, True), address
    text = "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">x"
    assert not autosave(client, manuscript.page, text).json()["success"]
    assert (StoredFile.objects.count(), Manuscript.objects.count()) == before
