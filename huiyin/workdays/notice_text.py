"""The words of 国务院办公厅关于××××年部分节假日安排的通知 → what `arrangement.faults` checks. Pure.

Each sentence about a holiday has one of a few forms. What has none of them is refused, never
skipped: half an arrangement would move time limits. Weekdays, lunar dates and numbers of days, which
the notice says beside its dates, are checked against them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from huiyin.common import days
from huiyin.common.numerals import from_chinese

from . import statutory
from .arrangement import faults, spoken
from .calendar import days_between

LONGEST = 20_000
"""Characters; the notices have about five hundred."""
NAMES = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
NO_DATE = "没有看到落款的成文日期（国务院办公厅 ××××年×月×日）"
NEAR = timedelta(days=31)
"""A make-up day lies about its holiday."""

_NAME = "|".join(NAMES)
_CLAUSE = re.compile(rf"(?:[一二三四五六七八九十]+、)?((?:{_NAME})(?:[、和](?:{_NAME}))*):")
_TITLE = re.compile(r"关于(\d{4})年部分节假日安排的通知")
_SUBJECT = re.compile(r"现将(\d{4})年[^。]*?放假")
_NUMBER = re.compile(r"国办发明电[〔\[(](\d{4})[〕\])](\d{1,3})号")
_ISSUED = re.compile(r"国务院办公厅(\d{4})年(\d{1,2})月(\d{1,2})日")
_DAY = r"(?:(?:\d{4})年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
_DAY_PARTS = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_FREE = re.compile(
    rf"({_DAY})(?:至({_DAY}))?放假(?:调休)?(?:(\d{{1,2}})天)?"
    r"(?:,共(\d{1,2})天)?(,与周末连休|,不调休)?"
)
_WORKED = re.compile(rf"({_DAY}(?:[、和,]{_DAY})*)(?:照常|正常)?上班")
_LONGER = re.compile(
    rf"延长(\d{{4}})年({_NAME})假期至({_DAY})(?:,({_DAY})(?:起)?(?:照常|正常)上班)?[。;]"
)
_ADVICE = re.compile(r"鼓励.*")
_END = re.compile(r"(?:鼓励单位和个人|节假日期间,|国务院办公厅\d{4}年)")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
_LUNAR = re.compile(
    r"(?:农历)?(正月|腊月|五月|八月)?(除夕|初[一二三四五六七八九十]|[十廿二三一四五六七八九]{1,3})"
)
_SAYS_A_DAY = re.compile(r"日(?:\([^()]*\))?(?:[^。]{0,6})(?:上班|放假|休息|调休)")


class NoticeTextError(Exception):
    """What in the text cannot be understood, or contradicts itself; one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("；".join(faults))
        self.faults = faults


@dataclass
class _Clause:
    """What one holiday's sentences say."""

    name: str
    year: int
    spans: list[tuple[date, date]] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def read(text: str) -> dict[str, Any]:
    """The notice as a mapping, in the form of a notice file.

    Raises:
        NoticeTextError: something is missing, not understood or contradicts itself.
    """
    if len(text) > LONGEST:
        raise NoticeTextError([f"文字太长（超过 {LONGEST} 字），请只粘贴通知全文"])
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if longer := list(_LONGER.finditer(plain)):
        return _longer(plain, longer)
    head, wrong = _head(plain)
    if head is None:
        raise NoticeTextError(wrong)
    clauses, around = _clauses(plain, head["year"])
    wrong += [f"{clause.name}：{fault}" for clause in clauses for fault in clause.wrong]
    wrong += _left_over(around)
    notice = {**head, "holidays": [one for clause in clauses for one in _holidays(clause)]}
    wrong += _repeated(clauses)
    if not wrong:
        wrong += faults(notice)
    if wrong:
        raise NoticeTextError(wrong)
    return notice


