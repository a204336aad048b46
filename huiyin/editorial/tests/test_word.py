"""A Word file as the beginning of a draft; attachments and suggestions."""

import io
import zipfile
from types import SimpleNamespace

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from huiyin.editorial import attaching, suggestions, word


def word_file(name="通知.docx"):
    paper = docx.Document()
    paper.add_heading("关于开展整治的通知", level=0)
    paper.add_heading("一、总体要求", level=1)
    paper.add_paragraph("为改善市容环境，开展整治。")
    paper.add_paragraph("清理占道经营", style="List Bullet")
    table = paper.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "路段", "日期"
    out = io.BytesIO()
    paper.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def test_headings_lists_and_tables_come_along():
    draft = word.read(word_file())
    assert draft.title == "关于开展整治的通知"
    assert draft.body == (
        "<h2>一、总体要求</h2><p>为改善市容环境，开展整治。</p><ul><li>清理占道经营</li></ul>"
        "<table><tbody><tr><td>路段</td><td>日期</td></tr></tbody></table>"
    )


@pytest.mark.parametrize("name", ["通知.doc", "通知.wps", "通知.rtf"])
def test_old_formats_are_refused_with_a_way_out(name):
    with pytest.raises(ValidationError, match="另存为"):
        word.read(SimpleUploadedFile(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100))


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


OLD = attaching.OLD_OFFICE + b"\x00" * 600


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("附件.wps", OLD, id="WPS"),
        pytest.param("附件.zip", packed(a_txt=b"1"), id="zip"),
    ],
)
def test_what_may_be_attached(settings, tmp_path, name, content):
    settings.MEDIA_ROOT = tmp_path
    kept = attaching.take_in(SimpleUploadedFile(name, content))
    assert (kept.name, kept.is_public, kept.size) == (name, False, len(content))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("附件.wps", OLD + "_VBA_PROJECT".encode("utf-16-le"), "带有宏", id="macros"),
        pytest.param("附件.zip", packed(a_exe=b"MZ"), "可以运行", id="a program in a zip"),
        pytest.param("附件.zip", packed(a_txt=b"0" * 5_000_000), "太大", id="a zip that swells"),
        pytest.param("附件.zip", packed(a_txt=b"1")[:-30], "打不开", id="a broken zip"),
        pytest.param("附件.pdf", b"MZ\x90", "不是可以接收", id="a program named pdf"),
        pytest.param("附件.wps", b"", "空文件", id="nothing"),
    ],
)
def test_what_may_not(name, content, message):
    with pytest.raises(ValidationError, match=message):
        attaching.take_in(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("body", "after"),
    [
        pytest.param("<p>电话：13800138000。</p>", "<p>电话：138****8000。</p>", id="in one piece"),
        pytest.param(
            "<p>电话：<b>138</b>00138000。</p>",
            "<p>电话：<b>138****8000</b>。</p>",
            id="across tags",
        ),
        pytest.param("<p>别的内容</p>", None, id="not there any more"),
    ],
)
def test_a_suggestion_goes_where_it_was_found(body, after):
    finding = ("电话：", "13800138000", "。", "138****8000")
    assert suggestions.in_html(body, *finding) == after


def test_a_title_is_mended():
    page = SimpleNamespace(title="关于关于整治的通知", draft_title="", body="")
    where = SimpleNamespace(part="标题")
    fault = SimpleNamespace(
        suggestion="关于", before="", fault="关于关于", after="整治", where=where
    )
    suggestions.take_over(page, fault)
    assert page.title == "关于整治的通知"


def test_a_draft_begins_with_what_a_reader_of_the_file_sees():
    seen = '<w:ins w:id="1" w:author="a"><w:r><w:t>新增</w:t></w:r></w:ins>'
    gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>密</w:delText></w:r></w:del>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>第3页</w:t></w:r></w:fldSimple>'
    paper = docx.Document()
    paper.add_paragraph("关于整治的通知")
    paragraph = paper.add_paragraph("正文")
    for child in parse_xml(f"<w:p {nsdecls('w')}>{seen}{gone}{hidden}{field}</w:p>"):
        paragraph._p.append(child)
    for text in ("甲", "乙"):
        paper.add_paragraph(text, style="List Number")
    paper.add_paragraph("另起")
    paper.add_paragraph("丙", style="List Number")
    out = io.BytesIO()
    paper.save(out)
    draft = word.read(SimpleUploadedFile("通知.docx", out.getvalue()))
    assert draft.body.startswith("<p>正文新增第3页</p>")
    assert "密" not in draft.body
    assert draft.body.endswith("<ol><li>甲</li><li>乙</li></ol><p>另起</p><p>3.丙</p>")


def test_signature_and_date_stay_at_the_right():
    paper = docx.Document()
    paper.add_paragraph("关于整治的通知")
    paper.add_paragraph("正文。")
    for line in ("云溪市城市管理局", "2026年3月5日"):
        paper.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    paper.save(out)
    assert word.read(SimpleUploadedFile("通知.docx", out.getvalue())).body == (
        '<p>正文。</p><p class="right">云溪市城市管理局</p><p class="right">2026年3月5日</p>'
    )
