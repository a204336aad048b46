"""Redirects, old addresses, odd index numbers, files, display choices."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huiyin.audit import chain
from huiyin.backup.models import Rehearsal
from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.disclosure.tree.actions import note_old_address
from huiyin.files.models import StoredFile
from huiyin.web import capacity
from huiyin.web.kept import page_cache

INDEX = "/i/11341799MB1Q00017E/202011-00001"


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        pytest.param("/cgj", "/cgj/", id="slash added to an agency"),
        pytest.param("/cgj/gzdt?year=2020", "/cgj/gzdt/?year=2020", id="slash added, query kept"),
        pytest.param("/cgj/gzdt/202011-00001", "/cgj/gzdt/202011-00001/", id="slash added"),
        pytest.param(INDEX + "/", INDEX, id="slash dropped from an index number"),
        pytest.param(INDEX.replace("E/", "e／", 1), INDEX, id="full-width and small letters"),
        pytest.param("/show.php?id=12&c=3", INDEX, id="old address with its query"),
        pytest.param("/show.php?c=3&id=12", None, id="another query is another address"),
        pytest.param("/show.php", None, id="old address without its query"),
        pytest.param("/旧站/通知.html", INDEX, id="old address in Chinese"),
    ],
)
def test_redirects(client, document, asked, target):
    page = document(old_address=("old.example.gov.cn", "/show.php?id=12&c=3"))
    note_old_address(page, "old.example.gov.cn", "/旧站/通知.html")
    response = client.get(asked)
    if target is None:
        assert response.status_code == 404
    else:
        assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize(
    "number", ["A B/2020-1", "云/2020?1#x", "SY-310115-2024-05692", "100%/1", "a//b"]
)
def test_odd_index_numbers_are_found_at_their_permanent_address(client, document, number):
    page = document(index_number=number)
    assert client.get(page.permanent_address).status_code == 200


@pytest.mark.parametrize(
    ("back", "target"),
    [
        pytest.param("/cgj/?year=2020", "/cgj/?year=2020", id="where one was"),
        pytest.param("https://evil.example/", "/", id="another site"),
        pytest.param("//evil.example/", "/", id="another site without scheme"),
        pytest.param("/\\evil.example", "/", id="backslash"),
        pytest.param("/%09/evil.example", "/%09/evil.example", id="an escaped tab stays escaped"),
        pytest.param("/\t/evil.example", "/", id="a tab"),
        pytest.param("javascript:alert(1)", "/", id="script"),
        pytest.param("", "/", id="nothing"),
    ],
)
def test_display_never_leads_elsewhere(client, db, back, target):
    response = client.get("/display/", {"set": "elder", "next": back})
    assert response["Location"] == target
    assert response.cookies["display"].value == "elder"


def test_display_choices_add_up_and_can_be_taken_back(client, site):
    client.get("/display/?set=elder")
    client.get("/display/?set=larger")
    assert 'class="elder larger"' in client.get("/").content.decode()
    client.get("/display/?set=nonsense")
    assert client.cookies["display"].value == "elder.larger"
    client.get("/display/?set=standard")
    client.get("/display/?set=small")
    assert 'class=""' in client.get("/").content.decode()


def test_each_display_choice_is_kept_apart(client, site):
    assert 'class=""' in client.get("/").content.decode()
    client.cookies["display"] = "elder"
    assert 'class="elder"' in client.get("/").content.decode()
    del client.cookies["display"]
    assert 'class=""' in client.get("/").content.decode()


def test_a_public_file_of_a_live_document(client, document, attachment):
    document(attachments=[attachment("方案 1.docx")])
    file = StoredFile.objects.get()
    response = client.get(file.get_absolute_url())
    assert b"".join(response.streaming_content) == b"hello"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/files/{file.pk}/other.docx").status_code == 302
    assert (
        client.get(file.get_absolute_url(), headers={"If-None-Match": response["ETag"]}).status_code
        == 304
    )


def test_a_page_in_disguise_is_never_shown(client, document, attachment):
    document(attachments=[attachment("x.html", media_type="text/html")])
    response = client.get(StoredFile.objects.get().get_absolute_url())
    assert response["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "why", ["not public", "not attached", "document withdrawn", "lost on disk"]
)
def test_files_that_are_not_given_out(client, document, attachment, why):
    item = attachment(is_public=why != "not public")
    if why != "not attached":
        document(attachments=[item])
    if why == "document withdrawn":
        DocumentPage.objects.update(live=False)
    if why == "lost on disk":
        item.file.content.storage.delete(item.file.content.name)
    page_cache.pages.clear()
    assert client.get(item.file.get_absolute_url()).status_code == 404


def test_an_attachment_that_was_not_imported_is_named(client, document):
    document(
        attachments=[DocumentAttachment(name="附表.xls", old_address="http://old.example/1.xls")]
    )
    html = client.get(INDEX).content.decode()
    assert "附表.xls" in html
    assert "原网站附件未能导入" in html


@pytest.fixture
def sealed(db, settings, tmp_path):
    """The entry that begins the log is as old as the kept database."""
    settings.HOME = tmp_path
    chain.seal()


def test_health(client, sealed, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert client.get("/healthz").content == b"ok"
    ready = client.get("/readyz")
    assert ready.status_code == 200, ready.content
    assert ready.json()["ready"] is True
    assert (ready.json()["rehearsal"], ready.json()["copy"]) == ("never", "no")
    for day, succeeded, state in ((4, True, "ok"), (4, False, "failed"), (20, True, "old")):
        at = timezone.now() - timedelta(days=day)
        Rehearsal.objects.create(started_at=at, finished_at=at, succeeded=succeeded, outcome="演示")
        answer = client.get("/readyz")
        assert answer.status_code == 200
        assert answer.json()["rehearsal"] == f"{state} {timezone.localdate(at)}"
    settings.MEDIA_ROOT = tmp_path / "file" / "below"
    (tmp_path / "file").write_text("")
    capacity.fault.clear()
    assert client.get("/readyz").json()["writing"] == "not writable"


def test_readiness_tells_when_nobody_seals(
    client, sealed, document, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    document()
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr("huiyin.portal.health.UNSEALED_AT_MOST", timedelta(seconds=-1))
    assert "nothing sealed" in client.get("/readyz").json()["seal"]
