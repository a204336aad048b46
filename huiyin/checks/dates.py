"""日期: impossible dates, and dates that were still in the future on the day of publication."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .document import Context, Document
from .finding import Finding, Severity
from .registry import check, rule
from .signatures import signature

_SOURCE = "政府信息公开条例第六条：公开的信息应当准确"
FUTURE = rule("dates.asof-after-publication", "数据截止日晚于发布日", Severity.ERROR, _SOURCE)
PERIOD = rule("dates.period-not-over", "统计期在发布时还没有结束", Severity.WARNING, _SOURCE)
EVENT = rule("dates.event-in-future", "已发生的事晚于发布日", Severity.WARNING, _SOURCE)
PASSED = rule("dates.deadline-passed", "截止日早于发布日", Severity.WARNING, _SOURCE)
FORMED = rule("dates.formed-after-published", "成文日期晚于发布日期", Severity.ERROR, _SOURCE)
SIGNED = rule("dates.signature", "落款日期", Severity.WARNING, "GB/T 9704—2012 7.3.5.4")
IMPOSSIBLE = rule("dates.impossible", "日期不存在", Severity.ERROR, _SOURCE)
WEEKDAY = rule("dates.weekday", "日期与星期不符", Severity.WARNING, _SOURCE)
RANGE = rule("dates.range-reversed", "起止日期颠倒", Severity.WARNING, _SOURCE)
TITLE_YEAR = rule("dates.title-year", "标题与正文的年度不一致", Severity.WARNING, _SOURCE)

_Y = r"(?P<y>(?:19|20)\d{2})\s*年(?:度)?"
_DAY = r"(?P<m>\d{1,2})\s*月(?:份)?(?:\s*(?P<d>\d{1,2})\s*[日号])?"
_DATED = re.compile(rf"(?:{_Y}\s*)?{_DAY}")
_ISO = re.compile(r"(?<![\d./-])((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d./-])")
_AS_OF = re.compile(
    rf"截(?:至到|止到|止至|至|止)\s{{0,9}}(?:目前[，,（(]?)?\s{{0,9}}(?:{_Y}\s{{0,9}})?(?:{_DAY}|(?P<end>年底|年末|底))"
)
_AN_END = re.compile(r"[底末]")
_APPLY = re.compile(r"报名|申请|申报|征求|投标|递交|提交|反馈|缴[费款纳]|报送|有效期|参保|登记时间")
PLAN = re.compile(r"预计|预期|计划|力争|拟于|目标|将于|将[完实达新累]|确保|前完成|争取|完成时限")
_DONE = re.compile(r"共|累计|已|办理|受理|收到|达到?|实现|均|完成|为|有|查处|新增|处理|公开|发布")
_DEADLINE = re.compile(
    rf"(?:报名|申报|申请|征集|投标|递交|提交|反馈)(?:材料|文件|意见)?(?:的)?截[止至](?:时间|日期|到|至)?[为是：:]?\s*{_Y}\s*{_DAY}"
)
_EVENT = re.compile(
    rf"(?<![\d-]){_Y}\s*{_DAY}[，,]?[^，。；,;\n]{{0,20}}?"
    r"(?:召开了|举行了|印发了|完成了|通过了|批准了|开展了|进行了|已经)"
)
_PERIOD = re.compile(rf"{_Y}\s*(?P<first>1)\s*[-—－~～至]{{1,2}}\s*(?P<m>\d{{1,2}})\s*月(?:份)?")
_WEEKDAY = re.compile(
    rf"{_Y}\s{{0,9}}{_DAY}\s{{0,9}}[（(]?\s{{0,9}}(?:星期|周)(?P<w>[一二三四五六日天])[)）]?"
)
_SPAN = re.compile(
    r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日\s{0,9}(?:起)?\s{0,9}(?:至|到|—|－|-|~|～){1,2}\s{0,9}"
    r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_OPENING = re.compile(r"现将[^。；]{0,16}?((?:19|20)\d{2})年(?:度)?[^。；]{0,30}?(?:如下|报告)")
_YEARLY = re.compile(r"总结|报告|公报|年报|预算|决算|计划|要点|通报|公示|情况|方案|台账|清单")
WEEKDAYS = "一二三四五六日"
_SENTENCE = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in the text; without a day, the last day of the month."""

    day: date
    has_year: bool


