"""What was set for the data, as it holds on a day; what is said where nothing was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse

from huiyin.organisations.models import Organisation
from huiyin.web import context
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


@dataclass(frozen=True)
class Publisher:
    """网站主办单位: who offers the data, whichever agencies they are of."""

    name: str
    code: str
    telephone: str
    region: str


def publisher(agencies: Sequence[Organisation]) -> Publisher | None:
    """The sponsor of the site, known further where it is one of its agencies; None: nobody yet.

    Code and telephone are never those of another agency.
    """
    sponsor = context.profile().sponsor
    if not sponsor and not agencies:
        return None
    name = sponsor or agencies[0].name
    own = next((one for one in agencies if one.name == name), None)
    region = next((one.region for one in [own, *agencies] if one and one.region), "")
    return Publisher(name, own.uscc if own else "", own.telephone if own else "", region)


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
