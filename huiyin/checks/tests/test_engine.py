"""Whatever comes in: no exception, no long wait, positions that hold, repairs that repair."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.checks import RULES, Attachment, Document, MovedError, read, repair, run
from huiyin.checks.reading import parse, walk

DAY = date(2020, 11, 17)
PIECES = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<td>",
            "<tr>",
            "<table>",
            "</table>",
            "<td colspan=999999999>",
            "<a href=",
            "<img src=x alt=>",
            "<!--",
            "-->",
            "&nbsp;",
            "&#0;",
            "一、",
            "（一）",
            "、",
            "其中",
            "合计",
            "共",
            "620件",
            "7件",
            "477件、",
            "占50%",
            "截至2020年12月底",
            "2020年2月30日",
            "13812345678",
            "11010519491231002X",
            "（",
            "）",
            "《",
            "》",
            "“",
            "”",
            "的的",
            "進",
            "[2020]5号",
            "附件：",
            "12岁",
            "李小明",
            "３",
            ",",
            "。",
            "幸福小区3栋501室",
            "http://",
            "<br>",
            "<script>",
            "</div>",
        ]
    )
    | st.text(max_size=6),
    max_size=40,
).map("".join)


@settings(max_examples=120, deadline=None)
@given(markup=PIECES, title=st.text(max_size=20), line=st.text(max_size=30))
def test_nothing_raises_and_positions_hold(markup, title, line):
    body = read(markup)
    document = Document(title, body, DAY, DAY, attachments=[Attachment("名.xlsx", (line, "a\tb"))])
    for finding in run(document):
        assert finding.code in RULES
        assert finding.as_dict()["key"] == finding.key
        if finding.where.part == "正文" and finding.where.end > finding.where.start:
            text = body.blocks[finding.where.block].text
            assert text[finding.where.start : finding.where.end] == finding.fault


HOSTILE = [
    *"，。（《“[(其共的1年月件%、 \t.-A".replace("", "\n").split(),
    "一、", "其中1件", "1件、", "共1件（", "截至2020年12月", "2020年1月1日至", "13812345678 ", "1101051949", "1 1 ", "点击",
    "办结1件，办结率1%，", "率1%", "减少了1倍", "请王", "（此处", "机密 ", "XX", "香港、", "（征求", "2026年第四季度共1件", "上午25:00", "二〇二六年三月", "占1", "1亿", "1元元",
    "小区3栋", "学生李", "从1件增长到2件，", "占1%、", "甲乙", "现将2020年", "（1）", "《甲", "合计1", "&lt;", "進a", "李小明，12岁",
    "中学三年级学生", "家住某某村", "<p>一、</p>", "<tr><td>1", "<b>", "<a href=x>", "。其中1件", "12.", "1,111,", "皖R1", "[2020]", "号",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_repetition_takes_no_longer_than_its_length(piece):
    """Backtracking would take hours; a pass over the text takes a moment."""
    length = 10_000

    def seconds(size):
        markup = piece * (size // len(piece))
        begun = time.process_time()
        run(Document("标题", read(markup), DAY, DAY))
        return time.process_time() - begun

    assert seconds(length) < 2, piece


def test_positions_reach_the_text_nodes():
    markup = "<div><p>甲<b>乙13812</b>345678丙</p>尾<br>二</div>"
    body = read(markup)
    assert [block.text for block in body.blocks] == ["甲乙13812345678丙", "尾", "二"]
    assert [run.text for run in walk(parse(markup)).runs] == [b.text for b in body.blocks]


@pytest.mark.parametrize(
    ("markup", "code", "repaired"),
    [
        pytest.param("<p>一、甲</p><p>、<b>乙</b></p>", "format.heading-number-missing", "<p>一、甲</p><p>二、<b>乙</b></p>", id="a number"),
        pytest.param("<p>电话138<i>1234</i>5678</p>", "privacy.mobile", "<p>电话138****5678<i></i></p>", id="over several nodes"),
        pytest.param("<p>反映的的&amp;问题</p>", "wording.repeated-character", "<p>反映的&amp;问题</p>", id="entities stay"),
        pytest.param("一<br>反映的的", "wording.repeated-character", "一<br>反映的", id="after a line break"),
    ],
)  # fmt: skip
def test_repair(markup, code, repaired):
    findings = [f for f in run(Document("标题", read(markup))) if f.code == code]
    assert repair(markup, findings[0]) == repaired
    assert not [f for f in run(Document("标题", read(repaired))) if f.code == code]


def test_repair_refuses_a_text_that_moved():
    (finding,) = [f for f in run(Document("标题", read("<p>反映的的</p>"))) if f.suggestion]
    with pytest.raises(MovedError):
        repair("<p>另一段反映的的</p>", finding)
    with pytest.raises(MovedError):
        repair("", finding)


def test_the_key_holds_while_the_text_around_moves():
    first = run(Document("标题", read("<p>他反映的的问题</p>")))
    later = run(Document("标题", read("<p>新的一段</p><h2>甲</h2><p>他反映的的问题</p>")))
    assert {f.key for f in first} & {f.key for f in later}


def test_of_a_kind_at_most_a_hundred():
    findings = run(Document("标题", read("<p>反映的的问题</p>" * 300)))
    assert sum(f.code == "wording.repeated-character" for f in findings) == 100


def test_every_rule_says_where_it_is_written():
    assert len(RULES) >= 50
    assert all(rule.label and rule.source and rule.code.count(".") == 1 for rule in RULES.values())
