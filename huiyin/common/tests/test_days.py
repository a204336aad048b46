"""2026年3月5日, and 2026-03-05."""

from datetime import date

import pytest

from huiyin.common import days


@pytest.mark.parametrize(
    ("day", "text"), [(date(2026, 3, 5), "2026年3月5日"), (date(2025, 12, 31), "2025年12月31日"), (None, "")]
)  # fmt: skip
def test_a_day_is_written(day, text):
    assert days.written(day) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)), ("2026-3-5", date(2026, 3, 5)), ("20260305", date(2026, 3, 5)),
        ("2026-02-30", None), ("0000-01-01", None), ("", None), ("2026", None),
        ("2026-03-05x", None), ("2026-03-05\n", None), ("２０２６-03-05", None),
    ],
)  # fmt: skip
def test_a_day_is_read(text, day):
    assert days.read(text) == day
