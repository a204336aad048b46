"""PDF and QR code of a document: everything that is on the page, once, and never an old version."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from PIL import Image

from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.disclosure.page import paper, paper_pictures
from huiyin.disclosure.page.html_blocks import blocks
from huiyin.disclosure.tree.actions import (
    add_column,
    agency_page,
    publish_document,
    update_document,
)
from huiyin.files import keeping

BODY = (
    "<h2>一、总则</h2><p>第一条 <strong>为了</strong>加强管理。<br>第二行</p>"
    "<ul><li>甲</li><li>乙</li></ul>"
    "<table><tr><th colspan=2>合计</th></tr><tr><td rowspan=9>七</td><td>八</td></tr></table>"
    '<p><img src="/media/x.png" alt="示意图"></p><p class="right">云溪市<b>城管局</b></p>'
)


@pytest.fixture
def page(bureau, robot, morning, settings, tmp_path):
    settings.HOME = tmp_path
    column = add_column(
        agency_page(bureau, actor=robot, at=morning), "文件", slug="wj", actor=robot, at=morning
    )
    values = {
        "title": "市容管理办法", "issuer": "云溪市城市管理局", "source": "云溪市城市管理局",
        "doc_number": "云城管〔2020〕51号", "body": BODY,
        "published_at": datetime(2020, 11, 13, tzinfo=ZoneInfo("Asia/Shanghai")),
    }  # fmt: skip
    return publish_document(column, bureau, values, actor=robot, at=morning)


def words(content):
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return "".join(p.get_textpage().get_text_bounded() for p in document).replace("\r\n", "")


def test_everything_is_on_the_paper(page):
    text = words(paper.pdf(page, ["附表.xlsx"]))
    for piece in ("市容管理办法", "云城管〔2020〕51号", page.index_number, "一、总则", "第一条", "乙",
                  "合计", "八", "示意图", "云溪市城管局", "附表.xlsx", page.permanent_address):  # fmt: skip
        assert piece in text, piece


def test_the_day_is_that_of_the_office(page):
    """Pages of an old site bear the midnight of their day, which elsewhere is the evening before."""
    kept = DocumentPage.objects.get(pk=page.pk)
    assert ("发布日期", "2020-11-13") in paper._meta(kept)
    assert "2020-11-13" in words(paper.pdf(kept, []))


def test_it_is_set_once_and_anew_when_something_changes(page, robot, morning, monkeypatch):
    first = paper.pdf(page, [])
    with monkeypatch.context() as patch:
        patch.setattr(paper.typeset, "pdf_of", lambda *args, **options: pytest.fail("set again"))
        assert paper.pdf(page, []) == first
    update_document(page, {"title": "市容管理办法（修订）"}, actor=robot, at=morning)
    assert "修订" in words(paper.pdf(page, []))


def test_others_wait_and_get_an_answer(page, monkeypatch):
    monkeypatch.setattr(paper, "LONGEST_WAIT", 0.01)
    with paper._turn, pytest.raises(paper.BusyError):
        paper.pdf(page, [])


def test_the_least_read_papers_make_room(page, monkeypatch):
    paper.pdf(page, [])
    monkeypatch.setattr(paper, "MOST_BYTES", 1)
    paper.pdf(page, ["另一份"])
    assert not list(paper._folder().glob("*.pdf"))


def test_addresses(client, page):
    answer = client.get(f"{page.permanent_address}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    again = client.get(f"{page.permanent_address}.pdf", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    drawn = client.get(f"{page.permanent_address}.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<script" not in drawn.content


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("只有字", ["text"], id="text without a paragraph"),
        pytest.param("<p> 　\xa0</p>", [], id="an empty paragraph"),
        pytest.param("<div><p>甲</p>乙<p>丙</p></div>", ["text"] * 3, id="loose text between"),
        pytest.param("<p>甲<img src='x'></p>", ["text", "note"], id="a picture in a paragraph"),
        pytest.param("<p class='right'>甲</p>", ["right"], id="a signature"),
        pytest.param("<table></table>", [], id="an empty table"),
        pytest.param("<ol start='x'><li>甲</li></ol>", ["list"], id="a start that is no number"),
        pytest.param("<!-- c --><p>甲</p>", ["text"], id="a comment"),
    ],
)
def test_html_becomes_blocks(source, kinds):
    assert [block["kind"] for block in blocks(source)] == kinds


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("<tr><td rowspan=99>甲<td>乙<tr><td>丙", id="a span that leaves the table"),
        pytest.param("<tr><td>甲<td rowspan=2>乙<tr><td colspan=3>丙", id="spans that meet"),
        pytest.param("<tr>" + "<td>甲" * 60, id="too many columns"),
        pytest.param("<tr><td colspan=0>甲<td colspan=x>乙", id="spans that are none"),
    ],
)
def test_any_table_can_be_set(page, robot, morning, rows):
    update_document(page, {"body": f"<table>{rows}</table>"}, actor=robot, at=morning)
    assert "甲" in words(paper.pdf(page, []))


def drawing(size=(900, 500), mode="RGB"):
    stream = io.BytesIO()
    Image.new(mode, size, 80 if mode == "P" else None).save(stream, "PNG")
    return stream.getvalue()


def pictures_in(content):
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return sum(item.type == 3 for sheet in document for item in sheet.get_objects(max_depth=6))


@pytest.fixture
def with_picture(page, robot, morning, settings, tmp_path):
    """The document with this file standing in its text."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def make(content, name="图.png", times=1):
        stored = keeping.keep(name, "image/png", content)
        files = [DocumentAttachment(name=name, file=stored)]
        shown = f'<p><img src="{stored.get_absolute_url()}" alt="示意图"></p>' * times
        update_document(
            page, {"body": f"<p>见图。</p>{shown}"}, attachments=files, actor=robot, at=morning
        )
        return page

    return make


@pytest.mark.parametrize(
    ("size", "mode"),
    [
        pytest.param((900, 500), "RGB", id="plain"),
        pytest.param((5000, 40), "RGBA", id="wide and transparent"),
        pytest.param((30, 4000), "P", id="taller than a page"),
    ],
)
def test_its_own_pictures_are_on_the_paper(with_picture, size, mode):
    content = paper.pdf(with_picture(drawing(size, mode)), [])
    assert pictures_in(content) == 1
    assert "请看网页" not in words(content)


def test_a_picture_that_cannot_be_read_is_named(with_picture):
    content = paper.pdf(with_picture(b"not a picture"), [])
    assert pictures_in(content) == 0
    assert "示意图，请看网页" in words(content)


def test_more_pictures_than_there_is_room_for_are_named(with_picture, monkeypatch):
    monkeypatch.setattr(paper_pictures, "MOST", 2)
    content = paper.pdf(with_picture(drawing((40, 40)), times=3), [])
    assert pictures_in(content) == 2
    assert words(content).count("请看网页") == 1


def test_the_picture_of_another_document_is_not_shown(page, with_picture, robot, morning):
    stored = keeping.keep("秘密.png", "image/png", drawing())
    body = f'<p><img src="{stored.get_absolute_url()}" alt="别处的图"></p>'
    with_picture(drawing())
    update_document(page, {"body": body}, actor=robot, at=morning)
    assert pictures_in(paper.pdf(page, [])) == 0
