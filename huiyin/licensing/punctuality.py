"""公示及时: how many decisions of a year were due for publication, and how many kept the day."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from huiyin.figures.counting import count_all
from huiyin.figures.scope import Scope
from huiyin.web.kept.page_cache import remembered

from . import figures
from .models import Licence


class Punctuality(NamedTuple):
    """Of all agencies together: `due` is what was kept and what was late."""

    year: int
    until: str
    due: int
    in_time: int
    late: int


@remembered
def punctuality(year: int) -> Punctuality | None:
    """The figures of that year, as 年度数据 counts them; None where nothing was due in it."""
    today = timezone.localdate()
    if date(year, 1, 1) > today:
        return None
    agencies = Licence.objects.public().order_by().values_list("agency", flat=True).distinct()
    says = [figures.due, figures.published_in_time, figures.published_late]
    counted, until = [0, 0, 0], ""
    for agency in agencies:
        scope = Scope.year(agency, year, today=today)
        until = scope.until
        counted = [
            a + b for a, b in zip(counted, count_all(figures.LICENCES, says, scope), strict=True)
        ]
    return Punctuality(year, until, *counted) if counted[0] else None
