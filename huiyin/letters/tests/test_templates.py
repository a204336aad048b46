"""An office's own templates: what is refused, and that an edited one is what letters are made from."""

import io
import zipfile

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from docx.shared import Pt
from pdfminer.high_level import extract_text

from huiyin.files import typeset, word
from huiyin.letters import actions, checks
from huiyin.letters.layout import to_template
from huiyin.letters.models import LetterTemplate
from huiyin.letters.texts import LetterText

TEXT = LetterText("回执", ("| {{收件人}}：", "{{内容}}", "日期为{{日期}}。"))
NAMES = {
    name: name for name in ("机关名称", "文书名称", "文号", "收件人", "内容", "日期", "成文日期")
}
VOCABULARY = checks.Vocabulary(NAMES, frozenset({"内容"}), frozenset({"收件人", "文号"}))
VALUES = {**NAMES, "内容": ["甲", "乙"]}
NUMBERED = '<w:numPr xmlns:w="%s"><w:ilvl w:val="0"/></w:numPr>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def edited(change):
    document = docx.Document(io.BytesIO(to_template(TEXT)))
    change(document)
    return saved(document)


def with_member(name, content):
    stream = io.BytesIO(to_template(TEXT))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def adding(tag):
    """Put an element of that name into a run."""

    def change(document):
        run = document.add_paragraph("x").runs[0]._r
        run.append(run.makeelement(f"{{{W}}}{tag}", {}))

    return change


def numbered(document):
    document.add_paragraph("第一项", style="List Number")


def without_addressee(document):
    document.paragraphs[4].clear()


def field(document):
    adding("instrText")(document)
    document.element.body.xpath("//w:instrText")[-1].text = " AUTHOR "


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "这不是 .docx", id="an empty file"),
        pytest.param(b"MZ" + b"\x00" * 500, "这不是 .docx", id="a program"),
        pytest.param(b"PK\x03\x04 broken", "这不是 .docx", id="a broken archive"),
        pytest.param(with_member("word/vbaProject.bin", b"x"), "宏", id="macros"),
        pytest.param(
            with_member("word/x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "外部定义", id="entities"
        ),
        pytest.param(b"x" * (word.LARGEST + 1), "MB", id="too large"),
        pytest.param(edited(lambda d: d.add_paragraph("{{密码}}")), "{{密码}} 不认识", id="unknown"),
        pytest.param(edited(without_addressee), "缺少必需的占位符 {{收件人}}", id="one missing"),
        pytest.param(
            edited(lambda d: d.add_paragraph("见{{内容}}。")), "单独成段", id="a block in a sentence"
        ),
        pytest.param(
            edited(lambda d: d.add_paragraph("{% if x %}")), "模板语句", id="a statement"
        ),
        pytest.param(
            edited(lambda d: d.add_paragraph("{{ x.__class__ }}")), "不认识", id="an attribute"
        ),
        pytest.param(
            edited(lambda d: d.add_paragraph("{{ 7 * 7 }}")), "多余的花括号", id="an expression"
        ),
        pytest.param(edited(adding("pict")), "图片或文本框", id="a text box"),
        pytest.param(edited(adding("drawing")), "图片或文本框", id="a picture"),
        pytest.param(edited(adding("object")), "嵌入的对象", id="an object"),
        pytest.param(edited(adding("footnoteReference")), "脚注", id="a footnote"),
        pytest.param(edited(field), "域（只支持页码", id="a field"),
        pytest.param(edited(lambda d: d.add_section()), "多个分节", id="two sections"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_template_is_said(content, message):
    assert any(message in fault for fault in checks.faults(content, VOCABULARY))


def test_the_built_in_template_is_faultless():
    assert checks.faults(to_template(TEXT), VOCABULARY) == []


def test_all_faults_are_told_at_once():
    def change(document):
        without_addressee(document)
        document.add_paragraph("{{密码}}")

    assert len(checks.faults(edited(change), VOCABULARY)) == 2


def test_a_placeholder_may_be_spread_over_runs(morning):
    def change(document):
        paragraph = document.add_paragraph()
        for piece in ("前{", "{收", "件人", "}}后"):
            paragraph.add_run(piece).bold = piece == "件人"

    filled = word.fill(edited(change), VALUES, title="t", at=morning)
    assert docx.Document(io.BytesIO(filled)).paragraphs[-1].text == "前收件人后"


def test_a_block_becomes_paragraphs_and_an_empty_one_goes(morning):
    for value, expected in ((["甲", "乙"], ["甲", "乙"]), ([], [])):
        filled = word.fill(to_template(TEXT), {**VALUES, "内容": value}, title="t", at=morning)
        lines = [p.text for p in docx.Document(io.BytesIO(filled)).paragraphs]
        start = lines.index("收件人：") + 1
        assert lines[start : lines.index("日期为日期。")] == expected


def test_what_the_office_edits_reaches_the_pdf(morning):
    def change(document):
        table = document.add_table(rows=1, cols=2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = "联系人", "{{收件人}}"
        run = document.add_paragraph().add_run("科室自己写的一句话")
        run.bold, run.font.size = True, Pt(14)

    filled = word.fill(edited(change), VALUES, title="t", at=morning)
    text = extract_text(io.BytesIO(typeset.to_pdf(filled, at=morning)))
    assert "科室自己写的一句话" in text
    assert "联系人" in text


def test_the_template_in_use_is_the_last_one(bureau, robot, morning):
    for name in ("一.docx", r"C:\Users\x\二.docx"):
        template = actions.upload(
            bureau, "foi.receipt", to_template(TEXT), name,
            vocabulary=VOCABULARY, actor=robot, at=morning,
        )  # fmt: skip
    assert template.file.name == "二.docx"
    assert actions.own_template(bureau, "foi.receipt") is None  # nobody else has read it
    assert LetterTemplate.objects.waiting().get() == template
    template = actions.approve(bureau, "foi.receipt", actor=robot, at=morning)
    assert actions.own_template(bureau, "foi.receipt") == template
    assert LetterTemplate.objects.count() == 2
    actions.restore(bureau, "foi.receipt", actor=robot, at=morning)
    assert actions.own_template(bureau, "foi.receipt") is None
    with pytest.raises(ValidationError, match="内置模板"):
        actions.restore(bureau, "foi.receipt", actor=robot, at=morning)


def test_a_faulty_one_changes_nothing(bureau, robot, morning):
    with pytest.raises(ValidationError):
        actions.upload(
            bureau, "foi.receipt", b"x", "x.docx", vocabulary=VOCABULARY, actor=robot, at=morning
        )
    assert not LetterTemplate.objects.exists()


def test_not_everybody_may(bureau, actor, morning):
    with pytest.raises(PermissionDenied):
        actions.upload(
            bureau, "foi.receipt", to_template(TEXT), "x.docx",
            vocabulary=VOCABULARY, actor=actor("foi.handle_application"), at=morning,
        )  # fmt: skip
