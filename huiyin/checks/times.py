"""时间: impossible times of day, and wrong weekdays beside dates in other notations."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date

from huiyin.common.numerals import from_chinese, in_figures

from .dates import IMPOSSIBLE, WEEKDAY, WEEKDAYS, exists
from .document import Block, Context, Document
from .finding import Finding, Severity
from .registry import check, rule

TIME = rule(
    "dates.impossible-time",
    "时间不存在",
    Severity.ERROR,
    "政府信息公开条例第六条：公开的信息应当准确",
)
HALF = rule("dates.half-of-day", "上午、下午与钟点不符", Severity.WARNING, "政府信息公开条例第六条")

_PART_OF_DAY = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|夜里"
_CLOCK = re.compile(
    rf"(?P<part>{_PART_OF_DAY})?\s?(?<![\d:：.])(?P<h>\d{{1,2}})(?:[:：](?P<m>\d{{2}})(?:[:：](?P<s>\d{{2}}))?(?![\d:：])"
    r"|\s?[时点]\s?(?P<m2>\d{1,2})\s?分(?![之钟])|点(?=[整钟]|半(?!年|月|数)))"
)
_NAMED = re.compile(r"(?:[日号天午晨上时间为起至到自从于一二三四五六]|[)）—–\-－~～])[：:]?\s?$")
_HOUR = re.compile(
    rf"(?:(?P<part>{_PART_OF_DAY})|(?<=[日号]))\s?(?P<h>\d{{1,2}})\s?[时点](?![\d整钟半间效长段]|\s?\d)"
)
_MORNING = frozenset({"凌晨", "清晨", "早上", "早晨", "上午"})
_TAIL = r"\s{0,3}[（(,，]?\s?(?:星期|周|礼拜)(?P<w>[一二三四五六日天])"
_CHINESE = re.compile(
    r"(?P<y>[一二][〇零○ＯOo0九一二][〇零○ＯOo0一二三四五六七八九]{2})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})[日号]"
    rf"(?:{_TAIL})?"
)
_DIGITS = re.compile(
    rf"(?<![\d./-])(?P<y>(?:19|20)\d{{2}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_TAIL}"
)
_SHORT = re.compile(rf"(?<![\d年.])\s?(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]{_TAIL}")
_NEAREST = 183


@check
def clock(document: Document, context: Context) -> Iterator[Finding]:
    """25:00, 9:75, 上午15:00. What may be a proportion (30:70) needs a word of time before it."""
    for block in document.texts():
        text = block.text
        for hit in _CLOCK.finditer(text):
            before = text[max(hit.start() - 6, 0) : hit.start()]
            if hit["m"] and not (hit["part"] or hit["s"] or _NAMED.search(before)):
                continue
            minutes = int(hit["m"] or hit["m2"] or 0)
            seconds = int(hit["s"] or 0)
            hour = int(hit["h"])
            if hour > 24 or minutes > 59 or seconds > 59 or (hour == 24 and minutes + seconds):
                yield TIME.at(block, hit.start("h"), hit.end(), f"没有“{hit[0].strip()}”这个时间，请核对")  # fmt: skip
            else:
                yield from _half(block, hit, hour)
        for hit in _HOUR.finditer(text):
            if int(hit["h"]) > 24:
                yield TIME.at(block, *hit.span(), f"没有“{hit[0]}”这个时间，请核对")
            else:
                yield from _half(block, hit, int(hit["h"]))


def _half(block: Block, hit: re.Match[str], hour: int) -> Iterator[Finding]:
    part = hit["part"] or ""
    if part in _MORNING and 13 <= hour < 24:
        yield HALF.at(block, *hit.span(), f"“{part}”没有{hour}点，请核对上午还是下午")


@check
def weekdays(document: Document, context: Context) -> Iterator[Finding]:
    """二〇二六年三月九日（星期三）, 2026-03-09 周三, 3月9日（周三）: each against the calendar."""
    published = document.published_on
    for block in document.texts():
        text = block.text
        if "年" in text:
            for hit in _CHINESE.finditer(text):
                yield from _judge(block, hit, int(in_figures(hit["y"])), from_chinese)
        if not any(word in text for word in ("星期", "周", "礼拜")):
            continue
        for hit in _DIGITS.finditer(text):
            yield from _judge(block, hit, int(hit["y"]), int)
        for hit in _SHORT.finditer(text) if published else ():
            year = _nearest(published, int(hit["m"]), int(hit["d"])) if published else None
            if year is not None:
                yield from _judge(block, hit, year, int)


def _judge(
    block: Block, hit: re.Match[str], year: int, number: Callable[[str], int]
) -> Iterator[Finding]:
    month, day = number(hit["m"]), number(hit["d"])
    if not (1900 <= year <= 2100):
        return
    if not exists(year, month, day):
        if block.text[hit.start() : hit.start() + 1] in "一二":
            message = f"没有“{block.text[hit.start() : hit.end('d') + 1]}”这一天，请核对"
            yield IMPOSSIBLE.at(block, hit.start(), hit.end("d") + 1, message)
        return
    right = WEEKDAYS[calendar.weekday(year, month, day)]
    if hit["w"] and hit["w"].replace("天", "日") != right:
        message = f"{year}年{month}月{day}日是星期{right}，请核对日期或者星期"
        yield WEEKDAY.at(block, *hit.span("w"), message, right)


def _nearest(published: date, month: int, day: int) -> int | None:
    """The year in which a date without one lies nearest to the publication."""
    for year in (published.year, published.year + 1, published.year - 1):
        if exists(year, month, day) and abs((date(year, month, day) - published).days) < _NEAREST:
            return year
    return None
