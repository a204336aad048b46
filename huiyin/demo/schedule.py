"""The publication schedule of the demonstration bureau: each kind of document in its season."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from huiyin.workdays.calendar import add_months
from huiyin.workdays.load import calendar

from .clock import workday_before, workdays, workdays_of

FULL = (2020, 2021)
"""The years with as many documents as in a real bureau; later ones have fewer."""
FIRST_QUARTER_TOLD = date(2020, 1, 1)
NEWS_OF_LATE = timedelta(days=200)
NEWS_OF_THESE_WEEKS = timedelta(days=45)
RULES_A_YEAR, RULES_LATER = 6, 3
RULE_YEARS = 5
"""有效期 of its rules; in the year in which it ends some are made anew, the others lapse."""
PLANS_EACH = 3  # emergency plans are revised in every third year


@dataclass(frozen=True)
class Planned:
    """A planned document: its column, its forming day, its kind, its number within the kind."""

    column: str
    formed: date
    what: str
    serial: int = 1


def of(year: int, today: date) -> list[Planned]:
    """All planned documents of a year, including future ones."""
    planned = [
        *_rules(year),
        *_yearly(year),
        *_quarterly(year),
        *_notices(year, today),
        *_plans(year),
    ]
    return sorted(
        planned, key=lambda one: (one.formed, one.column == "jiedu", one.column, one.serial)
    )


def near(year: int, month: int, day: int) -> date:
    """The working day of that date or the last one before it."""
    return workday_before(date(year, month, day))


def rules_of(year: int) -> range:
    return range(1, (RULES_A_YEAR if year in FULL else RULES_LATER) + 1)


def rule_formed(year: int, serial: int) -> date:
    apart = 12 // len(rules_of(year))
    return near(year, 2 + apart * (serial - 1), 20)


def in_force(formed: date) -> tuple[date, date]:
    """First and last day in force of a rule formed on that day."""
    first = add_months(formed.replace(day=1), 2)
    return first, add_months(first, 12 * RULE_YEARS) - timedelta(days=1)


def quarter_before(day: date) -> tuple[date, date]:
    """The quarter that was over on that day."""
    month = (day.month - 1) // 3 * 3 + 1
    end = day.replace(month=month, day=1) - timedelta(days=1)
    return add_months(end.replace(day=1), -2), end


def _rules(year: int) -> Iterator[Planned]:
    """政策解读 is formed together with its document."""
    for serial in rules_of(year):
        formed = rule_formed(year, serial)
        yield Planned("wenjian", formed, "rule", serial)
        yield Planned("jiedu", formed, "interpretation", serial)


def _yearly(year: int) -> Iterator[Planned]:
    yield Planned("guihua", near(year, 1, 20), "year-plan")
    yield Planned("quanze", near(year, 3, 10), "powers")
    yield Planned("tuijin", near(year, 3, 25), "key-points")
    yield Planned("guihua", near(year, 7, 8), "half-year")
    yield Planned("tuijin", near(year, 7, 15), "self-check")
    yield Planned("quanze", near(year, 9, 10), "powers-changed")
    yield Planned("tuijin", near(year, 11, 15), "training")
    yield Planned("yusuan", near(year, 2, 11), "budget")
    if year > FULL[0]:
        yield Planned("yusuan", near(year, 8, 20), "final-account")
    if year % 3 == 1:
        yield Planned("guihua", near(year, 4, 15), "sanitation-plan")
    if year % 5 == 1:
        yield Planned("guihua", near(year, 4, 22), "parking-plan")
    for serial, (begun, month, day) in enumerate(_SYSTEMS):
        if begun == year:
            yield Planned("zhidu", near(year, month, day), "system", serial)
    yield from _guides(year)


_SYSTEMS = ((2020, 5, 20), (2020, 9, 10), (2021, 6, 10), (2024, 4, 10))


def _guides(year: int) -> Iterator[Planned]:
    """办事指南: six at first, two anew when their limits were shortened, then one a year."""
    if year == FULL[0]:
        for serial in range(6):
            yield Planned("xuke", near(year, 5 + serial, 12), "guide", serial)
    elif year == FULL[1]:
        yield Planned("xuke", near(year, 7, 6), "guide", 0)
        yield Planned("xuke", near(year, 7, 7), "guide", 3)
    elif year - FULL[1] <= 4:
        yield Planned("xuke", near(year, 5, 12), "guide", 4 + year - FULL[1] + 1)


def _quarterly(year: int) -> Iterator[Planned]:
    for month in (1, 4, 7, 10):
        day = calendar().add(date(year, month, 1), 7)
        first, _ = quarter_before(day)
        if first >= FIRST_QUARTER_TOLD:
            yield Planned("chufa", day, "penalties")
            yield Planned("tuijin", calendar().add(day, 1), "hotline")


def _notices(year: int, today: date) -> Iterator[Planned]:
    random = Random(f"notices {year}")
    days = workdays_of(year)[5:]
    if year in FULL:
        drawn = {"dongtai": 44, "gonggao": 16, "caigou": 6}
        for column, count in drawn.items():
            for serial, day in enumerate(sorted(random.sample(days, count)), start=1):
                yield Planned(column, day, column, serial)
        answers, last = 8, near(year, 6, 28)
    else:
        for serial, day in enumerate(_news(year, today), start=1):
            yield Planned("dongtai", day, "dongtai", serial)
        for serial, month in enumerate((2, 5, 8, 11), start=1):
            yield Planned("gonggao", near(year, month, 10), "gonggao", serial)
        for serial, month in enumerate((4, 9), start=1):
            yield Planned("caigou", near(year, month, 16), "caigou", serial)
        answers, last = 3, near(year, 6, 15)
    if year == FULL[1] + 1:
        for serial in (1, 2):
            yield Planned("gonggao", near(year, 1, 5), "told-once", serial)
    proposal_days = workdays(near(year, 5, 10), last)
    for serial, day in enumerate(sorted(random.sample(proposal_days, answers)), start=1):
        yield Planned("jianyi", day, "proposal", serial)


def _news(year: int, today: date) -> list[date]:
    """Once a month; recently as often as the column's limit requires."""
    random = Random(f"news {year}")
    monthly = [random.choice(workdays(near(year, m, 7), near(year, m, 25))) for m in range(1, 13)]
    late = workdays(today - NEWS_OF_LATE, today - NEWS_OF_THESE_WEEKS)[::7]
    latest = workdays(today - NEWS_OF_THESE_WEEKS, workday_before(today, 1))[::-3]
    return sorted({*(day for day in (*late, *latest) if day.year == year), *monthly})


def _plans(year: int) -> Iterator[Planned]:
    """应急预案, each before its season."""
    if (year - FULL[0]) % PLANS_EACH == 0:
        for serial, (month, day) in enumerate(((4, 20), (6, 5), (8, 25), (11, 5))):
            yield Planned("yingji", near(year, month, day), "emergency", serial)
