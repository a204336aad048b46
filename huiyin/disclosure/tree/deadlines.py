"""主动公开期限: publishing after forming, and keeping a column up to date. No Django here."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from huiyin.casework.deadlines import TimeLimit, Unit, declare

PUBLISH = declare(
    TimeLimit(
        "disclosure.publish",
        "主动公开",
        20,
        Unit.WORKDAYS,
        "《中华人民共和国政府信息公开条例》第二十六条",
    )
)


def publishing_within(days: int) -> TimeLimit:
    """The same with the limit of a column: 7 working days for licences, 3 for interpretations."""
    return replace(PUBLISH, length=days)


INTERPRETATION_DAYS = 3
"""政策解读, working days after the policy (国办发〔2016〕19号)."""

CYCLE_DAYS = {"weekly": 7, "monthly": 31, "quarterly": 92, "half-yearly": 184, "yearly": 366}
"""A period in its longest form, so that a monthly column is not late in a long month."""
WARN_AT = 70  # percent of a period


@dataclass(frozen=True)
class UpdateClock:
    """更新期限 of one column: when it is due, and when its owner is reminded."""

    latest: date
    days: int

    @property
    def due_on(self) -> date:
        return self.latest + timedelta(days=self.days)

    @property
    def warn_on(self) -> date:
        """提醒日: 70 percent of the period, rounded up."""
        return self.latest + timedelta(days=-(-self.days * WARN_AT // 100))

    def is_late(self, today: date) -> bool:
        return today > self.due_on

    def is_soon(self, today: date) -> bool:
        return self.warn_on <= today <= self.due_on


def update_days(limit: int | None, cycle: str) -> int | None:
    """The stricter of a column's own limit and its cycle; None where nothing is to be checked."""
    known = [days for days in (limit, CYCLE_DAYS.get(cycle)) if days]
    return min(known) if known else None