def _longer(plain: str, extensions: list[re.Match[str]]) -> dict[str, Any]:
    """An extended holiday: free from its first statutory day to the new last day."""
    first = extensions[0]
    year, name, wrong = int(first[1]), first[2], []
    issued, number = _issued(plain), _NUMBER.search(plain)
    if issued is None:
        wrong.append(NO_DATE)
    if len(extensions) > 1:
        wrong.append("说了不止一次延长")
    around = plain[: first.start()] + plain[first.end() :]
    wrong += _left_over(around)
    by_law = [day for day, names in statutory.days(year).items() if name in names]
    try:
        last = _date(_parts(first[3]), year, None)
        if first[4] and _date(_parts(first[4]), year, last) != last + timedelta(days=1):
            wrong.append(f"{name}延长到{spoken(last)}，上班的却不是第二天")
        if not by_law or not by_law[-1] <= last <= by_law[-1] + NEAR:
            wrong.append(f"{spoken(last)}离{name}太远")
    except ValueError as error:
        wrong.append(str(error))
    if wrong:
        raise NoticeTextError(wrong)
    holiday: dict[str, Any] = {"name": name, "from": by_law[-1], "to": last, "worked": []}
    values = {"year": year, "number": _name(number, issued), "issued_on": issued, "amends": True}
    return {**values, "holidays": [holiday]}


def _parts(words: str) -> re.Match[str]:
    match = _DAY_PARTS.fullmatch(words)
    assert match is not None  # noqa: S101 - the same form, matched before
    return match


def _name(number: re.Match[str] | None, issued: date | None) -> str:
    """文号, or where the copy has none the day."""
    if number:
        return f"国办发明电〔{number[1]}〕{number[2]}号"
    return f"国务院办公厅{days.written(issued)}通知" if issued else ""


def _head(plain: str) -> tuple[dict[str, Any] | None, list[str]]:
    """Year, number and day of issue."""
    years = {int(year) for form in (_TITLE, _SUBJECT) for year in form.findall(plain)}
    if len(years) != 1:
        missing = "没有看到“关于××××年部分节假日安排的通知”，请粘贴通知全文，连同标题和落款"
        return None, [f"通知说到不止一个年份：{sorted(years)}" if years else missing]
    year, wrong = years.pop(), []
    issued = _issued(plain)
    if issued is None:
        wrong.append(NO_DATE)
    elif not date(year - 1, 6, 1) <= issued <= date(year, 12, 31):
        wrong.append(f"成文日期 {issued} 不像是 {year} 年的通知")
    number = _NUMBER.search(plain)
    if number and issued and int(number[1]) != issued.year:
        wrong.append(f"文号的年份 {number[1]} 与成文日期 {issued} 不符")
    return {"year": year, "number": _name(number, issued), "issued_on": issued}, wrong


def _issued(plain: str) -> date | None:
    dates = _ISSUED.findall(plain)
    try:
        return date(*map(int, dates[-1])) if dates else None
    except ValueError:
        return None


def _clauses(plain: str, year: int) -> tuple[list[_Clause], str]:
    """The holidays, and the text about them."""
    heads = list(_CLAUSE.finditer(plain))
    clauses, around = [], plain[: heads[0].start()] if heads else plain
    for place, head in enumerate(heads):
        last = heads[place + 1].start() if place + 1 < len(heads) else len(plain)
        body = plain[head.end() : last]
        if end := _END.search(body):
            around += body[end.start() :]
            body = body[: end.start()]
        clauses.append(_clause(_named(head[1]), year, body))
    return clauses, around


def _named(name: str) -> str:
    return name.replace("和", "、")


def _clause(name: str, year: int, body: str) -> _Clause:
    clause = _Clause(name, year)
    for sentence in filter(None, re.split(r"[。;]", body)):
        try:
            _sentence(clause, sentence)
        except ValueError as error:
            clause.wrong.append(str(error))
    if not clause.spans and not clause.wrong:
        clause.wrong.append("没有说哪天放假")
    return clause


