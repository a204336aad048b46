"""What is left of a period: 日 alone would be days of the calendar."""

from datetime import date
from types import SimpleNamespace

import pytest

from huiyin.desk.clock import Clock


# Thursday 1 October to Wednesday 7 October 2026 is free, Saturday 10 October is worked.
@pytest.mark.parametrize(
    ("today", "due", "short", "words"),
    [
        ("2026-03-23", "2026-03-26", "剩3个工作日", "还剩 3 个工作日"),
        ("2026-03-26", "2026-03-26", "今天", "今天到期"),
        ("2026-03-28", "2026-03-28", "今天", "今天到期"),
        ("2026-03-27", "2026-03-29", "3月29日到期", "今天以后没有工作日了"),
        ("2026-09-30", "2026-10-07", "10月7日到期", "今天以后没有工作日了"),
        ("2026-09-30", "2026-10-08", "剩1个工作日", "还剩 1 个工作日"),
        ("2026-10-09", "2026-10-10", "剩1个工作日", "还剩 1 个工作日"),
        ("2026-03-28", "2026-03-27", "已超期", "已超期，还不到 1 个工作日"),
        ("2026-10-07", "2026-09-30", "已超期", "已超期，还不到 1 个工作日"),
        ("2026-10-08", "2026-09-30", "超期1个工作日", "已超期 1 个工作日"),
        ("2026-04-17", "2026-03-27", "超期14个工作日", "已超期 14 个工作日"),
    ],
)
def test_what_is_left_is_in_working_days(db, today, due, short, words):
    matter = SimpleNamespace(agency=SimpleNamespace(region=""))
    day_due = Clock(date.fromisoformat(today)).due(date.fromisoformat(due), matter)
    assert (day_due.short, day_due.words) == (short, words)
    assert day_due.is_late == (due < today)
