"""The tokenizer: what is left of a text, and what a query asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.search import chinese


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("依法公开，政府信息。", "依法公开政府信息", id="punctuation goes"),
        pytest.param("  政 府\t信\n息　公开", "政府信息公开", id="spaces of every kind go"),
        pytest.param("ＰＭ２．５　浓度", "pm25浓度", id="full width becomes half width"),
        pytest.param("202011-00029", "20201100029", id="an index number is its digits"),
        pytest.param(
            "云城管〔2020〕5号", "云城管20205号", id="a document number loses its brackets"
        ),
        pytest.param(
            "二○二○年 = 二〇二〇年", "二〇二〇年二〇二〇年", id="a circle in a date is a zero"
        ),
        pytest.param("①㎡³", "1m23", id="circled and small figures are figures"),
        pytest.param("⼈⼝", "人口", id="radicals of old PDF files are characters"),
        pytest.param("😀\0\ud800'\"*()^:", "", id="nothing is left of signs"),
        pytest.param("𠮷野家", "𠮷野家", id="rare characters are characters"),
    ],
)
def test_fold(text, folded):
    assert chinese.fold(text) == folded


@given(st.text(), st.text())
def test_a_passage_folds_to_a_passage_of_the_whole(one, other):
    assert chinese.fold(one + other) == chinese.fold(one) + chinese.fold(other)
    assert chinese.fold(chinese.fold(one)) == chinese.fold(one)
    assert sum(chinese.widths(one)) == len(chinese.fold(one))


@pytest.mark.parametrize(
    ("run", "pairs"),
    [
        pytest.param(
            "政府信息", ["政府", "府信", "信息", "息"], id="pairs overlap, the last one is alone"
        ),
        pytest.param("市", ["市"], id="one character"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_pairs(run, pairs):
    assert chinese.pairs(run) == pairs


def test_runs_are_kept_apart():
    assert chinese.tokens(["甲乙", "丙丁"]) == "甲乙 乙 丙丁 丁"


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        pytest.param("政府 信息", ("政府", "信息"), id="words are apart"),
        pytest.param("政府　信息", ("政府", "信息"), id="a full-width space parts words too"),
        pytest.param("公开，公开 公开公开", ("公开公开",), id="a word counts once"),
        pytest.param(
            "《政府信息公开条例》", ("政府信息公开条例",), id="quotation marks are nothing"
        ),
        pytest.param("，。！ 《》 \"' AND", ("and",), id="operators are words like others"),
        pytest.param("？！", (), id="only punctuation"),
        pytest.param("", (), id="nothing"),
        pytest.param("长" * 500, ("长" * chinese.LONGEST_QUERY,), id="a long word is cut"),
        pytest.param(
            "甲" * 50 + " " + "乙" * 50, ("甲" * 50, "乙" * 10), id="words share the length"
        ),
    ],
)
def test_phrases(query, phrases):
    assert chinese.phrases(query) == phrases


def test_not_more_words_than_ten():
    assert len(chinese.phrases("甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯")) == chinese.MOST_WORDS


def test_what_no_database_keeps_is_left_out():
    assert chinese.storable("甲\0乙\ud800丙😀") == "甲乙丙😀"
