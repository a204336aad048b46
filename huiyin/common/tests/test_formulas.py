"""Cells that begin like a formula: marked, and read again as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.common import formulas


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("'=1", "''=1"),
        ("'＝1", "''＝1"),
        ("'甲", "'甲"),
        ("甲＝乙", "甲＝乙"),
        ("", ""),
    ],
)
def test_what_begins_like_a_formula_is_marked(text, cell):
    assert formulas.marked(text) == cell


@given(st.text(alphabet="'=＝+-－@＠\t\n甲1", max_size=6))
def test_reading_finds_the_text_again(text):
    assert formulas.unmarked(formulas.marked(text)) == text
