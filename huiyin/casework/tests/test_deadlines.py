"""Time limits: the worked examples, what stops and restarts a clock, and an independent recount."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.casework.deadlines import (
    ClockEvent,
    Effect,
    EventError,
    TimeLimit,
    Unit,
    Wait,
    declare,
    reckon,
    rule_for,
)
from huiyin.workdays.arrangement import differing_days, shipped
from huiyin.workdays.calendar import DayKind, WorkCalendar
from huiyin.workdays.load import calendar

ANNOUNCED = {day: kind for notice in shipped() for day, kind, _ in differing_days(notice)}
OFFICIAL = WorkCalendar(
    off=frozenset(day for day, kind in ANNOUNCED.items() if kind == "off"),
    makeup=frozenset(day for day, kind in ANNOUNCED.items() if kind == "work"),
    announced=frozenset(range(2020, 2027)),
)


def day(text):
    return date.fromisoformat(text)


def rule(length, unit=Unit.WORKDAYS):
    return TimeLimit("test", "测试", length, unit, "")


def events(*texts):
    return [ClockEvent.parse(*one.split("=")) for one in texts]


# received, 7, 20 and 40 working days later
EXAMPLES = [
    ("2020-01-10", "2020-01-20", "2020-02-14", "2020-03-13"),
    ("2020-09-18", "2020-09-28", "2020-10-22", "2020-11-19"),
    ("2021-09-10", "2021-09-22", "2021-10-14", "2021-11-11"),
    ("2022-01-20", "2022-01-29", "2022-02-22", "2022-03-22"),
    ("2023-01-10", "2023-01-19", "2023-02-10", "2023-03-10"),
    ("2023-09-22", "2023-10-09", "2023-10-26", "2023-11-23"),
    ("2024-01-25", "2024-02-04", "2024-02-27", "2024-03-26"),
    ("2024-09-18", "2024-09-27", "2024-10-21", "2024-11-18"),
    ("2025-01-15", "2025-01-24", "2025-02-18", "2025-03-18"),
    ("2025-09-19", "2025-09-29", "2025-10-23", "2025-11-20"),
    ("2026-02-06", "2026-02-24", "2026-03-12", "2026-04-10"),
    ("2026-02-14", "2026-03-03", "2026-03-20", "2026-04-20"),
    ("2026-09-12", "2026-09-21", "2026-10-15", "2026-11-12"),
    ("2026-09-15", "2026-09-23", "2026-10-19", "2026-11-16"),
]


@pytest.mark.parametrize(
    ("received", "seven", "twenty", "forty"), EXAMPLES, ids=[e[0] for e in EXAMPLES]
)
def test_worked_examples(received, seven, twenty, forty):
    days = [reckon(rule(n), day(received), OFFICIAL).due.isoformat() for n in (7, 20, 40)]
    assert days == [seven, twenty, forty]


@pytest.mark.parametrize(
    ("received", "counted"),
    [
        ("2020-09-18", "0921 0922 0923 0924 0925 0927 0928 0929 0930 1009 1010 1012 1013 1014 1015 1016 1019 1020 1021 1022"),
        ("2023-01-10", "0111 0112 0113 0116 0117 0118 0119 0120 0128 0129 0130 0131 0201 0202 0203 0206 0207 0208 0209 0210"),
        ("2024-09-18", "0919 0920 0923 0924 0925 0926 0927 0929 0930 1008 1009 1010 1011 1012 1014 1015 1016 1017 1018 1021"),
        ("2025-09-19", "0922 0923 0924 0925 0926 0928 0929 0930 1009 1010 1011 1013 1014 1015 1016 1017 1020 1021 1022 1023"),
        ("2026-02-06", "0209 0210 0211 0212 0213 0214 0224 0225 0226 0227 0228 0302 0303 0304 0305 0306 0309 0310 0311 0312"),
        ("2026-09-15", "0916 0917 0918 0920 0921 0922 0923 0924 0928 0929 0930 1008 1009 1010 1012 1013 1014 1015 1016 1019"),
    ],
)  # fmt: skip
def test_the_ledger_is_the_hand_count(received, counted):
    steps = reckon(rule(20), day(received), OFFICIAL).steps
    assert " ".join(f"{s.day:%m%d}" for s in steps if s.number) == counted
    assert [s.number for s in steps if s.number] == list(range(1, 21))


FOI = "foi.answer"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "received", "texts", "due"),
    [
        pytest.param(FOI, "2025-09-19", ["consult-sent=2025-09-25", "consult-received=2025-10-14"],
                     "2025-11-05", id="a third party is asked: nine days do not count"),
        pytest.param("foi.third-party", "2025-09-26", [], "2025-10-23", id="fifteen days for its opinion"),
        pytest.param("foi.correction", "2026-02-06", [], "2026-02-24", id="correction asked at the latest"),
        pytest.param(FOI, "2026-02-06", ["correction-received=2026-02-28"], "2026-03-27",
                     id="a correction on a working Saturday restarts"),
        pytest.param("foi.fee-payment", "2024-09-18", [], "2024-10-21", id="the fee is due"),
        pytest.param(FOI, "2024-09-02", ["fee-paid=2024-10-12"], "2024-11-08", id="the fee is paid: restart"),
        pytest.param("reconsideration", "2025-08-05", [], "2025-10-09", id="60 days end in a holiday"),
        pytest.param("reconsideration", "2025-12-18", [], "2026-02-24", id="60 days end at New Year"),
        pytest.param("litigation", "2025-08-31", [], "2026-02-28", id="six months end on a working Saturday"),
        pytest.param("litigation", "2025-04-01", [], "2025-10-09", id="six months end in a holiday"),
        pytest.param("disclosure.publish", "2025-12-30", [], "2026-01-28", id="publication within 20 days"),
        pytest.param("penalty.publish", "2025-09-29", [], "2025-10-15", id="a penalty over the holiday"),
        pytest.param("penalty.publish", "2024-09-27", [], "2024-10-12", id="a penalty ends on a Saturday"),
        pytest.param("licence.publish", "2026-02-13", [], "2026-03-02", id="a licence over New Year"),
        pytest.param("penalty.withdraw", "2026-03-05", [], "2026-03-10", id="withdrawal within three days"),
        pytest.param("hotline.help", "2025-09-28", [], "2025-10-11", id="help: five days, ends on a Saturday"),
        pytest.param("hotline.complaint", "2026-02-13", [], "2026-02-27", id="a complaint over New Year"),
        pytest.param("hotline.enquiry", "2026-03-02", [], "2026-03-05", id="an enquiry: three days"),
        pytest.param("hotline.suggestion", "2026-03-02", [], "2026-03-16", id="a suggestion: ten days"),
        pytest.param("hotline.report", "2026-03-02", [], "2026-03-23", id="a report: fifteen days"),
        pytest.param("hotline.help", "2026-03-02", ["extended=5"], "2026-03-16", id="help, extended"),
        pytest.param(FOI, "2026-03-02", ["extended=20"], "2026-04-28", id="an answer, extended"),
    ],
)  # fmt: skip
def test_rules_of_the_law(key, received, texts, due):
    reckoning = reckon(rule_for(key, day(received)), day(received), calendar(), events(*texts))
    assert reckoning.due.isoformat() == due
    assert not reckoning.provisional


SUSPENDABLE = TimeLimit(
    "test.answer", "测试", 20, Unit.WORKDAYS, "",
    {"restart": Effect.RESTART, "sent": Effect.SUSPEND, "there": Effect.ARRIVE, "until": Effect.LIMIT,
     "back": Effect.RESUME, "longer": Effect.EXTEND},
    longest_extension=20, wait=Wait(15, 7, longest=15),
)  # fmt: skip


def due(received, *texts):
    return reckon(SUSPENDABLE, day(received), OFFICIAL, events(*texts)).due


@pytest.mark.parametrize(
    ("texts", "same_as"),
    [
        pytest.param(["sent=2026-03-04", "sent=2026-03-06", "back=2026-03-10", "back=2026-03-13"],
                     ["sent=2026-03-04", "back=2026-03-13"], id="two enquiries overlap: each day once"),
        pytest.param(["sent=2026-03-04", "sent=2026-03-06", "back=2026-03-13", "back=2026-03-10"],
                     ["sent=2026-03-04", "back=2026-03-13"], id="the later one comes back first"),
        pytest.param(["sent=2026-03-04", "back=2026-03-10", "sent=2026-03-10", "back=2026-03-13"],
                     ["sent=2026-03-04", "back=2026-03-13"], id="the next goes out the day the first returns"),
        pytest.param(["back=2026-03-10", "sent=2026-03-04"], ["sent=2026-03-04", "back=2026-03-10"],
                     id="entered in the wrong order"),
        pytest.param(["sent=2026-03-04", "back=2026-03-04"], [], id="answered the same day"),
        pytest.param(["sent=2026-03-07", "back=2026-03-08"], [], id="out over a weekend only"),
        pytest.param(["sent=2026-03-04", "restart=2026-03-06", "back=2026-03-10"],
                     ["restart=2026-03-10"], id="a restart while an enquiry is out waits for it"),
        pytest.param(["restart=2026-03-10", "longer=5"], ["longer=5", "restart=2026-03-10"],
                     id="an extension without a day, so without order"),
        pytest.param(["restart=2026-03-10", "restart=2026-03-04"], ["restart=2026-03-10"],
                     id="the later restart counts"),
        pytest.param(["sent=2026-05-11", "back=2026-05-20"], [], id="asked after the period had ended"),
        pytest.param(["sent=2026-05-11"], [], id="asked too late and not back: overdue all the same"),
        pytest.param(["sent=2026-03-04", "there=2026-03-05"], ["sent=2026-03-04", "back=2026-03-26"],
                     id="nobody answers: it ends on the fifteenth working day"),
        pytest.param(["sent=2026-03-04", "there=2026-03-05", "back=2026-04-20"],
                     ["sent=2026-03-04", "back=2026-03-26"], id="what comes later does not stretch it"),
        pytest.param(["sent=2026-03-04"], ["sent=2026-03-04", "there=2026-03-11"],
                     id="a receipt that nobody tells is presumed"),
        pytest.param(["sent=2026-03-04", "there=2026-03-18"], ["sent=2026-03-04", "there=2026-03-18", "back=2026-04-09"],
                     id="a receipt that is entered counts, be it late"),
        pytest.param(["sent=2026-03-04", "until=2026-03-13"], ["sent=2026-03-04", "back=2026-03-13"],
                     id="a day that was agreed ends it"),
        pytest.param(["sent:a=2026-03-04", "sent:b=2026-03-09", "there:a=2026-03-20", "back:b=2026-03-10"],
                     ["sent=2026-03-04", "there=2026-03-20"], id="the later one answers, the first is still out"),
        pytest.param(["sent:a=2026-03-04", "sent:b=2026-03-18", "there:a=2026-03-05", "there:b=2026-03-19"],
                     ["sent=2026-03-04", "there=2026-03-19", "back=2026-04-10"], id="two that never answer: the union of their days"),
        pytest.param(["longer=5@2026-03-04", "restart=2026-03-10"], ["restart=2026-03-10"],
                     id="extended before it began anew: that period is over"),
        pytest.param(["longer=5@2026-03-12", "restart=2026-03-10"], ["restart=2026-03-10", "longer=5"],
                     id="extended after it began anew"),
        pytest.param(["longer=5@2026-03-10", "restart=2026-03-10"], ["restart=2026-03-10", "longer=5"],
                     id="extended on the day it began anew"),
        pytest.param(["longer=20@2026-03-30"], ["longer=20"], id="extended on the last day"),
        pytest.param(["longer=20@2026-03-31"], [], id="extended one day after it"),
        pytest.param(["longer=20@2026-06-01"], [], id="extended long after it"),
        pytest.param(["longer=5@2026-04-09", "restart=2026-03-10"], ["restart=2026-03-10"],
                     id="extended after the last day of the new period"),
        pytest.param(["longer=5@2026-04-02", "sent=2026-03-04", "back=2026-03-09"],
                     ["sent=2026-03-04", "back=2026-03-09", "longer=5"], id="extended on the last day, moved by an enquiry"),
        pytest.param(["longer=5@2026-04-03", "sent=2026-03-04", "back=2026-03-09"],
                     ["sent=2026-03-04", "back=2026-03-09"], id="extended when the opinion had ended the pause"),
        pytest.param(["sent=2026-03-04", "there=2026-03-05", "until=2027-03-01"],
                     ["sent=2026-03-04", "back=2026-03-26"], id="an agreed day holds no longer than the longest wait"),
        pytest.param(["sent=2026-03-04", "until=2027-03-01"], ["sent=2026-03-04", "there=2026-03-11"],
                     id="nor from a receipt that is presumed"),
        pytest.param(["longer=20@2026-03-04", "restart=2026-03-10", "longer=5@2026-03-12"],
                     ["restart=2026-03-10", "longer=5"], id="each period may be extended once"),
    ],
)  # fmt: skip
def test_histories_that_come_to_the_same(texts, same_as):
    assert due("2026-03-02", *texts) == due("2026-03-02", *same_as)


@pytest.mark.parametrize(
    ("texts", "since", "until"),
    [
        pytest.param(["sent=2026-03-05"], "2026-03-05", "2026-04-02", id="out, receipt not entered"),
        pytest.param(["sent=2026-03-05", "there=2026-03-06"], "2026-03-05", "2026-03-27", id="out and received"),
        pytest.param(["sent=2026-03-05", "sent=2026-03-06", "back=2026-03-09"], "2026-03-05", "2026-04-03",
                     id="one of two is back: the clock stands since the first"),
        pytest.param(["sent=2026-03-03", "restart=2026-03-06"], "2026-03-03", "2026-03-31",
                     id="restarted while an enquiry is out"),
        pytest.param(["sent=2026-03-02"], "2026-03-02", "2026-03-30", id="out on the first day"),
        pytest.param(["sent=2026-03-02", "back=2026-03-04"], None, None, id="back"),
        pytest.param(["sent=2026-05-11"], None, None, id="asked after the last day"),
        pytest.param([], None, None, id="nobody was asked"),
    ],
)  # fmt: skip
def test_a_clock_that_stands(texts, since, until):
    reckoning = reckon(SUSPENDABLE, day("2026-03-02"), OFFICIAL, events(*texts))
    stands = [
        one and one.isoformat() for one in (reckoning.suspended_since, reckoning.suspended_until)
    ]
    assert stands == [since, until]
    assert [s.number for s in reckoning.steps if s.number] == list(range(1, 21))
    if until:
        assert not any(s.number and day(since) < s.day <= day(until) for s in reckoning.steps)
        assert reckoning.due > day(until)


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        pytest.param(["vanished=2026-03-05"], "没有事件", id="an event the rule does not know"),
        pytest.param(["sent=2026-03-01"], "早于", id="before the start"),
        pytest.param(["back=2026-03-05"], "没有中止", id="back without having been out"),
        pytest.param(["there=2026-03-05"], "没有发出", id="received without having been sent"),
        pytest.param(
            ["sent=2026-03-05", "until=2026-03-04"], "没有发出", id="over before it was sent"
        ),
        pytest.param(["sent:a=2026-03-05", "back:b=2026-03-06"], "没有中止", id="another's answer"),
        pytest.param(
            ["sent:a=2026-03-05", "sent:a=2026-03-06"], "两次", id="the same question twice"
        ),
        pytest.param(
            ["longer=5@2026-03-04", "longer=5@2026-03-05"], "一次", id="one period extended twice"
        ),
        pytest.param(["longer=5@2026-03-01"], "早于", id="extended before the start"),
        pytest.param(["sent=5@2026-03-05"], "需要日期", id="sent with a number"),
        pytest.param(
            ["sent=2026-03-09", "back=2026-03-05"], "没有中止", id="back before it went out"
        ),
        pytest.param(
            ["sent=2026-03-04", "back=2026-03-05", "back=2026-03-06"], "没有中止", id="back twice"
        ),
        pytest.param(["longer=5", "longer=5"], "一次", id="extended twice"),
        pytest.param(["longer=21"], "1 至 20", id="extended too long"),
        pytest.param(["longer=-5"], "1 至 20", id="shortened"),
        pytest.param(["longer=0"], "1 至 20", id="extended by nothing"),
        pytest.param(["longer=2026-03-05"], "1 至 20", id="extended by a date"),
        pytest.param(["sent=5"], "需要日期", id="sent on a number"),
        pytest.param(["sent=9999-01-01"], "2199", id="in the year 9999"),
    ],
)
def test_histories_that_cannot_be(texts, fault):
    with pytest.raises(EventError, match=fault):
        due("2026-03-02", *texts)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "tomorrow",
        "-",
        "@",
        "5@",
        "5@x",
        "@2026-03-02",
        "2026-13-01",
        "2026-02-30",
        "5.5",
        "12345",
    ],
)
def test_values_that_are_neither_day_nor_number(value):
    with pytest.raises(EventError, match="应为日期"):
        ClockEvent.parse("longer", value)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("received", ["2199-12-31", "9999-12-31"])
def test_a_start_beyond_the_calendar(unit, received):
    with pytest.raises(EventError, match="2199"):
        reckon(rule(60, unit), day(received), OFFICIAL)


@pytest.mark.parametrize(
    ("received", "provisional"),
    [("2026-12-01", False), ("2026-12-03", False), ("2026-12-04", True), ("2026-12-20", True)],
)
def test_beyond_the_last_notice_a_date_is_provisional(received, provisional):
    reckoning = reckon(rule(20), day(received), OFFICIAL)
    assert reckoning.provisional is provisional
    assert any(s.kind == DayKind.UNANNOUNCED for s in reckoning.steps) is provisional


def test_calendar_days_are_provisional_only_at_their_end():
    assert not reckon(rule(60, Unit.DAYS), day("2026-10-30"), OFFICIAL).provisional
    assert reckon(rule(60, Unit.DAYS), day("2026-11-20"), OFFICIAL).provisional


@pytest.mark.parametrize(
    ("length", "unit", "words"),
    [(20, Unit.WORKDAYS, "20个工作日"), (60, Unit.DAYS, "60日"), (6, Unit.MONTHS, "6个月")],
)
def test_a_period_in_words(length, unit, words):
    assert rule(length, unit).period == words


def test_a_rule_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declare(rule_for("reconsideration", day("2026-03-02")))


def test_what_a_rule_cannot_be():
    with pytest.raises(ValueError, match="negative"):
        rule(-1)
    with pytest.raises(ValueError, match="suspended"):
        TimeLimit("x", "x", 60, Unit.DAYS, "", {"sent": Effect.SUSPEND})
    with pytest.raises(ValueError, match="how long it waits"):
        TimeLimit("x", "x", 20, Unit.WORKDAYS, "", {"sent": Effect.SUSPEND})


@given(st.dates(date(2020, 1, 1), date(2025, 12, 31)), st.integers(-40, 40))
@settings(max_examples=200, deadline=None)
def test_days_left_agree_with_the_due_date(received, shift):
    reckoning = reckon(rule(20), received, OFFICIAL)
    today = reckoning.due + timedelta(days=shift)
    left = reckoning.days_left(today, OFFICIAL)
    assert (left < 0) == (OFFICIAL.between(reckoning.due, today) > 0)
    if today <= reckoning.due:
        assert OFFICIAL.add(today, left) == reckoning.due or left == 0
    assert reckoning.days_left(received, OFFICIAL) == 20


def test_calendar_days_left_are_plain_days():
    reckoning = reckon(rule(60, Unit.DAYS), day("2025-08-05"), OFFICIAL)
    assert reckoning.days_left(day("2025-10-01"), OFFICIAL) == 8
    assert reckoning.days_left(day("2025-10-10"), OFFICIAL) == -1