def _date_of(hit: re.Match[str], year: int | None) -> WrittenDate | None:
    """The date of a match, with the year supplied if missing; None if it is not a date."""
    parts = hit.groupdict()
    written = int(parts["y"]) if parts.get("y") else None
    chosen = written or year
    if chosen is None:
        return None
    month = int(parts["m"]) if parts.get("m") else 12
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(chosen, month)[1]
    number = int(parts["d"]) if parts.get("d") else last
    return WrittenDate(date(chosen, month, number), bool(written)) if 1 <= number <= last else None


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence in which a place stands, at most 200 characters each side."""
    before = text[max(start - 200, 0) : start]
    after = text[end : end + 200]
    ends = [hit.end() for hit in _SENTENCE.finditer(before)]
    stop = _SENTENCE.search(after)
    return (
        before[ends[-1] if ends else 0 :] + text[start:end] + after[: stop.start() if stop else 200]
    )


@check
def as_of(document: Document, context: Context) -> Iterator[Finding]:
    """Figures as of a day after the publication."""
    published = document.published_on
    if published is None:
        return
    year = published.year
    for block in document.texts():
        for hit in _AS_OF.finditer(block.text):
            written = _date_of(hit, year)
            if written is None or written.day <= published or _month_of(written, hit, published):
                continue
            around = sentence_around(block.text, *hit.span())
            after = block.text[hit.end() : hit.end() + 80]
            if _APPLY.search(around) or PLAN.search(around):
                continue
            if not (re.search(r"\d", after) and _DONE.search(after)):
                continue
            severity = Severity.ERROR if written.has_year else Severity.WARNING
            message = (
                f"数据截止 {written.day:%Y-%m-%d}，而发布日期是 {published:%Y-%m-%d}，"
                "发布时还不可能有这样的数据。请核对截止日期和数据"
            )
            end = hit.end() + bool(_AN_END.match(block.text, hit.end()))
            yield FUTURE.at(block, hit.start(), end, message, severity=severity)


def _month_of(written: WrittenDate, hit: re.Match[str], published: date) -> bool:
    """截至11月 in a text from the middle of November means up to now."""
    parts = hit.groupdict()
    rest = hit.string[hit.end() : hit.end() + 1]
    same = (written.day.year, written.day.month) == (published.year, published.month)
    return same and not parts.get("d") and not parts.get("end") and not _AN_END.match(rest)


@check
def deadlines(document: Document, context: Context) -> Iterator[Finding]:
    """A deadline for citizens that had passed on the day of publication."""
    published = document.published_on
    if published is None:
        return
    for block in document.texts():
        for hit in _DEADLINE.finditer(block.text):
            written = _date_of(hit, None)
            if written and written.day < published:
                message = (
                    f"截止日期 {written.day:%Y-%m-%d} 早于发布日期 {published:%Y-%m-%d}，"
                    "读者已经来不及。请核对或者延长"
                )
                yield PASSED.at(block, *hit.span(), message)


@check
def events(document: Document, context: Context) -> Iterator[Finding]:
    """Events in the past tense with a date after the publication; periods that are not over."""
    published = document.published_on
    if published is None:
        return
    for block in document.texts():
        if "年" not in block.text:
            continue
        for hit in _EVENT.finditer(block.text):
            written = _date_of(hit, None)
            if written and hit["d"] and written.day > published:
                message = f"写成已经发生的事，日期却晚于发布日期 {published:%Y-%m-%d}。请核对"
                yield EVENT.at(block, hit.start(), hit.end("d") + 1, message)
        for hit in _PERIOD.finditer(block.text):
            written = _date_of(hit, None)
            around = sentence_around(block.text, *hit.span())
            if written is None or (written.day.year, written.day.month) <= (
                published.year,
                published.month,
            ):
                continue
            if (
                _DONE.search(around)
                and re.search(r"\d", around[len(hit[0]) :])
                and not PLAN.search(around)
            ):
                message = f"统计期到 {written.day:%Y-%m-%d}，发布日期是 {published:%Y-%m-%d}，还没有结束。请核对"
                yield PERIOD.at(block, *hit.span(), message)


@check
def impossible(document: Document, context: Context) -> Iterator[Finding]:
    """30 February, a thirteenth month."""
    for block in document.texts():
        if "月" in block.text:
            for hit in _DATED.finditer(block.text):
                year = int(hit["y"]) if hit["y"] else 2024
                if hit["d"] and not exists(year, int(hit["m"]), int(hit["d"])):
                    yield IMPOSSIBLE.at(block, *hit.span(), f"没有“{hit[0]}”这一天，请核对")
                elif hit["y"] and not hit["d"] and not 1 <= int(hit["m"]) <= 12:
                    yield IMPOSSIBLE.at(block, *hit.span(), f"没有“{hit[0]}”这个月，请核对")
        for hit in _ISO.finditer(block.text):
            if hit[2] != "." and not exists(int(hit[1]), int(hit[3]), int(hit[4])):
                yield IMPOSSIBLE.at(block, *hit.span(), f"没有“{hit[0]}”这一天，请核对")


def exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


@check
def weekdays(document: Document, context: Context) -> Iterator[Finding]:
    """A wrong weekday, as 11月17日（星期三） on a Tuesday; a period that ends before it begins."""
    for block in document.texts():
        if "年" not in block.text:
            continue
        for hit in _WEEKDAY.finditer(block.text):
            written = _date_of(hit, None)
            right = WEEKDAYS[written.day.weekday()] if written and hit["d"] else ""
            if right and hit["w"].replace("天", "日") != right:
                message = f"{hit['y']}年{hit['m']}月{hit['d']}日是星期{right}，请核对日期或者星期"
                yield WEEKDAY.at(block, *hit.span("w"), message, right)
        for hit in _SPAN.finditer(block.text):
            numbers = [int(part) for part in hit.groups()]
            if exists(*numbers[:3]) and exists(*numbers[3:]) and numbers[3:] < numbers[:3]:
                yield RANGE.at(block, *hit.span(), "结束日期早于开始日期，请核对")


@check
def formed(document: Document, context: Context) -> Iterator[Finding]:
    """The forming date is not after the publication, and the date in the signature is the same."""
    published, formed_on = document.published_on, document.formed_on
    if published and formed_on and formed_on > published:
        yield FORMED.on(
            "目录信息", f"{formed_on:%Y-%m-%d}",
            f"成文日期 {formed_on:%Y-%m-%d} 晚于发布日期 {published:%Y-%m-%d}，请核对两个日期",
        )  # fmt: skip
    signed = signature(document)
    if signed is None:
        return
    block, day = signed
    if published and day > published:
        message = f"落款日期 {day:%Y-%m-%d} 晚于发布日期 {published:%Y-%m-%d}，请核对"
        yield SIGNED.at(block, 0, len(block.text), message, severity=Severity.ERROR)
    elif formed_on and day != formed_on:
        message = f"落款日期 {day:%Y-%m-%d} 与成文日期 {formed_on:%Y-%m-%d} 不一致，请核对"
        yield SIGNED.at(block, 0, len(block.text), message)


@check
def title_year(document: Document, context: Context) -> Iterator[Finding]:
    """A title with 2020 over a text about 2019: last year's file used again."""
    years = {int(year) for year in _YEAR.findall(document.title)}
    if len(years) != 1:
        return
    (year,) = years
    prefix = f"标题是{year}年"
    for block in document.body.blocks[:8]:
        hit = _OPENING.search(block.text)
        if hit and int(hit[1]) != year:
            yield TITLE_YEAR.at(
                block, *hit.span(1), f"{prefix}，正文开头是{hit[1]}年，请核对", str(year)
            )
            return
    years_written = [
        int(hit) for block in document.body.blocks for hit in _YEAR.findall(block.text)
    ]
    if (
        years_written
        and year not in years_written
        and len(years_written) >= 3
        and _YEARLY.search(document.title)
    ):
        message = (
            f"{prefix}，正文写到的却都是别的年份（{_years(years_written)}），请核对是否用了旧稿"
        )
        yield TITLE_YEAR.at(document.heading, 0, len(document.title), message)


def _years(years: list[int]) -> str:
    return "、".join(f"{year}年" for year in sorted(set(years))[:4])
