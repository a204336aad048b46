"""Periods in words, times of a clock, weekdays beside dates in other ways."""

from datetime import date

from huiyin.checks import Severity

OCTOBER = date(2026, 10, 14)
TITLES = [
    ("2026年第四季度行政处罚情况通报", ["warning"]),
    ("2026年第4季度行政处罚情况通报（1）", ["warning"]),
    ("2026年12月份投诉情况通报", ["error"]),
    ("2027年第一季度统计结果", ["error"]),
    ("2026年下半年考核结果", ["notice"]),
    ("2026年第三季度行政处罚情况通报", []),
    ("2026年第四季度工作计划", []),
    ("2026年第四季度抽查通知", []),
]
SENTENCES = [
    ("2026年第四季度共办理300件。", ["warning"]),
    ("第四季度共巡查道路42条。", ["warning"]),
    ("今年下半年共办理300件。", ["notice"]),
    ("2026年10月份共受理12件。", ["warning"]),
    ("2026年12月共受理12件。", ["error"]),
    ("现将2026年第四季度有关情况通报如下。", ["warning"]),
    ("2026年第四季度共办理300件。2026年第四季度共办结299件。", ["warning"]),
    ("二〇二六年第四季度共办理300件。", ["warning"]),
    ("第四季度计划办理300件。", []),
    ("今年下半年以来共办理300件。", []),
    ("去年第四季度共办理300件，2025年第四季度共办理300件。", []),
    ("前三季度共办理300件，第三季度共办理20件。", []),
    ("全年共办理300件。", []),  # of which year is not said
    ("2026年10月8日共办理300件。", []),
    ("其股东公司2026年10月在云溪市注册，持股100。", []),
]
CLOCK = [
    ("dates.impossible-time", "会议定于3月9日25:00召开。", ["25:00"]),
    ("dates.impossible-time", "时间：上午8:75。", ["8:75"]),
    ("dates.impossible-time", "开放时间9:00—17:60。", ["17:60"]),
    ("dates.impossible-time", "下午25点开会，9时75分散会。", ["下午25点", "9时75分"]),
    ("dates.impossible-time", "至24:30截止。", ["24:30"]),
    ("dates.impossible-time", "8:30—12:00，14:30—17:30，每日8：00至24:00，14时30分。", []),
    ("dates.impossible-time", "比例30:70，得票88:99，混合比1:80。", []),
    ("dates.impossible-time", "2026年3月5日25时召开，3月5日24时截止。", ["25时"]),
    ("dates.half-of-day", "上午15:00开会，早上14点集合。", ["上午15:00", "早上14点"]),
    ("dates.half-of-day", "上午9:00开会，下午15:00散会，凌晨24点。", []),
    ("dates.weekday", "二〇二六年三月九日（星期三）召开。", ["三"]),
    ("dates.weekday", "二○二六年十二月三十一日（周五）召开。", ["五"]),
    ("dates.weekday", "2026-03-09（周三），10月14日（星期四）。", ["三", "四"]),
    ("dates.weekday", "二〇二六年三月九日（星期一）、10月14日（星期三）。", []),
    ("dates.impossible", "二〇二六年二月三十日印发。", ["二〇二六年二月三十日"]),
    ("dates.impossible", "二〇二四年二月二十九日印发。", []),
]


def test_periods_that_are_not_over(findings, subtests):
    for title, severities in TITLES:
        with subtests.test(title):
            hits = findings("dates.period", "正文", title=title, published_on=OCTOBER)
            assert [hit.severity.value for hit in hits] == severities
    for text, severities in SENTENCES:
        with subtests.test(text):
            hits = findings("dates.period", text, published_on=OCTOBER)
            assert [hit.severity.value for hit in hits] == severities


def test_a_quarter_without_a_year_is_the_last_one(findings):
    assert not findings("dates.period", "第四季度共办理300件。", published_on=date(2026, 2, 10))


def test_a_period_of_which_most_is_over_is_only_asked_about(findings):
    text = "现将2026年第一季度城区路灯维护情况通报如下。"
    (hit,) = findings("dates.period", text, published_on=date(2026, 3, 5))
    assert hit.severity is Severity.NOTICE


def test_clock_and_weekday(findings, subtests):
    for code, text, faults in CLOCK:
        with subtests.test(f"{code} {text}"):
            hits = findings(code, text, published_on=OCTOBER)
            assert [hit.fault for hit in hits if hit.code == code] == faults
