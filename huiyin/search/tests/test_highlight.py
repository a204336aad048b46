"""What was found is marked, and nothing that was typed becomes markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.search import highlight
from huiyin.search.chinese import fold


@pytest.mark.parametrize(
    ("text", "phrases", "marked"),
    [
        pytest.param("政府信息公开", ["信息"], "政府<mark>信息</mark>公开", id="a word"),
        pytest.param(
            "云城管〔2020〕5号文",
            ["20205号"],
            "云城管〔<mark>2020〕5号</mark>文",
            id="punctuation inside",
        ),
        pytest.param(
            "ＰＭ２.５ 高", ["pm25"], "<mark>ＰＭ２.５</mark> 高", id="the spelling stays"
        ),
        pytest.param(
            "占地5㎡整", ["5m"], "占地<mark>5㎡</mark>整", id="one character that folds to two"
        ),
        pytest.param(
            "公开公开", ["公开"], "<mark>公开公开</mark>", id="matches that touch are one"
        ),
        pytest.param(
            "信息公开", ["信息公", "息公开"], "<mark>信息公开</mark>", id="matches that overlap"
        ),
        pytest.param(
            "<script>公开</script>",
            ["公开"],
            "&lt;script&gt;<mark>公开</mark>&lt;/script&gt;",
            id="markup",
        ),
        pytest.param(
            "<b>公<i>开",
            ["公i开"],
            "&lt;b&gt;<mark>公&lt;i&gt;开</mark>",
            id="markup inside what is marked",
        ),
        pytest.param(
            "a&b\"'", ["b"], "a&amp;<mark>b</mark>&quot;&#x27;", id="quotes and ampersands"
        ),
        pytest.param("什么也没有", ["公开"], "什么也没有", id="no match"),
    ],
)
def test_mark(text, phrases, marked):
    assert highlight.mark(text, phrases) == marked


@given(st.text(), st.data())
def test_marking_changes_nothing_else(text, data):
    start = data.draw(st.integers(0, len(text)))
    phrase = fold(text[start : start + data.draw(st.integers(1, 9))])
    marked = highlight.mark(text, [phrase] if phrase else [])
    if "<mark>" not in text and "</mark>" not in text:
        assert highlight.plain(marked) == text
    assert ("<mark>" in marked) == bool(phrase)
    assert "<" not in marked.replace("<mark>", "").replace("</mark>", "")


LONG = "前面的句子。" * 40 + "\n本段讲到建筑垃圾处置核准的条件，" + "后面还有很多话，" * 40


def test_the_snippet_lies_around_the_match():
    shown = highlight.snippet([LONG], ["建筑垃圾"])
    assert shown.startswith("…本段讲到<mark>建筑垃圾</mark>处置核准")
    assert shown.endswith("…")
    assert len(highlight.plain(shown)) <= highlight.SNIPPET + 2


def test_the_snippet_prefers_where_the_words_are_together():
    text = "建筑" + "无关的话" * 60 + "这里有核准和垃圾和其他，" + "无关的话" * 60
    assert "<mark>核准</mark>和<mark>垃圾</mark>" in highlight.snippet(
        [text], ["建筑", "核准", "垃圾"]
    )


def test_the_snippet_of_a_match_elsewhere():
    assert (
        highlight.snippet(["正文在此", "附件：申报表.docx"], ["申报"])
        == "附件：<mark>申报</mark>表.docx"
    )
    assert highlight.snippet(["正文在此", "附件：一"], ["标题"]) == "正文在此"
    assert highlight.snippet(["", "附件：一"], ["标题"]) == ""


def test_the_snippet_is_one_line():
    assert (
        highlight.snippet(["第一段\n\n　　第二段公开"], ["公开"])
        == "第一段 第二段<mark>公开</mark>"
    )
