"""One spelling for many: what is the same, what stays apart, and the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.common import folding

UNSEEN = [
    *"\u00ad\u034f\u061c\u115f\u1160\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2064",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9",
    *"\x00\x07\x1f\x7f\x9f\u2800\U000e0001\U000e0100",
]
DASHES = "-‐‑‒–—―−－﹣﹘─ー"
BLANKS = " \u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u202f\u205f\u3000"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("马明明", id="as it is"),
        pytest.param("⻢明明", id="a radical of the supplement"),
        pytest.param("⾺明明", id="a Kangxi radical of the traditional form"),
        pytest.param("馬明明", id="traditional"),
        pytest.param("马 明　明", id="blanks"),
        pytest.param("马-明—明", id="dashes"),
        pytest.param("马\ufe00明\U000e0100明", id="variation selectors"),
    ],
)
def test_one_name(name):
    assert folding.fold(name) == folding.letters(name) == "马明明"


@pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"U+{ord(char):04X}")
def test_the_unseen_is_nothing_at_every_face(char):
    for face in (folding.plain, folding.fold, folding.letters, folding.key):
        assert face(f"13{char}8") == "138"
    kept = unicodedata.category(char) == "Mn" and char != "\u034f"
    assert folding.visible(f"王{char}明") == (f"王{char}明" if kept else "王明")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("１３８００１３８０００", "13800138000", id="full-width digits"),
        pytest.param("𝟏𝟯𝟪", "138", id="digits of mathematics"),
        pytest.param("٣٤", "34", id="digits of another script"),
        *[pytest.param(f"1{dash}3", "1-3", id=f"U+{ord(dash):04X}") for dash in DASHES],
        *[pytest.param(f"1{blank}3", "1 3", id=f"U+{ord(blank):04X}") for blank in BLANKS],
        pytest.param("①138²", "①138²", id="a mark is no digit of the number"),
        pytest.param("（０５６６）", "(0566)", id="brackets"),
        pytest.param("甲\r乙\u2028丙\t丁", "甲\n乙\n丙\t丁", id="breaks and tabs stay"),
        pytest.param("5000〜6000～", "5000~6000~", id="a wave is no dash"),
        pytest.param("⺠⻔⼈⻚豈", "民门人页豈", id="radicals and compatibility ideographs"),
        pytest.param("㵲𠮷㐂䶮", "㵲𠮷㐂䶮", id="rare characters"),
    ],
)
def test_plain(text, plain):
    assert folding.plain(text) == plain


def test_every_radical_is_an_ideograph():
    radicals = [chr(code) for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))]
    radicals = [char for char in radicals if unicodedata.category(char) == "So"]
    left = [char for char in radicals if unicodedata.category(folding.plain(char)) != "Lo"]
    assert left == ["⺀", "⺚"][: len(left)], "for ⺀ (and the unassigned ⺚) Unicode names none"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("㵲政发〔2026〕1号", id="as it should be"),
        pytest.param("㵲政发[2026]1号", id="ASCII brackets"),
        pytest.param("㵲政发［２０２６］１号", id="full width"),
        pytest.param("㵲政发【2026】1号", id="black brackets"),
        pytest.param("㵲政发﹝2026﹞1号", id="small brackets"),
        pytest.param(" 㵲政发〔2026〕\n1 号\u200b", id="blanks, a break, the unseen"),
        pytest.param("\u202a㵲政发〔2026〕1号\u202c", id="pasted from a dialog"),
    ],
)
def test_one_key(typed):
    assert folding.key(typed) == "㵲政发〔2026〕1号"


def test_other_keys():
    keys = ["A-1", "a-1", "A1", "㵲1", "舞1", "𠮷1", "吉1", "後1", "后1", "①", "1", "3.10", "3.1"]
    assert len({folding.key(key) for key in keys}) == len(keys)


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        pytest.param("王\u202e明", "王明", id="turned direction"),
        pytest.param("王\u200d明", "王明", id="a joiner between Han"),
        pytest.param("👨\u200d👩", "👨\u200d👩", id="a joiner in a picture"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a joiner of a script"),
        pytest.param("a\r\nb\rc\tＡ", "a\r\nb\rc\tＡ", id="breaks and width stay"),
        pytest.param("葛\U000e0100城", "葛\U000e0100城", id="a variant of a character"),
    ],
)
def test_visible(text, visible):
    assert folding.visible(text) == visible


@given(st.text(), st.text())
def test_a_passage_folds_to_a_passage_of_the_whole(one, other):
    for face in (folding.plain, folding.fold, folding.letters):
        assert face(one + other) == face(one) + face(other)
        assert face(face(one)) == face(one)
    assert folding.visible(folding.visible(one)) == folding.visible(one)


@given(st.text(), st.text(st.sampled_from("马明 -1３⻢\u200b"), min_size=1), st.text())
def test_the_way_back(before, piece, after):
    whole = before + piece + after
    for face in (folding.PLAIN, folding.FOLD, folding.LETTERS):
        folded = folding.Folded(whole, face)
        assert len(folded.places) == len(folded.text)
        sought = piece.translate(face)
        for start, end in folded.find(sought):
            assert sought in whole[start:end].translate(face)
        assert bool(list(folded.find(sought))) == bool(sought)
