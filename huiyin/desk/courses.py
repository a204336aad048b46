"""走势 on the leaders' board: months of each kind of matter, and which units answer in time."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from huiyin.audit.actors import Actor
from huiyin.coordination.figures import SUPERVISIONS, due, in_time
from huiyin.figures.drawing import Course, Drawn, courses, drawn, several, wanted_of
from huiyin.figures.periods import Counted, Wanted
from huiyin.figures.registry import AsOf, Figure, Scope
from huiyin.figures.scope import Several
from huiyin.organisations.models import Organisation
from huiyin.web import charts
from huiyin.web.charts import Chart, Series

from . import comparing
from .comparing import opener, shown


def by_month(
    actor: Actor, agencies: Sequence[Organisation], day: date, counted: Counted
) -> dict[str, Course]:
    """App label → its pictures; a number of one agency opens to its records."""
    alone, opened = agencies[0] if len(agencies) == 1 else None, opener(actor)

    def address(figure: Figure, scope: Several) -> str:
        return opened(figure, scope, alone)

    return courses(_drawn(), agencies, _year(agencies, day), counted, address)


def wanted(agencies: Sequence[Organisation], day: date) -> list[Wanted]:
    """What the whole board asks: the comparison and the months."""
    *_, months = wanted_of(_drawn(), agencies, _year(agencies, day))
    return [*comparing.wanted(agencies, day), *months]


def _drawn() -> dict[str, Drawn]:
    return {label: drawn(members) for label, members in shown().items()}


def _year(agencies: Sequence[Organisation], day: date) -> Scope:
    return Scope.year(agencies[0].pk, day.year, day)


def by_unit(agencies: Sequence[Organisation], day: date) -> Chart | None:
    """Supervisions due this year by the unit that was asked: answered in time, and not."""
    year = several(agencies, _year(agencies, day))
    asked = AsOf(SUPERVISIONS, year)
    counts: dict[int, list[int]] = {}
    for place, condition in enumerate((due(asked), in_time(asked))):
        rows = SUPERVISIONS.rows(year, condition).order_by()
        for unit, number in rows.values_list("unit").annotate(Count("pk")):
            counts.setdefault(unit, [0, 0])[place] = number
    units = Organisation.objects.filter(pk__in=counts).order_by("pk")
    named = [(one.on(year.end).short_name, counts[one.pk][0], counts[one.pk][1]) for one in units]
    named.sort(key=lambda one: -one[1])
    return charts.stacked(
        "units", "今年应答复的督办：各单位按时和未按时", [name for name, *_ in named],
        [
            Series("按时答复", [punctual for _, _, punctual in named]),
            Series("未按时答复", [whole - punctual for _, whole, punctual in named]),
        ],
        "件",
    )  # fmt: skip
