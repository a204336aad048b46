"""The paper by GB/T 9704-2012: each element with its clause."""

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from huiyin.figures.registry import Scope
from huiyin.reports import word
from huiyin.reports.text import Cited, Origin, Paragraph, Report, Section

DAY = date(2020, 11, 7)
BASE = "https://example.invalid"


def report(*, cited=True, **values):
    scope = Scope(1, date(2020, 1, 1), DAY, DAY)
    figure = Cited("k", "办理许可", 3, "件", "口径", scope.period, 2020, scope)
    runs = ["共办理", figure, "。"] if cited else ["没有数字。"]
    fields = {
        "title": "2020年政务公开及热线留言年度工作总结（截至11月7日）",
        "agency": "云溪市城市管理局",
        "year": 2020,
        "period": scope.period,
        "written_on": DAY,
        "opening": [Paragraph(["现将情况总结如下。"])],
        "sections": [
            Section("a", "一、政务公开工作", 1),
            Section("b", "（一）组织领导", 2, [Paragraph(["由局长任组长。"], Origin("b", "张某"))]),
            Section("c", "二、热线", 1, [Paragraph(runs)]),
        ],
        "addressee": "云溪市政务公开办公室",
        "signature": "云溪市城市管理局",
    }
    return Report(**fields | values)


def paper(**values):
    return docx.Document(io.BytesIO(word.to_docx(report(**values), BASE)))


def line(document, text):
    return next(one for one in document.paragraphs if one.text == text)


def face(paragraph):
    run = paragraph.runs[0]
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_5_2_the_type_area():
    section = paper().sections[0]
    margins = (
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
    )  # fmt: skip
    assert [round(one.mm) for one in margins] == [37, 35, 28, 26]
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "580", "22 lines"


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("2020年政务公开及热线留言", "方正小标宋简体", 22),
        ("年度工作总结（截至11月7日）", "方正小标宋简体", 22),
        ("云溪市政务公开办公室：", "仿宋_GB2312", 16),
        ("一、政务公开工作", "黑体", 16),
        ("（一）组织领导", "楷体_GB2312", 16),
        ("由局长任组长。", "仿宋_GB2312", 16),
        ("附件", "黑体", 16),
    ],
)
def test_7_3_the_faces(text, font, size):
    assert face(line(paper(), text)) == (font, size)


def test_7_3_the_order_of_the_elements():
    texts = [one.text for one in paper().paragraphs]
    assert texts == [
        "2020年政务公开及热线留言", "年度工作总结（截至11月7日）", "", "云溪市政务公开办公室：",
        "现将情况总结如下。", "一、政务公开工作", "（一）组织领导", "由局长任组长。", "二、热线",
        texts[9], "", "附件：数据口径和统计期", "", "云溪市城市管理局", "2020年11月7日",
        "附件", "", "数据口径和统计期",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "gone"), [({"addressee": ""}, "办公室："), ({"cited": False}, "附件")]
)
def test_what_is_not_there_leaves_no_line(values, gone):
    assert not [one for one in paper(**values).paragraphs if gone in one.text]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("2020年度工作总结", ["2020年度工作总结"]),
        (
            "2020年政务公开及热线留言年度工作总结",
            ["2020年政务公开及热线留言年度工作总结"],
        ),
        (
            "2020年政务公开及热线留言年度工作总结（截至1月1日）",
            ["2020年政务公开及热线留言", "年度工作总结（截至1月1日）"],
        ),
        ("字" * 21, ["字" * 21]),
    ],
)
def test_7_3_1_no_word_of_the_title_is_torn(title, lines):
    assert word.title_lines(title) == lines


@pytest.mark.parametrize(
    ("signature", "day", "organ", "dated"),
    [
        ("云溪市城市管理综合执法局", "2020年11月17日", 14, 16),
        ("云溪市城市管理局", "2020年1月7日", 18, 20),
        ("市城管局", "2020年11月17日", 17, 19),
        ("局" * 30, "2020年1月7日", 0, 0),
    ],
    ids=["usual", "short date", "the date is longer", "a name beyond the line"],
)
def test_7_3_5_2_signature_and_date(signature, day, organ, dated):
    """The organ has two characters free at its right, or the date has; the date begins two later."""
    indents = word.signature_indents(signature, day)
    assert indents == (organ, dated)
    if len(signature) < 28:
        assert indents[1] - indents[0] == 2
        ends = (indents[0] + word._width(signature), indents[1] + word._width(day))
        assert max(ends) == 26


def test_7_3_5_the_signature_never_stands_alone():
    document = paper()
    organ = line(document, "云溪市城市管理局")
    assert organ.paragraph_format.keep_with_next
    assert organ.paragraph_format.left_indent > Pt(200)
    assert line(document, "附件：数据口径和统计期").paragraph_format.keep_with_next


def test_nobody_is_named():
    document = paper()
    text = "\n".join(one.text for one in document.paragraphs)
    assert "张某" not in text
    assert (document.core_properties.author, document.core_properties.last_modified_by) == ("", "")
