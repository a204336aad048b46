"""Differences: the same texts come back, little changes are found, and no text costs more than its budget."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.common.differences import STEPS, Work, of_texts, runs

LAW = "行政机关应当自收到申请之日起二十个工作日内予以答复，需要延长的，经负责人同意并告知申请人；"


def shown(before, after):
    """`{old→new}` in the place of what changed."""
    return "".join(
        before[run.i1 : run.i2]
        if run.is_equal
        else f"{{{before[run.i1 : run.i2]}→{after[run.j1 : run.j2]}}}"
        for run in of_texts(before, after, Work())
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("甲", "", "{甲→}"),
        ("一样的话", "一样的话", "一样的话"),
        ("加强市容管理。", "加强环境卫生管理。", "加强{市容→环境卫生}管理。"),
        ("甲方应当付款，乙方应当交货。", "甲方应当付款，丙方应当交货。", "甲方应当付款，{乙→丙}方应当交货。"),
        ("第一句。第二句。第三句。", "第一句。第三句。", "第一句。{第二句。→}第三句。"),
        ("二十个工作日内答复", "十五个工作日内答复", "{二十→十五}个工作日内答复"),
        ("完全两回事", "没有一处相同", "{完全两回事→没有一处相同}"),
        ("甲乙丙丁戊己庚", "子丑丙丁寅卯辰", "{甲乙丙丁戊己庚→子丑丙丁寅卯辰}"),
        (LAW * 120, LAW * 60 + "新加一句。" + LAW * 60, LAW * 60 + "{→新加一句。}" + LAW * 60),
        (LAW * 120, LAW * 60 + LAW.replace("二", "三") + LAW * 59, LAW * 60 + LAW.replace("二", "{二→三}") + LAW * 59),
    ],
)  # fmt: skip
def test_what_is_marked(before, after, expected):
    assert shown(before, after) == expected


TEXT = st.text("甲乙丙，。", max_size=40)


@given(before=TEXT, after=TEXT, steps=st.sampled_from([0, 5, 40, STEPS]))
def test_both_texts_come_back(before, after, steps):
    """Whatever the budget: runs lie end to end, and what is called equal is equal."""
    for cuts in (of_texts(before, after, Work(steps)), runs(before, after, Work(steps))):
        assert "".join(before[run.i1 : run.i2] for run in cuts) == before
        assert "".join(after[run.j1 : run.j2] for run in cuts) == after
        for run in cuts:
            assert not run.is_equal or before[run.i1 : run.i2] == after[run.j1 : run.j2]
        for one, other in pairwise(cuts):
            assert (one.i2, one.j2) == (other.i1, other.j1)
            assert one.is_equal != other.is_equal


class Counted(str):
    """A text whose characters count how often they are compared."""

    compared = 0

    def __eq__(self, other):
        Counted.compared += 1
        return str(self) == str(other)

    __hash__ = str.__hash__


def repeated(text, length):
    return (text * (length // len(text) + 1))[:length]


WORST = {
    "one long paragraph, each word another": (
        "".join(chr(0x4E00 + n * 7 % 6000) for n in range(6000)),
        "".join(chr(0x4E00 + n * 11 % 6000) for n in range(6000)),
    ),
    "two letters taking turns": (repeated("甲乙", 6000), repeated("乙乙甲", 6000)),
    "one letter, more often": ("甲" * 6000, "甲" * 3000 + "乙" + "甲" * 3000),
    "backwards": (repeated(LAW, 6000), repeated(LAW, 6000)[::-1]),
    "nothing but marks": ("，" * 6000, "，。" * 3000),
    "a change in each clause": (repeated("甲乙丙丁，", 6000), repeated("甲戊丙丁，", 6000)),
    "clauses in another order": (
        "".join(f"第{n}项，" for n in range(1200)),
        "".join(f"第{n * 7 % 1200}项，" for n in range(1200)),
    ),
}


@pytest.mark.parametrize("name", WORST)
def test_no_texts_cost_more_than_the_budget(name):
    """Counted in comparisons of characters; ends and anchors go through the text a few times."""
    before, after = ([Counted(char) for char in side] for side in WORST[name])
    Counted.compared = 0
    assert runs(before, after, Work())
    assert Counted.compared <= STEPS + 8 * (len(before) + len(after))


def test_the_budget_is_of_a_whole_comparison():
    """However many passages: each takes from the same, and what is spent is spent."""
    work, length, Counted.compared = Work(), 0, 0
    for texts in WORST.values():
        before, after = ([Counted(char) for char in side] for side in texts)
        runs(before, after, work)
        length += len(before) + len(after)
    assert work.left == 0
    assert Counted.compared <= STEPS + length


def test_an_empty_budget_still_says_what_changed():
    work = Work(0)
    assert [run.is_equal for run in of_texts("甲，乙，丙", "甲，丁，丙", work)] == [
        True,
        False,
        True,
    ]
    assert work.left == 0
