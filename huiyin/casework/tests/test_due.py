"""`huiyin due`: what it prints, its JSON, its exit codes."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from huiyin.casework.clock_rows import OfficeTime

pytestmark = pytest.mark.django_db


def run(*arguments):
    """(exit code, stdout, stderr) of `huiyin due …`."""
    out, err = StringIO(), StringIO()
    try:
        call_command("due", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    except CommandError as error:  # argparse under call_command
        return 2, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


RULES = [
    "foi.answer", "foi.correction", "foi.third-party", "foi.fee-payment", "disclosure.publish",
    "licence.publish", "penalty.publish", "penalty.withdraw", "penalty.decide", "penalty.serve", "penalty.pay", "reconsideration", "litigation",
    "hotline.enquiry", "hotline.help", "hotline.complaint", "hotline.report", "hotline.suggestion",
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_contract_answers_in_json(rule):
    code, out, _ = run(rule, "--received", "2026-03-02", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["due"] > "2026-03-02"
    assert answer["provisional"] is False
    assert answer["counted_days"] > 0
    assert {"day", "kind", "number", "note"} == set(answer["steps"][0])
    assert answer["steps"][-1]["day"] == answer["due"]


def test_the_json_of_a_third_party_enquiry():
    code, out, _ = run(
        "foi.answer", "--received=2025-09-19", "--event=consult-sent=2025-09-25",
        "--event=consult-received=2025-10-14", "--json",
    )  # fmt: skip
    answer = json.loads(out)
    assert (code, answer["due"], answer["counted_days"], answer["suspended_since"]) == (
        0,
        "2025-11-05",
        20,
        None,
    )
    assert sum(step["kind"] == "中止计时" for step in answer["steps"]) == 9


def test_a_standing_clock_has_the_last_day_there_can_be():
    """Fifteen working days after a receipt that is presumed on 03-12, then the 17 that are left."""
    code, out, _ = run(
        "foi.answer", "--received=2026-03-02", "--event=consult-sent=2026-03-05", "--json"
    )
    answer = json.loads(out)
    assert (code, answer["due"]) == (0, "2026-04-28")
    assert (answer["suspended_since"], answer["suspended_until"]) == ("2026-03-05", "2026-04-02")
    assert answer["pauses"] == [
        {"since": "2026-03-05", "until": "2026-04-02", "open": True, "presumed": True}
    ]


def test_the_text_says_why_this_day():
    code, out, _ = run("foi.answer", "--received=2026-02-06")
    assert code == 0
    assert "2026-02-14" in out
    assert "调休上班" in out
    assert "春节" in out
    assert "到期日：2026-03-12" in out


def test_the_text_of_a_standing_and_of_a_provisional_clock():
    assert (
        "中止计时"
        in run("foi.answer", "--received=2026-03-02", "--event=consult-sent=2026-03-05")[1]
    )
    assert "暂定" in run("foi.answer", "--received=2026-12-20")[1]


@pytest.mark.parametrize(
    ("event", "words", "late"),
    [
        ("extended=20@2026-03-30", "", None),
        ("extended=20@2026-03-31", "2026-03-31 批准的延长：期限已经届满，不起作用", "2026-03-31"),
        ("consult-sent=2026-03-30", "2026-03-30 发出的征求：期限不迟于这一天届满，不起作用", None),
    ],
)
def test_what_came_too_late_is_said_to_change_nothing(event, words, late):
    asked = ("foi.answer", "--received=2026-03-02", f"--event={event}")
    text, answer = run(*asked)[1], json.loads(run(*asked, "--json")[1])
    assert words in text
    assert ("不起作用" in text) is bool(words)
    assert ("到期日：2026-03-30" in text) is bool(words)
    assert (answer["due"] == "2026-03-30", answer["late_extension"]) == (bool(words), late)


@pytest.mark.parametrize(
    ("received", "words", "calendar", "provisional"),
    [
        ("2026-03-02", "到期日：2026-03-30", "已载入", False),
        ("2026-12-20", "暂定：", "尚未公布", True),
        ("2019-03-04", "推算：跨越的年份早于", "早于已载入的放假安排", False),
        ("2019-12-20", "推算：跨越的年份早于", "早于已载入的放假安排", False),
    ],
)
def test_before_the_calendar_is_not_after_it(received, words, calendar, provisional):
    text = run("foi.answer", f"--received={received}")[1]
    assert words in text
    assert ("未公布" in text) is provisional
    answer = json.loads(run("foi.answer", f"--received={received}", "--json")[1])
    assert (answer["calendar"], answer["provisional"]) == (calendar, provisional)


def test_a_provisional_date_says_so_in_json():
    assert (
        json.loads(run("foi.answer", "--received=2026-12-20", "--json")[1])["provisional"] is True
    )


def test_list_names_every_rule():
    listed = run("list")[1].split()
    assert {rule for rule in RULES if not rule.startswith("hotline")} <= set(listed)


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        pytest.param(["foi.never", "--received=2026-03-02"], 2, "foi.answer", id="an unknown rule lists the known"),
        pytest.param(["hotline.never", "--received=2026-03-02"], 2, "hotline", id="an unknown type"),
        pytest.param(["hotline.help", "--received=1980-01-01"], 2, "hotline", id="before any target"),
        pytest.param(["foi.answer"], 2, "--received", id="no day"),
        pytest.param(["foi.answer", "--received=yesterday"], 2, "--received", id="a day in words"),
        pytest.param(["foi.answer", "--received=2026-02-30"], 2, "--received", id="a day that is none"),
        pytest.param(["foi.answer", "--received=2026-03-02", "--event=fee-paid"], 2, "名称=日期", id="no value"),
        pytest.param(["foi.answer", "--received=2026-03-02", "--event=fee-paid=soon"], 1, "应为日期", id="in words"),
        pytest.param(["foi.answer", "--received=2026-03-02", "--event=extended=-5"], 1, "1 至 20", id="negative"),
        pytest.param(["foi.answer", "--received=2026-03-02", "--event=extended=21"], 1, "1 至 20", id="too long"),
        pytest.param(["foi.answer", "--received=2026-03-02", "--event=extended=5", "--event=extended=5"], 1,
                     "一次", id="a second extension"),
        pytest.param(["foi.answer", "--received=2026-03-02", "--event=fee-paid=2026-03-01"], 1, "早于",
                     id="before the start"),
        pytest.param(["foi.answer", "--received=2026-03-02", "--event=consult-received=2026-03-05"], 1,
                     "没有中止", id="resumed without suspension"),
        pytest.param(["litigation", "--received=2026-03-02", "--event=extended=5"], 1, "没有事件",
                     id="an event the rule does not know"),
        pytest.param(["foi.answer", "--received=9999-12-31"], 1, "2199", id="the year 9999"),
        pytest.param(["litigation", "--received=9999-12-31"], 1, "2199", id="months in the year 9999"),
    ],
)  # fmt: skip
def test_bad_input_ends_in_one_line(arguments, code, fault):
    got, out, err = run(*arguments, "--json")
    assert (got, out) == (code, "")
    assert fault in err


def test_an_hour_clock_is_explained_stretch_by_stretch():
    code, out, _ = run("office:120", "--received=2026-02-13 16:30")
    assert code == 0
    assert out.splitlines() == [
        "期限：2小时（办公时间内）",
        "  2026-02-13 16:30 至 02-13 17:00  计30分钟  办公时间",
        "  2026-02-13 17:00 至 02-14 09:00  不计  非办公时间",
        "  2026-02-14 09:00 至 02-14 10:30  计90分钟  办公时间，调休上班 春节",
        "到期时间：2026-02-14 10:30",
    ]


@pytest.mark.parametrize(
    ("rule", "received", "due", "provisional", "calendar"),
    [
        pytest.param("coordination.sign", "2026-02-13 16:30", "2026-02-14T17:00:00+08:00", False, "已载入", id="a declared clock"),
        pytest.param("natural:120", "2026-02-13 23:00", "2026-02-14T01:00:00+08:00", False, "已载入", id="natural time"),
        pytest.param("natural:120", "2026-02-13T15:00:00+00:00", "2026-02-14T01:00:00+08:00", False, "已载入", id="told in another zone"),
        pytest.param("workdays:1", "2026-12-31 09:00", "2027-01-04T17:00:00+08:00", True, "尚未公布", id="no notice yet"),
        pytest.param("office:30", "2019-03-04 16:50", "2019-03-05T09:20:00+08:00", False, "早于已载入的放假安排", id="before the calendar"),
    ],
)  # fmt: skip
def test_an_hour_clock_in_json(rule, received, due, provisional, calendar):
    code, out, _ = run(rule, f"--received={received}", "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["rule"], answer["due"], answer["provisional"], answer["calendar"]) == (
        rule,
        due,
        provisional,
        calendar,
    )
    assert [*answer["stretches"], *answer["steps"]]


def test_an_agency_has_hours_of_its_own(bureau):
    hours = {"schedule": "8:00-12:00", "valid_from": date(2026, 1, 1), "basis": "公告"}
    OfficeTime.objects.create(agency=bureau, **hours)
    asked = ("office:60", "--received=2026-03-03 11:30")
    assert "到期时间：2026-03-03 14:00" in run(*asked)[1]
    assert "到期时间：2026-03-04 08:30" in run(*asked, "--agency=cgj")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["office:120"], "给出时刻", id="no moment"),
        pytest.param(["office:120", "--received=今天"], "给出时刻", id="no such moment"),
        pytest.param(["office:0", "--received=2026-03-03 09:00"], "没有计时期限", id="no length"),
        pytest.param(["weeks:1", "--received=2026-03-03 09:00"], "没有计时期限", id="no such measure"),
        pytest.param(["office:1", "--received=2026-03-03 09:00", "--agency=x"], "没有标识为 x 的机关", id="no such agency"),
        pytest.param(["office:99999", "--received=2199-12-30 09:00"], "超出可计算的范围", id="too late"),
    ],
)  # fmt: skip
def test_what_an_hour_clock_refuses(arguments, said):
    code, out, err = run(*arguments)
    assert code in {1, 2}
    assert said in err
    assert out == ""


def test_list_names_every_clock():
    assert {"coordination.sign", "office:数量"} <= set(run("list")[1].split())
