"""What is said of words, days, missing parts and pictures: a table of planted faults."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from huiyin.checks import Severity
from huiyin.report_audit.audit import audit
from huiyin.report_audit.papers.values import UnreadableReportError
from huiyin.report_audit.reading import read
from huiyin.report_audit.report import Code

from .samples import Look, consistent, html, pdf, word
from .test_clean import REMARKS

SAMPLE = consistent(3)
RECEIVED = SAMPLE.cells["r1.total"]


def page(sample=SAMPLE):
    return html(sample, Look()).decode()


def faults_of(content, before=None):
    earlier = read(before.encode(), "b.html") if before else None
    result = audit(
        read(content if isinstance(content, bytes) else content.encode(), "a.html"), earlier
    )
    return [fault for fault in result.faults if fault.code not in REMARKS]


def told(content, before=None):
    return [(fault.code, fault.severity.value) for fault in faults_of(content, before)]


def without_table(markup, number):
    """The page with a picture in the place of its table of that number."""
    parts = markup.split("<table border=1>")
    rest = parts[number].partition("</table>")[2]
    parts[number] = f'<img src="t.png" alt="">{rest}'
    joined = "<table border=1>".join(parts)
    return joined.replace("<table border=1><img", "<img")


CASES = {
    "another number in the text": (
        page().replace(f"信息公开申请{RECEIVED}件", f"信息公开申请{RECEIVED + 1}件"),
        [(Code.TEXT, "error")],
    ),
    "a number of a part is no contradiction": (
        page(replace(SAMPLE, words=("网上收到政府信息公开申请3件。", "其中收到政府信息公开申请2件的有两个科室。"))),
        [],
    ),
    "a number of last year is none": (
        page(replace(SAMPLE, words=("2023年共收到政府信息公开申请5件。", "比上年收到政府信息公开申请多5件。"))),
        [],
    ),
    "a number for one office is a question": (
        page(replace(SAMPLE, words=("办公室代表本机关受理政府信息公开申请5件。",))),
        [(Code.TEXT, "warning")],
    ),
    "nothing received, it says": (
        page(replace(SAMPLE, words=("全年未收到政府信息公开申请。",))),
        [(Code.TEXT, "error")],
    ),
    "a sum in the words": (
        page(replace(SAMPLE, words=("发布信息620条，其中动态500条、公告200条。",))),
        [(Code.WORDS, "error")],
    ),
    "published before the year was over": (
        page(replace(SAMPLE, published="2024-11-17")),
        [(Code.DATE, "error")],
    ),
    "to the end of December, said in November": (
        page(replace(SAMPLE, published="2024-11-17", words=("截至2024年12月底，公开信息300条。",))),
        [(Code.DATE, "error"), (Code.DATE, "error")],
    ),
    "published late": (page(replace(SAMPLE, published="2025-02-03")), [(Code.LATE, "warning")]),
    "a government has until March": (
        page(replace(SAMPLE, published="2025-02-03", agency="清河市人民政府")),
        [],
    ),
    "a day that there is not": (
        page(replace(SAMPLE, words=("2024年2月30日召开了推进会。",))),
        [(Code.DATE, "error")],
    ),
    "the period of another year": (
        page().replace("自2024年1月1日起", "自2023年1月1日起"),
        [(Code.YEAR, "error")],
    ),
    "words of another year": (
        page().replace("<p>2024年，本机关认真", "<p>2023年，本机关认真"),
        [(Code.YEAR, "warning")],
    ),
    "plans for a year that is over": (
        page().replace("2025年，我们将", "2024年，我们将"),
        [(Code.YEAR, "warning")],
    ),
    "no fifth part": (
        page().replace("<p>五、存在的主要问题及改进情况</p>", ""),
        [(Code.CHAPTER, "error")],
    ),
    "a heading without its number": (page().replace("<p>五、存在", "<p>存在"), []),
    "another name of a part": (page().replace("五、存在的主要问题及改进情况", "五、问题及整改措施"), []),
    "no word of the platform": (
        page().replace("（四）政府信息公开平台建设情况。优化专栏设置，完善检索功能。", "").replace("门户网站", ""),
        [(Code.BLOCK, "warning")],
    ),
    "no word of the fee": (
        page().replace("没有收取政府信息公开信息处理费", "没有其他需要报告的事项"),
        [(Code.FEE, "warning")],
    ),
    "a picture of the table": (without_table(page(), 2), [(Code.PICTURE, "error")]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), CASES.values(), ids=CASES)
def test_exactly_what_was_planted_is_said(content, expected):
    assert told(content) == expected


R = {key: SAMPLE.cells[f"{key}.total"] for key in ("r1", "r2", "r3_7", "r4")}
RIGHT = [
    f"全年受理信息公开申请{R['r1'] + R['r2']}件（含上年结转{R['r2']}件），均在法定期限内办结。",
    f"共收到政府信息公开申请{R['r1']}件，其中网上申请3件、信函2件，较上年减少12件。",
    f"答复政府信息公开申请{R['r3_7']}件，另有{R['r4']}件顺延到下年度答复。",
    "政府信息公开平台全年收到网民留言45条，答复45条，答复率100%。",
    "答复12345热线工单300件，满意率98%。",
    "第四季度收到政府信息公开申请20件，1月收到政府信息公开申请7件。",
    "市教育局收到政府信息公开申请30件，市公安局收到政府信息公开申请41件。",
    "未收到因政府信息公开申请引发的行政复议和行政诉讼。",
    "近三年累计收到政府信息公开申请900件。",
    "收到公民、法人和其他组织政府信息公开申请补正材料5份。",
    "办理人大建议12件、政协提案9件，全部公开答复，答复21件。",
    "因政府信息公开被申请行政复议2件。",
    "组织信息公开培训2次，答复咨询60次，受理投诉1件。",
    "约收到政府信息公开申请100件左右。",
    "协助市政府办公室答复信息公开申请4件。",
    "受理行政许可12件，办结12件。",
]


@pytest.mark.parametrize("sentence", RIGHT)
def test_nothing_is_said_against_a_sentence_that_is_right(sentence):
    assert told(page(replace(SAMPLE, words=(sentence,)))) == []


WRONG = [
    (f"全年共收到政府信息公开申请{R['r1'] + 3}件，全部按时办理。", "error"),
    (f"上年结转政府信息公开申请{R['r2'] + 40}件。", "error"),
    (f"全市共受理依申请公开申请{R['r1'] + R['r2'] + 1}件，答复{R['r3_7']}件。", "error"),
    (f"受理信息公开申请{R['r1']}件，答复{R['r3_7'] - 1}件。", "error"),
    (f"收到政府信息公开申请{R['r1']}件，结转下年度继续办理{R['r4'] + 60}件。", "error"),
    ("政府信息公开行政复议977件，其中维持900件、纠正77件。", "error"),
    ("政府信息公开行政诉讼977件。", "error"),
    ("现行有效的行政规范性文件977件。", "warning"),
    ("没有收到政府信息公开申请。", "error"),
    ("市教育局收到政府信息公开申请977件。", "warning"),
]


@pytest.mark.parametrize(("sentence", "severity"), WRONG)
def test_a_sentence_that_the_tables_contradict(sentence, severity):
    assert told(page(replace(SAMPLE, words=(sentence,)))) == [(Code.TEXT, severity)]


def test_a_table_that_is_not_there():
    markup = without_table(page(), 3).replace('<img src="t.png" alt="">', "")
    assert [(fault.code, fault.part) for fault in faults_of(markup)] == [
        (Code.TABLE, SAMPLE.form.contested)
    ]


def test_a_line_that_is_left_out():
    row = page().split("2.重复申请")[1].partition("</tr>")[0]
    markup = page().replace(f"<td>2.重复申请{row}</tr>", "<td>空</tr>")
    told_of = faults_of(markup)
    assert Code.LINE in {fault.code for fault in told_of}
    assert "（五）不予处理／2.重复申请" in {fault.line for fault in told_of}


def test_a_misprinted_label_is_said_and_read():
    report = read(
        page().replace("其他法律行政法规禁止公开", "其他法律行政止公开").encode(), "a.html"
    )
    assert report.numbers == SAMPLE.cells
    assert [fault.code for fault in report.faults] == [Code.LABEL]


def test_a_line_of_ones_own_is_no_line_of_the_form():
    own = page().replace("2.重复申请", "2.其他乱七八糟的事项")
    report = read(own.encode(), "a.html")
    assert report.numbers == SAMPLE.cells
    assert "2.其他乱七八糟的事项" in report.faults[0].message


COPIED = "三是基层公开的力量不足，一些街道没有专人负责，目录更新不及时，答复文书的说理也不够充分，需要改进。"


def test_copied_words_with_their_share():
    before = replace(consistent(9, 2023), problems=COPIED)
    sample = replace(consistent(9, 2024, before), problems=COPIED.replace("三是", "4是"))
    copied = [fault for fault in faults_of(page(sample), page(before)) if fault.code is Code.COPIED]
    assert SAMPLE.form.chapters[4] in {fault.part for fault in copied}
    assert "占这一部分文字的" in copied[-1].message


def test_a_form_of_another_year():
    sample = replace(consistent(5, 2020), year=2020)
    late = page(sample).replace("2020年", "2022年").replace("2021年", "2023年")
    codes = {fault.code for fault in faults_of(late)}
    assert Code.FORM in codes
    assert Code.IDENTITY not in codes


def test_changes_in_word_are_accepted_and_said(tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(word(SAMPLE, Look()))
    document = docx.Document(str(file))
    cell = document.tables[1].cell(3, 3)
    run = cell.paragraphs[0].runs[0]._r
    old, new = OxmlElement("w:del"), OxmlElement("w:ins")
    gone = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "999"
    gone.append(text)
    old.append(gone)
    run.addprevious(old)
    run.addprevious(new)
    new.append(run)
    for change in (old, new):
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "甲")
    document.save(str(file))
    report = read(file.read_bytes(), "a.docx")
    assert report.numbers == SAMPLE.cells
    assert [fault.code for fault in report.faults] == [Code.READ]
    assert "修订" in report.faults[0].message


UNREADABLE = {
    "nothing": (b"", "空的"),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + b"x" * 40, "docx"),
    "a broken archive": (b"PK\x03\x04 nothing", "Word"),
    "a broken PDF": (b"%PDF-1.4 nothing", "PDF"),
    "half a JSON": (b'{"year": 2024', "JSON"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "图片"),
}


@pytest.mark.parametrize(("content", "word_of"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_says_what_to_do(content, word_of):
    with pytest.raises(UnreadableReportError, match=word_of):
        read(content, "x")


def test_a_page_of_something_else_has_no_tables():
    result = audit(read("<p>今天天气很好，适合出门。</p>".encode(), "x.html"))
    codes = {fault.code for fault in result.faults}
    assert {Code.TABLE, Code.CHAPTER, Code.YEAR} <= codes
    assert Code.IDENTITY not in codes


def test_a_picture_of_a_table_in_word(tmp_path):
    document = docx.Document(io.BytesIO(word(SAMPLE, Look())))
    table = document.tables[1]._tbl
    paragraph = document.add_paragraph()
    paragraph.add_run().add_picture(io.BytesIO(picture_bytes()))
    table.addprevious(paragraph._p)
    table.getparent().remove(table)
    file = io.BytesIO()
    document.save(file)
    report = read(file.getvalue(), "a.docx")
    assert [(fault.code, fault.part) for fault in report.faults] == [
        (Code.PICTURE, SAMPLE.form.handled)
    ]


def picture_bytes():
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(file, "PNG")
    return file.getvalue()


def test_a_report_of_another_year_is_not_compared():
    before = read(page(consistent(9, 2022)).encode(), "b.html")
    result = audit(read(page().encode(), "a.html"), before)
    assert [(fault.code, fault.severity) for fault in result.faults] == [
        (Code.READ, Severity.WARNING)
    ]
    assert not result.before


def test_nor_is_that_of_another_agency():
    before = read(page(replace(consistent(9, 2023), agency="清河市教育局")).encode(), "b.html")
    assert "清河市教育局" in audit(read(page().encode(), "a.html"), before).faults[0].message


def test_a_signed_day_under_the_text():
    content = pdf(replace(SAMPLE, problems=SAMPLE.problems), Look())
    assert read(content, "a.pdf").published_on is None
    dated = word(replace(SAMPLE, published="2025年1月20日"), Look())
    assert f"{read(dated, 'a.docx').published_on}" == "2025-01-20"


def test_severities_are_those_of_the_checks():
    assert {fault.severity for fault in faults_of(CASES["published late"][0])} == {Severity.WARNING}
