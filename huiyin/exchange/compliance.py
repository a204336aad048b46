"""合规率: of each week and agency, how many records met the data standard when they were to be sent."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncWeek

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Room
from huiyin.figures.registry import share
from huiyin.organisations.models import Organisation
from huiyin.publicity import beside, kinds, timeliness

from .models import Action, Batch, Result, Row, Shortfall
from .screening import model_of

VIEW = "exchange.view_batches"


class Week(NamedTuple):
    """Of one agency: rows that met the standard, records that did not, rows that the platform sent back."""

    agency: Organisation
    monday: date
    passing: int
    failing: int
    returned: int

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def rate(self) -> str:
        """合规率; a week without anything to be sent is none of these."""
        return f"{share(self.passing, self.passing + self.failing)}%"


def weeks(content: str, agencies: Iterable[Organisation], today: date) -> list[Week]:
    """The weeks of the last twelve in which something was to be sent, the latest first."""
    known = {agency.pk: agency for agency in agencies}
    since = timeliness.first_monday(today)
    rows = (
        Row.objects.filter(
            batch__agency__in=known, batch__content=content, batch__made_on__range=(since, today)
        )
        .exclude(batch__state=Batch.State.VOIDED)
        .exclude(action=Action.WITHDRAWN)
    )
    passing = _counted(rows, "batch__made_on", "batch__agency_id")
    back = rows.filter(result__in=[Result.REFUSED, Result.MEND])
    returned = _counted(back, "batch__made_on", "batch__agency_id")
    short = Shortfall.objects.filter(
        agency__in=known,
        about_kind=model_of(content)._meta.label_lower,
        found_on__range=(since, today),
    )
    failing = _counted(short, "found_on", "agency_id")
    keys = sorted(passing.keys() | failing.keys(), key=lambda key: (-key[0].toordinal(), key[1]))
    return [
        Week(known[agency], monday, passing[key], failing[key], returned[key])
        for key in keys
        for monday, agency in [key]
    ]


def _counted(rows: "object", day: str, agency: str) -> "Counter[tuple[date, int]]":
    grouped = rows.order_by().annotate(week=TruncWeek(day)).values_list("week", agency)  # type: ignore[attr-defined]
    return Counter({(week, pk): n for week, pk, n in grouped.annotate(n=Count("pk"))})


def _said(room: Room, actor: Actor, today: date) -> list[Week] | None:
    if room.key not in kinds.all_keys() or not actor.may_somewhere(VIEW):
        return None
    agencies = Organisation.objects.agencies().where(actor, VIEW)
    return weeks(room.key, agencies, today) or None


beside.declare(beside.Beside("exchange/desk/_compliance.html", _said))
