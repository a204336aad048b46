"""Which backups stay: a table of days, and files that are nobody's to remove."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from huiyin.backup import keeping
from huiyin.backup.keeping import Rule
from huiyin.backup.manifest import Stored

from .test_archive import pack

NEWEST = datetime(2026, 3, 3, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday


def days_kept(rule, number=60, times=1):
    moments = [
        NEWEST - timedelta(days=day, hours=hour) for day in range(number) for hour in range(times)
    ]
    return [(NEWEST - moment).days for moment in sorted(keeping.kept(moments, rule), reverse=True)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        pytest.param(Rule(3, 0, 0), [0, 1, 2], id="three days"),
        pytest.param(Rule(0, 3, 0), [0, 2, 9], id="this week, and two Sundays"),
        pytest.param(Rule(0, 0, 2), [0, 3], id="this month, and the last of February"),
        pytest.param(Rule(2, 3, 2), [0, 1, 2, 3, 9], id="all together"),
        pytest.param(Rule(0, 0, 0), [0], id="the newest always stays"),
    ],
)
def test_the_rule(rule, days):
    assert days_kept(rule) == days


def test_of_one_day_the_newest_stays():
    assert days_kept(Rule(2, 0, 0), number=2, times=2) == [0, 1]


def test_nothing_to_keep():
    assert keeping.kept([], Rule()) == set()


@pytest.mark.parametrize("text", ["7,4", "7,4,x", "7,4,-1", "", "7,4,12,1"])
def test_a_rule_that_is_none(text):
    with pytest.raises(ValueError):  # noqa: PT011
        Rule.parse(text)


def test_only_own_whole_backups_go(tmp_path, monkeypatch):
    def backup_of(name, days, **changes):
        moment = (NEWEST - timedelta(days=days)).isoformat()
        return pack(tmp_path / name, changes.pop("rows", ()), made_at=moment, **changes)

    leaning = Stored("media/x", 1, "0" * 64, 1, "base")
    backup_of("newest", 0, rows=[leaning])
    backup_of("base", 5)
    backup_of("old", 6)
    (tmp_path / "old.keys").write_text("k")
    (tmp_path / "damaged").write_bytes(backup_of("copy", 7)[:-30])
    (tmp_path / "notes.txt").write_text("x")
    with monkeypatch.context() as patch:
        patch.setattr(settings, "AUDIT_KEY", "another key of thirty-two characters")
        backup_of("of another site", 8)
    gone = keeping.prune(tmp_path, Rule(1, 0, 0))
    assert {path.name for path in gone} == {"old", "copy"}
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"newest", "base", "damaged", "notes.txt", "of another site"}
