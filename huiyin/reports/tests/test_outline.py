"""The outline: parts in order, numbers by position, words of the office in their places."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin.common.numerals import in_chinese
from huiyin.reports import composing, summary
from huiyin.reports.summary import Statement
from huiyin.reports.summary.numerals import enumerated, heading
from huiyin.reports.summary.outline import MEASURES, OUTLINE
from huiyin.reports.text import Cited, words

DAY = date(2026, 3, 3)
STABLE = [
    "opening",
    "organisation/leading-group",
    "organisation/together",
    "organisation/topics",
    "content/persons-and-times",
    "applications/handling",
    "applications/new-media",
    "licences/commitments",
    "supervision/assessment",
    "supervision/oversight",
    "training",
    "hotline/leadership",
    "hotline/rounds",
    "hotline/rules",
    "problems/own",
]
"""Paragraphs are kept under these keys: one that is renamed loses what was written last year."""


def parts(some=OUTLINE):
    for part in some:
        yield part
        yield from parts(part.parts)


def test_keys_are_stable_and_unique():
    assert list(summary.slots()) == STABLE
    keys = [part.key for part in parts()]
    assert len(set(keys)) == len(keys)
    assert all(slot.label and slot.hint for slot in summary.slots().values())


def said(report):
    return {section.key: [words(one) for one in section.paragraphs] for section in report.sections}


def statement(text, author="张某", year=2020):
    return [Statement(text, author, year)]


@pytest.mark.django_db
class TestWords:
    @pytest.mark.parametrize("slot", STABLE)
    def test_each_stands_in_its_part_and_is_marked(self, bureau, slot):
        report = summary.write(
            bureau, 2020, written_on=DAY, office={slot: statement("这是本机关写的一段。")}
        )
        marked = [one for one in report.paragraphs() if one.origin]
        assert [(words(one), one.origin.slot) for one in marked] == [("这是本机关写的一段。", slot)]
        assert (marked[0].origin.author, marked[0].origin.year) == ("张某", 2020)
        owner = next((part.key for part in parts() if slot in _own(part)), "opening")
        texts = said(report) | {"opening": [words(one) for one in report.opening]}
        assert "这是本机关写的一段。" in texts[owner]
        origins = [o for s in report.as_json()["sections"] for o in s["origins"] if o]
        assert len(origins) == (slot != "opening")

    def test_several_in_one_place_keep_their_order(self, bureau):
        office = {"training": [Statement("甲。", "张某"), Statement("乙。", "李某")]}
        report = summary.write(bureau, 2020, written_on=DAY, office=office)
        assert said(report)["supervision"] == ["甲。", "乙。"]

    def test_a_place_that_the_outline_does_not_have_is_refused_by_name(self, bureau):
        for key in ("organisation/unknown", "measures"):
            with pytest.raises(ValidationError, match=key):
                summary.write(bureau, 2020, written_on=DAY, office={key: statement("甲")})

    @pytest.mark.parametrize("name", ["licensing.decided", "办理行政许可", " 办理行政许可 "])
    def test_a_placeholder_becomes_a_cited_figure(self, bureau, licence, name):
        licence()
        office = {"licences/commitments": statement(f"对{{{name}}}逐件归档。")}
        report = summary.write(bureau, 2020, written_on=DAY, office=office)
        marked = next(one for one in report.paragraphs() if one.origin)
        assert words(marked) == "对1件逐件归档。"
        assert [run.key for run in marked.runs if isinstance(run, Cited)] == ["licensing.decided"]

    @pytest.mark.parametrize("text", ["{foi.nonsense}", "{}", "{ }", "{FOI.RECEIVED}", "{a b}"])
    def test_a_placeholder_of_no_figure_is_refused_where_it_is_written(self, bureau, text):
        name = text.strip("{} ")
        with pytest.raises(ValidationError, match=f"“{name}”不存在"):
            composing.check(bureau, 2020, "training", text)

    def test_a_figure_that_is_gone_is_shown_and_never_sent(self, bureau):
        office = {"training": statement("共{没有了的数据}。")}
        report = summary.write(bureau, 2020, written_on=DAY, office=office)
        marked = next(one for one in report.paragraphs() if one.origin)
        assert words(marked) == "共〔没有“没有了的数据”这项数据〕。"
        assert [one.name for one in report.lost()] == ["没有了的数据"]

    @pytest.mark.parametrize("text", ["{foi.received", "foi.received}", "{{foi.received}}"])
    def test_half_a_placeholder_is_refused(self, bureau, text):
        with pytest.raises(ValidationError, match="花括号"):
            summary.write(bureau, 2020, written_on=DAY, office={"training": statement(text)})

    def test_blank_words_are_none(self, bureau):
        office = {"organisation/together": statement("  \n"), "applications/new-media": []}
        report = summary.write(bureau, 2020, written_on=DAY, office=office)
        assert "organisation" not in said(report)
        assert "（二）依申请公开" in [section.heading for section in report.sections]


def _own(part):
    return {getattr(one, "key", "") for one in part.content}


@pytest.mark.django_db
class TestHeadings:
    def test_numbers_close_up(self, bureau):
        report = summary.write(bureau, 2020, written_on=DAY)
        assert "organisation" not in said(report)
        below = [section.heading for section in report.sections if section.level == 2]
        assert [text[:3] for text in below] == [
            f"（{in_chinese(n + 1)}）" for n in range(len(below))
        ]
        above = [section.heading[:2] for section in report.sections if section.level == 1]
        assert above == ["一、", "二、", "三、"]

    def test_a_part_appears_with_its_first_words(self, bureau):
        office = {"organisation/leading-group": statement("成立领导小组。")}
        report = summary.write(bureau, 2020, written_on=DAY, office=office)
        assert [s.heading for s in report.sections][:2] == [
            "一、政务公开工作",
            "（一）组织领导和工作机制",
        ]

    @pytest.mark.parametrize(
        ("measures", "title", "expected"),
        [
            ([], "三、存在的问题", []),
            (["", "  "], "三、存在的问题", []),
            (["修订答复制度。"], "三、存在的问题及下一步工作打算", ["下一步，修订答复制度。"]),
            (
                ["修订答复制度", "开展培训；"],
                "三、存在的问题及下一步工作打算",
                ["下一步，一是修订答复制度；二是开展培训。"],
            ),
        ],
        ids=["none", "blank ones", "one", "several"],
    )
    def test_what_comes_next_is_only_what_was_chosen(self, bureau, measures, title, expected):
        report = summary.write(bureau, 2020, written_on=DAY, measures=measures)
        last = report.sections[-1]
        assert last.heading == title
        chosen = [p for p in last.paragraphs if p.origin and p.origin.slot == MEASURES.key]
        assert [words(one) for one in chosen] == expected
        assert not [p for p in last.paragraphs if p not in chosen and "下一步" in words(p)]


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (37, "三十七"), (99, "九十九")],
)
def test_numbers_in_words(number, numeral):
    assert in_chinese(number) == numeral
    assert heading(number, 1, "甲") == f"{numeral}、甲"
    assert heading(number, 2, "甲") == f"（{numeral}）甲"


def test_a_single_item_is_not_numbered():
    assert enumerated(["甲"]) == "甲"
    assert enumerated(["甲", "乙", "丙"]) == "一是甲；二是乙；三是丙"
