"""推测: which of the own units a name means, and which day is meant by 年底前, 6月底前, 第三季度. Pure."""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

_YEAR = r"(?:(?P<year>\d{4})年)?"
_EXACT = re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日")
_PART = re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<part>上旬|中旬|下旬|月?底|末|份|(?!\d))")
_QUARTER = re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度")
_HALF = re.compile(rf"{_YEAR}(?P<half>上半年|下半年|全年|年底|年内|年末)")
_RECURRING = re.compile(r"每(?:个)?(?:季度|月|半年|年|周)")
_DAYS = {"上旬": 10, "中旬": 20}
_QUARTERS = {name: number for number, name in enumerate("一二三四", start=1)}


def day_in(words: str, year: int) -> date | None:
    """The last day that the words name, in this year unless they name another; else None.

    What recurs (每季度) names none. 6月前 is not guessed: it may mean the end of May or of June.
    """
    words = _RECURRING.sub("", words)
    days = [
        *_exact(words, year),
        *_parts(words, year),
        *_quarters(words, year),
        *_halves(words, year),
    ]
    return max(days, default=None)


def _of(found: re.Match[str], year: int) -> int:
    return int(found["year"] or year)


def _exact(words: str, year: int) -> Iterable[date]:
    for found in _EXACT.finditer(words):
        month, day = int(found["month"]), int(found["day"])
        if 1 <= month <= 12 and 1 <= day <= _length(_of(found, year), month):
            yield date(_of(found, year), month, day)


def _parts(words: str, year: int) -> Iterable[date]:
    for found in _PART.finditer(words):
        month, part, own = int(found["month"]), found["part"], _of(found, year)
        if not 1 <= month <= 12 or (not part and words[found.end() : found.end() + 1] != "内"):
            continue
        yield date(own, month, _DAYS.get(part, _length(own, month)))


def _quarters(words: str, year: int) -> Iterable[date]:
    for found in _QUARTER.finditer(words):
        name = found["quarter"]
        month = 3 * (_QUARTERS.get(name) or int(name))
        yield date(_of(found, year), month, _length(year, month))


def _halves(words: str, year: int) -> Iterable[date]:
    for found in _HALF.finditer(words):
        own = _of(found, year)
        yield date(own, 6, 30) if found["half"] == "上半年" else date(own, 12, 31)


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def unit_in(names: Iterable[str], own: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """The key of the first unit that is named; `own` are keys with the names each has.

    A name that ends like that of a unit means it (市城管执法局宣传科); of several the longest.
    """
    for name in names:
        hits = [
            (len(known), key)
            for key, all_names in own
            for known in all_names
            if known and (name == known or name.endswith(known))
        ]
        if hits:
            return max(hits)[1]
    return None
