"""What is left of a period: 日 alone would be days of the calendar."""

from datetime import date

import pytest

from huiyin.desk.clock import Due


@pytest.mark.parametrize(
    ("left", "is_late", "short", "words"),
    [
        (3, False, "剩3个工作日", "还剩 3 个工作日"),
        (0, False, "今天", "今天到期"),
        (-14, True, "超期14个工作日", "已超期 14 个工作日"),
        (0, True, "超期1个工作日", "已超期 1 个工作日"),
    ],
)
def test_what_is_left_is_in_working_days(left, is_late, short, words):
    due = Due(date(2026, 3, 26), left, is_late)
    assert (due.short, due.words) == (short, words)
