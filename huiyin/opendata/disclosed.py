"""Data that have a frequency, on the gap board."""

from functools import partial

from django.utils import timezone

from huiyin.casework.disclosed import Counted, Source, declare_more, item_at
from huiyin.organisations.models import Organisation

from . import others, settled
from .series import Series

REST = "20-15"
"""法律法规规定的其他信息: of what is no list with an article of its own."""


def _promised() -> list[Source]:
    """The series whose frequency was set: without one nothing is late."""
    often = settled.frequencies(timezone.localdate())
    if not often:
        return []
    return [
        Source(
            item_at(series.page) or REST,
            f"数据集：{series.title}",
            f"/data/{series.key}/",
            series.by_agency or partial(_of_the_site, series),
            often[series.key].days,
        )
        for series in others.every()
        if series.key in often and often[series.key].days
    ]


def _of_the_site(series: Series) -> Counted:
    """What is no agency's alone stands with the first one on the board."""
    first = Organisation.objects.agencies().first()
    parts = series.parts().values()
    newest = max((one.newest for one in parts if one.newest), default=None)
    return {first.pk: (sum(one.records for one in parts), newest)} if first else {}


declare_more(_promised)
