"""日期 in the notations of portals: digits of any width, 年月日, dots, slashes, 二〇二〇年."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from huiyin.common.days import IN_CHINESE, in_numbers

SHANGHAI = ZoneInfo("Asia/Shanghai")
_EARLIEST = 1949
_DATE = re.compile(
    r"(?P<year>\d{4})\s*(?:年|[-/.—–])\s*(?P<month>\d{1,2})\s*(?:月|[-/.—–])\s*(?P<day>\d{1,2})\s*(?:日|号)?"
    r"(?!\d)"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_TIME = re.compile(
    r"[\sT]*(?P<hour>\d{1,2})[:时點点](?P<minute>\d{1,2})(?:[:分](?P<second>\d{1,2}))?"
)


@dataclass(frozen=True)
class Moment:
    """A day, and the time of day where one was written."""

    day: date
    clock: time | None = None

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, self.clock or time.min, SHANGHAI)


def local_day(moment: datetime) -> date:
    """Read by a confined child as well, which has no Django to ask."""
    return moment.astimezone(SHANGHAI).date()


class DateError(ValueError):
    """Not a date, or an impossible one; the message is for the clerk."""


def parse(text: str) -> Moment:
    """The moment at the beginning of `text`.

    Raises:
        DateError: no date there, or an impossible one.
    """
    plain = unicodedata.normalize("NFKC", text).strip(" \t\u3000[]()\x1f")
    if match := IN_CHINESE.match(plain):
        return _moment(text, *in_numbers(match), None)
    match = _DATE.match(plain) or _COMPACT.match(plain)
    if not match:
        raise DateError(f"“{text.strip()[:40]}”不是日期")
    clock = _TIME.match(plain, match.end())
    return _moment(text, int(match["year"]), int(match["month"]), int(match["day"]), clock)


def starts_with_date(text: str) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    return True


def _moment(text: str, year: int, month: int, day: int, clock: re.Match[str] | None) -> Moment:
    try:
        if year < _EARLIEST:
            raise ValueError
        if clock is None:
            return Moment(date(year, month, day))
        hour, minute, second = (int(part or 0) for part in clock.groups())
        return Moment(date(year, month, day), time(hour, minute, second))
    except ValueError:
        raise DateError(f"“{text.strip()[:40]}”不是可能的日期") from None
