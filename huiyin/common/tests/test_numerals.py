"""十二 ↔ 12."""

import pytest

from huiyin.common.numerals import from_chinese, in_chinese, in_figures


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("七", 7), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("九十九", 99),
        ("", 0), ("一二", 0), ("十十", 0), ("一二十", 0), ("十五五", 0), ("百", 0), ("初七", 0),
    ],
)  # fmt: skip
def test_a_number_is_read(text, number):
    assert from_chinese(text) == number


def test_what_is_written_is_read():
    assert [from_chinese(in_chinese(number)) for number in range(1, 100)] == list(range(1, 100))


@pytest.mark.parametrize(
    "text", ["二〇二六", "二零二六", "二○二六", "二Ｏ二六", "二O二六", "二o二六", "2026"]
)
def test_a_year_is_read_by_its_figures(text):
    assert in_figures(text) == "2026"
