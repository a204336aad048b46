"""What is read of a text, counted and stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.routing import counting, literal, reading
from huiyin.routing.cases import Class
from huiyin.routing.weights import DamagedError, Weights, array

HAN = st.text("路灯不亮垃圾清运一二三四五9aZ，。 \n𠮷", max_size=40)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("路灯不亮，电话13812345678", ["路灯不亮", "电话"]),
        ("电话一三八一二三四五六七八", ["电话"]),
        ("我叫王小明，路灯不亮", ["路灯不亮"]),
        ("联系人：欧阳翡翠。车牌皖A12345", ["车牌皖"]),
        ("微信号：feicui_88", ["微信号"]),
        ("", []),
    ],
    ids=["a telephone", "in characters", "a name", "a contact", "an account", "nothing"],
)
def test_numbers_and_own_names_are_not_read(text, read):
    assert [run for _, run in reading.runs(text)] == read


def test_the_names_of_the_writer_are_not_read():
    assert reading.plain("张翡翠说路灯不亮", ("张翡翠",)) == "说路灯不亮"


@given(HAN)
def test_a_passage_stands_where_it_says(text):
    for start, run in reading.runs(text):
        assert text[start : start + len(run)] == run


@given(st.lists(HAN, min_size=1, max_size=8))
def test_both_ways_of_counting_agree(texts):
    """The nightly job counts with arrays, a web process without."""
    plain = [reading.plain(text) for text in texts]
    counted = counting.count(plain, list(range(len(texts))), 1, 1000)
    for row, text in enumerate(texts):
        times = counted.counts[[row]].toarray()[0]
        seen = {gram: times[place] for place, gram in enumerate(counted.grams) if times[place]}
        assert seen == reading.grams(text)


def test_what_too_few_persons_wrote_is_left_out():
    texts = ["路灯不亮", "路灯坏了", "路灯翡翠", "翡翠"]
    counted = counting.count(texts, [1, 2, 3, 3], 2, 1000)
    assert "路灯" in counted.grams
    assert "翡翠" not in counted.grams


def test_of_too_many_those_of_the_most_persons_are_kept():
    texts = ["路灯", "路灯", "路", "垃"]
    counted = counting.count(texts, [1, 2, 3, 4], 1, 2)
    assert counted.grams == ["灯", "路"]
    assert counted.counts.toarray().tolist() == [[1, 1], [1, 1], [0, 1], [0, 0]]


@pytest.fixture
def weights():
    numbers = [1.0, -1.0, 0.5, -0.5]
    grams, worth = ("路灯", "垃圾"), array("f", [1.0, 1.5])
    return Weights(("a", "b"), grams, worth, array("f", numbers), (0.0, 0.25), 2.0, 0.01)


@given(st.binary(max_size=60))
def test_what_is_no_model_is_refused(content):
    with pytest.raises(DamagedError):
        Weights.unpacked(content)


def test_what_is_stored_comes_back(weights):
    assert Weights.unpacked(weights.packed()) == weights


def test_a_cut_model_is_refused(weights):
    with pytest.raises(DamagedError):
        Weights.unpacked(weights.packed()[:-3])


def test_certainties_make_one_and_doubt_keeps_them_below_it(weights):
    shares = weights.certainties("路灯路灯")
    assert sum(shares.values()) == pytest.approx(1)
    assert 0.5 < shares["a"] < 1 - weights.doubt / 2


def test_nothing_known_suggests_nothing(weights):
    assert weights.likeliest("没有关系") == []


def test_names_and_duties_are_compared_word_by_word():
    classes = [
        Class("a", "路灯管理所", "城市照明"),
        Class("b", "环卫处", "垃圾清运"),
        Class("c", "办公室"),
    ]
    assert [one.key for one in literal.likeliest(classes, "小区垃圾没有清运")] == ["b"]
    assert literal.likeliest(classes, "小区垃圾没有清运")[0].words == ("垃圾", "清运")
    assert literal.likeliest(classes, "别的") == []
