"""Secrets planted wherever one can be: no byte that a visitor can fetch has them, by any door.

The reviewers' part is real: what the checks find is cleaned, what was written and taken out again
is only in old revisions.
"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huiyin.disclosure.models import DocumentPage
from huiyin.editorial import attaching, checking, pictures
from huiyin.editorial.actions import keep_revision
from huiyin.editorial.models import Manuscript
from huiyin.files import intake
from huiyin.files.tests import planted
from huiyin.files.tests.planted import SECRET
from huiyin.search import learning

from .conftest import WAYS
from .fetching import FILES, leaks

pytestmark = pytest.mark.django_db
FIRST = f"<p>{SECRET}反映的情况。</p><p style='mso-hide:all'>{SECRET}</p><p>现予以<del>{SECRET}</del>公示。</p>"
LATER = "<p>现予以公示。</p>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def attach(manuscript, go, name, content):
    kept = attaching.take_in(SimpleUploadedFile(name, content))
    return fresh(go(manuscript, "attach", "drafter", file=kept))


def fresh(manuscript):
    """As the next request reads it, with the newest revision."""
    return Manuscript.objects.get(pk=manuscript.pk)


def rewrite(manuscript, staff, **values):
    page = checking.draft_of(fresh(manuscript))
    for name, value in values.items():
        setattr(page, name, value)
    keep_revision(page, staff["drafter"])


@pytest.mark.parametrize("name", FILES)
def test_an_attachment_is_found_and_leaves_clean(begun, go, client, name):
    manuscript = attach(begun(), go, FILES[name][0], FILES[name][1]())
    assert checking.blocking(manuscript)
    manuscript = fresh(go(manuscript, "clean_files", "drafter"))
    assert not checking.blocking(manuscript)
    for move, by in WAYS["published"]:
        manuscript = go(manuscript, move, by)
    page = DocumentPage.objects.get(pk=manuscript.page_id)
    assert page.attachments.get().file.is_public
    assert not leaks(client, page)


@pytest.mark.parametrize("door", ["first", "corrected", "published again"])
def test_what_was_taken_out_is_nowhere(begun, go, staff, client, morning, door):
    """Said in the first text, with a picture and a file; for the later doors it was even public."""
    titles = {"title": f"关于{SECRET}的公示", "body": FIRST.replace("style", "title")}
    manuscript = begun(**titles, summary=f"{SECRET}的概述", keywords=SECRET, author=SECRET)
    picture = pictures.add(
        manuscript.page, "a.jpg", "image/jpeg", pictures.plain("a.jpg", planted.photograph()), SECRET,
        actor=staff["drafter"], at=morning,
    )  # fmt: skip
    rewrite(
        manuscript, staff,
        body=f'{LATER}<p>{SECRET}</p><p><img src="{picture.get_absolute_url()}" alt="{SECRET}"></p>',
    )  # fmt: skip
    manuscript = attach(manuscript, go, f"{SECRET}.txt.zip", planted.packed({"a.txt": SECRET}))
    if door != "first":
        for move, by in WAYS["published"]:
            manuscript = go(manuscript, move, by)
        learning.learn(at=morning.date())
        public = DocumentPage.objects.get(pk=manuscript.page_id)
        assert len(leaks(client, public)) > 5
        if door == "published again":
            manuscript = go(manuscript, "withdraw", "releaser")
        manuscript = go(manuscript, "correct", "drafter")
    go(manuscript, "detach", "drafter")
    rewrite(
        manuscript, staff, title="关于结果的公示", body=LATER, summary="", keywords="", author=""
    )
    for move, by in WAYS["published"]:
        manuscript = go(manuscript, move, by)
    page = DocumentPage.objects.get(pk=manuscript.page_id)
    assert not leaks(client, page)
    old = client.get(picture.get_absolute_url())
    assert old.status_code == 404


def test_a_file_is_saved_under_the_name_that_is_shown(begun, go, client):
    kept = attaching.take_in(SimpleUploadedFile(f"{SECRET}.pdf", planted.paper()))
    manuscript = go(begun(), "attach", "drafter", file=kept, name="公开名单")
    for move, by in WAYS["published"]:
        manuscript = go(manuscript, move, by)
    page = DocumentPage.objects.get(pk=manuscript.page_id)
    assert page.attachments.get().file.name == "公开名单.pdf"
    assert not leaks(client, page)


def test_a_picture_in_the_text_leaves_without_its_place(begun, go, staff, client, morning):
    manuscript = begun()
    picture = pictures.add(
        manuscript.page, "a.jpg", intake.JPEG.media_type,
        pictures.plain("a.jpg", planted.photograph()), "街道", actor=staff["drafter"], at=morning,
    )  # fmt: skip
    rewrite(
        manuscript, staff, body=f'{LATER}<p><img src="{picture.get_absolute_url()}" alt="街道"></p>'
    )
    for move, by in WAYS["published"]:
        manuscript = go(manuscript, move, by)
    assert not leaks(client, DocumentPage.objects.get(pk=manuscript.page_id))
    shown = Image.open(
        io.BytesIO(b"".join(client.get(picture.get_absolute_url()).streaming_content))
    )
    assert dict(shown.getexif()) == {0x0112: 6}
