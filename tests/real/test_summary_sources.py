"""The page from which the project started, sentence by sentence beside the table of its sources."""

import re
from pathlib import Path

import pytest

from tests.sources import table

FILE = (
    Path(__file__)
    .resolve()
    .parents[2]
    .parent.joinpath("shared", "data", "portal_pages", "seed.txt")
)
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FILE.exists(), reason=f"the page is not here: {FILE.name}"),
]
BEGINS = "浏览次数"
"""The line above the text."""
IN_CHINESE = {"二次": "两次", "一件": "1件"}
DATES = re.compile(r"\d{4}年|\d{1,2}月")


def sentences():
    """Each sentence of the text, without its headings."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if BEGINS in line)
    told = [line.strip() for line in lines[first + 1 :] if "。" in line]
    return [one.strip() for line in told for one in line.split("。") if one.strip()]


def test_each_sentence_has_its_row():
    assert [row.number for row in table()] == list(range(1, len(sentences()) + 1))


@pytest.mark.parametrize("place", range(28))
def test_every_number_of_a_sentence_stands_in_its_row(place):
    sentence, row = sentences()[place], table()[place]
    numbers = set(re.findall(r"\d+", DATES.sub("", sentence)))
    numbers |= {shown for words, shown in IN_CHINESE.items() if words in sentence}
    assert {number for number in numbers if number not in row.text} == set()


def test_no_sentence_of_the_page_is_copied():
    rows = "".join(row.text for row in table())
    assert [one for one in sentences() if len(one) > 12 and one in rows] == []
