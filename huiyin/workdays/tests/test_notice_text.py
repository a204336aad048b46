"""The notice's own words: every form of the years 2018 to 2026, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.workdays import arrangement, statutory
from huiyin.workdays.notice_text import NoticeTextError, read

HEAD = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
"""
CLAUSES = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""
FOOT = """鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期。节假日期间，各地要妥善安排好值班。
国务院办公厅
2025年11月4日
"""
WHOLE = HEAD + CLAUSES + FOOT


def shipped(year):
    return next(n for n in arrangement.shipped() if n["year"] == year and not n.get("amends"))


def days(notice):
    return [day[:2] for day in arrangement.differing_days(notice)]


def written(notice):
    """A shipped notice in the words of the office, so that each year's days are read back."""
    year, lines = notice["year"], []
    for number, holiday in zip("一二三四五六七", notice["holidays"], strict=False):
        first, last = holiday["from"], holiday["to"]
        of = "" if first.year == year else f"{first.year}年"
        to = (
            ""
            if last == first
            else f"至{'' if last.year == first.year else f'{last.year}年'}{last.month}月{last.day}日"
        )
        length = (last - first).days + 1
        said = f"{number}、{holiday['name']}：{of}{first.month}月{first.day}日{to}放假调休，共{length}天。"
        if worked := holiday.get("worked"):
            said += "、".join(
                f"{d.month}月{d.day}日（星期{'一二三四五六日'[d.weekday()]}）" for d in worked
            )
            said += "上班。"
        lines.append(said)
    issued = notice["issued_on"]
    return (
        f"国务院办公厅关于{year}年部分节假日安排的通知\n" + "\n".join(lines)
        + f"\n国务院办公厅\n{issued.year}年{issued.month}月{issued.day}日"
    )  # fmt: skip


def test_the_notice_of_2026():
    notice = read(WHOLE)
    assert days(notice) == days(shipped(2026))
    assert (notice["number"], notice["issued_on"]) == ("国办发明电〔2025〕7号", date(2025, 11, 4))


@pytest.mark.parametrize("year", range(2020, 2027))
def test_each_year_is_read_back(year):
    assert days(read(written(shipped(year)))) == days(shipped(year))


def one_clause(sentence, name="元旦", year=2019):
    """A whole notice of that year in which one holiday has this sentence, the others the least."""
    spans = {}
    for day, names in statutory.days(year).items():
        for one in names.split("、"):
            spans.setdefault(one, []).append(day)
    lines = [
        f"{one}：{days_of[0].month}月{days_of[0].day}日至{days_of[-1].month}月{days_of[-1].day}日放假。"
        if one != name
        else f"{name}：{sentence}。"
        for one, days_of in spans.items()
    ]
    return (
        f"国务院办公厅关于{year}年部分节假日安排的通知\n" + "\n".join(lines)
        + f"\n节假日期间，要妥善安排。\n国务院办公厅\n{year - 1}年12月4日"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("year", "name", "sentence", "free", "worked"),
    [
        (2018, "元旦", "1月1日放假，与周末连休", "0101", ""),
        (2019, "元旦", "2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班",
         "1230 1231 0101", "1229"),
        (2019, "劳动节", "5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班",
         "0501 0502 0503 0504", "0428 0505"),
        (2025, "元旦", "1月1日（周三）放假1天，不调休", "0101", ""),
        (2024, "春节", "2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。"
         "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息",
         "0210 0211 0212 0213 0214 0215 0216 0217", "0204 0218"),
        (2027, "春节", "2月5日（农历除夕、周五）至8日（农历正月初三、周一）放假，共4天",
         "0205 0206 0207 0208", ""),
        (2027, "端午节", "6月9日（农历五月初五、周三）放假，共1天", "0609", ""),
        (2027, "中秋节", "9月15日（农历八月十五、周三）放假", "0915", ""),
    ],
)  # fmt: skip
def test_the_forms_of_a_sentence(year, name, sentence, free, worked):
    notice = read(one_clause(sentence, name, year))
    holiday = next(one for one in notice["holidays"] if one["name"] == name)
    days_of = arrangement.differing_days({**notice, "holidays": [holiday]})
    assert " ".join(f"{d:%m%d}" for d, kind, _ in days_of if kind == "off") == free
    assert " ".join(f"{d:%m%d}" for d, kind, _ in days_of if kind == "work") == worked


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("（", "(").replace("）", ")"), id="half-width brackets"),
        pytest.param(lambda t: t.replace("，", ",").replace("：", ":"), id="half-width marks"),
        pytest.param(lambda t: t.replace("\n", "\r\n\r\n　　"), id="indented, with empty lines"),
        pytest.param(lambda t: t.replace("\n", ""), id="all in one line"),
        pytest.param(lambda t: t.replace("周", "星期"), id="weekdays in full"),
        pytest.param(lambda t: t.replace("周日", "星期天"), id="星期天"),
        pytest.param(lambda t: "首页 > 正文\n" + t + "\n责任编辑：张某", id="as a site shows it"),
        pytest.param(lambda t: t.replace("国办发明电〔2025〕7号\n", ""), id="without its number"),
        pytest.param(lambda t: t.replace("1月4日", "１月４日"), id="full-width digits"),
    ],
)
def test_how_it_is_pasted_does_not_matter(change):
    assert days(read(change(WHOLE))) == days(shipped(2026))