def _sentence(clause: _Clause, sentence: str) -> None:
    """Take a sentence into its clause; raises ValueError with a message for the reader."""
    if free := _FREE.fullmatch(sentence):
        _take_free(clause, free)
    elif worked := _WORKED.fullmatch(sentence):
        for parts in _DAY_PARTS.finditer(worked[1]):
            before = clause.worked[-1] if clause.worked else None
            day = _date(parts, clause.year, before)
            if clause.spans and not _is_near(day, clause.spans):
                raise ValueError(f"{day} 上班离这个节日太远")
            clause.worked.append(day)
    elif not _ADVICE.fullmatch(sentence):
        raise ValueError(f"看不懂“{sentence[:60]}”")


def _take_free(clause: _Clause, free: re.Match[str]) -> None:
    first = _date(_parts(free[1]), clause.year, None)
    last = _date(_parts(free[2]), first.year, first) if free[2] else first
    if last < first:
        raise ValueError(f"{spoken(last)}早于{spoken(first)}")
    length = (last - first).days + 1
    for stated in filter(None, (free[3], free[4])):
        if int(stated) != length:
            raise ValueError(f"{spoken(first)}至{spoken(last)}是 {length} 天，通知说 {stated} 天")
    clause.spans.append((first, last))


def _is_near(day: date, spans: list[tuple[date, date]]) -> bool:
    return any(first - NEAR <= day <= last + NEAR for first, last in spans)


def _date(parts: re.Match[str], year: int, before: date | None) -> date:
    """A day; without a month it is of the month of the day said before."""
    if parts[2]:
        month = int(parts[2])
    elif before is not None:
        month = before.month
    else:
        raise ValueError(f"“{parts[0]}”没有说哪一月")
    try:
        day = date(int(parts[1] or year), month, int(parts[3]))
    except ValueError as error:
        raise ValueError(f"没有“{parts[0]}”这一天") from error
    for beside in filter(None, re.split(r"[、,]", parts[4] or "")):
        _check_beside(day, beside)
    return day


def _check_beside(day: date, beside: str) -> None:
    """周一, 农历正月初七: what stands in brackets after a date must be true of it."""
    if weekday := _WEEKDAY.fullmatch(beside):
        right = _WEEKDAYS[day.weekday()]
        if weekday[1].replace("天", "日") != right:
            raise ValueError(f"{day} 是周{right}，通知说“{beside}”")
        return
    lunar = _LUNAR.fullmatch(beside)
    if lunar is None:
        raise ValueError(f"看不懂“{beside}”")
    if not _is_lunar(day, lunar[1] or "", lunar[2]):
        raise ValueError(f"{day} 不是“{beside}”")


def _is_lunar(day: date, month: str, words: str) -> bool:
    """Of 腊月 it is only known that it has 29 or 30 days."""
    spring = statutory.spring_festival(day.year)
    if spring is None:
        return True
    if words == "除夕":
        return day == spring - timedelta(days=1)
    number = from_chinese(words.removeprefix("初").replace("廿", "二十"))
    if month == "正月":
        return day == spring + timedelta(days=number - 1)
    if month == "腊月":
        return (spring - day).days + number - 1 in {29, 30}
    festival = {"五月": ("端午节", 5), "八月": ("中秋节", 15)}.get(month)
    if festival is None:
        return False
    name, of = festival
    days = statutory.days(day.year)
    return any(
        name in days[festival_day] and day == festival_day + timedelta(days=number - of)
        for festival_day in days
    )


def _left_over(around: str) -> list[str]:
    """A free or worked day that stands outside the holidays would be lost."""
    sentences = [
        sentence for sentence in re.split(r"[。;]", around) if _SAYS_A_DAY.search(sentence)
    ]
    return [f"看不懂“{sentence[-60:]}”" for sentence in sentences]


def _repeated(clauses: list[_Clause]) -> Iterator[str]:
    seen: set[date] = set()
    for clause in clauses:
        for first, last in clause.spans:
            days = {first, *days_between(first, last)}
            if days & seen:
                yield f"{clause.name}：{spoken(min(days & seen))}说了两次"
            seen |= days


def _holidays(clause: _Clause) -> Iterator[dict[str, Any]]:
    """One entry a stretch; the days that make up for them stand with the first."""
    for place, (first, last) in enumerate(clause.spans):
        worked = [] if place else clause.worked
        yield {"name": clause.name, "from": first, "to": last, "worked": worked}
