"""行政许可法: how long acceptance, decision and service take; every period is in working days (第八十二条). Pure."""

from dataclasses import replace
from datetime import date, timedelta

from huiyin.casework.deadlines import Effect, TimeLimit, Unit, Wait, declare
from huiyin.workdays.calendar import WorkCalendar

EXTENSION = 10
LONGEST_TOLD = 244
"""Working days, about a year: a longer standstill is a slip of the pen."""
RENEWAL = 30
EVENTS = {
    "suspended": Effect.SUSPEND,
    "told-until": Effect.LIMIT,
    "resumed": Effect.RESUME,
    "extended": Effect.EXTEND,
}
ACCEPT = declare(
    TimeLimit(
        "licence.accept",
        "受理或者一次性告知补正",
        5,
        Unit.WORKDAYS,
        "行政许可法第三十二条：逾期不告知的，自收到申请材料之日起即为受理",
    )
)
DECIDE = declare(
    TimeLimit(
        "licence.decide",
        "作出行政许可决定",
        20,
        Unit.WORKDAYS,
        "行政许可法第四十二条、第四十五条",
        EVENTS,
        longest_extension=EXTENSION,
        # the clock stands as long as the applicant was told in writing, and not without being told
        wait=Wait(length=0, presumed=0, longest=LONGEST_TOLD),
    )
)
DELIVER = declare(
    TimeLimit("licence.deliver", "送达行政许可决定", 10, Unit.WORKDAYS, "行政许可法第四十四条")
)


def decision(days: int, *, promised: bool = False) -> TimeLimit:
    """The decision of one matter: within as many working days as its own rule says."""
    label = "按承诺时限作出行政许可决定" if promised else DECIDE.label
    return replace(DECIDE, length=days, label=label)


def last_day_to_renew(valid_to: date, calendar: WorkCalendar) -> date:
    """第五十条: the last day on which a renewal is applied for in time, 30 working days before expiry."""
    day = valid_to
    while calendar.between(day, valid_to) < RENEWAL:
        day -= timedelta(days=1)
    return day