REFUSED = [
    ("", "没有看到"),
    ("今天放假", "没有看到"),
    (WHOLE.replace("现将2026年", "现将2027年"), "不止一个年份"),
    (WHOLE.replace("2025年11月4日", ""), "成文日期"),
    (WHOLE.replace("2025年11月4日", "2024年11月4日"), "不像是 2026 年"),
    (WHOLE.replace("〔2025〕", "〔2024〕"), "文号的年份"),
    (WHOLE.replace("1月4日（周日）", "1月4日（周六）"), "2026-01-04 是周日"),
    (WHOLE.replace("共9天", "共8天"), "是 9 天，通知说 8 天"),
    (WHOLE.replace("正月初七", "正月初八"), "不是“农历正月初八”"),
    (WHOLE.replace("腊月二十八", "腊月二十六"), "不是“农历腊月二十六”"),
    (WHOLE.replace("至6日（周一）放假", "至31日（周一）放假"), "没有“31日（周一）”这一天".replace("（", "(").replace("）", ")")),
    (WHOLE.replace("4月4日（周六）至6日", "4月6日（周一）至4日"), "是周六"),
    (WHOLE.replace("4月4日（周六）至6日（周一）", "4月6日至4日"), "早于"),
    (WHOLE.replace("5月9日（周六）上班", "5月9日（周六）视情上班"), "看不懂“5月9日"),
    (WHOLE.replace("5月9日（周六）上班", "5月9日（大周六）上班"), "看不懂“大周六”"),
    (WHOLE.replace("5月9日（周六）上班", "5月11日（周一）上班"), "不是周末"),
    (WHOLE.replace("5月9日（周六）上班", "8月8日（周六）上班"), "太远"),
    (WHOLE.replace("三、清明节", "三、寒食节"), "看不懂"),
    (CLAUSES.join([HEAD, FOOT]).replace("三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n", ""), "缺少法定节日：清明节4月5日"),
    (WHOLE.replace("放假，共3天。\n四", "放假，共3天，另有一天补休。\n四"), "看不懂"),
    (WHOLE.replace("鼓励单位", "4月7日（周二）补休放假。鼓励单位"), "看不懂"),
    (WHOLE.replace("节假日期间", "12月26日上班。节假日期间"), "看不懂"),
    (WHOLE.replace("27日（周日）放假，共3天", "10月1日（周四）放假，共7天"), "10月1日说了两次"),
    (WHOLE.replace("6日（周一）放假，共3天", "6日（周一）放假，共3天。4月8日放假，共2天"), "是 1 天"),
    (WHOLE + "一" * 20000, "太长"),
    (WHOLE.replace("1月4日（周日）上班", "日上班"), "看不懂"),
    (WHOLE.replace("1月1日（周四）至3日", "1日（周四）至3日"), "没有说哪一月"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_not_understood_is_refused(text, fault):
    with pytest.raises(NoticeTextError) as caught:
        read(text)
    assert fault in str(caught.value)


def test_a_second_stretch_of_a_holiday_is_not_lost():
    text = WHOLE.replace("6日（周一）放假，共3天", "6日（周一）放假，共3天。4月8日放假，共1天")
    assert set(days(read(text))) - set(days(shipped(2026))) == {(date(2026, 4, 8), "off")}


LONGER = """国务院办公厅关于延长2020年春节假期的通知
国办发明电〔2020〕1号
各省、自治区、直辖市人民政府：
一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。
二、各地大专院校、中小学、幼儿园推迟开学，具体时间由教育部门另行通知。
国务院办公厅
2020年1月26日"""


def test_a_holiday_that_is_made_longer():
    notice = read(LONGER)
    assert (notice["amends"], notice["number"]) == (True, "国办发明电〔2020〕1号")
    shipped_one = next(n for n in arrangement.shipped() if n.get("amends"))
    known = {*days(shipped(2020)), *days(shipped_one)}
    assert {day for day, kind in days(notice) if kind == "off"} == {
        date(2020, 1, 27), *(date(2020, 1, n) for n in (28, 29, 30, 31)), date(2020, 2, 1),
        date(2020, 2, 2),
    }  # fmt: skip
    assert set(days(notice)) <= known


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("正月初九", "正月初八"), "不是“农历正月初八”"),
        (("星期日", "星期六"), "是周日"),
        (("2月3日（星期一）", "2月4日（星期二）"), "不是第二天"),
        (("2月2日（农历正月初九，星期日），2月3日（星期一）", "5月3日，5月4日"), "太远"),
        (("2月2日（农历正月初九，星期日），2月3日（星期一）", "2月30日，2月31日"), "没有"),
        (("2020年1月26日", ""), "成文日期"),
        (("二、各地", "2月8日（星期六）上班。二、各地"), "看不懂"),
    ],
)
def test_a_longer_holiday_that_contradicts_itself(change, fault):
    with pytest.raises(NoticeTextError) as caught:
        read(LONGER.replace(*change))
    assert fault in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_ends_in_a_message(text):
    with pytest.raises(NoticeTextError):
        read(HEAD + text + "\n国务院办公厅2025年11月4日")


@given(st.integers(0, len(CLAUSES) - 1), st.sampled_from("0123456789"))
def test_a_wrong_digit_never_moves_a_day_unseen(place, digit):
    """One digit changed: refused, or it says the same days off; a make-up day may be another one of
    the same name, and the preview shows it."""
    changed = CLAUSES[:place] + digit + CLAUSES[place + 1 :]
    try:
        notice = read(HEAD + changed + FOOT)
    except NoticeTextError:
        return
    read_days, true_days = days(notice), days(shipped(2026))
    assert [day for day, kind in read_days if kind == "off"] == [
        d for d, kind in true_days if kind == "off"
    ]
    worked = zip(
        sorted(set(read_days) - set(true_days)),
        sorted(set(true_days) - set(read_days)),
        strict=True,
    )
    assert all((a - b).days % 7 == 0 for (a, _), (b, _) in worked)
