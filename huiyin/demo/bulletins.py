"""Weekly bulletins of the demonstration: tried at the end of 2020, taken up again in these weeks."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.bulletins import actions, weeks
from huiyin.bulletins.models import Bulletin
from huiyin.bulletins.practice_desk import PRACTICE
from huiyin.disclosure.models import ColumnPage
from huiyin.editorial.models import Manuscript
from huiyin.organisations.models import Organisation

from . import manuscripts
from .clock import moment, next_workday, workday_before

TRIED = (date(2020, 12, 7), date(2021, 1, 11))
"""The Mondays of the first and the last week of the trial."""
MONTHLY = 40
"""Working days until a bulletin was out: its decisions came as a table of the month."""
LATE = date(2020, 12, 14)
TRIAL = "云溪市行政许可和行政处罚信息周公示试行办法（示例）"
BASIS = "云溪市城市管理局行政许可和行政处罚信息公示办法（示例）第十二条"
SO_FAR = 5
"""Weeks since the bureau has bulletins again."""


def tell(
    agency: Organisation,
    staff: dict[str, Actor],
    column: ColumnPage,
    since: int,
    until: datetime,
) -> Iterator[int]:
    """The trial, if the story has it, and the last weeks: all published but the last one."""
    today = timezone.localdate(until)
    if since <= TRIED[0].year and TRIED[1] < today:
        _rule(staff, TRIED[0], TRIAL, days=MONTHLY)
        _rule(staff, TRIED[1] + weeks.WEEK, TRIAL, is_weekly=False)
        for monday in weeks.mondays(*TRIED):
            day = _came(monday) if monday != LATE else next_workday(date(2021, 3, 1))
            _publish(_compiled(agency, monday), staff, column, day, until)
            yield 1
    last = weeks.last_complete(today)
    first = last - (SO_FAR - 1) * weeks.WEEK
    _rule(staff, first, BASIS)
    for monday in weeks.mondays(first, last):
        bulletin = _compiled(agency, monday)
        if monday != last and bulletin.state == Bulletin.State.COLLECTED:
            _publish(bulletin, staff, column, next_workday(monday + weeks.WEEK), until)
        yield 1


def _rule(staff: dict[str, Actor], valid_from: date, basis: str, **values: Any) -> None:
    """Set by the head some days before it holds."""
    at = moment(workday_before(valid_from - timedelta(days=1), 3), time(15))
    more: dict[str, Any] = {"is_weekly": True, "days": 7, "says_nothing": False} | values
    PRACTICE.set(actor=staff["gongkai-fuze"], at=at, valid_from=valid_from, basis=basis, **more)


def _came(monday: date) -> date:
    """A day of the next month, when the month's table was in."""
    following = (weeks.sunday_of(monday).replace(day=1) + timedelta(days=32)).replace(day=22)
    return next_workday(following)


def _compiled(agency: Organisation, monday: date) -> Bulletin:
    """By the timetable, on the morning after the week."""
    at = moment(monday + weeks.WEEK, time(6, 10))
    bulletin = Bulletin(agency=agency, begins_on=monday)
    return actions.compile_week(bulletin, actor=actions.SELF, at=at)


def _publish(
    bulletin: Bulletin, staff: dict[str, Actor], column: ColumnPage, day: date, until: datetime
) -> None:
    """Sent on that morning, and through the three reviews."""
    sent = actions.send(bulletin, column=column, actor=staff["qicao"], at=moment(day, time(9)))
    manuscript = Manuscript.objects.get(page=sent.document)
    manuscripts.bring(manuscript, staff, "published", day, until)
