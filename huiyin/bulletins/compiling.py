"""Which weeks have to have a bulletin, and those that have none yet: compiled each Monday, or later."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation

from . import actions, listing, weeks
from .models import Bulletin, Practice

JOB = "huiyin.bulletins.tasks.compile_weeks"


def owed_weeks(agency: Organisation, today: date) -> Iterator[date]:
    """The Monday of each complete week that has to have a bulletin, the first one first.

    Before the first row of the place's practice, or where there is none, they count from the week
    with which the office began: its first bulletin made. One without begins with the week that is
    just over; a bulletin that somebody makes of an older week changes nothing.
    """
    last = weeks.last_complete(today)
    practices = list(Practice.objects.order_by("valid_from"))
    first = Bulletin.objects.filter(agency=agency).order_by("pk").first()
    begun = first.begins_on if first else last
    start = min([begun, *(one.valid_from for one in practices)])
    for monday in weeks.mondays(start, last):
        ruled = [one for one in practices if one.valid_from <= monday]
        if ruled[-1].is_weekly if ruled else monday >= begun:
            yield monday


def missing_weeks(agency: Organisation, today: date) -> list[date]:
    """Of the owed weeks those without a bulletin; none of an agency that decides nothing."""
    decides = any(
        listing.records_of(label).filter(agency=agency).exists()
        for label, _, _ in listing.decided()
    )
    if not decides:
        return []
    there = set(Bulletin.objects.filter(agency=agency).values_list("begins_on", flat=True))
    return [monday for monday in owed_weeks(agency, today) if monday not in there]


def compile_all(at: datetime) -> tuple[int, int]:
    """Make the bulletins that are missing and list what was entered since; how many of each.

    Each in its own transaction: what breaks off goes on the next time, and twice makes nothing twice.
    """
    walk, today = Walk(JOB, at), timezone.localdate(at)
    agencies = list(Organisation.objects.agencies())
    missing = [(one, monday) for one in agencies for monday in missing_weeks(one, today)]
    made = walk.each(missing, lambda week: _compile(*week, at), name=_named)
    collected = Bulletin.objects.filter(state=Bulletin.State.COLLECTED).order_by("begins_on", "pk")
    renewed = walk.each(collected, lambda bulletin: _renew(bulletin, at))
    walk.forget()
    return len(made), sum(renewed)


def _named(week: tuple[Organisation, date]) -> str:
    return f"周公示 {week[0].slug} {week[1]}"


def _compile(agency: Organisation, monday: date, at: datetime) -> Bulletin:
    bulletin = Bulletin(agency=agency, begins_on=monday)
    return actions.compile_week(bulletin, actor=actions.SELF, at=at)


def _renew(bulletin: Bulletin, at: datetime) -> bool:
    if actions.is_complete(bulletin, timezone.localdate(at)):
        return False
    actions.take_in(bulletin, actor=actions.SELF, at=at)
    return True
