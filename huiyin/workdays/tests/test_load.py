"""Notices into the calendar: what a file may say, what overrides what, nothing stale."""

import tomllib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from huiyin.audit.actors import visitor
from huiyin.audit.models import Entry
from huiyin.workdays import actions, arrangement, load, reading
from huiyin.workdays.calendar import DayKind, Knowledge
from huiyin.workdays.models import CalendarDay, Notice
from huiyin.workdays.testing import as_toml, notice_of_2027

NEXT = as_toml(notice_of_2027(worked=(date(2026, 12, 27),)))
BARE = """
year = 2027
number = "测试通知〔2026〕1号"
issued_on = 2026-11-20
amends = true
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
    assert load.calendar().known_of(2027) == Knowledge.LOADED


def calendar_kind(day, region=""):
    return load.calendar(region).kind(day)


@pytest.mark.django_db
def test_a_rolled_back_notice_leaves_nothing_in_the_cache():
    for name in ("元旦", "别的"):
        values = notice()
        values["holidays"][0]["name"] = name
        with transaction.atomic():
            load.store([values])
            assert load.calendar().names[date(2027, 1, 1)] == name
            transaction.set_rollback(True)
        assert calendar_kind(date(2027, 1, 4)) == DayKind.UNANNOUNCED


@pytest.mark.django_db
def test_storing_again_changes_nothing():
    load.store([notice()])
    assert not load.store([notice()]).changed


@pytest.mark.django_db
def test_a_corrected_notice_replaces_what_it_said():
    load.store([notice()])
    values = notice()
    values["holidays"][0]["worked"] = []
    assert load.store([values]).changed
    assert calendar_kind(date(2026, 12, 27)) == DayKind.WEEKEND
    withdrawn = CalendarDay.objects.get(notice__year=2027, day=date(2026, 12, 27))
    assert withdrawn.withdrawn_at is not None


@pytest.mark.django_db
def test_an_older_notice_does_not_override_a_newer():
    first, _ = [values for values in arrangement.shipped() if values["year"] == 2020]
    load.store([first])
    assert calendar_kind(date(2020, 2, 1)) == DayKind.HOLIDAY


LONGER = {"name": "春节", "from": date(2027, 2, 4), "to": date(2027, 2, 12)}
MENDED = {
    **notice_of_2027(new_year_until=1),
    "number": "测试通知〔2026〕2号",
    "issued_on": date(2026, 12, 1),
}
AMENDING = {
    "year": 2027,
    "number": "测试通知〔2027〕1号",
    "issued_on": date(2027, 1, 26),
    "amends": True,
    "holidays": [LONGER],
}
WORKED = date(2026, 12, 27)

# Which notices, in which order they are loaded, whatever the day of issue → what a day is.
REPLACING = [
    pytest.param([MENDED], WORKED, DayKind.WEEKEND, id="a whole year takes a make-up day away"),
    pytest.param([MENDED], date(2027, 1, 1), DayKind.HOLIDAY, id="and says its own days"),
    pytest.param([AMENDING], WORKED, DayKind.MAKEUP, id="an amending one leaves the rest"),
    pytest.param([AMENDING], date(2027, 2, 12), DayKind.HOLIDAY, id="and adds its days"),
    pytest.param([AMENDING], date(2027, 10, 7), DayKind.HOLIDAY, id="far from it nothing changes"),
    pytest.param([MENDED, AMENDING], WORKED, DayKind.WEEKEND, id="both: the whole year's"),
    pytest.param([MENDED, AMENDING], date(2027, 2, 12), DayKind.HOLIDAY, id="both: the amending"),
    pytest.param(
        [{**AMENDING, "issued_on": date(2026, 11, 25)}, MENDED],
        date(2027, 2, 12), DayKind.WORKDAY,
        id="a whole year takes away what amended the one before",
    ),
    pytest.param(
        [{**AMENDING, "holidays": [{**LONGER, "worked": [date(2027, 10, 7)]}]}],
        date(2027, 10, 7), DayKind.MAKEUP,
        id="an amending one makes a free day a working one",
    ),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "the newest first"])
@pytest.mark.parametrize(("more", "day", "kind"), REPLACING)
def test_what_a_later_notice_takes_away(more, day, kind, backwards):
    notices = [notice(), *more]
    for one in reversed(notices) if backwards else notices:
        load.store([one])
    assert calendar_kind(day) == kind
    assert CalendarDay.objects.filter(notice__number=notice()["number"], day=WORKED).exists()


@pytest.mark.django_db
def test_an_amending_notice_alone_announces_no_year():
    load.store([AMENDING])
    assert calendar_kind(date(2027, 2, 12)) == DayKind.HOLIDAY
    assert calendar_kind(date(2027, 3, 1)) == DayKind.UNANNOUNCED
    assert calendar_kind(date(2027, 10, 1)) == DayKind.STATUTORY


@pytest.mark.django_db
def test_2020_keeps_which_notice_made_which_day():
    days = CalendarDay.objects.filter(day=date(2020, 2, 1)).order_by("notice__issued_on")
    assert [(row.notice.number, row.kind) for row in days] == [
        ("国办发明电〔2019〕16号", "work"),
        ("国办发明电〔2020〕1号", "off"),
    ]
    assert Notice.objects.get(number="国办发明电〔2020〕1号").amends


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
    assert load.calendar("341799").known_of(2027) == Knowledge.UNANNOUNCED


@pytest.mark.django_db
def test_announcing_is_audited_once(robot, morning):
    for _ in range(2):
        actions.announce(notice(), actor=robot, at=morning)
    entry = Entry.objects.get(verb="workdays.notice.announce")
    assert "2026-12-27 work 元旦" in entry.facts["days"]
    assert "2026-12-27 - → work 元旦" in entry.facts["changes"]


@pytest.mark.django_db
def test_the_entry_says_what_was_taken_away(robot, morning):
    actions.announce(notice(), actor=robot, at=morning)
    actions.announce(MENDED, actor=robot, at=morning)
    entry = Entry.objects.filter(verb="workdays.notice.announce").latest("pk")
    assert entry.facts["changes"] == [
        "2026-12-27 work 元旦 → -", "2027-01-02 off 元旦 → -", "2027-01-03 off 元旦 → -",
    ]  # fmt: skip


@pytest.mark.django_db
def test_announcing_needs_the_right(morning):
    with pytest.raises(PermissionDenied):
        actions.announce(notice(), actor=visitor(), at=morning)
    assert not Notice.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("year = ", "读不出来", id="not TOML"),
        pytest.param("", "year", id="empty"),
        pytest.param(BARE.replace("2027\n", '"2027"\n', 1), "year", id="a year that is text"),
        pytest.param(
            BARE.replace("year = 2027", "year = true"), "year", id="a year that is a truth"
        ),
        pytest.param(BARE.replace("year = 2027", "year = 99999"), "year", id="a year far away"),
        pytest.param(BARE.replace("number", "nummer"), "number", id="no number"),
        pytest.param(BARE.replace("测试", "长" * 61), "number", id="a number too long"),
        pytest.param(BARE.split("[[")[0], "holidays", id="no holidays"),
        pytest.param(BARE.replace("to = 2027-01-03", ""), "日期", id="no end"),
        pytest.param(
            BARE.replace("to = 2027-01-03", "to = 2027-01-03T08:00:00"), "日期", id="a moment"
        ),
        pytest.param(BARE.replace("[2026-12-27]", "2026-12-27"), "日期", id="worked is not a list"),
        pytest.param(
            BARE.replace("to = 2027-01-03", "to = 2026-12-31"), "晚于", id="ends before it begins"
        ),
        pytest.param(BARE.replace("2026-12-27", "2062-12-27"), "前后", id="a day of another year"),
        pytest.param(BARE.replace('name = "元旦"', ""), "name", id="a holiday without a name"),
        pytest.param(BARE.replace("2026-11-20", '"十一月"'), "issued_on", id="issued on no date"),
        pytest.param(BARE.replace("true", "1"), "amends", id="amends is no truth"),
        pytest.param(
            BARE.replace("amends = true", ""), "春节2月5日", id="a year of which half is missing"
        ),
        pytest.param(
            NEXT.replace("2026-12-27", "2026-12-28"), "不是周末", id="a Monday made up for"
        ),
        pytest.param(
            NEXT.replace("2026-12-27", "2027-01-02"), "既放假又上班", id="free and worked at once"
        ),
        pytest.param(
            NEXT.replace("2027-04-05", "2027-04-04"), "清明节4月5日", id="a free day left out"
        ),
        pytest.param(BARE + "\x00", "读不出来", id="a NUL character"),
    ],
)
def test_a_faulty_file_is_refused_with_its_fault(tmp_path, text, fault):
    file = tmp_path / "2027.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(arrangement.NoticeError, match=fault):
        reading.from_file(file)


def test_a_missing_or_binary_file_is_refused(tmp_path):
    with pytest.raises(arrangement.NoticeError, match="读不出来"):
        reading.from_file(tmp_path / "none.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(arrangement.NoticeError, match="读不出来"):
        reading.from_file(tmp_path / "x.toml")


def test_the_shipped_notices_have_no_faults():
    assert [list(arrangement.faults(says)) for says in arrangement.shipped()] == [[]] * 8


@pytest.mark.django_db
def test_a_page_asks_for_the_state_of_the_tables_once(django_assert_num_queries):
    load.calendar()
    with django_assert_num_queries(1), load.steady():
        assert load.calendar() is load.calendar()
    with django_assert_num_queries(2):
        load.calendar(), load.calendar()
