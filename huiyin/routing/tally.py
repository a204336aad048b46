"""How often the first suggestion, and one of the three, was what was chosen: month by month.

Counted by the day of the choice, which is noted once, so a month that is over stands still. Nothing
confidential is among it: it has no suggestions.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from huiyin.figures.registry import share
from huiyin.workdays.calendar import add_months

from .models import Suggestion, Target

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """What was chosen in one month after a suggestion was shown, and after none was."""

    first_day: date
    decided: int
    first: int
    three: int
    silent: int

    @property
    def first_share(self) -> Decimal | None:
        """Per cent; None where nothing was decided on a suggestion."""
        return share(self.first, self.decided) if self.decided else None

    @property
    def three_share(self) -> Decimal | None:
        return share(self.three, self.decided) if self.decided else None


def months(agency: int, target: Target, today: date) -> list[Month]:
    """Of the last twelve months those in which something was chosen, the newest first."""
    since = add_months(today.replace(day=1), 1 - MONTHS)
    chosen = Suggestion.objects.filter(agency=agency, target=target, chosen_on__gte=since)
    shown = Q(is_silent=False)
    rows = (
        chosen.annotate(first_day=TruncMonth("chosen_on"))
        .values("first_day")
        .annotate(
            decided=Count("pk", filter=shown),
            first=Count("pk", filter=shown & Q(place=1)),
            three=Count("pk", filter=shown & Q(place__gte=1)),
            silent=Count("pk", filter=~shown),
        )
        .order_by("-first_day")
    )
    return [Month(**row) for row in rows]
