"""The page about the 67 items says of each, once, what the shipped rows do."""

import re
from pathlib import Path

import pytest

from huiyin.assessment.models import Method

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rubric-and-its-measures.md"
ITEM = re.compile(r"([A-E])-(\d{3})(?:–[A-E]-(\d{3}))?")
PARTS = {
    "A": range(1, 44),
    "B": range(44, 51),
    "C": range(51, 58),
    "D": range(58, 65),
    "E": range(65, 68),
}
ALL = {f"{part}-{number:03d}" for part, numbers in PARTS.items() for number in numbers}


def told(section):
    """The items of a table, each as often as it stands there."""
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| ")]
    return [
        f"{part}-{number:03d}"
        for cell in rows
        for part, first, last in ITEM.findall(cell)
        for number in range(int(first), int(last or first) + 1)
    ]


@pytest.mark.django_db
def test_each_item_stands_once_and_is_computed_as_the_rows_say():
    _, computed, people = re.split(r"^## .*$", PAGE.read_text(encoding="utf-8"), flags=re.M)
    items, by_people = told(computed), told(people)
    assert len(items) == len(set(items))
    assert sorted(items + by_people) == sorted(ALL)
    shipped = Method.objects.filter(code__startswith="SQ-DEP-").exclude(measure="")
    assert set(items) == {one.code.removeprefix("SQ-DEP-") for one in shipped}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("item", "how"),
    [
        ("A-003", "逐栏检查：有内容、没有逾期"),
        ("A-018", "逐栏检查：已设的栏目有内容"),
        ("A-001", "逐栏检查：有内容"),
        ("C-057", "超期热线留言"),
        ("B-046", "超期依申请公开"),
    ],
)
def test_it_is_called_what_the_desk_calls_it(item, how):
    row = next(
        line for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and item in told(line)
    )  # fmt: skip
    assert how in row
    assert Method.objects.get(code=f"SQ-DEP-{item}").measured_by == how
