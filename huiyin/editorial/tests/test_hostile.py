"""Hostile staff: a drafter of another agency, a writer who would review, a picture nobody released."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial import actions, checking, pictures, word

from .conftest import WAYS

pytestmark = pytest.mark.django_db


def test_who_wrote_what_was_held_does_not_review_it_after_another_took_it_up(standing, go, staff):
    """Only what the public has read leaves its writers free to review the next text."""
    staff["drafter"] = replace(staff["drafter"], everywhere=True)
    manuscript = standing("held")
    manuscript = go(manuscript, "correct", "other_drafter")
    manuscript = go(manuscript, "submit", "other_drafter")
    with pytest.raises(MoveForbiddenError):
        go(manuscript, "approve", "drafter")


def upload(page, staff, morning, words, shade):
    drawn = io.BytesIO()
    Image.new("L", (8, 8), shade).save(drawn, "PNG")
    name, media_type, content = pictures.check(SimpleUploadedFile("a.png", drawn.getvalue()))
    return pictures.add(page, name, media_type, content, words, actor=staff["drafter"], at=morning)


def test_a_picture_is_public_only_where_the_public_text_shows_it(begun, go, staff, morning, client):
    """Not the one that was taken out in review, nor the one of a correction not yet released."""
    manuscript = begun()
    shown = upload(manuscript.page, staff, morning, "人行道", 1)
    dropped = upload(manuscript.page, staff, morning, "某人的证件", 2)
    page = checking.draft_of(manuscript)
    page.body += f'<p><img src="{shown.get_absolute_url()}" alt="人行道"></p>'
    actions.keep_revision(page, staff["drafter"])
    for move, by in WAYS["published"]:
        manuscript = go(manuscript, move, by)
    assert DocumentPage.objects.get().live

    def status(picture):
        return {
            client.get(picture.get_absolute_url()).status_code,
            client.get(picture.file.get_absolute_url()).status_code,
        }

    assert status(shown) == {200}
    assert status(dropped) == {404}
    manuscript = go(manuscript, "correct", "drafter")
    late = upload(manuscript.page, staff, morning, "尚未审核", 3)
    assert status(late) == {404}
    page = checking.draft_of(manuscript)
    page.body = "<p>没有图片了。</p>"
    actions.keep_revision(page, staff["drafter"])
    assert status(shown) == {200}  # the public still reads the former text
    for move, by in WAYS["published"]:
        manuscript = go(manuscript, move, by)
    assert status(shown) == {404}


NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def packed(text, part="word/document.xml", **more):
    """A Word file whose main part holds this."""
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
        f"content-types'><Override PartName='/{part}' ContentType='{MAIN}'/></Types>",
        "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
        f"relationships'><Relationship Id='a' Type='{RELATION}' Target='{part}'/></Relationships>",
        part: text,
        **more,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("通知.docx", stream.getvalue())


def body(inner):
    return f"<w:document {NAMESPACE}><w:body>{inner}</w:body></w:document>"


LINE = "<w:p><w:r><w:t>" + "字" * 300 + "</w:t></w:r></w:p>"
CELLS = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    "upload",
    [
        pytest.param(packed("<w:document"), id="torn XML"),
        pytest.param(packed(""), id="nothing"),
        pytest.param(packed(body(CELLS[0] * 2000 + CELLS[1] * 2000)), id="tables in tables"),
        pytest.param(packed(body(LINE * 15_000)), id="a bomb"),
        pytest.param(packed(body(LINE * 15_000), "word/media/a.png"), id="a bomb as a picture"),
    ],
)
def test_a_word_file_built_to_do_harm_is_refused_in_words(upload):
    with pytest.raises(ValidationError):
        word.read(upload)


def test_a_word_file_does_not_say_how_it_is_read():
    upload = packed(body(LINE), **{"mammoth/style-map": "p => script:fresh"})
    assert "字" in word.read(upload).body
