"""Notices into the calendar: what a file may say, what overrides what, nothing stale."""

import tomllib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from huiyin.audit.actors import visitor
from huiyin.audit.models import Entry
from huiyin.workdays import actions, load
from huiyin.workdays.calendar import DayKind
from huiyin.workdays.models import Notice

NEXT = """
year = 2027
number = "测试通知〔2026〕1号"
issued_on = 2026-11-20
[[holidays]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03
worked = [2026-12-27]
"""


def notice(text=NEXT, **changes):
    return {**tomllib.loads(text), **changes}


@pytest.mark.django_db
def test_a_notice_moves_the_calendar_at_once():
    assert calendar_kind(date(2026, 12, 27)) == DayKind.WEEKEND
    assert load.store([notice()]).changed
    assert calendar_kind(date(2026, 12, 27)) == DayKind.MAKEUP
    assert calendar_kind(date(2027, 1, 1)) == DayKind.HOLIDAY
    assert load.calendar().is_announced(date(2026, 1, 1), date(2027, 12, 31))


def calendar_kind(day, region=""):
    return load.calendar(region).kind(day)


@pytest.mark.django_db
def test_a_rolled_back_notice_leaves_nothing_in_the_cache():
    for name in ("元旦", "别的"):
        told = notice()
        told["holidays"][0]["name"] = name
        with transaction.atomic():
            load.store([told])
            assert load.calendar().names[date(2027, 1, 1)] == name
            transaction.set_rollback(True)
        assert calendar_kind(date(2027, 1, 1)) == DayKind.UNANNOUNCED


@pytest.mark.django_db
def test_storing_again_changes_nothing():
    load.store([notice()])
    assert not load.store([notice()]).changed


@pytest.mark.django_db
def test_a_corrected_notice_replaces_what_it_said():
    load.store([notice()])
    told = notice()
    told["holidays"][0]["worked"] = []
    assert load.store([told]).changed
    assert calendar_kind(date(2026, 12, 27)) == DayKind.WEEKEND


@pytest.mark.django_db
def test_an_older_notice_does_not_override_a_newer():
    first, _ = [told for told in load.shipped() if told["year"] == 2020]
    load.store([first])
    assert calendar_kind(date(2020, 2, 1)) == DayKind.HOLIDAY


@pytest.mark.django_db
def test_local_rows_count_only_in_their_region():
    local = {
        "year": 2020,
        "number": "测试〔2020〕1号",
        "region": "341799",
        "holidays": [{"name": "延迟复工", "from": date(2020, 2, 3), "to": date(2020, 2, 9)}],
    }
    load.store([local])
    assert load.calendar().add(date(2020, 1, 23), 1) == date(2020, 2, 3)
    assert load.calendar("341799").add(date(2020, 1, 23), 1) == date(2020, 2, 10)
    assert load.calendar("110000").add(date(2020, 1, 23), 1) == date(2020, 2, 3)
    assert load.calendar("341799").kind(date(2020, 10, 10)) == DayKind.MAKEUP


@pytest.mark.django_db
def test_a_local_notice_does_not_announce_a_year():
    load.store([notice(region="341799")])
    assert not load.calendar("341799").is_announced(date(2027, 1, 1), date(2027, 1, 1))


@pytest.mark.django_db
def test_announcing_is_audited_once(robot, morning):
    for _ in range(2):
        actions.announce(notice(), actor=robot, at=morning)
    entry = Entry.objects.get(verb="workdays.notice.announce")
    assert "2026-12-27 work 元旦" in entry.facts["days"]


@pytest.mark.django_db
def test_announcing_needs_the_right(morning):
    with pytest.raises(PermissionDenied):
        actions.announce(notice(), actor=visitor(), at=morning)
    assert not Notice.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("year = ", "读不出来", id="not TOML"),
        pytest.param("", "year", id="empty"),
        pytest.param(NEXT.replace("2027\n", '"2027"\n', 1), "year", id="a year that is text"),
        pytest.param(
            NEXT.replace("year = 2027", "year = true"), "year", id="a year that is a truth"
        ),
        pytest.param(NEXT.replace("year = 2027", "year = 99999"), "year", id="a year far away"),
        pytest.param(NEXT.replace("number", "nummer"), "number", id="no number"),
        pytest.param(NEXT.replace("测试", "长" * 61), "number", id="a number too long"),
        pytest.param(NEXT.split("[[")[0], "holidays", id="no holidays"),
        pytest.param(NEXT.replace("to = 2027-01-03", ""), "日期", id="no end"),
        pytest.param(
            NEXT.replace("to = 2027-01-03", "to = 2027-01-03T08:00:00"), "日期", id="a moment"
        ),
        pytest.param(NEXT.replace("[2026-12-27]", "2026-12-27"), "日期", id="worked is not a list"),
        pytest.param(
            NEXT.replace("to = 2027-01-03", "to = 2026-12-31"), "晚于", id="ends before it begins"
        ),
        pytest.param(NEXT.replace("2026-12-27", "2062-12-27"), "前后", id="a day of another year"),
        pytest.param(NEXT.replace('name = "元旦"', ""), "name", id="a holiday without a name"),
        pytest.param(NEXT.replace("2026-11-20", '"十一月"'), "issued_on", id="issued on no date"),
        pytest.param(NEXT + "\x00", "读不出来", id="a NUL character"),
    ],
)
def test_a_faulty_file_is_refused_with_its_fault(tmp_path, text, told):
    file = tmp_path / "2027.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(load.NoticeError, match=told):
        load.read(file)


def test_a_missing_or_binary_file_is_refused(tmp_path):
    with pytest.raises(load.NoticeError, match="读不出来"):
        load.read(tmp_path / "none.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(load.NoticeError, match="读不出来"):
        load.read(tmp_path / "x.toml")


def test_the_shipped_notices_have_no_faults():
    assert [list(load.faults(told)) for told in load.shipped()] == [[]] * 8
