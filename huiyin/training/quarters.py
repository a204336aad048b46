"""季度: which one is meant, and its days. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})Q([1-4])")
OFFERED = 8


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def label(self) -> str:
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"

    @property
    def start(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        following = date(self.year + (self.number == 4), 3 * self.number % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def before(self) -> "Quarter":
        return (
            Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
        )


def of_day(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def offered(today: date) -> list[Quarter]:
    """The running one and those before it, newest first."""
    found = [of_day(today)]
    while len(found) < OFFERED:
        found.append(found[-1].before)
    return found


def asked(text: str, today: date) -> Quarter | None:
    """The quarter that an address names, the running one where it names none; None: no such one yet."""
    if not text:
        return of_day(today)
    match = _WRITTEN.fullmatch(text)
    if match is None or not 1949 <= int(match[1]) <= today.year:
        return None
    quarter = Quarter(int(match[1]), int(match[2]))
    return quarter if quarter.start <= today else None
