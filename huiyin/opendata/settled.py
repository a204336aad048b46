"""What was set for the data, as it holds on a day; what is said where nothing was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse

from huiyin.web.addresses import absolute

from .models import DataTerms, Frequency, Renewal

UNSET = "没有设定开放许可"
UNSET_TEXT = (
    "本机关还没有为这些数据设定开放许可。数据都是依法主动公开的政府信息，可以查阅、下载和引用；"
    "用于其他目的前，请按下面的联系方式询问。"
)


@dataclass(frozen=True)
class Licence:
    """开放许可. `address` names it in the catalogue: its own text, else ours on the page."""

    name: str
    text: str
    address: str
    is_set: bool
    valid_from: date | None = None


def licence(day: date) -> Licence:
    """On that day; one query."""
    own = absolute(reverse("data") + "#terms")
    terms = DataTerms.objects.on(day)
    if terms is None:
        return Licence(UNSET, UNSET_TEXT, own, is_set=False)
    return Licence(terms.name, terms.text, terms.address or own, True, terms.valid_from)


def frequencies(day: date) -> Mapping[str, Frequency]:
    """Series → how often it is renewed, where that was set; one query."""
    newest = dict(
        Renewal.objects.filter(valid_from__lte=day)
        .order_by()
        .values_list("series")
        .annotate(latest=Max("valid_from"))
    )
    rows = Renewal.objects.filter(valid_from__in=set(newest.values()))
    return {
        row.series: Frequency(row.frequency)
        for row in rows
        if newest.get(row.series) == row.valid_from
    }
