"""The items of a superior's document: numbering, tables of tasks, units, days."""

import io
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from huiyin.files import typeset
from huiyin.planning.reading import UnreadableReportError, read
from huiyin.planning.reading.clauses import clauses
from huiyin.planning.reading.guessing import day_in, unit_in
from huiyin.planning.reading.items import found_in
from huiyin.planning.reading.tables import rows
from huiyin.report_audit.papers.values import Paragraph

from .files import word

OWN = [(1, ("宣传科", "宣传科")), (2, ("综合执法支队", "执法支队")), (3, ("执法支队直属大队", ""))]


def labels(*lines):
    return [(one.label, one.task) for one in found_in(map(Paragraph, lines))]


def test_the_leaves_of_the_numbering_are_the_items():
    assert labels(
        "2026年城市管理工作要点", "为做好全年工作，制定本要点。", "一、总体要求", "坚持为民服务，改进作风。",
        "二、重点任务", "（一）整治占道经营", "1. 规范早市摊点经营秩序。", "2．取缔校园周边流动摊点，",
        "落实定人定岗。", "（二）增设公厕导视牌三百处。", "① 主城区二百处以上；", "② 其余在乡镇。",
    ) == [
        ("一", "总体要求坚持为民服务，改进作风。"), ("二（一）1", "规范早市摊点经营秩序。"),
        ("二（一）2", "取缔校园周边流动摊点，落实定人定岗。"), ("二（二）①", "主城区二百处以上"),
        ("二（二）②", "其余在乡镇。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rest", "units", "due"),
    [
        pytest.param("规范摊点。责任单位：执法支队、宣传科；完成时限：6月底前。", "规范摊点。", ("执法支队", "宣传科"), "6月底前", id="clauses"),
        pytest.param("规范摊点。（牵头单位：执法支队；配合单位：宣传科）", "规范摊点。", ("执法支队", "宣传科"), "", id="in a bracket"),
        pytest.param("规范摊点（执法支队牵头，宣传科配合，年底前完成）。", "规范摊点。", ("执法支队", "宣传科"), "年底前", id="by verbs"),
        pytest.param("规范摊点（宣传科、执法支队按职责分工负责）", "规范摊点", ("宣传科", "执法支队"), "", id="by duties"),
        pytest.param("新增公厕（含移动公厕）十座，9月底前投用。", "新增公厕（含移动公厕）十座，9月底前投用。", (), "9月底前", id="another bracket stays"),
    ],
)  # fmt: skip
def test_what_an_item_says_of_units_and_days(text, rest, units, due):
    said = clauses(text)
    assert (said.rest, said.units, said.due) == (rest, units, due)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("年底前", date(2026, 12, 31)),
        ("6月底前", date(2026, 6, 30)),
        ("2027年2月底", date(2027, 2, 28)),
        ("第三季度", date(2026, 9, 30)),
        ("三季度末", date(2026, 9, 30)),
        ("12月31日前", date(2026, 12, 31)),
        ("5月上旬", date(2026, 5, 10)),
        ("上半年", date(2026, 6, 30)),
        ("3月底前制定方案，11月底前完成", date(2026, 11, 30)),
        ("每季度通报一次", None),
        ("6月前", None),
        ("2月30日前", None),
        ("13月底前", None),
        ("长期坚持", None),
    ],
)
def test_the_day_that_is_meant(words, day):
    assert day_in(words, 2026) == day


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["宣传科"], 1),
        (["市城管执法局宣传科"], 1),
        (["市财政局", "执法支队"], 2),
        (["执法支队直属大队"], 3),
        (["各科室"], None),
        ([], None),
    ],
)
def test_the_unit_that_is_meant(names, key):
    assert unit_in(names, OWN) == key


TASKS = (
    ("2026年重点任务分解表",) * 5,
    ("序号", "重点任务", "工作目标", "责任单位", "完成时限"),
    ("1", "改造公厕", "改造十座", "环卫处", "9月底前"),
    ("二、市容",) * 5,
    ("2", "整治广告", "", "广告所、执法支队", "全年"),
    ("序号", "重点任务", "工作目标", "责任单位", "完成时限"),
    ("", "", "", "", ""),
)


def test_a_table_of_tasks_is_read_by_its_heads():
    assert [(r.number, r.task, r.units, r.due, r.measure) for r in rows(TASKS)] == [
        ("1", "改造公厕", ("环卫处",), "9月底前", "改造十座"),
        ("2", "整治广告", ("广告所", "执法支队"), "全年", ""),
    ]
    assert list(rows((("年份", "人口"), ("2020", "3")))) == []


def test_whoever_leads_comes_first_in_a_table():
    table = (("任务", "配合单位", "牵头单位"), ("治理扬尘", "渣土所", "执法支队"))
    assert next(rows(table)).units == ("执法支队", "渣土所")


def test_a_word_file_is_read_in_the_order_of_its_pages():
    content = word(
        "一、整治市容市貌环境（执法支队牵头）", "二、附表任务如下表所列", table=TASKS[1:3]
    )
    assert [one.label for one in read(content)] == ["一", "二", "1"]


def test_a_pdf_with_a_text_layer_is_read():
    content = word("一、整治市容市貌环境，年底前完成各项任务。", "二、增设公共厕所导视牌三百处。")
    found = read(typeset.to_pdf(content, at=datetime(2026, 3, 3, tzinfo=UTC)))
    assert [one.label for one in found] == ["一", "二"]


def test_a_scanned_pdf_is_told_and_not_guessed():
    scan = pypdfium2.PdfDocument.new()
    scan.new_page(595, 842)
    stream = io.BytesIO()
    scan.save(stream)
    with pytest.raises(UnreadableReportError, match="没有文字层"):
        read(stream.getvalue())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4\nnothing", "打不开"),
        (b"PK\x03\x04broken", "Word"),
        (b"\xd0\xcf\x11\xe0old", "docx"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content, said):
    with pytest.raises(UnreadableReportError, match=said):
        read(content)
